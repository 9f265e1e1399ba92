"""Every rule of sense, with a plan that breaks it; the sound plan breaks none."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from segnavia.plans.coherence import check
from segnavia.plans.coherence.rules import RULES
from tests.plans.samples import BOTH, SOUND, SOURCE, combines, objective, package, record, serves


@dataclass(frozen=True)
class Case:
    """The sound plan with `changes` has a finding `code` at `place`, whose message holds `says`."""

    code: str
    place: str
    says: str
    changes: dict[str, Any] = field(default_factory=dict)


def plus(key: str, *records: dict[str, Any]) -> dict[str, Any]:
    return {key: [*SOUND[key], *records]}


def without(key: str, *codes: str) -> dict[str, Any]:
    return {key: [row for row in SOUND[key] if not set(codes) & set(map(str, row.values()))]}


def directed(code: str, *directions: str) -> dict[str, Any]:
    """The grid that holds `code`, with its row marked for these directions only."""
    key = "components" if "C" in code else "objectives"
    return {key: [{**row, "directions": list(directions)} if row["code"] == code else row for row in SOUND[key]]}


EDITORIAL = {**record("R2", "Confini", state="done"), "provenance": "editorial"}
UNCERTAIN = {**record("L2", "x"), "title": None, "provenance": "uncertain", "note": "era un'immagine"}
PICTURE = {"title": "Processo di piano", "medium": "picture", **SOURCE}
MILAN_EARLIER = record("015002", "Albairate", zone="adda", valid_to="2019-02-08")
MILAN_LATER = record("015002", "Albairate", zone="lago", valid_from="2019-02-08")
FOUR_DRIVERS = [record(f"D0{n}", f"Driver {n}", subtitle="s", summary="s") for n in (3, 4)]
CASES = [
    Case("PLN101", "M1.02", "no direction", directed("M1.02")),
    Case("PLN102", "M1.02", "no driver", {**without("agenda", "M1.02")}),
    Case(
        "PLN103", "M2.01", "no sub-measure", {**without("submeasures", "M2C1I1.01.00"), **without("crosswalk", "M2.01")}
    ),
    Case(
        "PLN104",
        "M2.01",
        "4 drivers",
        {**plus("drivers", *FOUR_DRIVERS), **plus("agenda", combines("D03", "M2.01"), combines("D04", "M2.01"))},
    ),
    Case("PLN105", "M1.03", "M1.02", plus("objectives", objective("M1.03", "Archivi aperti, ordinati ed accessibili"))),
    Case("PLN106", "M1.04", "from 02 to 04", plus("objectives", objective("M1.04", "Coworking"))),
    Case("PLN107", "objectives.csv", "the PNRR's grid alone", {"objectives": [], "agenda": [], "crosswalk": []}),
    Case("PLN121", "K2", "keyword", plus("keywords", record("K2", "Connettività", missions=[]))),
    Case(
        "PLN121",
        "K2",
        "keyword",
        {**plus("keywords", record("K2", "Prossimità", missions=["M6"])), **plus("missions", record("M6", "Salute"))},
    ),
    Case("PLN122", "M2", "no keyword", {"keywords": [record("K1", "Sostenibilità", missions=["M1"])]}),
    Case("PLN123", "M6", "no objective", plus("missions", record("M6", "Salute"))),
    Case("PLN124", "M2C1", "Comuni, and no objective of M2", directed("M2.01", "metropolitan_city")),
    Case("PLN125", "M2.01", "Comuni, and no component of M2", directed("M2C1", "metropolitan_city")),
    Case("PLN126", "intermediate_bodies", "direction", plus("directions", record("intermediate_bodies", "Altri"))),
    Case(
        "PLN141",
        "D01",
        "M1.01, M2.01 are marked for Comuni",
        {
            "components": [
                record("M1C1", "PA digitale", directions=["metropolitan_city"]),
                record("M2C1", "Energia", directions=["metropolitan_city"]),
                record("M2C2", "Acqua", directions=BOTH),
            ]
        },
    ),
    Case("PLN142", "D02", "no objective", without("agenda", "D02")),
    Case("PLN143", "D03", "M1.01", {**plus("drivers", FOUR_DRIVERS[0]), **plus("agenda", combines("D03", "M1.01"))}),
    Case(
        "PLN144",
        "D03",
        "2 objectives are all of M1",
        {**plus("drivers", FOUR_DRIVERS[0]), **plus("agenda", combines("D03", "M1.01"), combines("D03", "M1.02"))},
    ),
    Case("PLN145", "D01", "any of its 2", {**without("crosswalk", "M1.01", "M2.01")}),
    Case(
        "PLN146",
        "D03",
        "D01",
        {**plus("drivers", FOUR_DRIVERS[0]), **plus("agenda", combines("D03", "M2.01"), combines("D03", "M1.01"))},
    ),
    Case("PLN161", "M2C4", "judges no sub-measure", plus("components", record("M2C4", "Acque", directions=BOTH))),
    Case(
        "PLN162", "M2C1", "none of its 1", {"crosswalk": [*SOUND["crosswalk"][:3], serves("M2C1I1.01.00", None, None)]}
    ),
    Case(
        "PLN163",
        "M7C1",
        "1 sub-measures",
        {
            **plus("submeasures", record("M7C1I1.01.00", "Reti")),
            **plus("crosswalk", serves("M7C1I1.01.00", None, None)),
        },
    ),
    Case(
        "PLN164",
        "M1C1I1.01.00",
        "2/3, 1/3",
        {
            "crosswalk": [
                serves("M1C1I1.01.00", "M1.01", "2/3"),
                serves("M1C1I1.01.00", "M1.02", "1/3"),
                *SOUND["crosswalk"][2:],
            ]
        },
    ),
    Case("PLN165", "agenda.csv", "4 rows", {"agenda": [{**row, "reason": "in tema"} for row in SOUND["agenda"]]}),
    Case("PLN181", "lago", "no municipality", plus("zones", record("lago", "Lago"))),
    Case(
        "PLN182",
        "015002",
        "adda and to lago",
        {**plus("zones", record("lago", "Lago")), **plus("municipalities", MILAN_EARLIER, MILAN_LATER)},
    ),
    Case("PLN183", "016024", "015", plus("municipalities", record("016024", "Bergamo", zone="adda"))),
    Case("PLN191", "plan.yaml (levels)", "1 of 2", plus("levels", UNCERTAIN)),
    Case("PLN192", "plan.yaml (reform_tracks)", "1 of 2", plus("reform_tracks", EDITORIAL)),
    Case("PLN193", "plan.yaml (reform_tracks)", "such as R2", plus("reform_tracks", EDITORIAL)),
    Case("PLN194", "plan.yaml", "1 of 1 passages", {"parts": [record("01", "Piano", sections=[PICTURE])]}),
]


def test_check_sound_plan() -> None:
    assert check(package()) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.place}")
def test_check_finds(case: Case) -> None:
    found = [finding.message for finding in check(package(**case.changes)) if finding.code == case.code]
    places = [finding.place for finding in check(package(**case.changes)) if finding.code == case.code]
    assert case.place in places
    assert case.says in found[places.index(case.place)]


def test_every_rule_has_a_case() -> None:
    assert {case.code for case in CASES} == {rule.code for rule in RULES}


def test_check_tells_the_graver_first() -> None:
    changes = {**plus("zones", record("lago", "Lago")), **plus("municipalities", MILAN_EARLIER, MILAN_LATER)}
    changes |= {**without("agenda", "M1.02"), **plus("levels", UNCERTAIN)}
    severities = [finding.rule.severity.value for finding in check(package(**changes))]
    assert list(dict.fromkeys(severities)) == ["error", "warning", "info"]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        pytest.param(
            "PLN182",
            {
                **plus("zones", record("lago", "Lago")),
                **plus("municipalities", {**MILAN_EARLIER, "valid_to": "2019-02-07"}, MILAN_LATER),
            },
            id="memberships that follow each other",
        ),
        pytest.param(
            "PLN164",
            {
                "crosswalk": [
                    serves("M1C1I1.01.00", "M1.01", "2/3", note="due terzi della spesa"),
                    serves("M1C1I1.01.00", "M1.02", "1/3"),
                    *SOUND["crosswalk"][2:],
                ]
            },
            id="unequal shares with a note",
        ),
        pytest.param("PLN141", {"components": []}, id="no grid of components"),
        pytest.param("PLN103", {"submeasures": [], "crosswalk": []}, id="no crosswalk yet"),
        pytest.param("PLN102", {"drivers": [], "agenda": []}, id="no agenda yet"),
        pytest.param("PLN193", plus("levels", UNCERTAIN), id="uncertain with a note"),
    ],
)
def test_check_keeps_silent(code: str, changes: dict[str, Any]) -> None:
    assert code not in [finding.code for finding in check(package(**changes))]
