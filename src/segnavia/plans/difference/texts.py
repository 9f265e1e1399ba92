"""What changed inside a text: paragraph by paragraph, then word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, takewhile

# A word, a stretch of blanks, or one mark of punctuation: a comma that goes does not take its word with it.
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
# Past so many pairs of paragraphs, or of words of a changed passage, only its common beginning and end are told apart:
# difflib's worst case grows with more than their square. That is 1,000 words a side, of which Milan's longest passage
# has 77 and a full page some 500.
_PAIRS = 4_000_000


class Op(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words with one fate."""

    op: Op
    text: str


def runs_between(before: str, after: str) -> tuple[Run, ...]:
    """The runs of both texts. Kept and removed ones together are `before`; kept and inserted ones are `after`."""
    runs: list[Run] = []
    for kept, removed, inserted in _blocks(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        runs += [Run(Op.KEPT, kept)] if kept else _words_between(removed, inserted)
    return _joined(runs)


def likeness(one: str, other: str, at_least: float = 0) -> float:
    """How alike two texts are, from 0 to 1, whichever stands first; 0 where it is surely below `at_least`."""
    first, second = sorted((one, other))  # difflib's ratio depends on the order
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:
        return 0
    return float(matcher.ratio())


def _words_between(before: str, after: str) -> list[Run]:
    blocks = list(_blocks(_TOKENS.findall(before), _TOKENS.findall(after)))
    runs: list[Run] = []
    for number, (kept, removed, inserted) in enumerate(blocks):
        if kept.isspace() and 0 < number < len(blocks) - 1:  # a blank between two changes is no word that stayed
            runs += [Run(Op.REMOVED, kept), Run(Op.INSERTED, kept)]
        else:
            runs += [Run(Op.KEPT, kept), Run(Op.REMOVED, removed), Run(Op.INSERTED, inserted)]
    return runs


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What was kept, or else what was removed and inserted in its place, from the first piece to the last."""
    if len(old) * len(new) > _PAIRS:
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        yield "".join(old[:start]), "", ""
        yield "", "".join(old[start : len(old) - end]), "".join(new[start : len(new) - end])
        yield "".join(old[len(old) - end :]), "", ""
        return
    # blanks never anchor a match, they only belong to the words around them
    for tag, i, j, k, m in SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        removed, inserted = "".join(old[i:j]), "".join(new[k:m])
        yield (removed, "", "") if tag == "equal" else ("", removed, inserted)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pieces both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs with neighbours of one fate made one, what goes before what comes, and none that is empty."""
    joined: list[Run] = []
    for kept, group in groupby((run for run in runs if run.text), lambda run: run.op is Op.KEPT):
        neighbours = list(group)
        for op in (Op.KEPT,) if kept else (Op.REMOVED, Op.INSERTED):
            text = "".join(run.text for run in neighbours if run.op is op)
            joined += [Run(op, text)] if text else []
    return tuple(joined)
