"""What is shown now of every territory at once: its bulletin's totals, places and municipality figures, no more.

The whole country's bulletins are 28 MB of JSON; read for these keys alone they take a tenth of a second and 40 MB.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import Place, ReleaseUsed
from segnavia.monitoring.publishing import AREAS, root


@dataclass(frozen=True, slots=True)
class ByMunicipality:
    """The figures of a bulletin by ISTAT code."""

    municipality: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Overview:
    """A part of a `Bulletin`, by the same names."""

    id: str
    territory: str
    territory_title: str
    as_of: str
    releases: tuple[ReleaseUsed, ...]
    total: Figure
    territory_level: Figure
    by: ByMunicipality
    places: Mapping[str, Place]


_OVERVIEW = TypeAdapter(Overview)


def current_ids(home: Path) -> tuple[str, ...]:
    """The ids of the bulletins that are shown now, one a territory, by territory."""
    return tuple(sorted(link.readlink().name for link in root(home).glob("current-*") if link.is_symlink()))


def has_boundaries(home: Path, bulletin_id: str) -> bool:
    """Whether a published bulletin has boundaries; one that is older than they are has none."""
    return (root(home) / bulletin_id / AREAS).exists()


@lru_cache(maxsize=2)
def get_overviews(home: Path, bulletin_ids: tuple[str, ...]) -> tuple[Overview, ...]:
    """The overviews of these bulletins, in their order. Raises `FileNotFoundError` for an id that is not published."""
    return tuple(_OVERVIEW.validate_json((root(home) / name / "bulletin.json").read_bytes()) for name in bulletin_ids)
