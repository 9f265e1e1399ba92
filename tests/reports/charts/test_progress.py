"""Progress: three bars whose parts are the bulletin's figures, the unknown hatched and never zero."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segnavia.briefing.numbers import plain, plain_meur
from segnavia.core.facts import State as ProjectState
from segnavia.core.rollup import NOTHING, Figure, Reading, roll_up
from segnavia.reports.charts import Chart, chart_of
from tests.portal.sample import BULLETIN
from tests.reports.charts.conftest import at
from tests.reports.charts.drawn import UNKNOWN, bars, both, length, told, words

amounts = st.none() | st.decimals("0.01", "9e9", places=2)
readings = st.builds(
    Reading,
    weight=st.fractions("1/7", 1, max_denominator=7),
    measured=st.booleans(),
    funding=amounts,
    paid=amounts,
    funding_elsewhere=amounts,
    state=st.sampled_from(ProjectState),
    targets=st.integers(0, 3),
    targets_reached=st.just(0),
).map(lambda each: replace(each, targets_reached=each.targets // 2))


def progress_of(figure: Figure) -> Chart | None:
    return chart_of("progress", at(replace(BULLETIN, total=figure)), "total", "")


def test_sample_tells_its_figures() -> None:
    chart = progress_of(BULLETIN.total)
    assert chart is not None
    assert chart.title == (
        "Avanzamento: 5 progetti conclusi su 32, di 3 lo stato non è noto; 10 target raggiunti su 40; "
        "pagati 36,0 su 100,0\u00a0M€, dove sono noti entrambi"
    )
    assert "di altri 25,0\u00a0M€ non si conoscono i pagamenti" in chart.alt
    assert chart.rows[-4:-1] == (
        ("Finanziario", "Pagato", Decimal("36000000.00"), "€"),
        ("Finanziario", "Finanziato e non pagato", Decimal("64000000.00"), "€"),
        ("Finanziario", "Pagamenti non noti", Decimal("25000000.00"), "€"),
    )
    for spec in both(chart):
        assert [(bar["part"], bar["value"]) for bar in bars(spec, "Fisico")] == [
            ("Raggiunti", 10),
            ("Non raggiunti", 30),
        ]
        paid, _open, hidden = bars(spec, "Finanziario")
        assert length(paid) / length(hidden) == pytest.approx(36 / 25, abs=0.01)
        assert hidden["fill"] == UNKNOWN


def test_nothing_located_is_not_drawn() -> None:
    assert progress_of(NOTHING) is None


def test_nothing_known_is_three_hatched_bars_and_no_number() -> None:
    chart = progress_of(Figure(0, 4, 0, 0, None, None, None, None, None))
    assert chart is not None
    assert {bar["fill"] for bar in bars(chart.spec)} == {UNKNOWN}
    assert [bar["value"] for bar in bars(chart.spec)] == [4, None, None, None]  # the last is the tail
    assert chart.title == (
        "Avanzamento: di nessuno dei 4 progetti è noto lo stato; target non noti; pagamenti non noti"
    )
    assert ("Finanziario", "Pagato", None, "€") in chart.rows


def test_what_was_paid_beyond_the_funding_does_not_leave_the_bar() -> None:
    figure = roll_up([Reading(Fraction(1), measured=True, funding=Decimal(10), paid=Decimal(30))])
    chart = progress_of(figure)
    assert chart is not None
    (paid,) = bars(chart.spec, "Finanziario")
    assert (paid["value"], paid["share"]) == (30, 1)


@settings(max_examples=30, deadline=None)  # the first drawing makes its definition
@given(st.lists(readings, min_size=1, max_size=12))
def test_every_part_is_the_figures_own(rows: list[Reading]) -> None:
    figure = roll_up(rows)
    chart = progress_of(figure)
    assert chart is not None
    whole = {"Procedurale": figure.projects_located, "Fisico": figure.targets or None}
    for spec in both(chart):
        for of, total in whole.items():
            values = [bar["value"] for bar in bars(spec, of) if bar["value"] is not None]
            assert sum(values) == (total or 0)
        for of in ("Procedurale", "Fisico", "Finanziario"):
            parts = [bar for bar in bars(spec, of) if bar["part"] != "tail"]
            assert sum(bar["share"] for bar in parts) == pytest.approx(1)
            assert sum(length(bar) for bar in parts) > 300 * (1 if spec is chart.narrow else 1.8) - 30
        hatched = {(bar["of"], bar["value"]) for bar in bars(spec) if bar["fill"] == UNKNOWN}
        assert (("Procedurale", figure.state_unknown) in hatched) == bool(figure.state_unknown)
        assert all(value is None or value > 0 for _of, value in hatched)
    assert told(chart)[0] == told(chart)[1]


@settings(max_examples=30, deadline=None)  # the first drawing makes its definition
@given(st.lists(readings, min_size=1, max_size=12))
def test_title_tells_the_figures(rows: list[Reading]) -> None:
    figure = roll_up(rows)
    chart = progress_of(figure)
    assert chart is not None
    if figure.state_unknown < figure.projects_located:
        assert f"{plain(figure.completed)} progetti conclusi su {plain(figure.projects_located)}" in chart.title
    if figure.targets:
        assert f"{plain(figure.targets_reached)} target raggiunti su {plain(figure.targets)}" in chart.title
    if figure.both_funding and figure.both_paid is not None:
        assert f"pagati {plain_meur(figure.both_paid)} su {plain_meur(figure.both_funding)}\u00a0M€" in chart.title
    else:
        assert chart.title.endswith("pagamenti non noti")
    assert not any("None" in text for text in (chart.title, chart.alt, *words(chart.spec)))
