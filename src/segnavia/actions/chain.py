"""Appends to the audit log's chain, and verifies it. Only `actions.writing` appends, inside an action's transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from django.core.cache import cache
from django.db.models import Subquery
from django.utils import timezone

from segnavia.core.chain import START, Break, Event, Link, breaks, canonical, hash_of
from segnavia.core.permissions import Principal
from segnavia.registry.models import AuditEvent, AuditHead

CHUNK = 2000  # events read at once: a log of a hundred thousand is never in memory
_COLUMNS = (*Event.__slots__, "previous", "hash")
_CHECK = "audit.check"


@dataclass(frozen=True, slots=True)
class Record:
    """An event before it has its place in the chain."""

    by: Principal
    action: str
    subject: str
    subject_name: str
    details: Mapping[str, Any]


def append(records: Sequence[Record]) -> None:
    """Appends events to the chain, in their order. Others that want to append wait until the transaction ends."""
    if not records:
        return
    head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1, defaults={"sequence": 0, "hash": START})
    rows = []
    for record in records:
        event = Event(
            sequence=head.sequence + 1,
            at=timezone.now().astimezone(UTC).isoformat(timespec="microseconds"),
            by=record.by.key,
            by_name=record.by.name,
            action=record.action,
            subject=record.subject,
            subject_name=record.subject_name,
            details=canonical(record.details),
        )
        row = AuditEvent(
            **{name: getattr(event, name) for name in Event.__slots__},
            previous=head.hash,
            hash=hash_of(event, head.hash),
        )
        rows.append(row)
        head.sequence, head.hash = event.sequence, row.hash
    AuditEvent.objects.bulk_create(rows)
    head.save(update_fields=["sequence", "hash"])


def verify() -> list[Break]:
    """Every place where the chain does not hold; none means that it is whole. Reads row by row: the log may be long."""
    return _verified()[0]


@dataclass(frozen=True, slots=True)
class Check:
    """When the chain was last verified, up to which event, and what did not hold."""

    at: datetime
    sequence: int
    breaks: tuple[Break, ...]


def check() -> Check:
    """Verify the chain, and keep what was found for whoever looks next."""
    found, sequence = _verified()
    done = Check(timezone.now(), sequence, tuple(found))
    cache.set(_CHECK, done, timeout=None)
    return done


def last_check() -> Check | None:
    """What the last check found; nothing where there was none, or it was so long ago that it is forgotten."""
    kept = cache.get(_CHECK)
    return kept if isinstance(kept, Check) else None


def links() -> Iterator[Link]:
    """The whole chain, oldest first, as it is in one moment."""
    return (_link(row) for row in AuditEvent.objects.order_by("sequence").values_list(*_COLUMNS).iterator(CHUNK))


def _verified() -> tuple[list[Break], int]:
    """What does not hold, and the number of the last event.

    The head is read by the same statement as the events: read apart, an event that is appended in between would look
    like a forgery.
    """
    heads = AuditHead.objects.filter(pk=1)
    events = AuditEvent.objects.order_by("sequence").annotate(
        head_sequence=Subquery(heads.values("sequence")), head_hash=Subquery(heads.values("hash"))
    )
    rows = events.values_list(*_COLUMNS, "head_sequence", "head_hash").iterator(CHUNK)
    first = next(rows, None)
    sequence, digest = first[-2:] if first else heads.values_list("sequence", "hash").first() or (0, START)
    head = (sequence or 0, digest or START)
    return breaks((_link(row) for row in chain([first] if first else [], rows)), head), head[0]


def _link(row: Sequence[Any]) -> Link:
    sequence, at, *texts = row[: len(_COLUMNS)]
    *of_event, previous, digest = texts
    return Link(Event(sequence, at.astimezone(UTC).isoformat(timespec="microseconds"), *of_event), previous, digest)
