"""Publishing a bulletin: an immutable folder built aside, moved into place in one rename, then pointed to.

`bulletins/<id>/` holds `bulletin.json`, `plan.json` (the frozen text), `shapes.json` and the Parquet tables that the
pages and whoever recomputes it read. `bulletins/current-<territory>` is a link to the one that the pages show.
"""

import os
import shutil
import tempfile
from pathlib import Path

import duckdb

from segnavia.lake.engine import text_literal
from segnavia.lake.errors import unwritten
from segnavia.monitoring.bulletin import BULLETIN, SHAPES, Shapes
from segnavia.monitoring.pipeline import Measurement
from segnavia.monitoring.shapes import draw
from segnavia.plans.canonical import canonical
from segnavia.plans.schema import Package

# table -> the order of its rows, so that the same inputs give the same bytes
TABLES = {
    "projects": "project",
    "project_places": "project, province, municipality",
    "links": "project, objective",
    "memberships": "dimension, code, project",
    "figures": "dimension, code",
    "project_indicators": "project, indicator",
    "source_rows": "project, dataset, source_row",
    "finding_cases": "code, place",
}


def root(home: Path) -> Path:
    """The folder of all bulletins."""
    return home / "bulletins"


def publish(home: Path, measurement: Measurement, package: Package) -> bool:
    """Publish a measurement; say whether it is a new bulletin. The same inputs give the same one, which stays.

    Raises `LakeError` where it cannot be written; nothing of it is visible then.
    """
    try:
        return _publish(home, measurement, package)
    except (OSError, duckdb.IOException) as error:
        raise unwritten("the bulletin could not be written", error, home, "nothing was published") from error


def _publish(home: Path, measurement: Measurement, package: Package) -> bool:
    bulletin = measurement.bulletin
    target = root(home) / bulletin.id
    is_new = not target.exists()
    if is_new:
        root(home).mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".building-", dir=root(home)))
        try:
            _write(aside, measurement, package)
            aside.chmod(0o755)
            is_new = _move(aside, target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    _point(root(home) / f"current-{bulletin.territory}", bulletin.id)
    return is_new


def _move(aside: Path, target: Path) -> bool:
    try:
        aside.rename(target)
    except OSError:
        if not target.exists():
            raise
        return False  # another process was first, and its bulletin is the same
    return True


def _write(folder: Path, measurement: Measurement, package: Package) -> None:
    (folder / "plan.json").write_text(canonical(package), encoding="utf-8")
    (folder / "bulletin.json").write_bytes(BULLETIN.dump_json(measurement.bulletin, indent=1))
    shapes = _shapes(measurement.con, measurement.bulletin.territory)
    if shapes is not None:
        (folder / "shapes.json").write_bytes(SHAPES.dump_json(shapes))
    for table, order in TABLES.items():
        measurement.con.execute(
            f"COPY (FROM {table} ORDER BY {order}) TO {text_literal(folder / f'{table}.parquet')} "
            "(FORMAT parquet, COMPRESSION zstd)"
        )


def _shapes(con: duckdb.DuckDBPyConnection, territory: str) -> Shapes | None:
    return draw(
        con.execute(
            "SELECT code, outline FROM municipalities WHERE substr(code, 1, 3) = ? ORDER BY code", [territory]
        ).fetchall()
    )


def _point(link: Path, target: str) -> None:
    """Make `link` point to `target` in one rename, whatever it pointed to before."""
    aside = link.with_name(f".{link.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    aside.symlink_to(target)
    aside.replace(link)
