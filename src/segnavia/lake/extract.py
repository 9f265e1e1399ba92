"""A small extract of the lake for one territory, fit to be shared and committed: the demo runs on it.

It keeps codes, amounts, dates, official titles and places; a body's name and tax code only where the name says that it
is no person (`core.bodies`). It holds every row of every CUP that has a place in the territory, and of its sub-measures
in the tables that speak of measures, so a measurement of the territory gives the same money on it as on the whole.
"""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from segnavia.core.bodies import BodyKind, kind_of
from segnavia.lake.datasets import Dataset, Kind
from segnavia.lake.engine import connection, identifier, text_literal
from segnavia.lake.errors import LakeError
from segnavia.lake.files import this_file
from segnavia.lake.loading import AS_OF_KEY
from segnavia.lake.releases import Release, latest, releases, staging

LOCATIONS = "PNRR_Localizzazione"


def extract(home: Path, datasets: Iterable[Dataset], territory: str, target: Path) -> dict[str, int]:
    """Write a Parquet file for each of `datasets` in the lake and a README to `target`; return the rows by dataset.

    Built aside; what stood in `target` is replaced file by file. Raises `LakeError` where there is nothing to extract
    or `target` cannot be written.
    """
    locations = latest(home, LOCATIONS)
    places = f"read_parquet({text_literal(this_file(locations.data))})"
    rows: dict[str, int] = {}
    used: dict[str, Release] = {}
    try:
        with staging(home) as folder, connection(spill=folder / "spill") as con:
            con.execute(
                f"CREATE TABLE cups_inside AS SELECT DISTINCT cup FROM {places} WHERE province = ?",
                [territory],
            )
            found = [d for d in datasets if d.reader is None and releases(home, d.name)]
            _find_submeasures(con, [latest(home, d.name) for d in found if _has(d, "cup")])
            for dataset in found:
                used[dataset.name] = latest(home, dataset.name)
                rows[dataset.name] = _write(con, dataset, used[dataset.name], folder / f"{dataset.name}.parquet")
            if not rows.get(LOCATIONS):
                raise LakeError(
                    f"the lake locates no project in the territory {territory}",
                    "A territory is a province's three digits, such as 015 for Milano",
                )
            (folder / "README.md").write_text(_readme(territory, used, rows), encoding="utf-8")
            _move([*folder.glob("*.parquet"), folder / "README.md"], target)
    except (OSError, duckdb.IOException) as error:
        raise LakeError(
            f"the extract could not be written to {target} ({str(error).splitlines()[0]})",
            "Name a folder that you may write, on a disk with some megabytes free",
        ) from error
    return rows


def _move(built: Sequence[Path], target: Path) -> None:
    """Copy the files to `target`, which may be another disk, and give them their names once all are there."""
    target.mkdir(parents=True, exist_ok=True)
    parts = {file.name: target / f".{file.name}.part" for file in built}
    try:
        for file in built:
            shutil.copyfile(file, parts[file.name])
        for name, part in parts.items():
            part.replace(target / name)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _write(con: duckdb.DuckDBPyConnection, dataset: Dataset, release: Release, file: Path) -> int:
    source = f"read_parquet({text_literal(this_file(release.data))})"
    kept = [c for c in dataset.columns if c.name in release.manifest.columns]
    private = {c.name for c in dataset.columns if c.kind is Kind.BODY_TAX_CODE} | set(dataset.person_columns)
    names = [name for name in dataset.person_columns if name in release.manifest.columns]
    _find_bodies(con, source, names)
    shown = " AND ".join(f"{identifier(name)} IN (FROM bodies)" for name in names) or "false"
    columns = ", ".join(
        f"{f'CASE WHEN {shown} THEN {identifier(c.name)} END' if c.name in private else identifier(c.name)} "
        f"AS {identifier(c.header)}"
        for c in kept
    )
    inside = ""
    if _has(dataset, "cup"):
        inside = "WHERE cup IN (FROM cups_inside)"
    elif _has(dataset, "submeasure"):
        inside = "WHERE submeasure IN (FROM submeasures_inside)"
    con.execute(
        f"COPY (SELECT {columns} FROM {source} {inside} ORDER BY source_row) TO {text_literal(file)} "
        f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{AS_OF_KEY}: {text_literal(release.manifest.as_of)}}})"
    )
    count: int = con.execute(f"SELECT count(*) FROM read_parquet({text_literal(this_file(file))})").fetchall()[0][0]
    return count


def _has(dataset: Dataset, column: str) -> bool:
    return any(c.name == column for c in dataset.columns)


def _find_submeasures(con: duckdb.DuckDBPyConnection, of_projects: Sequence[Release]) -> None:
    """Make the table of the sub-measures that any of these releases names for a CUP inside."""
    parts = (
        f"SELECT submeasure FROM read_parquet({text_literal(this_file(r.data))}) WHERE cup IN (FROM cups_inside)"
        for r in of_projects
    )
    con.execute(f"CREATE TABLE submeasures_inside AS {' UNION '.join(parts)}")


def _find_bodies(con: duckdb.DuckDBPyConnection, source: str, columns: Sequence[str]) -> None:
    """Make the table `bodies` of the names in these columns that cannot be a person's."""
    con.execute("CREATE OR REPLACE TABLE bodies (name VARCHAR)")
    for column in columns:
        found = con.execute(f"SELECT DISTINCT {identifier(column)} FROM {source}").fetchall()
        names = [name for (name,) in found if name and kind_of(name) is not BodyKind.OTHER]
        con.register("judged", pa.table({"name": pa.array(names, pa.string())}))
        con.execute("INSERT INTO bodies FROM judged")
        con.unregister("judged")


def _readme(territory: str, used: dict[str, Release], rows: dict[str, int]) -> str:
    lines = [
        f"# A real extract of the open data on territory {territory}",
        "",
        "Every row of every project (CUP) with a place in the territory, and what is told of their sub-measures:",
        "codes, amounts, dates, official titles and places. A body is named where its name says that it is no person",
        "(a municipality, a school, a company); addresses and prose are left out. Made by `segnavia lake extract`.",
        "",
        "| File | Rows | As of | From the file | Whose SHA-256 is | Attribution |",
        "|---|---:|---|---|---|---|",
    ]
    for name, release in used.items():
        m = release.manifest
        lines.append(f"| `{name}.parquet` | {rows[name]} | {m.as_of} | `{m.source}` | `{m.sha256}` | {m.attribution} |")
    return "\n".join(
        [*lines, "", f"Licence of the data: {', '.join(sorted({r.manifest.licence for r in used.values()}))}.", ""]
    )
