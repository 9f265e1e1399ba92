"""One row of a public table with what belongs to it: rows of other tables, and what the bulletin tells beside them.

The shapes are those of the pages' twins (`briefing.twins`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext
from pydantic import BaseModel

from segnavia.api.errors import ApiError
from segnavia.api.prepared import Asked
from segnavia.api.resources import Related, related_to, resources
from segnavia.api.shapes import ObjectiveMore, ProjectMore, RolledUp
from segnavia.api.shown import Shown
from segnavia.briefing import state, twins
from segnavia.briefing.project_twin import why
from segnavia.briefing.rollup import RollUp, roll_up_of

TOGETHER = 20  # rows of another table that come with one: a look, and the address of all
# The bulletin's dimension whose codes a table's keys are.
_DIMENSIONS: Mapping[str, str] = {
    "bodies": "body",
    "components": "component",
    "drivers": "driver",
    "keywords": "keyword",
    "missions": "mission",
    "municipalities": "municipality",
    "objectives": "objective",
    "submeasures": "submeasure",
    "zones": "zone",
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: addresses of other lists begin with `base`."""

    shown: Shown
    base: str


def more_of(name: str) -> type[BaseModel] | None:
    """The shape of what the bulletin tells of one row beside it."""
    if name == "projects":
        return ProjectMore
    if name == "objectives":
        return ObjectiveMore
    return RolledUp if name in _DIMENSIONS else None


def detail(asker: Asker, name: str, key: str) -> str:
    """One row as the members of a JSON object. Raises `ApiError` 404 where there is none."""
    table = asker.shown.table(name)
    row = table.find(key)
    if row is None:
        told = gettext("%(title)s: there is no %(key)s.") % {"title": gettext(table.table.title), "key": key}
        raise ApiError(404, told)
    parts = [f'"about": {{{asker.shown.about}}}', table.rows[row]]
    more = _more(asker.shown, name, key)
    if more:
        parts.append(json.dumps(more, ensure_ascii=False)[1:-1])
    related = [f'"{each.table}": {_related(asker, each, key)}' for each in related_to(name)]
    if related:
        parts.append(f'"related": {{{", ".join(related)}}}')
    return ", ".join(parts)


def _related(asker: Asker, related: Related, key: str) -> str:
    resource = resources()[related.table]
    table = asker.shown.table(related.table)
    through = resource.through.get(related.parameter)
    column = through.column if through else resource.equal[related.parameter].name
    keys = asker.shown.translated(through, (key,)) if through else (key,)
    rows = table.select(Asked(equal=((column, keys),)))
    href = json.dumps(f"{asker.base}/{related.table}?{urlencode({related.parameter: key})}")
    return f'{{"total": {len(rows)}, "href": {href}, "items": [{table.items(rows[:TOGETHER].tolist())}]}}'


def _more(shown: Shown, name: str, key: str) -> twins.Json:
    bulletin = shown.now.bulletin
    if name == "projects":
        project = None if bulletin is None else state.project(bulletin, key)
        return {} if project is None else why(project)
    if name not in _DIMENSIONS:
        return {}
    if bulletin is None:
        rolled = RollUp()
    else:
        dimension = _DIMENSIONS[name]
        milestones = state.milestones(bulletin, dimension, key) if bulletin.milestones else ()
        rolled = roll_up_of(bulletin, dimension, key, bulletin.figure(dimension, key), milestones)
    if name != "objectives":
        return rolled.data
    return {**rolled.data, "indicators": twins.indicators(bulletin.indicators.get(key, ()) if bulletin else ())}
