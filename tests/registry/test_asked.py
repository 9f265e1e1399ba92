"""What is asked of an actor: in its order, and without what is private where everybody reads."""

import pytest

from segnavia.actions import assignments, first_moves, reforms
from segnavia.core.lifecycle import AgreementState
from segnavia.registry.asked import BINDING, AskedKind, actor_at, asked_of, open_counts
from segnavia.registry.models import Actor, Agreement, Commitment, FrozenText
from tests.actions.people import PLANNER
from tests.actions.tasks import an_actor, day, given, loaded

pytestmark = pytest.mark.django_db


def promised(text: FrozenText, actor: Actor, *, state: str = "in_force", is_public: bool = True) -> Commitment:
    """A commitment in an agreement of that state."""
    agreement = Agreement.objects.create(
        plan=text.edition.plan,
        code=f"intesa-{Agreement.objects.count()}",
        type="protocol",
        title="Protocollo",
        legal_basis="–",
        state=state,
        signed_on=day(-100),
        is_public=is_public,
    )
    return Commitment.objects.create(agreement=agreement, code="1", actor=actor, what="Finanziare", due_on=day(5))


def test_everything_of_one_actor_overdue_first() -> None:
    text, rho, pero = loaded(), an_actor("rho"), an_actor("pero")
    undated = first_moves.add(text, by=PLANNER, title="Tavolo", owner=rho)
    step = {"title": "Parere", "owner": rho, "due_on": day(2), "state": "to_do", "done_on": None, "act": ""}
    reforms.add_step(text, "R1", by=PLANNER, **step)
    promised(text, rho)
    late = given(text, rho, due_on=day(-3))
    given(text, pero)
    done = assignments.assign(text, "objectives:M1.02", "municipalities", rho, by=PLANNER)
    assignments.report(done, by=PLANNER, version=1, state="done", done_on=day(-9), evidence="Delibera")
    found = asked_of(["rho"], day(0), public=False)
    assert [(each.kind.value, each.days_late(day(0))) for each in found] == [
        ("assignment", 3),
        ("reform_step", 0),
        ("commitment", 0),
        ("first_move", 0),
        ("assignment", 0),
    ]
    assert (found[0].key, found[3].key, found[4].key) == (late.pk, undated.pk, done.pk)
    assert found[1].element == "reform_tracks:R1"
    assert (open_counts(public=False)["rho"], open_counts(public=False)["pero"]) == (4, 1)


def test_public_leaves_out_what_is_private() -> None:
    text, rho = loaded(), an_actor("rho")
    promised(text, rho, is_public=False)
    first_moves.add(text, by=PLANNER, title="Tavolo", owner=rho, is_public=False)
    assert asked_of(["rho"], day(0), public=True) == []
    assert len(asked_of(["rho"], day(0), public=False)) == 2
    assert open_counts(public=True)["rho"] == 0


@pytest.mark.parametrize("state", AgreementState)
def test_commitment_counts_once_the_agreement_is_signed(state: AgreementState) -> None:
    text, rho = loaded(), an_actor("rho")
    promised(text, rho, state=state.value)
    found = [each.kind for each in asked_of(None, day(0), public=True)]
    assert found == ([AskedKind.COMMITMENT] if state in BINDING else [])


def test_asking_costs_a_query_a_table(django_assert_num_queries: object) -> None:
    text = loaded()
    for number in range(5):
        actor = an_actor(f"comune-{number}")
        given(text, actor)
        promised(text, actor)
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert len(asked_of(None, day(0), public=True)) == 10


@pytest.mark.parametrize(
    ("code", "found"), [("rho", True), ("00893240150", True), ("pero", False), ("", False)],
    ids=["code", "tax code", "another", "nothing"],
)  # fmt: skip
def test_actor_is_found_by_its_code_and_its_tax_code(code: str, found: bool) -> None:
    rho = an_actor("rho", tax_code="00893240150")
    an_actor("bresso")
    assert actor_at(code) == (rho if found else None)
