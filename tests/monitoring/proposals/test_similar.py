from fractions import Fraction

import pytest

from segnavia.core.links import Link
from segnavia.monitoring.proposals.model import Candidate
from segnavia.monitoring.proposals.similar import Judged, by_similar, judged_projects, likeness

POOL = Candidate("P", "M1C1I1.01.00", "Piscina comunale: nuova copertura e spogliatoi")
TWIN = "Nuova copertura della piscina comunale"  # four stems of five
OTHER = "Adeguamento sismico del municipio"


def projects(*titled: tuple[str, str, str | None]) -> dict[str, Candidate]:
    return {key: Candidate(key, submeasure, title) for key, submeasure, title in titled}


def link(project: str, objective: str | None) -> Link:
    return Link(project, objective, None if objective is None else Fraction(1), "serve")


HERE, ELSEWHERE = "M1C1I1.01.00", "M2C1I1.01.00"


@pytest.mark.parametrize(
    ("judged", "links", "expected"),
    [
        pytest.param([("A", HERE, OTHER)], [link("A", "M1.01")], {"M1.01": 0.5}, id="same-sub-measure"),
        pytest.param([("A", HERE, None)], [link("A", "M1.01")], {"M1.01": 0.5}, id="same-without-a-title"),
        pytest.param([("A", HERE, TWIN)], [link("A", "M1.01")], {"M1.01": 0.9}, id="same-and-alike"),
        pytest.param([("A", ELSEWHERE, TWIN)], [link("A", "M1.01")], {"M1.01": 0.8}, id="alike-elsewhere"),
        pytest.param([("A", ELSEWHERE, OTHER)], [link("A", "M1.01")], {}, id="unlike-elsewhere"),
        pytest.param([("P", HERE, TWIN)], [link("P", "M1.01")], {}, id="not-from-itself"),
        pytest.param([("A", HERE, OTHER)], [link("A", None)], {}, id="judged-to-serve-nothing"),
        pytest.param(
            [("A", HERE, OTHER), ("B", HERE, OTHER)],
            [link("A", None), link("B", "M1.01")],
            {"M1.01": 0.25},
            id="half-of-them-serve-nothing",
        ),
        pytest.param([], [link("A", "M1.01")], {}, id="judged-but-not-in-the-bulletin"),
    ],
)
def test_by_similar(judged: list[tuple[str, str, str | None]], links: list[Link], expected: dict[str, float]) -> None:
    found = by_similar(POOL, judged_projects(links, projects(*judged)))
    assert {code: reason.score for code, reason in found.items()} == pytest.approx(expected)


def test_the_reason_names_the_project_that_is_most_alike() -> None:
    known = projects(("A", HERE, OTHER), ("B", HERE, TWIN), ("C", ELSEWHERE, TWIN))
    reason = by_similar(POOL, judged_projects([link(key, "M1.01") for key in "ABC"], known))["M1.01"]
    assert (reason.key, reason.title, reason.same_submeasure, reason.projects) == ("B", TWIN, True, 2)
    assert reason.kind == "similar"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("abc", "abc", 1.0, id="the-same"),
        pytest.param("abcd", "abce", 0.6, id="three-of-five"),
        pytest.param("ab", "ab", 0.0, id="two-stems-say-nothing"),
        pytest.param("abcdefg", "abchijk", 0.0, id="too-little-in-common"),
        pytest.param("", "", 0.0, id="no-titles"),
    ],
)
def test_likeness(one: str, other: str, expected: float) -> None:
    assert likeness(set(one), set(other)) == pytest.approx(expected)


def test_judged_projects_have_all_their_objectives() -> None:
    known = projects(("A", HERE, None))
    assert judged_projects([link("A", "M1.01"), link("A", "M1.02")], known) == (
        Judged(known["A"], set(), frozenset({"M1.01", "M1.02"})),
    )
