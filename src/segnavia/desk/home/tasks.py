"""Assignments, commitments, first moves and reform steps on a person's first page."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.core.lifecycle import TaskState
from segnavia.core.permissions import Principal, Role, may
from segnavia.desk.home.items import Item, Lane
from segnavia.desk.tasks.lines import AskedLine, line_of
from segnavia.desk.tasks.matrix import NOBODY, lines_of, summary_of
from segnavia.desk.tasks.text import current
from segnavia.registry.asked import Asked, AskedKind, asked_of
from segnavia.registry.models import Assignment

SOON = timedelta(days=30)


def own(by: Principal, today: date) -> Iterator[Item]:
    """What is asked of the actors that this person is the referent of."""
    if Role.REFERENT not in by.roles:
        return
    now = current()
    several = len(by.actors) > 1
    for asked in asked_of(by.actors, today, public=False):
        line = line_of(asked, now, today)
        if line.days_late and asked.kind is AskedKind.COMMITMENT:
            yield _item(Lane.OTHERS, line, _("the parties to %(title)s") % {"title": asked.agreement_title})
        elif line.days_late or (asked.is_open and asked.due_on is None):
            yield _item(Lane.MINE, line, asked.actor_title if several else "")
        elif asked.is_open and asked.due_on and asked.due_on <= today + SOON:
            yield _item(Lane.DUE, line, asked.actor_title if several else "")


def everybodys(by: Principal, today: date) -> Iterator[Item]:
    """For the planning office: what is overdue and what is due soon, the same thing of many actors as one item."""
    if Role.PLANNER not in by.roles:
        return
    now = current()
    soon = [a for a in asked_of(None, today, public=False) if a.is_open and a.due_on and a.due_on <= today + SOON]
    for group in _together(soon):
        first = group[0]
        line = line_of(first, now, today)
        lane = Lane.MINE if line.days_late else Lane.DUE
        if len(group) == 1:
            yield _item(lane, line, first.actor_title)
        else:
            words = ngettext("%(number)s actor", "%(number)s actors", len(group)) % {"number": len(group)}
            yield _item(lane, line, words, url=_address_of_group(first, line))


def cells(by: Principal, today: date) -> Iterator[Item]:
    """For the planning office: how many marked cells of the plan nobody has been given yet."""
    now = current() if may(by, "assignments.assign") else None
    if now is None:
        return
    summary = summary_of(lines_of(now.cells, Assignment.objects.filter(plan=now.plan), today))
    if summary.nobody:
        yield Item(
            Lane.MINE,
            _("Assignments"),
            ngettext(
                "%(number)s marked cell of the plan has nobody yet",
                "%(number)s marked cells of the plan have nobody yet",
                summary.nobody,
            )
            % {"number": summary.nobody},
            f"{reverse('desk:assignments')}?incarico={NOBODY}",
            standing=True,
        )


def _item(lane: Lane, line: AskedLine, who: str, url: str = "") -> Item:
    code = f"{line.code} " if line.code else ""
    started = line.state is TaskState.UNDER_WAY
    kind = _("%(kind)s, under way") % {"kind": line.kind} if started else str(line.kind)
    return Item(lane, kind, f"{code}{line.what}", url or line.url, line.due_on, days_late=line.days_late, who=who)


def _together(asked: Iterable[Asked]) -> list[list[Asked]]:
    """The same assignment of several actors, due on one day, as one; everything else alone."""
    groups: dict[tuple[object, ...], list[Asked]] = {}
    for each in asked:
        alone = each.kind is not AskedKind.ASSIGNMENT
        key = (each.kind, each.key) if alone else (each.element, each.direction, each.due_on, each.what)
        groups.setdefault(key, []).append(each)
    return list(groups.values())


def _address_of_group(first: Asked, line: AskedLine) -> str:
    return reverse("desk:assignment-cell", args=[line.code, first.direction])
