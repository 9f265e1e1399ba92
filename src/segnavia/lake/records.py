"""Splitting a CSV that has broken rows: slower than the engine's reader, and able to find its feet again.

A quote that is never closed swallows the rows after it. Here a record that does not come out with the right number of
columns gives up its first line alone, and reading starts again at the next line, so one bad row costs one row.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from segnavia.lake.files import DELIMITER

# A quoted cell that runs over more lines than this is an open quote: the longest real one seen holds 7 lines.
MOST_LINES = 40
_PERSON = re.compile(
    r"\b[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]\b|[*]{16}", re.IGNORECASE
)
_WITHHELD = "(withheld: the row holds a natural person's tax code)"
_WITHHELD_UNSEEN = "(withheld: the row may be a natural person's)"


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that could not be split: why, and the line, withheld whole where it holds a natural person's tax code.

    Which cell holds the person's name cannot be told, as the line does not split.
    """

    detail: str
    line: str


def split_records(
    path: Path, width: int, header_lines: int, *, may_be_persons: bool = False
) -> Iterator[list[str] | Broken]:
    """The records under the header of a UTF-8 CSV, each with `width` values, or as a `Broken` line.

    `may_be_persons`: that a row is a natural person's cannot be told from its line, so every broken one is withheld.
    """
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        lines = deque[str]()
        rest = islice(stream, header_lines, None)
        while line := _next(lines, rest):
            if not line.strip():
                continue
            values = _split(line)
            taken = [line]
            if values is None:
                while _open_quote(taken) and len(taken) < MOST_LINES and (following := _next(lines, rest)):
                    taken.append(following)
                values = _split("".join(taken))
            if values is not None and len(values) == width:
                yield values
            else:
                published = _WITHHELD_UNSEEN if may_be_persons else _published(line)
                yield Broken(_reason(taken, values, width), published)
                lines.extendleft(reversed(taken[1:]))


def _published(line: str) -> str:
    return _WITHHELD if _PERSON.search(line) else line.strip()[:2000]


def _next(lines: deque[str], rest: Iterator[str]) -> str | None:
    return lines.popleft() if lines else next(rest, None)


def _open_quote(lines: list[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def _split(text: str) -> list[str] | None:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITER, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _reason(taken: list[str], values: list[str] | None, width: int) -> str:
    if values is not None:
        return f"the row has {len(values)} columns where the header has {width}"
    return "a quote is opened and never closed" if _open_quote(taken) else "a quote stands inside a value"
