"""The chain of the audit log: each event's hash is of its own content and of the hash of the one before."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the chain sees it. `at` is ISO 8601 in UTC with microseconds, `details` canonical JSON."""

    sequence: int
    at: str
    by: str
    by_name: str
    action: str
    subject: str
    subject_name: str
    details: str


@dataclass(frozen=True, slots=True)
class Link:
    """An event as it is stored: with the hash of the one before and its own."""

    event: Event
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold. `sequence` is of the first event that shows it."""

    sequence: int
    problem: str


def canonical(details: Mapping[str, Any]) -> str:
    """Details as JSON with sorted keys and no insignificant blanks; dates, amounts and codes as their texts."""
    return json.dumps(details, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def hash_of(event: Event, previous: str) -> str:
    """The SHA-256 of an event behind the one whose hash is `previous`, in hexadecimal.

    Fields are written as a JSON list, so that no text can pass for two.
    """
    fields = [
        previous,
        event.sequence,
        event.at,
        event.by,
        event.by_name,
        event.action,
        event.subject,
        event.subject_name,
        event.details,
    ]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def line_of(link: Link) -> str:
    """An event as one line of JSON, with all that its hash is made of."""
    return json.dumps({**asdict(link.event), "previous": link.previous, "hash": link.hash}, ensure_ascii=False)


def link_of(line: str) -> Link:
    """The event that a line of `line_of` holds. Raises `ValueError` for any other."""
    values = json.loads(line)
    names = (*Event.__slots__, "previous", "hash")
    if not isinstance(values, dict) or values.keys() != set(names):
        raise ValueError(f"an event has the values {', '.join(names)}")
    if any(isinstance(values[name], str) == (name == "sequence") for name in names) or type(values["sequence"]) is bool:
        raise ValueError("the sequence of an event is a number, all else of it is text")
    previous, own = values.pop("previous"), values.pop("hash")
    return Link(Event(**values), previous, own)


def breaks(links: Iterable[Link], head: tuple[int, str] | None = None) -> list[Break]:
    """Every place where a chain that should end at `head` (sequence, hash) does not hold; links in their order.

    Without a head nothing tells whether the newest events were cut off.
    """
    found = []
    last, previous = 0, START
    for link in links:
        number = link.event.sequence
        if number != last + 1:
            missing = f"events {last + 1} to {number - 1} are missing" if number > last + 1 else "the order is broken"
            found.append(Break(number, missing))
        elif link.previous != previous:
            found.append(Break(number, "it does not follow the event before it"))
        if hash_of(link.event, link.previous) != link.hash:
            found.append(Break(number, "its content was altered"))
        last, previous = number, link.hash
    if head is None:
        return found
    if last < head[0]:
        found.append(Break(last + 1, f"events {last + 1} to {head[0]} are missing at the end"))
    elif (last, previous) != head:
        found.append(Break(last, "the end of the chain was altered"))
    return found
