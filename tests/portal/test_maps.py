"""The classes of the drawn map."""

from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from segnavia.briefing.maps import bounds_of, choropleth, step_of
from segnavia.monitoring.bulletin import Shapes
from tests.portal.markup import Markup


def decimals(*values: int) -> list[Decimal]:
    return [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("values", "classes"),
    [(range(1, 101), 5), (range(1, 4), 3), ([7], 1), ([], 1), ([3, 3, 3, 3, 9], 2)],
    ids=["many", "few", "one", "none", "ties"],
)
def test_classes_are_no_more_than_the_values(values: range | list[int], classes: int) -> None:
    bounds = bounds_of(decimals(*values))
    assert len({step_of(Decimal(value), bounds) for value in values} or {"1"}) == classes


def test_classes_hold_equally_many() -> None:
    values = decimals(*range(1, 101))
    bounds = bounds_of(values)
    sizes = [sum(step_of(value, bounds) == str(step) for value in values) for step in range(1, 6)]
    assert max(sizes) - min(sizes) <= 1


def test_zero_and_unknown_have_their_own_class() -> None:
    shapes = Shapes("0 0 1 1", dict.fromkeys("abcd", "M0 0"))
    drawn = choropleth(
        shapes, {code: code for code in "abcd"}, {"a": Decimal(5), "b": Decimal(0), "c": None, "d": Decimal(9)}
    )
    assert [area.step for area in drawn.areas] == ["1", "zero", "unknown", "2"]
    assert [(line.step, line.count) for line in drawn.legend] == [("1", 1), ("2", 1), ("zero", 1), ("unknown", 1)]


@pytest.mark.parametrize(
    ("values", "legend"),
    [
        ({"a": Decimal(134_800_000)}, "134.8 M€"),
        ({code: Decimal(number) * 1_000_000 for number, code in enumerate("abcdefghij", start=1)}, "up to 2.0 M€"),
    ],
    ids=["one value", "classes"],
)
def test_legend_of_one_value_is_no_range(values: dict[str, Decimal], legend: str) -> None:
    shapes = Shapes("0 0 1 1", dict.fromkeys(values, "M0 0"))
    drawn = choropleth(shapes, {code: code for code in values}, dict(values))
    with translation.override("en"):
        page = render_to_string("portal/parts/map.html", {"map": drawn, "caption": "Where", "unit": "M€"})
    first = Markup(page.split('<ul class="legend" data-map-legend>', 1)[1]).text
    assert first.startswith(legend)
