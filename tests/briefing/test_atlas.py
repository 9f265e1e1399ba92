"""The map's document: what the rows say, in columns; unknown and zero stay apart."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from segnavia.briefing.atlas import Group, atlas, most_words
from segnavia.briefing.figures import money_of
from segnavia.briefing.places import FUNDING, LATE, MEASURES, PlaceRow, measure_of, measures_told, per_head
from segnavia.core.rollup import NOTHING, Figure
from segnavia.monitoring.areas import Area

PAID = Figure(3, 4, 2, 3, Decimal("1234567.891"), Decimal(40), Decimal(80), Decimal(40), None, under_way=2, late=1)
UNTOLD = Figure(1, 2, 0, 0, None, None, None, None, None)


def row(code: str, figure: Figure | None, population: int | None = 1000, zone: str = "north") -> PlaceRow:
    money = money_of(figure)
    return PlaceRow(code, f"Comune {code[-1]}", zone, zone, population, money, per_head(money.funded, population))


ROWS = [row("015001", PAID), row("015002", NOTHING), row("015003", UNTOLD), row("015004", None, None, "south")]
AREAS = {
    each.code: Area("{}", (9 + number / 10, 45.0), (9 + number / 10, 45, 9.1 + number / 10, 45.1))
    for number, each in enumerate(ROWS)
}
GROUPS = [Group("north", "Nord"), Group("south", "Sud"), Group("empty", "Nessuno")]


def measures() -> dict[str, dict[str, object]]:
    return {str(each["code"]): each for each in atlas(ROWS, AREAS, GROUPS, MEASURES)["measures"]}


def test_columns_have_one_order() -> None:
    found = atlas(ROWS, AREAS, GROUPS, MEASURES)
    assert {len(column) for column in found["places"].values()} == {4}
    assert {len(measure["values"]) for measure in found["measures"]} == {4}
    assert {len(measure["steps"]) for measure in found["measures"]} == {4}
    assert found["places"]["code"] == [each.code for each in ROWS]
    assert found["places"]["projects"] == [4, 0, 2, None]


@pytest.mark.parametrize(
    ("code", "values", "steps"),
    [
        ("finanziato", [1234567.89, 0, None, None], "1zuu"),
        ("pagato", [40, 0, None, None], "1zuu"),
        ("per-abitante", [1234.56, 0, None, None], "1zuu"),
        ("quota-pagata", [0.5, 0, None, None], "1zuu"),
        ("progetti", [4, 0, 2, None], "2z1u"),
        (LATE, [1, 0, None, None], "1zuu"),
    ],
)
def test_measure_has_values_and_classes(code: str, values: list[float | None], steps: str) -> None:
    """Zero where no project lies; unknown where no source tells, or nothing has been measured."""
    assert measures()[code]["values"] == values
    assert measures()[code]["steps"] == steps


def test_legend_is_in_words() -> None:
    with translation.override("en"):
        assert measures()["finanziato"]["legend"] == [
            {"step": "1", "words": "1.2 M€", "count": "1 municipality"},
            {"step": "zero", "words": "none", "count": "1 municipality"},
            {"step": "unknown", "words": "not known", "count": "2 municipalities"},
        ]
        assert next(line["words"] for line in measures()["quota-pagata"]["legend"]) == "50\u00a0%"
        assert [line["words"] for line in measures()["progetti"]["legend"]][:2] == ["2 projects", "4 projects"]


def test_group_tells_the_box_of_its_places() -> None:
    found = {group["code"]: group["bbox"] for group in atlas(ROWS, AREAS, GROUPS, MEASURES)["groups"]}
    assert found["north"] == [9, 45, pytest.approx(9.3), 45.1]
    assert found["south"] == [9.3, 45, pytest.approx(9.4), 45.1]
    assert found["empty"] is None


def test_municipality_without_an_area_is_left_out() -> None:
    found = atlas(ROWS, {"015001": AREAS["015001"]}, GROUPS, MEASURES)
    assert found["places"]["code"] == ["015001"]
    assert [len(measure["values"]) for measure in found["measures"]] == [1] * len(MEASURES)


def test_the_most_is_said_of_one_alone() -> None:
    with translation.override("en"):
        assert most_words(FUNDING, ROWS) == "The municipality with the most funding is Comune 1: 1.2 M€."
        assert most_words(FUNDING, [*ROWS, replace(ROWS[0], code="015009")]) == ""
        assert most_words(FUNDING, ROWS[1:]) == ""


def test_without_planned_dates_nothing_is_said_of_the_late() -> None:
    assert LATE in {measure.code for measure in measures_told(dates=True)}
    told = measures_told(dates=False)
    assert LATE not in {measure.code for measure in told}
    assert measure_of(LATE, told) is FUNDING
