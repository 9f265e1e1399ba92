"""Events as the log's pages show them: in words, with the values before and after, and a way to what they are about."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from segnavia.desk.audit.words import action_title, field_title, kind_title, said
from segnavia.desk.tasks.lines import address
from segnavia.registry.models import (
    Actor,
    Agreement,
    Assignment,
    AuditEvent,
    Case,
    Commitment,
    Edition,
    FirstMove,
    Inquiry,
    Observation,
    Plan,
    Reform,
    ReformStep,
    Round,
    User,
)

LONGEST = 160  # characters of a value in the list; the page of the event shows it whole
MOST = 4  # values of an event in the list

# For each kind of subject the rows that may still be there, and where the desk shows one.
_ROWS: Mapping[str, tuple[type[models.Model], Callable[[Any], str]]] = {
    "actor": (Actor, lambda row: address("actor", row.code)),
    "agreement": (Agreement, lambda row: address("agreement", row.code) or address("agreement", row.pk)),
    "assignment": (Assignment, lambda row: address("assignment", row.pk)),
    "case": (Case, lambda row: address("case", row.pk)),
    "commitment": (Commitment, lambda row: address("commitment", row.pk)),
    "edition": (Edition, lambda row: address("edition", row.pk) or address("plan")),
    "firstmove": (FirstMove, lambda row: address("first-move", row.pk)),
    "inquiry": (Inquiry, lambda row: address("round", row.round_id)),
    "observation": (Observation, lambda row: address("observation", row.pk) or address("plan")),
    "plan": (Plan, lambda _row: address("plan")),
    "reform": (Reform, lambda row: address("reform", row.code)),
    "reformstep": (ReformStep, lambda row: address("reform-step", row.pk)),
    "round": (Round, lambda row: address("round", row.pk)),
    "user": (User, lambda row: address("person", row.pk)),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One value of an event; `before` is `None` where the event tells no earlier one."""

    field: str
    value: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in words. `url` is empty where what it is about is no more, or has no page."""

    sequence: int
    at: datetime
    by: str
    by_name: str
    action: str
    kind: str
    subject: str
    subject_name: str
    url: str
    told: tuple[Told, ...]
    more: int  # values that are left out


def lines_of(events: Iterable[AuditEvent], *, whole: bool = False) -> list[EventLine]:
    """The events of a page in their order; `whole` with all their values at full length."""
    events = list(events)
    urls = addresses_of(event.subject for event in events)
    return [_line(event, urls.get(event.subject, ""), whole) for event in events]


def addresses_of(subjects: Iterable[str]) -> dict[str, str]:
    """Where in the desk the subjects are seen that are still there; one query for each kind."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for subject in subjects:
        kind, _, key = subject.partition(":")
        by_kind[kind].add(key)
    found = {"actors": address("actors")}
    for kind in by_kind.keys() & _ROWS.keys():
        model, address_of = _ROWS[kind]
        keys = [key for key in by_kind[kind] if key.isdecimal()]
        for row in model._default_manager.filter(pk__in=keys):
            found[f"{kind}:{row.pk}"] = address_of(row)
    return found


def told_in(action: str, details: Mapping[str, Any]) -> Iterator[Told]:
    """The values of an event: those that changed as before and after, the others as they were set."""
    verb = action.partition(".")[2]
    if details.keys() >= {"before", "after"}:
        yield from _differing(details["before"], details["after"])
        details = {name: value for name, value in details.items() if name not in {"before", "after"}}
    changes = verb.startswith("revise") or verb in {"report", "advance", "sign", "approve_as_party"}
    for name, value in details.items():
        if changes and isinstance(value, list) and len(value) == 2:
            yield Told(field_title(name), said(value[1]), said(value[0]))
        else:
            yield Told(field_title(name), said(value))


def _differing(before: Any, after: Any) -> Iterator[Told]:
    """What differs between two records; one that was added or removed is told field by field."""
    if not isinstance(before or after, dict):
        yield Told("", said(after), said(before))
        return
    old, new = before or {}, after or {}
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            yield Told(field_title(name), said(new.get(name)), said(old.get(name)))


def _line(event: AuditEvent, url: str, whole: bool) -> EventLine:
    told = list(told_in(event.action, json.loads(event.details)))
    shown = told if whole else [_short(each) for each in told[:MOST]]
    return EventLine(
        sequence=event.sequence,
        at=event.at,
        by=event.by,
        by_name=event.by_name,
        action=action_title(event.action),
        kind=kind_title(event.subject.partition(":")[0]),
        subject=event.subject,
        subject_name=event.subject_name if whole else _cut(event.subject_name),
        url=url,
        told=tuple(shown),
        more=len(told) - len(shown),
    )


def _short(told: Told) -> Told:
    return Told(told.field, _cut(told.value), None if told.before is None else _cut(told.before))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
