"""What a project is called, and where it lies: the words by which it is looked for."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from segnavia.monitoring.bulletin_tables import tables_of
from segnavia.monitoring.reading import get_bulletin


@dataclass(frozen=True, slots=True)
class Named:
    """The names and codes of one project; `municipalities` are ISTAT codes inside the territory."""

    key: str
    submeasure: str
    cup: str
    clp: str
    title: str | None
    body: str | None
    body_code: str | None
    municipalities: tuple[str, ...]


_QUERY = """
SELECT
    p.project, p.submeasure, p.cup, p.clp, p.title, p.body, p.body_code,
    list(t.province || t.municipality ORDER BY t.municipality) FILTER (WHERE t.inside AND t.municipality <> '000')
FROM 'projects.parquet' AS p
LEFT JOIN 'project_places.parquet' AS t ON t.project = p.project
GROUP BY ALL
ORDER BY coalesce(max(p.funding_pnrr), max(p.funding_elsewhere)) DESC NULLS LAST, p.project
"""


@lru_cache(maxsize=2)
def get_names(home: Path, bulletin_id: str) -> tuple[Named, ...]:
    """The names of all projects of a bulletin, the most money first. Raises `KeyError` for an unknown id."""
    if get_bulletin(home, bulletin_id) is None:
        raise KeyError(bulletin_id)
    with tables_of(home, bulletin_id) as con:
        rows = con.execute(_QUERY).fetchall()
    return tuple(
        Named(key, submeasure, cup, clp, title, body, body_code, tuple(places or ()))
        for key, submeasure, cup, clp, title, body, body_code, places in rows
    )
