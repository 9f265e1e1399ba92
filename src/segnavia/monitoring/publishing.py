"""Publishes a measurement as a bulletin: a folder of its own, built aside and moved into place in one rename.

It holds the bulletin as JSON, the frozen plan text, the project-level links if there are any, the outlines of the
territory as drawn paths and as boundaries in degrees, and the tables as Parquet that the pages and whoever recomputes
it read. `bulletins/current-<territory>` is a link to the one that the pages show.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from segnavia.lake.aside import aside, put_folder
from segnavia.lake.errors import unwritten
from segnavia.monitoring.areas import BOUNDARIES
from segnavia.monitoring.bulletin import SHAPES, written
from segnavia.monitoring.link_text import canonical as canonical_links
from segnavia.monitoring.pipeline import Measurement
from segnavia.monitoring.shapes import draw
from segnavia.monitoring.tables import NAMES
from segnavia.plans.canonical import canonical

LINKS = "links.json"
AREAS = "boundaries.json"


def root(home: Path) -> Path:
    """The folder of all bulletins."""
    return home / "bulletins"


def publish(home: Path, measurement: Measurement) -> bool:
    """Publish a measurement; say whether it is a new bulletin. The same inputs give the same one, which stays.

    One that was published before boundaries were kept gets them: they follow from the releases that its id digests.
    Raises `LakeError` where it cannot be written; nothing of it is visible then.
    """
    try:
        return _publish(home, measurement)
    except (OSError, duckdb.IOException, pa.ArrowException) as error:
        raise unwritten("the bulletin could not be written", error, home, "nothing was published") from error


def _publish(home: Path, measurement: Measurement) -> bool:
    bulletin = measurement.bulletin
    target = root(home) / bulletin.id
    with aside(root(home) / ".building") as folder:
        is_new = not target.exists()
        if is_new:
            built = folder / "bulletin"
            built.mkdir()
            _write(built, measurement)
            is_new = put_folder(built, target)  # another process may have been first: its bulletin is the same
        elif not (target / AREAS).exists() and _write_boundaries(folder, measurement):
            (folder / AREAS).replace(target / AREAS)
        _point(root(home) / f"current-{bulletin.territory}", bulletin.id, folder / "link")
    return is_new


def _write(folder: Path, measurement: Measurement) -> None:
    bulletin = measurement.bulletin
    (folder / "plan.json").write_text(canonical(measurement.package), encoding="utf-8")
    (folder / "bulletin.json").write_bytes(written(bulletin, indent=1))
    if measurement.links:
        (folder / LINKS).write_text(canonical_links(measurement.links), encoding="utf-8")
    tables = measurement.tables
    with ThreadPoolExecutor() as pool:  # the next table is asked for while the last is compressed
        drawn = pool.submit(draw, tables.outlines(bulletin.territory))
        tables_written = [
            # by Arrow and not by the engine, so that every engine writes the same bytes
            pool.submit(
                pq.write_table, tables.of(name, bulletin.territory), folder / f"{name}.parquet", compression="zstd"
            )
            for name in NAMES
        ]
    for each in tables_written:
        each.result()
    shapes = drawn.result()
    if shapes is not None:
        (folder / "shapes.json").write_bytes(SHAPES.dump_json(shapes))
    _write_boundaries(folder, measurement)


def _write_boundaries(folder: Path, measurement: Measurement) -> bool:
    """Write the boundaries into `folder`, if the lake has some; say whether."""
    boundaries = measurement.tables.coverage.boundaries(measurement.bulletin.territory)
    if boundaries is not None:
        (folder / AREAS).write_bytes(BOUNDARIES.dump_json(boundaries))
    return boundaries is not None


def _point(link: Path, target: str, built: Path) -> None:
    """Make `link` point to `target` in one rename of a link `built` aside, whatever it pointed to before."""
    built.symlink_to(target)
    built.replace(link)
