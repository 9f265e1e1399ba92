"""The tree of a plan's text, as nested lists of links."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from segnavia.actions.rows import PARENTS, element_of
from segnavia.core import codes
from segnavia.desk.plan import words
from segnavia.desk.plan.work import WHOLE, Work, name_of
from segnavia.plans.schema import Component, Objective, Record

# Which lists stand under the records of a list.
UNDER: Mapping[str, tuple[str, ...]] = {
    "missions": ("components", "objectives"),
    "drivers": ("agenda",),
    "zones": ("municipalities",),
    "submeasures": ("crosswalk",),
}
ROOTS = tuple(key for key in words.LISTS if not any(key in under for under in UNDER.values()))


@dataclass(frozen=True, slots=True)
class Node:
    """A record in the tree, with the branches under it; `passages` are the titles of a part's sections."""

    title: str
    url: str
    anchor: str
    current: bool
    branches: tuple["Branch", ...] = ()
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A list in the tree: all its records, or those under one record. `add_url` leads to the form of a new one."""

    key: str
    title: object
    nodes: tuple[Node, ...]
    is_open: bool
    add_url: str = ""

    @property
    def count(self) -> int:
        """How many records it has."""
        return len(self.nodes)


def url_of(element: str) -> str:
    """The address of an element in the editor."""
    if element == WHOLE:
        return reverse("desk:plan-header")
    key, _, name = element.partition(":")
    return reverse("desk:plan-record", args=[key, name.replace(" ", "~")])


def element_at(key: str, name: str) -> str:
    """The element of an address."""
    return f"{key}:{name.replace('~', ' ')}"


def anchor_of(element: str) -> str:
    """The id of an element's link in the tree."""
    return "node-" + re.sub(r"[^a-z0-9]+", "-", element.lower())


def add_url(key: str, under: str = "") -> str:
    """The form of a new record of a list, under one of another."""
    query = f"?{urlencode({'sotto': under})}" if under else ""
    return reverse("desk:plan-record-add", args=[key]) + query


def parent_of(key: str, record: Record) -> str:
    """The code of the record that a record stands under; nothing for one that stands by itself."""
    if isinstance(record, Component | Objective):
        return codes.mission_of(record.code)
    return str(getattr(record, PARENTS[key])) if key in PARENTS else ""


def tree_of(work: Work, current: str = "", asked: str = "") -> list[Branch]:
    """The tree, with the branches open that lead to `current`; `asked` leaves those whose names hold these words."""
    by_parent: dict[tuple[str, str], list[tuple[str, Record]]] = {}
    for element, (key, record) in work.records.items():
        by_parent.setdefault((key, parent_of(key, record)), []).append((element, record))
    keep = _filter(asked)
    branches = [_branch(work, key, "", by_parent, current, keep) for key in ROOTS]
    return [branch for branch in branches if branch.nodes or not asked]


def _branch(
    work: Work,
    key: str,
    under: str,
    by_parent: Mapping[tuple[str, str], list[tuple[str, Record]]],
    current: str,
    keep: Callable[[str], bool] | None,
) -> Branch:
    nodes = []
    for element, record in by_parent.get((key, under), ()):
        title = name_of(work, key, record)
        kept = keep is None or keep(title)
        code = str(getattr(record, "code", ""))
        # all that stands under a record that was found is found with it
        inner = [_branch(work, each, code, by_parent, current, None if kept else keep) for each in UNDER.get(key, ())]
        below = tuple(each for each in inner if each.nodes or (keep is None and each.add_url))
        if kept or below:
            passages = tuple(section.title for section in getattr(record, "sections", ()))
            nodes.append(Node(title, url_of(element), anchor_of(element), element == current, below, passages))
    is_open = keep is not None or any(_leads(node) for node in nodes)
    new = add_url(key, under) if work.may_write else ""
    return Branch(key, words.LISTS[key], tuple(nodes), is_open, new)


def _leads(node: Node) -> bool:
    return node.current or any(_leads(each) for branch in node.branches for each in branch.nodes)


def _filter(asked: str) -> Callable[[str], bool] | None:
    parts = asked.casefold().split()
    if not parts:
        return None
    return lambda title: all(part in title.casefold() for part in parts)


def node_of(work: Work, element: str) -> Node:
    """The link of one element, as it stands in the tree."""
    key, record = work.records[element]
    return Node(name_of(work, key, record), url_of(element), anchor_of(element), current=True)


def neighbours(work: Work, element: str) -> tuple[bool, bool]:
    """Whether a record has one before and one after it, under the same parent."""
    key, record = work.records[element]
    beside = [
        each
        for each, (other, row) in work.records.items()
        if other == key and parent_of(key, row) == parent_of(key, record)
    ]
    index = beside.index(element_of(key, record))
    return index > 0, index < len(beside) - 1
