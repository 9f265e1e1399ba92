import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segnavia.plans.difference.texts import Op, Run, likeness, runs_between
from tests.plans.strategies import TEXTS

WORDS = st.lists(st.sampled_from(["di", "la", "scuola", ",", ".", "\n", "\n\n", " ", "città ", "5G"]), max_size=30).map(
    "".join
)


def written(before: str, after: str) -> str:
    """The runs as a proof-reader writes them."""
    marks = {Op.KEPT: "{}", Op.REMOVED: "[-{}]", Op.INSERTED: "[+{}]"}
    return "".join(marks[run.op].format(run.text) for run in runs_between(before, after))


@given(st.tuples(WORDS | TEXTS, WORDS | TEXTS))
def test_runs_hold_both_texts_whole(texts: tuple[str, str]) -> None:
    before, after = texts
    runs = runs_between(before, after)
    assert "".join(run.text for run in runs if run.op is not Op.INSERTED) == before
    assert "".join(run.text for run in runs if run.op is not Op.REMOVED) == after
    assert all(run.text for run in runs)
    assert all(one.op is not other.op for one, other in pairwise(runs))


@given(TEXTS | WORDS.filter(bool))
def test_runs_of_the_same_text_are_one(text: str) -> None:
    assert runs_between(text, text) == (Run(Op.KEPT, text),)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("una scuola aperta", "una scuola sempre aperta", "una scuola [+sempre ]aperta"),
        ("una scuola, aperta", "una scuola aperta", "una scuola[-,] aperta"),
        ("il digital divide", "il divario digitale", "il [-digital divide][+divario digitale]"),
        ("reti 5G", "reti 6G", "reti [-5G][+6G]"),
        ("città metropolitana", "Città metropolitana", "[-città][+Città] metropolitana"),
        ("a\nb\nc", "a\nc", "a\n[-b\n]c"),
        ("prima\nla scuola apre", "nuova\nprima\nla scuola chiude", "[+nuova\n]prima\nla scuola [-apre][+chiude]"),
    ],
    ids=["inserted", "comma", "no lone blank stays", "number", "capital", "paragraph", "paragraph, then word"],
)
def test_runs_tell_words(before: str, after: str, told: str) -> None:
    assert written(before, after) == told


def test_longest_texts_are_compared_in_a_moment() -> None:
    """Two texts as long as a plan may hold, in the form that difflib is slowest at."""
    before = "inizio " + " ".join(str(number % 97) for number in range(30_000)) + " fine"
    after = "inizio " + " ".join(str(number % 89) for number in range(30_000)) + " altra fine"
    start = time.perf_counter()
    runs = runs_between(before, after)
    assert time.perf_counter() - start < 5
    assert (runs[0].op, runs[0].text[:6], runs[-1]) == (Op.KEPT, "inizio", Run(Op.KEPT, " fine"))


@given(TEXTS, TEXTS)
def test_likeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1
