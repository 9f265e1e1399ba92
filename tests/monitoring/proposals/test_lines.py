"""What the linker keeps in memory says the same as the queries that ask for one page."""

from decimal import Decimal
from pathlib import Path

import pytest

from segnavia.core.links import Link
from segnavia.monitoring.proposals.lines import get_lines, outside_of, proposed_for
from segnavia.monitoring.proposals.reading import proposals_for, unlinked
from tests.monitoring.proposals.test_reading import UNKNOWN, key_of, published
from tests.monitoring.strategies import GRID, KEYS, NEIGHBOUR, PACKAGE, judged
from tests.monitoring.test_pipeline import paid, place
from tests.monitoring.twin_facts import Lake
from tests.plans.samples import record, serves

# a sibling of what the first sub-measure of the plan serves, so that the crosswalk proposes
SIBLING = "M1C1I1.01.01"
PLAN = PACKAGE.model_validate(
    {
        **PACKAGE.model_dump(mode="json"),
        "submeasures": [*PACKAGE.model_dump(mode="json")["submeasures"], record(SIBLING, "Banche dati")],
        "crosswalk": [*PACKAGE.model_dump(mode="json")["crosswalk"], serves(SIBLING, None, None)],
    }
)
SIBLINGS = [{"submeasure": SIBLING, "cup": f"J61F2200000001{number}", "clp": "A"} for number in range(2)]
OF_SIBLING = [key_of(key) for key in SIBLINGS]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Every project of the strategies, with money or without, and two of the sibling."""
    folder = tmp_path_factory.mktemp("lines")
    keys = [*KEYS, *SIBLINGS]
    lake = Lake(
        payments=[paid(str(100 * number % 700) if number % 3 else None, "0", **key) for number, key in enumerate(keys)],
        locations=[place("001", **key) for key in keys],
        projects_release=[{**KEYS[4], "title": "Archivi aperti", "funding_pnrr": Decimal(70)}],
    )
    return folder, published(folder, lake, PLAN)


JUDGED: list[list[Link]] = [
    [],
    judged(KEYS[4], [("M1.01", "1")]),
    judged(KEYS[4], [(None, None)]),
    judged(KEYS[4], [("M1.09", "1")]),
    judged(KEYS[4], [("M1.02", "1/2"), ("M1.09", "1/2")]),
    [*judged(KEYS[4], [("M1.01", "1")]), *judged(KEYS[12], [(None, None)]), *judged(SIBLINGS[0], [("M2.01", "1")])],
]
IDS = ["nothing", "linked", "serves-nothing", "lapsed", "half-lapsed", "several"]


@pytest.mark.parametrize("links", JUDGED, ids=IDS)
def test_outside_is_what_the_query_pages(home: tuple[Path, str], links: list[Link]) -> None:
    lines = outside_of(*home, links)
    assert lines
    assert lines == unlinked(*home, links, limit=99).lines


@pytest.mark.parametrize("refused", [set(), {(OF_SIBLING[1], o) for o in ("M1.01", "M1.02", "M2.01")}], ids=["", "ref"])
@pytest.mark.parametrize("links", JUDGED, ids=IDS)
def test_proposed_is_what_the_proposals_say(home: tuple[Path, str], links: list[Link], refused: set) -> None:
    lines = get_lines(*home)
    exact = proposals_for(*home, [line.key for line in lines], links, refused)
    found = proposed_for(*home, lines, links, refused)
    assert found == {key for key, proposals in exact.items() if proposals}
    assert OF_SIBLING[0] in found
    assert len(found) < len(lines)


def test_nothing_of_an_unknown_bulletin_nor_of_a_plan_without_objectives(
    home: tuple[Path, str], tmp_path: Path
) -> None:
    assert get_lines(home[0], UNKNOWN) == ()
    assert outside_of(home[0], UNKNOWN, []) == ()
    grid = published(tmp_path, Lake([], [place("001", NEIGHBOUR)]), GRID, NEIGHBOUR)
    assert outside_of(tmp_path, grid, []) == ()
