"""The provinces and their municipalities, as the lake or the installed boundaries know them."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from segnavia.lake.errors import LakeError
from segnavia.lake.releases import releases
from segnavia.sources import istat_comuni

_MANY = 3  # names that a refusal suggests


@dataclass(frozen=True, slots=True)
class Territory:
    """A province: its code, its name, and the codes and titles of its municipalities by code."""

    code: str
    title: str
    municipalities: tuple[tuple[str, str], ...]


def territories(home: Path) -> dict[str, Territory]:
    """All provinces by code: of the newest release in the lake, or else of the installed package."""
    known = releases(home, istat_comuni.DATASET.name)
    return _read_release(known[-1].data) if known else _read_installed(istat_comuni.default_path())


def find_territory(home: Path, code: str) -> Territory:
    """The province of that code. Raises `LakeError` with the nearest ones where there is none."""
    known = territories(home)
    if code not in known:
        near = ", ".join(f"{t.code} {t.title}" for t in _nearest(list(known.values()), code))
        raise LakeError(f"there is no territory {code}", f"Give the three digits of a province; the nearest are {near}")
    return known[code]


def _by_province(table: pa.Table) -> dict[str, Territory]:
    provinces: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for code, title, province in sorted(zip(*(column.to_pylist() for column in table.columns), strict=True)):
        provinces.setdefault(code[:3], (province or code[:3], []))[1].append((code, title))
    return {code: Territory(code, title, tuple(rows)) for code, (title, rows) in provinces.items()}


# Both are kept, as a command that asks for a hundred provinces would read the same file a hundred times.
@cache
def _read_release(data: Path) -> dict[str, Territory]:
    try:
        return _by_province(pq.read_table(data, columns=["code", "title", "province_title"]))
    except (OSError, pa.ArrowInvalid) as error:
        raise LakeError(
            f"{data} cannot be read ({error})",
            f"Remove its folder and add it again: segnavia lake add {istat_comuni.DATASET.name}",
        ) from error


@cache
def _read_installed(folder: Path) -> dict[str, Territory]:
    return _by_province(istat_comuni.read(folder).select(["Codice Comune", "Comune", "Provincia"]))


def _nearest(found: Sequence[Territory], text: str) -> list[Territory]:
    """By number where the text is one, by name otherwise."""

    def distance(territory: Territory) -> float:
        if text.isdecimal():
            return abs(int(territory.code) - int(text[:9]))
        return -SequenceMatcher(None, territory.title.casefold(), text.casefold()).ratio()

    return sorted(found, key=distance)[:_MANY]
