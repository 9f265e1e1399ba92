"""The tables of a measurement as a bulletin keeps them: asked of the engine once, then cut by territory."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

import pyarrow as pa

from segnavia.lake.engine import Engine
from segnavia.monitoring.boundaries import Coverage, simplify
from segnavia.monitoring.inputs import INPUTS

# table -> the order of its rows, so that the same inputs give the same bytes; each has a column `territory`
_BY_TERRITORY = {
    "projects": "project",
    "project_places": "project, province, municipality",
    "links": "project, objective",
    "memberships": "dimension, code, project",
    "figures": "dimension, code",
    "milestones": "due_on, code, submeasure, kind, level, title",
    "finding_cases": "code, place",
}


def source_table(view: str) -> str:
    """The name of the table that holds the publisher's rows behind the projects, of one input."""
    return f"source_{view}"


# the same of tables that say something of a project, wherever it counts
_BY_PROJECT = {
    "states": "project",
    "project_indicators": "project, indicator",
    **{source_table(source.view): "project, source_row" for source in INPUTS if source.by_project},
}
NAMES = (*_BY_TERRITORY, *_BY_PROJECT)
_OUTLINES = (
    "SELECT t.code AS territory, m.code, m.outline FROM municipalities AS m "
    "JOIN territories AS t ON t.code = substr(m.code, 1, 3) ORDER BY t.code, m.code"
)


@dataclass
class Tables:
    """What the engine holds, for all territories of a measurement. A table is asked for once, when it is needed."""

    engine: Engine
    _whole: dict[str, pa.Table] = field(default_factory=dict)

    def of(self, name: str, territory: str) -> pa.Table:
        """One of `NAMES`, the rows of one territory in their order."""
        return self._cut(_query(name), territory)

    def outlines(self, territory: str) -> list[tuple[str, bytes]]:
        """The ISTAT code and the boundary (WKB) of each municipality of one territory."""
        found = self._cut(_OUTLINES, territory)
        return list(zip(found["code"].to_pylist(), found["outline"].to_pylist(), strict=True))

    @cached_property
    def coverage(self) -> Coverage:
        """The boundaries of all territories of the measurement, simplified together once."""
        found = self.engine.arrow("SELECT code, outline FROM municipalities ORDER BY code")
        territories = [code for (code,) in self.engine.rows("SELECT code FROM territories ORDER BY code")]
        regions = self.engine.rows("SELECT DISTINCT substr(code, 1, 3), region_title FROM municipalities")
        outlines = zip(found["code"].to_pylist(), found["outline"].to_pylist(), strict=True)
        return simplify(outlines, territories, {territory: title for territory, title in regions if title})

    def _cut(self, query: str, territory: str) -> pa.Table:
        if query not in self._whole:
            self._whole[query] = self.engine.arrow(query)
        whole = self._whole[query]
        territories = whole["territory"]

        def territory_of(row: int) -> str:
            return str(territories[row].as_py())

        # sorted by territory, so that a cut needs no copy
        rows = range(whole.num_rows)
        start = bisect_left(rows, territory, key=territory_of)
        return whole.slice(start, bisect_right(rows, territory, lo=start, key=territory_of) - start)


def _query(name: str) -> str:
    if name in _BY_TERRITORY:
        return f"SELECT * FROM {name} ORDER BY territory, {_BY_TERRITORY[name]}"
    order = ", ".join(f"t.{column}" for column in _BY_PROJECT[name].split(", "))
    return (
        f"SELECT p.territory, t.* FROM {name} AS t JOIN projects AS p ON p.project = t.project "
        f"ORDER BY p.territory, {order}"
    )
