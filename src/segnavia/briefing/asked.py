"""What is asked of an actor, as public pages show it: one list by date, the overdue first, with its late projects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_noop

from segnavia.briefing import state, twins
from segnavia.briefing.state import State
from segnavia.core.facts import State as ProjectState
from segnavia.core.lifecycle import TaskState
from segnavia.monitoring.bulletin import Bulletin, ProjectLine
from segnavia.plans.book import PlanBook
from segnavia.plans.cells import code_of
from segnavia.registry.asked import Asked, AskedKind, asked_of
from segnavia.registry.models import Actor

KINDS = {
    AskedKind.ASSIGNMENT: gettext_noop("Assignment"),
    AskedKind.COMMITMENT: gettext_noop("Commitment"),
    AskedKind.FIRST_MOVE: gettext_noop("First move"),
    AskedKind.REFORM_STEP: gettext_noop("Reform step"),
}
PROJECT = gettext_noop("Project")
ROOMS = {"objectives": "objective", "components": "component", "drivers": "driver"}
MOST_PROJECTS = 10  # late ones in the list of what is asked; the list of projects has all


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One thing that is asked. `kind` is a message id; `title` and `under` are in the plan's language.

    `told_on` is the date at which the bulletin found a project late; what people report has none.
    """

    kind: str
    code: str
    title: str
    under: str
    url: str
    due_on: date | None
    state: str
    days_late: int
    done_on: date | None = None
    evidence: str = ""
    told_on: str = ""


@dataclass(frozen=True, slots=True)
class AskedList:
    """All that is asked of one actor: what is open by date, what is done or withdrawn, late projects left out."""

    open: tuple[AskedLine, ...]
    closed: tuple[AskedLine, ...]
    late: int
    more_projects: int
    data: twins.Json

    def __bool__(self) -> bool:
        return bool(self.open or self.closed)


def asked_by(now: State, actor: Actor | None, tax_code: str, today: date) -> AskedList:
    """What everybody may know is asked of an actor, with the late projects of the body of that tax code."""
    codes = [actor.code] if actor else []
    asked = state.kept(("asked", *codes), lambda: asked_of(codes, today, public=True)) if codes else []
    bulletin, late = now.bulletin, ProjectState.LATE
    if bulletin is None or not tax_code:
        return asked_list(asked, (), 0, now.book, bulletin, today)
    number = bulletin.figure("body", tax_code).count(late)
    projects = (
        state.projects(bulletin, "body", tax_code, state=late.value, limit=MOST_PROJECTS, offset=0) if number else ()
    )
    return asked_list(asked, projects, number, now.book, bulletin, today)


def asked_list(
    asked: Sequence[Asked],
    projects: Sequence[ProjectLine],
    late_projects: int,
    book: PlanBook,
    bulletin: Bulletin | None,
    today: date,
) -> AskedList:
    """One list from the registry's rows and the bulletin's late projects, of which `late_projects` tells the number."""
    lines = [_line(each, book, today) for each in asked if each.is_open]
    lines += [_project(project, book, bulletin) for project in projects[:MOST_PROJECTS]]
    return AskedList(
        open=tuple(sorted(lines, key=_order)),
        closed=tuple(_line(each, book, today) for each in asked if not each.is_open),
        late=sum(bool(line.days_late) for line in lines if line.kind != PROJECT),
        more_projects=max(late_projects - MOST_PROJECTS, 0),
        data={"items": [twin(each) for each in asked], "late_projects": late_projects},
    )


def title_of(element: str, book: PlanBook) -> str:
    """What an element is called in the text in force; nothing where it no longer holds it."""
    name, _colon, code = element.partition(":")
    records: Iterable[tuple[str, str]] = ((r.code, r.title) for r in getattr(book.package, name, ()))
    return next((title for each, title in records if each == code), "")


def address_of(element: str) -> str:
    """The page of an element, or nothing."""
    name, _colon, code = element.partition(":")
    if name == "reform_tracks":
        return f"{reverse('portal:reforms')}#{code}"
    return reverse(f"portal:{ROOMS[name]}", args=[code]) if name in ROOMS else ""


def twin(asked: Asked) -> twins.Json:
    """One thing that is asked, as the twins have it."""
    return {
        "kind": asked.kind.value,
        "actor": asked.actor,
        "what": asked.what or None,
        "element": asked.element or None,
        "direction": asked.direction or None,
        "agreement": asked.agreement or None,
        "due_on": asked.due_on.isoformat() if asked.due_on else None,
        "state": asked.state.value,
        "done_on": asked.done_on.isoformat() if asked.done_on else None,
        "evidence": asked.evidence or None,
    }


def _line(asked: Asked, book: PlanBook, today: date) -> AskedLine:
    title = title_of(asked.element, book)
    return AskedLine(
        kind=KINDS[asked.kind],
        code=code_of(asked.element),
        title=asked.what or title or code_of(asked.element),
        under=asked.agreement_title or (title if asked.what else ""),
        url=_address(asked, title),
        due_on=asked.due_on,
        state=asked.state.value,
        days_late=asked.days_late(today),
        done_on=asked.done_on,
        evidence=asked.evidence,
    )


def _address(asked: Asked, title: str) -> str:
    if asked.kind is AskedKind.FIRST_MOVE:
        return f"{reverse('portal:first-moves')}#mossa-{asked.key}"
    if asked.kind is AskedKind.COMMITMENT:
        try:
            return reverse("portal:agreement", args=[asked.agreement])
        except NoReverseMatch:  # a site without the public pages of agreements
            return ""
    return address_of(asked.element) if title else ""


def _project(line: ProjectLine, book: PlanBook, bulletin: Bulletin | None) -> AskedLine:
    judged = book.submeasures.get(line.submeasure)
    return AskedLine(
        kind=PROJECT,
        code="",
        title=line.title or (judged.title if judged else line.key),
        under=f"CUP {line.cup}",
        url=reverse("portal:project", args=[line.key]),
        due_on=line.due,
        state=TaskState.UNDER_WAY,
        days_late=line.days_late or 0,
        told_on=bulletin.as_of if bulletin else "",
    )


def _order(line: AskedLine) -> tuple[int, date, str]:
    group = 0 if line.days_late else 1 if line.due_on else 2
    return group, line.due_on or date.max, line.title
