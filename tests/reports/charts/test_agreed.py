"""What the registry tells: the network of actors and agreements, and what they promised."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segnavia.actions import commitments
from segnavia.briefing.state import State
from segnavia.core.lifecycle import AgreementState
from segnavia.registry.models import Agreement, Commitment
from segnavia.reports.charts import chart_of
from segnavia.reports.charts import network as networks
from segnavia.reports.charts.due_dates import Promise, Standing, _chart
from segnavia.reports.charts.network import Deal, Knot, Network
from tests.actions.agreements import PLANNER, in_force, proposed
from tests.reports.charts.drawn import bars, both, words

DIRECTIONS = (("metropolitan_city", "Città"), ("municipalities", "Comuni"), ("intermediate_bodies", "Altri"))
TODAY = date(2025, 3, 31)


@pytest.mark.django_db
def test_without_public_agreements_there_is_nothing_to_draw(rich: State) -> None:
    in_force(is_public=False)
    assert chart_of("network", rich, "total", "") is None
    assert chart_of("due-dates", rich, "total", "") is None


@pytest.mark.django_db
def test_network_ties_each_party_to_its_agreement(rich: State) -> None:
    agreement = in_force(is_public=True)
    chart = chart_of("network", rich, "total", "")
    assert chart is not None
    assert chart.title == "2 attori in 1 intesa, ogni attore in una sola"
    assert {row[2] for row in chart.rows} == {"Città metropolitana di Milano", "Comune di Rho"}
    assert f"{agreement.title} (in vigore): Città metropolitana di Milano, Comune di Rho." in chart.alt
    for spec in both(chart):
        marks = [mark for mark in spec["datasets"]["marks"] if "actor" in mark or "agreement" in mark]
        assert Counter(mark["shape"] for mark in marks) == {"circle": 2, "square": 1}
        assert "dashes" not in spec["datasets"]
    assert chart_of("network", rich, "objective", "M3.01") is None


@pytest.mark.django_db
def test_what_is_being_agreed_is_dashed_and_what_was_given_up_is_left_out(rich: State) -> None:
    agreement = proposed(is_public=True)
    chart = chart_of("network", rich, "total", "")
    assert chart is not None
    assert len(chart.spec["datasets"]["dashes"]) == 2 + 1  # and one in the key
    Agreement.objects.filter(pk=agreement.pk).update(state=AgreementState.WITHDRAWN)
    assert chart_of("network", rich, "total", "") is None


@pytest.mark.django_db
def test_due_dates_say_what_is_kept_overdue_and_ahead(rich: State) -> None:
    agreement = in_force(is_public=True)
    chart = chart_of("due-dates", rich, "total", "")
    assert chart is not None
    assert chart.title == "2 fra impegni e prime mosse: mantenuti 0, scaduti 1, ancora da scadere 1"
    first = Commitment.objects.filter(agreement=agreement).first()
    assert first is not None
    commitments.report(
        first, by=PLANNER, version=first.version, state="done", done_on=date(2024, 6, 1), evidence="verbale"
    )
    chart = chart_of("due-dates", rich, "total", "")
    assert chart is not None
    assert chart.rows[0] == (date(2024, 6, 30), "Comune di Rho", "Cedere l'area del deposito", "mantenuto")
    for spec in both(chart):
        assert sorted(bar["part"] for bar in bars(spec)) == ["Ancora da scadere", "Mantenuti"]


@pytest.mark.django_db
def test_before_the_signature_nothing_is_promised(rich: State) -> None:
    agreement = in_force(is_public=True)
    Agreement.objects.filter(pk=agreement.pk).update(state=AgreementState.NEGOTIATED)
    assert chart_of("due-dates", rich, "total", "") is None


def test_promise_without_a_day_is_told_and_not_drawn() -> None:
    dated = Promise(date(2025, 6, 1), "Comune di Rho", "una cosa", Standing.AHEAD)
    chart = _chart((dated, replace(dated, due_on=None)), TODAY, "it")
    assert chart is not None
    assert chart.title.endswith("; 1 senza una data")
    assert sum(bar["value"] for bar in bars(chart.spec)) == 1
    assert [row[0] for row in chart.rows] == [date(2025, 6, 1), None]


@st.composite
def networks_at_random(draw: st.DrawFn) -> Network:
    """Up to sixty actors in up to six agreements: few that stand alone, and many that stand in the same ones."""
    count = draw(st.integers(1, 60))
    direction = st.sampled_from([code for code, _title in DIRECTIONS])
    knots = tuple(Knot(f"a{n:02}", f"Comune numero {n:02}", draw(direction)) for n in range(count))
    codes = [knot.code for knot in knots]
    deals = tuple(
        Deal(f"d{n}", f"Intesa {n}", draw(st.sampled_from([AgreementState.PROPOSED, AgreementState.IN_FORCE])), actors)
        for n in range(draw(st.integers(1, 6)))
        for actors in [tuple(sorted(draw(st.sets(st.sampled_from(codes), min_size=1))))]
    )
    present = {code for deal in deals for code in deal.actors}
    return Network(tuple(knot for knot in knots if knot.code in present), deals, DIRECTIONS)


@settings(max_examples=30, deadline=None)  # the first drawing makes its definition
@given(networks_at_random())
def test_every_tie_is_drawn_once_and_nobody_is_lost(network: Network) -> None:
    chart = networks._chart(network, TODAY, "it")
    assert chart is not None
    assert len(chart.rows) == sum(len(deal.actors) for deal in network.deals)
    knots, graph = networks._joined(network)
    assert sum(1 + knot.others for knot in knots.values()) == len(network.actors)
    order = networks._in_order(graph)
    assert sorted(code for actors, _deals in order for code in actors) == sorted(knots)
    assert sorted(code for _actors, deals in order for code in deals) == [deal.code for deal in network.deals]
    marks = [mark for mark in chart.spec["datasets"]["marks"] if "actor" in mark]
    assert len({(mark["x"], mark["y"]) for mark in marks}) == len(knots)
    ties = [rule for name in ("lines", "dashes") for rule in chart.spec["datasets"].get(name, ()) if rule["x2"] > 400]
    assert len(ties) == graph.number_of_edges()
    assert chart == networks._chart.__wrapped__(network, TODAY, "it")


def test_very_many_alike_share_a_line_and_are_counted() -> None:
    knots = tuple(Knot(f"a{n:03}", f"Comune {n:03}", "municipalities") for n in range(133))
    deal = Deal("zone", "Intesa sulle zone omogenee", AgreementState.SIGNED, tuple(knot.code for knot in knots))
    chart = networks._chart(Network(knots, (deal,), DIRECTIONS), TODAY, "it")
    assert chart is not None
    assert "Comune 000 e altri 132" in words(chart.spec)
    assert "e altri 121" in words(chart.narrow)
    assert chart.alt.count("Comune") == 12
    assert len(chart.rows) == 133
