"""Of the registry only what is public is in the tables, as on the pages."""

import pytest

from segnavia.actions import assignments, commitments, first_moves
from segnavia.briefing.state import State
from segnavia.opendata.tables import measured_version, table, version
from segnavia.registry.models import Actor, Case, Commitment, Plan
from tests.actions.agreements import PLANNER, in_force, milan

CODE = "protocollo-per-i-tram"


def rows(now: State, name: str) -> list[dict[str, object]]:
    return table(now, name).to_pylist()


def test_public_agreement_is_whole(now: State) -> None:
    agreement = in_force(is_public=True, note="da non dire")
    (row,) = rows(now, "agreements")
    assert (row["code"], row["state"], row["type"]) == (CODE, "in_force", "protocol")
    assert {each["actor"] for each in rows(now, "agreement_parties")} == {
        "citta-metropolitana-di-milano",
        "comune-di-rho",
    }
    assert len(rows(now, "commitments")) == agreement.commitments.count()
    assert {each["agreement"] for each in rows(now, "agreement_elements")} == {CODE}
    assert "da non dire" not in repr([table(now, name).to_pylist() for name in ("agreements", "commitments")])


def test_agreement_that_is_not_public_is_nowhere(now: State) -> None:
    in_force(is_public=False)
    for name in ("agreements", "agreement_parties", "agreement_elements", "agreement_codes", "commitments"):
        assert rows(now, name) == [], name


def test_first_move_that_is_not_public_or_withdrawn_is_left_out(now: State) -> None:
    in_force()
    text, rho = milan().editions.get().text, Actor.objects.get(code="comune-di-rho")
    shown = first_moves.add(text, by=PLANNER, title="Tavolo", owner=rho)
    first_moves.add(text, by=PLANNER, title="Riservata", owner=rho, is_public=False)
    assert [(each["id"], each["title"]) for each in rows(now, "first_moves")] == [(shown.pk, "Tavolo")]


def test_assignment_is_public_until_it_is_withdrawn(now: State) -> None:
    in_force()
    text, rho = milan().editions.get().text, Actor.objects.get(code="comune-di-rho")
    given = assignments.assign(text, "objectives:M1.02", "municipalities", rho, by=PLANNER)
    (row,) = rows(now, "assignments")
    assert (row["id"], row["element"], row["actor"], row["state"]) == (
        given.pk, "objectives:M1.02", "comune-di-rho", "to_do",
    )  # fmt: skip
    assignments.revise(given, by=PLANNER, version=given.version, what="", due_on=None, state="withdrawn")
    assert rows(now, "assignments") == []


def test_office_address_of_an_actor_stays_with_the_office(now: State) -> None:
    in_force()
    Actor.objects.update(office_email="protocollo@example.org")
    assert len(rows(now, "actors")) == 3
    assert "example.org" not in repr(rows(now, "actors"))


@pytest.mark.parametrize(("key", "count"), [("M2C2I4.02.00-F40J21000050001-8c4eb151", 1), ("M1C1-gone", 0)])
def test_case_is_public_where_its_project_has_a_page(now: State, key: str, count: int) -> None:
    in_force()
    Case.objects.create(
        plan=Plan.objects.get(),
        actor=Actor.objects.get(code="comune-di-rho"),
        kind="project",
        key=key,
        title="Tram",
        value_name="paid_pnrr",
        official_value="1.00",
        reason="parole dell'ente, che la pagina non mostra",
    )
    found = rows(now, "cases")
    assert len(found) == count
    assert "parole dell'ente" not in repr(found)


def test_version_changes_with_what_the_public_can_see_and_with_nothing_else(now: State) -> None:
    agreement = in_force(is_public=True)
    before, measured = version(now), measured_version(now)
    hidden = in_force_privately(agreement)
    assert version(now) == before
    promised = Commitment.objects.filter(agreement=agreement).first()
    assert promised is not None
    commitments.report(promised, by=PLANNER, version=promised.version, state="under_way", done_on=None, evidence="")
    assert version(now) != before
    assert measured_version(now) == measured
    assert hidden.code not in repr(rows(now, "agreements"))


def in_force_privately(like: object) -> object:
    """An agreement that the public does not see, made by an action of its own."""
    from segnavia.actions import agreements

    return agreements.add(milan(), by=PLANNER, title="Riservata", type="protocol")
