"""A small extract of the lake for one territory, fit to be shared and committed: the demo runs on it.

It keeps codes, amounts, dates, official titles and places; bodies' names and tax codes stay behind, as some are a
person's. It holds every row of every CUP that has a place in the territory, so a measurement of the territory gives the
same figures on the extract as on the whole.
"""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from segnavia.lake.datasets import Dataset, Kind
from segnavia.lake.engine import connection, identifier, text_literal
from segnavia.lake.errors import LakeError
from segnavia.lake.loading import AS_OF_KEY
from segnavia.lake.releases import Release, latest, releases, staging

LOCATIONS = "PNRR_Localizzazione"


def extract(home: Path, datasets: Iterable[Dataset], territory: str, target: Path) -> dict[str, int]:
    """Write a Parquet file for each of `datasets` in the lake and a README to `target`; return the rows by dataset.

    Built aside; what stood in `target` is replaced file by file. Raises `LakeError` where there is nothing to extract
    or `target` cannot be written.
    """
    locations = latest(home, LOCATIONS)
    rows: dict[str, int] = {}
    used: dict[str, Release] = {}
    try:
        with staging(home) as folder, connection(spill=folder / "spill") as con:
            con.execute(
                f"CREATE TABLE cups_inside AS SELECT DISTINCT cup FROM read_parquet({text_literal(locations.data)}) "
                "WHERE province = ?",
                [territory],
            )
            for dataset in datasets:
                if "cup" in {c.name for c in dataset.columns} and releases(home, dataset.name):
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
    private = {c.name for c in dataset.columns if c.kind is Kind.BODY_TAX_CODE} | set(dataset.person_columns)
    kept = [c for c in dataset.columns if c.name not in private and c.name in release.manifest.columns]
    columns = ", ".join(f"{identifier(c.name)} AS {identifier(c.header)}" for c in kept)
    con.execute(
        f"COPY (SELECT {columns} FROM read_parquet({text_literal(release.data)}) WHERE cup IN (FROM cups_inside) "
        f"ORDER BY source_row) TO {text_literal(file)} (FORMAT parquet, COMPRESSION zstd, "
        f"KV_METADATA {{{AS_OF_KEY}: {text_literal(release.manifest.as_of)}}})"
    )
    count: int = con.execute(f"SELECT count(*) FROM read_parquet({text_literal(file)})").fetchall()[0][0]
    return count


def _readme(territory: str, used: dict[str, Release], rows: dict[str, int]) -> str:
    lines = [
        f"# A real extract of the open data on territory {territory}",
        "",
        "Every row of every project (CUP) with a place in the territory: codes, amounts, dates, official titles and",
        "places. Bodies' names and tax codes, addresses and prose are left out. Made by `segnavia lake extract`.",
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
