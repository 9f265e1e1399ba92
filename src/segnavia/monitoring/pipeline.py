"""From plans and lake to measurements: the SQL files in their order, once for all territories.

A measurement is a pure function of the plans' texts, the project-level links, the lake's releases and the software's
version. The engine is either of `lake.engine`; both give the same tables, to the last decimal.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from segnavia.core.bodies import DIRECTION_OF, kind_of
from segnavia.core.links import Link, standing
from segnavia.lake.engine import Engine, open_engine
from segnavia.lake.releases import Release
from segnavia.monitoring.bulletin import Bulletin, named
from segnavia.monitoring.gathering import Gathered
from segnavia.monitoring.inputs import INPUTS, attach, attach_links, attach_plans, attach_rules, narrow, newest
from segnavia.monitoring.tables import Tables, source_table
from segnavia.plans.schema import Package

SQL = Path(__file__).with_name("sql")
# What is done between the files, as it is no SQL: the rows are narrowed, and the kinds of bodies judged by `core`.
_NARROWED_BY = "00_cups"
_BODIES_BEFORE = "30_states"
Step = Callable[[str, int, int], None]
NO_LINKS: Mapping[str, Iterable[Link]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Measurement:
    """A bulletin, the plan it measures, and the tables it was read from, as long as the engine is open.

    `links` are the project-level ones that hold in that plan.
    """

    bulletin: Bulletin
    package: Package
    tables: Tables
    links: tuple[Link, ...] = ()


def _quiet(what: str, done: int, total: int) -> None:
    """Say nothing."""


@contextmanager
def measure(
    home: Path,
    packages: Mapping[str, Package],
    step: Step = _quiet,
    *,
    links: Mapping[str, Iterable[Link]] = NO_LINKS,
    engine: str = "duckdb",
) -> Iterator[tuple[Measurement, ...]]:
    """Measure the territories that `packages` name, each by its plan, in one pass; in their order.

    `links` are the judgements of single projects, by territory; those that the plan no longer bears do not count.
    Raises `NoReleaseError` where the lake lacks payments or locations, and `LakeError` where the engine is missing.
    """
    used = newest(home)
    judged = {t: standing(links.get(t, ()), [o.code for o in package.objectives]) for t, package in packages.items()}
    hold = {territory: links_that_hold for territory, (links_that_hold, _) in judged.items()}
    with open_engine(engine) as opened:
        attach(opened, home, used)
        attach_plans(opened, packages)
        attach_links(opened, hold, {territory: lapsed for territory, (_, lapsed) in judged.items()})
        attach_rules(opened, as_of(used))
        files = sorted(SQL.glob("*.sql"))
        for number, file in enumerate(files):
            step(file.stem, number, len(files) + 1)
            if file.stem == _BODIES_BEFORE:
                _judge_bodies(opened)
            opened.run(file.read_text(encoding="utf-8"))
            if file.stem == _NARROWED_BY:
                narrow(opened)
        _keep_source_rows(opened)
        step("bulletin", len(files), len(files) + 1)
        gathered = Gathered.of(opened, used)
        tables = Tables(opened)
        yield tuple(
            Measurement(
                named(gathered.bulletin(package, territory, as_of(used), hold[territory])),
                package,
                tables,
                hold[territory],
            )
            for territory, package in packages.items()
        )


def as_of(used: Mapping[str, Release]) -> str:
    """The date of the money, ISO: the newest of what is told of projects, not of boundaries or frameworks."""
    by_project = {source.dataset for source in INPUTS if source.by_project}
    return max(release.manifest.as_of for name, release in used.items() if name in by_project)


def _judge_bodies(engine: Engine) -> None:
    """Make the table of the kinds of body: their names are judged by `core`, as a table of prefixes is no SQL."""
    names = [name for (name,) in engine.rows("SELECT DISTINCT body FROM projects WHERE body IS NOT NULL ORDER BY body")]
    kinds = [(name, kind_of(name)) for name in names]
    engine.table(
        "body_kinds",
        dict.fromkeys(("body", "kind", "direction"), "VARCHAR"),
        [(name, kind.value, DIRECTION_OF[kind].value) for name, kind in kinds],
    )


def _keep_source_rows(engine: Engine) -> None:
    """Make a table of each input's rows behind the projects here: those that a page shows under each figure."""
    for source in INPUTS:
        if not source.by_project:
            continue
        columns = ", ".join(f"s.{name}" for name in source.columns)
        # a place counts for every project of its CUP that has none of its own; a subject's row may lack the sub-measure
        same = "s.submeasure = k.submeasure AND s.cup = k.cup AND s.clp = k.clp"
        if source.view == "locations":
            same = f"s.cup = k.cup AND (k.located_by = 'cup' OR ({same}))"
        elif source.view == "subjects":
            same = "s.cup = k.cup AND s.clp = k.clp"
        engine.run(
            f"CREATE TABLE {source_table(source.view)} AS SELECT k.project, {columns} "
            f"FROM (SELECT DISTINCT project, submeasure, cup, clp, located_by FROM projects) AS k "
            f"JOIN {source.view} AS s ON {same};"
        )
