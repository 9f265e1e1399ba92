"""The linker's view of published bulletins: one made by hand, and the example of Milano."""

from decimal import Decimal
from pathlib import Path

import pytest

from segnavia.core.codes import project_key
from segnavia.lake.ingest import add
from segnavia.monitoring import reading
from segnavia.monitoring.pipeline import measure
from segnavia.monitoring.proposals.model import Unlinked
from segnavia.monitoring.proposals.proposing import MOST
from segnavia.monitoring.proposals.reading import get_proposer, proposals_for, unlinked
from segnavia.monitoring.publishing import publish
from segnavia.plans.schema import Package
from segnavia.sources.catalogue import DATASETS
from tests.monitoring.lakes import put_all
from tests.monitoring.milano import EXAMPLE, milano
from tests.monitoring.strategies import GRID, KEYS, NEIGHBOUR, PACKAGE, TERRITORY, judged
from tests.monitoring.test_pipeline import paid, place
from tests.monitoring.twin_facts import Lake

UNKNOWN = "015-2025-03-31-0123456789ab"
NONE, UNJUDGED = KEYS[4:8], KEYS[12:16]  # of the sub-measures that serve nothing, and that nobody has judged


def key_of(key: dict[str, str]) -> str:
    return project_key(key["submeasure"], key["cup"], key["clp"])


def published(home: Path, lake: Lake, package: Package = PACKAGE, territory: str = TERRITORY) -> str:
    put_all(home, lake)
    with measure(home, {territory: package}) as (measurement,):
        publish(home, measurement)
        return measurement.bulletin.id


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Five projects outside the plan, one of which lies half elsewhere and two of unknown funding, and one inside."""
    home = tmp_path_factory.mktemp("by-hand")
    lake = Lake(
        payments=[
            paid("1000", "0", **KEYS[0]),
            paid("100", "0", **NONE[0]),
            paid("150", "0", **NONE[1]),
            paid("90", "0", **UNJUDGED[0]),
            paid(None, None, **UNJUDGED[1]),
        ],
        locations=[
            *(place("001", **key) for key in (KEYS[0], *NONE[:3], *UNJUDGED[:2])),
            place("001", "016", **NONE[1]),
        ],
        projects_release=[{**NONE[2], "title": "Archivi aperti e ordinati", "funding_pnrr": Decimal(70)}],
    )
    return home, published(home, lake)


ALL = [key_of(key) for key in (NONE[0], UNJUDGED[0], NONE[1], NONE[2], UNJUDGED[1])]


def test_the_most_money_here_comes_first_and_the_unknown_last(by_hand: tuple[Path, str]) -> None:
    found = unlinked(*by_hand, [], limit=9)
    assert [line.key for line in found.lines] == ALL
    assert (found.count, found.known, found.money) == (5, 3, 100 + 90 + 75)


def test_pages_of_the_unlinked(by_hand: tuple[Path, str]) -> None:
    pages = [unlinked(*by_hand, [], limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [[line.key for line in page.lines] for page in pages] == [ALL[:2], ALL[2:4], ALL[4:], []]
    assert {(page.count, page.money) for page in pages} == {(5, 265)}


@pytest.mark.parametrize(
    ("links", "left"),
    [
        pytest.param(judged(NONE[0], [("M1.01", "1")]), ALL[1:], id="linked-since"),
        pytest.param(judged(NONE[0], [(None, None)]), ALL[1:], id="judged-to-serve-nothing"),
        pytest.param(judged(NONE[0], [("M1.09", "1")]), ALL, id="lapsed"),
        pytest.param(judged(KEYS[0], [(None, None)]), ALL, id="of-a-project-inside"),
    ],
)
def test_what_has_been_judged_is_not_asked_again(by_hand: tuple[Path, str], links: list, left: list[str]) -> None:
    assert [line.key for line in unlinked(*by_hand, links, limit=9).lines] == left


def test_sums_of_which_nothing_is_known(tmp_path: Path) -> None:
    name = published(tmp_path, Lake([], [place("001", **NONE[0])]))
    found = unlinked(tmp_path, name, [], limit=9)
    assert (found.count, found.known, found.money) == (1, 0, None)


def test_without_objectives_nothing_is_outside(tmp_path: Path) -> None:
    name = published(tmp_path, Lake([], [place("001", NEIGHBOUR)]), GRID, NEIGHBOUR)
    assert unlinked(tmp_path, name, [], limit=9) == Unlinked((), 0, 0, None)


def test_unknown_bulletin(by_hand: tuple[Path, str]) -> None:
    assert unlinked(by_hand[0], UNKNOWN, [], limit=9) == Unlinked((), 0, 0, None)
    assert proposals_for(by_hand[0], UNKNOWN, ALL, []) == {}
    with pytest.raises(KeyError):
        get_proposer(by_hand[0], UNKNOWN)


def test_proposals_for_the_projects_that_are_asked_for(by_hand: tuple[Path, str]) -> None:
    links = judged(NONE[0], [("M2.01", "1")])
    found = proposals_for(*by_hand, [ALL[3], "M1C1I1.01.00-nothing", ALL[1]], links)
    assert list(found) == [ALL[3], ALL[1]]
    similar = found[ALL[3]][0].reasons[0]
    assert (found[ALL[3]][0].objective, similar.kind) == ("M2.01", "similar")
    assert found[ALL[1]] == ()
    refused = {(ALL[3], "M2.01")}
    assert "M2.01" not in [p.objective for p in proposals_for(*by_hand, [ALL[3]], links, refused)[ALL[3]]]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    home = tmp_path_factory.mktemp("milano")
    for file in EXAMPLE.glob("*.parquet"):
        add(home, DATASETS[file.stem], file)
    with measure(home, {"015": milano()}) as (measurement,):
        publish(home, measurement)
        return home, measurement.bulletin.id


def test_the_unlinked_of_milano_are_what_the_bulletin_counts_outside_the_plan(example: tuple[Path, str]) -> None:
    bulletin = reading.get_bulletin(*example)
    assert bulletin is not None
    found = unlinked(*example, [], limit=20)
    assert (found.count, found.money) == (
        bulletin.outside_plan.projects_located,
        bulletin.outside_plan.funding_pnrr,
    )
    money = [line.funding_pnrr * line.place_share for line in found.lines if line.funding_pnrr is not None]
    assert len(money) == 20
    assert money == sorted(money, reverse=True)


def test_proposals_for_the_largest_of_milano(example: tuple[Path, str]) -> None:
    """Judged by eye: research belongs to M4.04, hospital machines to nothing, community hospitals to M6.01."""
    lines = unlinked(*example, [], limit=20).lines
    found = proposals_for(*example, [line.key for line in lines], [])
    assert list(found) == [line.key for line in lines]
    first = {line.submeasure: [p.objective for p in found[line.key]][:1] for line in lines}
    assert first == {
        "M2C2I3.05.01": [],
        "M4C2I1.01.00": ["M4.04"],
        "M4C2I3.01.00": ["M4.04"],
        "M6C1I1.03.00": ["M6.01"],
        "M6C2I1.01.01": [],
        "M6C2I1.02.00": [],
    }
    assert max(map(len, found.values())) <= MOST
