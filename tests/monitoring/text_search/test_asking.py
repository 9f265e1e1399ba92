"""What was typed becomes words and codes, whatever was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segnavia.monitoring.text_search.asking import LONGEST, MOST_WORDS, apart, asked, distance


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Plessi SCOLASTICI", ("plessi", "scolastici")),
        ("dell'acqua", ("dell", "acqua")),
        ("Città  metropolitana", ("citta", "metropolitana")),
        ("\x00\x1b\u202e\u200f", ()),
        ("\ud800", ()),
        ("scu\u200bola\ttecnica", ("scuola", "tecnica")),
        ("😀", ()),
        ("((( \"'; -- *", ()),
        ("ﬁume", ("fiume",)),
        ("", ()),
    ],
)
def test_words_of_a_question(typed: str, words: tuple[str, ...]) -> None:
    assert asked(typed).words == words


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("M4C1I3.03.00", "m4c1i3.03.00"),
        ("015146,", ""),
        ("015146.", "015146"),
        ("scuola", "scuola"),
        ("F40J22000010001-8c4e", "f40j22000010001-8c4e"),
    ],
)
def test_code_of_a_question(typed: str, code: str) -> None:
    (term,) = asked(typed).terms
    assert term.code == code
    assert term.is_code is any(character.isdigit() for character in code)


def test_question_is_bounded() -> None:
    long = asked("parola " * 500)
    assert len(long.text) <= LONGEST
    assert len(long.words) == MOST_WORDS
    assert asked("x" * 10_000).words == ()


@given(st.text())
def test_any_text_is_a_question(typed: str) -> None:
    question = asked(typed)
    assert asked(question.text).words == question.words
    assert all(word and word == word.casefold() for word in question.words if word.isascii())


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("bollate", "bollate", 0),
        ("bolate", "bollate", 1),
        ("bollatte", "bollate", 1),
        ("bollaet", "bollate", 1),  # changed places
        ("rigenerazone", "rigenerazione", 1),
        ("rigenrazone", "rigenerazione", 2),
        ("rigenrzone", "rigenerazione", None),
        ("vai", "via", None),  # a short word is another word
        ("", "a", None),
    ],
)
def test_words_apart(one: str, other: str, letters: int | None) -> None:
    assert apart(one, other) == letters


@given(st.text("abc", max_size=9), st.text("abc", max_size=9))
def test_distance_agrees_with_the_plain_recursion(one: str, other: str) -> None:
    def far(a: str, b: str) -> int:
        if not a or not b:
            return len(a) + len(b)
        ways = [far(a[1:], b) + 1, far(a, b[1:]) + 1, far(a[1:], b[1:]) + (a[0] != b[0])]
        if len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0]:
            ways.append(far(a[2:], b[2:]) + 1)
        return min(ways)

    if len(one) + len(other) <= 11:  # the recursion is slow
        expected = far(one, other)
        assert apart(one, other) == (expected if expected <= distance(one) else None)
