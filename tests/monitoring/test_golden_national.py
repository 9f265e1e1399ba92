"""The whole country on the full open data, each province to the cent, and the sum of all against the file's column."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.cli.console import segnavia
from tests.monitoring.milano import DATA, PLAN, SOURCES
from tests.monitoring.national import AWARDS, TAGS, National, euro, shares_of_tags

pytestmark = [
    pytest.mark.full_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the full open data are not in ../shared/data"),
]
METROPOLITAN = ["001", "010", "015", "027", "037", "048", "058", "063", "072", "080", "082", "083", "087", "092"]
STATES = ("not_started", "under_way", "late", "completed", "suspended_or_withdrawn", "unknown")
CENT = Fraction(1, 200)
Documents = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of the whole country, and one plan."""
    home = tmp_path_factory.mktemp("national")
    dated = ("--as-of", "2023-12-31")
    commands = [("plan", "load", PLAN), ("lake", "add", "ISTAT_Comuni")]
    commands += [("lake", "add", name, file) for name, file in SOURCES.items()]
    commands += [("lake", "add", "PNRR_Aggiudicatari_Gare", AWARDS)]
    commands += [("lake", "add", "PNRR_Tag_Clima_Digitale", TAGS, *dated)]
    for command in commands:
        done = segnavia(home, *command)
        assert done.returncode == 0, done.stderr
    return home


def measured(home: Path, territories: list[str]) -> Documents:
    """One pass over these territories."""
    done = segnavia(home, "monitor", "--territory", ",".join(territories), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    assert [document["territory"] for document in documents] == territories
    return {document["territory"]: document for document in documents}


@pytest.fixture(scope="module")
def provinces(home: Path) -> list[str]:
    """All that the boundaries hold."""
    (data,) = (home / "lake" / "ISTAT_Comuni").glob("*/data.parquet")
    return sorted({code[:3] for code in pq.read_table(data, columns=["code"])["code"].to_pylist()})


@pytest.fixture(scope="module")
def country(home: Path, provinces: list[str]) -> Documents:
    return measured(home, provinces)


@pytest.fixture(scope="module")
def recomputed() -> National:
    return National()


def test_there_are_all_provinces(country: Documents) -> None:
    assert len(country) == 107
    assert country.keys() >= set(METROPOLITAN)


def test_each_province_to_the_cent(country: Documents, recomputed: National) -> None:
    climate, digital = (shares_of_tags(f"Importo Contribuzione al {name}") for name in ("Clima", "Digitale"))
    for territory, document in country.items():
        expected, told = recomputed.provinces[int(territory)], document["total"]
        counts = (told["projects"], told["projects_located"], told["located_cups"])
        assert counts == (expected.projects, expected.located, expected.cups), territory
        amounts = {
            "funding_pnrr": euro(expected.funding),
            "paid_pnrr": euro(expected.paid),
            "climate_funding": euro(expected.funding, share=climate),
            "climate_tagged": euro(expected.funding, share=dict.fromkeys(climate, Fraction(1))),
            "digital_funding": euro(expected.funding, share=digital),
            "digital_tagged": euro(expected.funding, share=dict.fromkeys(digital, Fraction(1))),
        }
        for name, amount in amounts.items():
            assert abs(Fraction(told[name] or 0) - amount) < CENT, f"{territory} {name}"


def test_each_component_of_each_province_to_the_cent(country: Documents, recomputed: National) -> None:
    for territory, document in country.items():
        expected = recomputed.provinces[int(territory)]
        for row in document["by_component"]:
            for name, shared in (("funding_pnrr", expected.funding), ("paid_pnrr", expected.paid)):
                amount = euro(shared, row["code"])
                assert abs(Fraction(row[name] or 0) - amount) < CENT, f"{territory} {row['code']} {name}"


def test_states_and_targets_of_each_province(country: Documents, recomputed: National) -> None:
    for territory, document in country.items():
        expected, told = recomputed.provinces[int(territory)], document["total"]
        assert told["states"] == {state: expected.states[state] for state in STATES}, territory
        assert (told["targets"], told["targets_reached"]) == (expected.targets, expected.reached), territory


def test_sum_of_the_provinces_is_the_published_column(country: Documents, recomputed: National) -> None:
    """What is in no province lies at a place wider than one, or has no place at all; nothing is lost, nothing twice."""
    elsewhere = [t for number, t in recomputed.provinces.items() if f"{number:03}" not in country]
    published = Fraction(sum(funding for _, funding, _, _ in recomputed.payments.values()), 100)
    inside = sum(Fraction(document["total"]["funding_pnrr"] or 0) for document in country.values())
    outside = sum((euro(t.funding) for t in elsewhere), Fraction(0)) + Fraction(recomputed.unlocated, 100)
    assert published > 10**11
    assert inside > 10**10
    assert outside > 0
    assert abs(inside + outside - published) < Fraction(1, 100)


def test_the_metropolitan_cities_in_one_pass_are_the_same(home: Path, country: Documents) -> None:
    documents = measured(home, METROPOLITAN)
    assert documents == {territory: country[territory] for territory in METROPOLITAN}


def test_milano_alone_is_the_same(home: Path, country: Documents) -> None:
    assert measured(home, ["015"]) == {"015": country["015"]}
    assert country["015"]["by_objective"]


def test_only_the_city_with_a_plan_has_objectives(country: Documents) -> None:
    assert [t for t, document in country.items() if document["outside_plan"] is not None] == ["015"]
    assert [t for t, document in country.items() if document["by_mission"]] == ["015"]
