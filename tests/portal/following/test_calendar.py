"""The calendar of one thing, read back by a real parser, and the page beside it."""

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar, Event

from segnavia.briefing import state
from segnavia.portal.views.due import coming
from tests.briefing.changes import rows
from tests.portal.markup import Markup


@pytest.fixture
def due(site: Client) -> dict[str, str]:
    """The name of each public due date, by what it is; all of them are far ahead, but one."""
    patto = rows.agreement()
    other = rows.actor("aler", title="ALER", kind="company", direction="intermediate_bodies")
    hidden = rows.agreement("riservata", public=False)
    rows.commitment(hidden, due_on=date(2099, 1, 1))
    rows.first_move(title="Nascosta", due_on=date(2099, 1, 1), is_public=False)
    names = {
        "promised": ("commitment", rows.commitment(patto, due_on=date(2099, 1, 31), element="objectives:M2.01")),
        "late": ("commitment", rows.commitment(patto, "2", due_on=date(2020, 1, 31))),
        "given": ("assignment", rows.assignment(owner=other, due_on=date(2099, 2, 1))),
        "move": ("first_move", rows.first_move(due_on=date(2099, 3, 1), element="drivers:D01")),
        "step": ("reform_step", rows.reform_step(owner=other, due_on=date(2099, 4, 1))),
    }
    return {name: f"{kind}-{row.pk}@segnavia.015" for name, (kind, row) in names.items()}


def events(site: Client, address: str) -> dict[str, Event]:
    response = site.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["UID"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"promised", "late", "given", "move", "step"}),
        ("?obiettivo=M2.01", {"promised"}),
        ("?obiettivo=M1.02", {"given"}),
        ("?driver=D01", {"given", "move"}),
        ("?missione=M1", {"given"}),
        ("?comune=015001", {"promised", "late", "move"}),
        ("?zona=adda", {"promised", "late", "move"}),
        ("?attore=aler", {"given", "step"}),
        ("?intesa=patto", {"promised", "late"}),
    ],
)
def test_calendar_of_a_thing_holds_what_concerns_it(
    site: Client, due: dict[str, str], query: str, names: set[str]
) -> None:
    assert set(events(site, f"/scadenze.ics{query}")) == {due[name] for name in names}


def test_event_says_what_is_due_of_whom_and_where_to_read_of_it(site: Client, due: dict[str, str]) -> None:
    found = events(site, "/en/scadenze.ics")
    given = found[due["given"]]
    assert str(given["SUMMARY"]) == "ALER: M1.02 Archivi aperti, ordinati e accessibili"
    assert (given["DTSTART"].dt, given["DTEND"].dt) == (date(2099, 2, 1), date(2099, 2, 2))
    assert str(given["URL"]) == "https://piano.example.org/en/obiettivi/M1.02"
    assert str(found[due["promised"]]["URL"]) == "https://piano.example.org/en/intese/patto"
    for event in found.values():
        page = str(event["URL"]).removeprefix("https://piano.example.org").partition("#")[0]
        assert site.get(page).status_code == 200, page


def test_calendar_of_what_is_not_there_is_not_found(site: Client) -> None:
    assert site.get("/scadenze.ics?obiettivo=M9.99").status_code == 404
    assert site.get("/scadenze.ics?obiettivo=M1.01&comune=015001").status_code == 404


def test_page_lists_what_is_overdue_and_what_is_ahead_by_month(site: Client, due: dict[str, str]) -> None:
    markup = Markup(site.get("/en/scadenze").content.decode())
    for said in ("4 things are due from today on.", "1 thing is overdue.", "January 2099", "April 2099"):
        assert said in markup.text
    assert "m2099-01" in markup.ids
    assert "Nascosta" not in markup.text
    twin = site.get("/scadenze.json").json()
    assert [each["due_on"] for each in twin["items"]] == ["2099-01-31", "2099-02-01", "2099-03-01", "2099-04-01"]
    assert [each["what"] for each in twin["overdue"]["items"]] == ["Promessa 2"]


def test_home_page_is_given_what_is_due_in_short(site: Client, due: dict[str, str]) -> None:
    now = state.current()
    assert now is not None
    short = coming(now, 3)
    assert (len(short.lines), short.more, short.overdue) == (3, 1, 1)
    assert short.data["more"] == 1


def test_empty_page_says_what_will_be_there(site: Client) -> None:
    text = Markup(site.get("/en/scadenze?comune=015003").content.decode()).text
    assert "Nothing public is due from today on." in text
    assert "will stand here" in text
