from typing import Any

import pytest

from segnavia.actions import first_moves
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.registry.models import AuditEvent, FirstMove
from tests.actions.people import PLANNER, referent
from tests.actions.tasks import an_actor, day, loaded

pytestmark = pytest.mark.django_db


def values(move: FirstMove, **changes: Any) -> dict[str, Any]:
    """All that a move holds, with some of it changed."""
    names = ("title", "owner", "element", "due_on", "is_public", "state", "done_on", "evidence")
    return {**{name: getattr(move, name) for name in names}, **changes}


def test_add_then_report() -> None:
    text, rho = loaded(), an_actor("comune-di-rho")
    move = first_moves.add(text, by=PLANNER, title=" Tavolo ", owner=rho, element="drivers:D01", due_on=day(3))
    assert (move.title, move.element, move.state, move.is_public) == ("Tavolo", "drivers:D01", "to_do", True)
    first_moves.report(move, by=referent("comune-di-rho"), version=1, state="done", done_on=day(0), evidence="Verbale")
    assert FirstMove.objects.get().evidence == "Verbale"
    with pytest.raises(NotAllowed):
        first_moves.report(move, by=referent("comune-di-pero"), version=2, state="to_do")


@pytest.mark.parametrize(
    ("title", "element", "field"),
    [("  ", "", "title"), ("Tavolo", "drivers:D99", "element"), ("Tavolo", "keywords:K1", "element")],
    ids=["no title", "no such driver", "nothing that can be served"],
)
def test_add_refuses_at_the_field(title: str, element: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        first_moves.add(loaded(), by=PLANNER, title=title, owner=an_actor("rho"), element=element)
    assert list(refused.value.fields) == [field]


def test_revise_keeps_what_a_new_text_lost() -> None:
    text = loaded()
    move = first_moves.add(text, by=PLANNER, title="Tavolo", owner=an_actor("rho"), element="drivers:D01")
    newer = loaded(drivers=[], agenda=[])
    first_moves.revise(move, newer, by=PLANNER, version=1, **values(move, title="Tavolo permanente"))
    assert (move.title, move.element) == ("Tavolo permanente", "drivers:D01")
    with pytest.raises(Refused):
        first_moves.revise(move, newer, by=PLANNER, version=2, **values(move, element="drivers:D02"))


def test_log_names_the_owner_by_its_code() -> None:
    text = loaded()
    move = first_moves.add(text, by=PLANNER, title="Tavolo", owner=an_actor("rho"))
    first_moves.revise(move, text, by=PLANNER, version=1, **values(move, owner=an_actor("pero")))
    assert AuditEvent.objects.get(action="first_moves.revise").details == '{"owner":["rho","pero"]}'
