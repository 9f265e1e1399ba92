import pytest

from segnavia.actions import first_moves
from segnavia.core.permissions import COMMAND, Role
from segnavia.registry.models import FirstMove
from tests.actions.tasks import an_actor, day, loaded
from tests.desk.people import desk_of, person
from tests.portal.markup import Markup

pytestmark = pytest.mark.django_db


def test_planner_adds_one_and_says_how_it_stands() -> None:
    loaded()
    rho = an_actor("comune-di-rho")
    client = desk_of(person(Role.PLANNER))
    assert client.get("/scrivania/prime-mosse/nuova").status_code == 200
    sent = {"form": "NewMoveForm", "title": "Tavolo", "owner": rho.pk, "element": "drivers:D01", "is_public": "on"}
    assert client.post("/scrivania/prime-mosse/nuova", sent).status_code == 302
    move = FirstMove.objects.get()
    address = f"/scrivania/prime-mosse/{move.pk}"
    assert address in Markup(client.get("/scrivania/prime-mosse").content.decode()).links
    done = {"state": "done", "done_on": str(day(-1)), "evidence": "Verbale"}
    changed = {**sent, "form": "MoveForm", "version": "1", **done, "title": "Tavolo permanente"}
    assert client.post(address, changed).status_code == 302
    move.refresh_from_db()
    assert (move.title, move.state, move.evidence) == ("Tavolo permanente", "done", "Verbale")


def test_referent_reports_on_their_own_and_sees_no_other() -> None:
    text = loaded()
    rho, pero = an_actor("comune-di-rho"), an_actor("comune-di-pero")
    mine = first_moves.add(text, by=COMMAND, title="Tavolo", owner=rho)
    other = first_moves.add(text, by=COMMAND, title="Sito", owner=pero)
    client = desk_of(person(Role.REFERENT, actor=rho))
    listed = Markup(client.get("/scrivania/prime-mosse").content.decode())
    assert "Tavolo" in listed.text
    assert "Sito" not in listed.text
    sent = {"form": "MoveReportForm", "version": "1", "state": "under_way"}
    assert client.post(f"/scrivania/prime-mosse/{mine.pk}", sent).status_code == 302
    assert client.post(f"/scrivania/prime-mosse/{other.pk}", sent).status_code == 403
    mine.refresh_from_db()
    assert mine.state == "under_way"
    assert client.get("/scrivania/prime-mosse/nuova").status_code == 403


def test_move_that_serves_what_is_gone_can_still_be_saved() -> None:
    text = loaded()
    rho = an_actor("comune-di-rho")
    move = first_moves.add(text, by=COMMAND, title="Tavolo", owner=rho, element="drivers:D01")
    loaded(drivers=[], agenda=[])
    client = desk_of(person(Role.PLANNER))
    address = f"/scrivania/prime-mosse/{move.pk}"
    assert "D01, non più nel testo" in Markup(client.get(address).content.decode()).text
    sent = {"form": "MoveForm", "version": "1", "title": "Tavolo", "owner": rho.pk, "element": "drivers:D01"}
    assert client.post(address, {**sent, "state": "under_way"}).status_code == 302
