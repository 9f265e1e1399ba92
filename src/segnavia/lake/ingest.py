"""`lake add`: from a publisher's file to an immutable release, or to a clear refusal and nothing at all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from segnavia import __version__
from segnavia.lake import files, loading, releases, rows, rules
from segnavia.lake.datasets import Dataset
from segnavia.lake.engine import connection, identifier, text_literal
from segnavia.lake.errors import FileRefusedError, LakeError, unwritten
from segnavia.lake.formats import DateFormat, NumberFormat

Step = Callable[[str, int, int], None]  # what is being done, how far, out of how much


def _quiet(what: str, done: int, total: int) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Added:
    """The release a file became, and whether the lake had it already."""

    release: releases.Release
    is_new: bool


def add(home: Path, dataset: Dataset, path: Path, *, as_of: date | None = None, step: Step = _quiet) -> Added:
    """Add one file of `dataset` to the lake under `home`. A file that the lake has already changes nothing.

    `as_of` dates the release where its rows do not. Raises `FileRefusedError` for a file that cannot serve and
    `LakeError` where the lake cannot be written; in both cases nothing is kept.
    """
    try:
        if dataset.reader is None:
            file = files.inspect(path, lambda done, total: step("reading", done, total))
        else:
            file = files.inspect_folder(path)
    except OSError as error:
        raise FileRefusedError(
            f"{path}: the file cannot be read ({error.strerror})", "Check who may read it, and the disk it is on"
        ) from error
    try:
        known = releases.find_by_hash(home, dataset.name, file.sha256)
        if known is not None:
            return Added(known, is_new=False)
        with releases.staging(home) as folder, connection(spill=folder / "spill") as con:
            if dataset.reader is None:
                loaded = loading.load(con, dataset, file, folder)
            else:
                loaded = loading.load_table(con, dataset, path, dataset.reader(path))
            return _build(con, home, dataset, file, loaded, folder, as_of, step)
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise unwritten(f"{path}: the release could not be written", error, home, "nothing was kept") from error


def _build(
    con: duckdb.DuckDBPyConnection,
    home: Path,
    dataset: Dataset,
    file: files.SourceFile,
    loaded: loading.Loaded,
    folder: Path,
    as_of: date | None,
    step: Step,
) -> Added:
    step("typing", 0, 3)
    written = rows.decide_formats(file.path.name, loaded)
    built = folder / "release"
    built.mkdir()
    data = built / releases.DATA
    rows_kept = rows.write_data(con, dataset, loaded, written, data)
    step("keeping", 1, 3)
    quarantined = rows.write_quarantine(con, dataset, loaded, written, data, built / releases.QUARANTINE)
    rows_in = loaded.rows
    if rows_kept + sum(quarantined.values()) != rows_in:
        raise LakeError(
            f"{file.path.name}: its {rows_in} rows do not add up: {rows_kept} kept, "
            f"{sum(quarantined.values())} quarantined",
            "This is a fault of Segnavia: please report it with the file",
        )
    _refuse_truncated(con, file, rows_in)
    step("publishing", 2, 3)
    if not rows_kept:
        raise FileRefusedError(
            f"{file.path.name}: none of its {rows_in} rows can be read as {dataset.name}",
            f"Check that this is a file of {dataset.name}; the first problem: {_first_problem(con)}",
        )
    manifest = releases.Manifest(
        dataset=dataset.name,
        as_of=_date_of(con, dataset, file, data, as_of or loaded.as_of).isoformat(),
        layout=dataset.layout_of(loaded.headers),
        sha256=file.sha256,
        source=file.name,
        source_bytes=file.size,
        source_format=file.format,
        encoding=file.encoding,
        rows_in=rows_in,
        rows_kept=rows_kept,
        rows_quarantined=rows_in - rows_kept,
        quarantine=quarantined,
        columns=loaded.headers,
        absent_columns=loaded.mapping.absent,
        unknown_columns=loaded.mapping.unknown,
        number_formats={name: str(form) for name, form in written.items() if isinstance(form, NumberFormat)},
        date_formats={name: str(form) for name, form in written.items() if isinstance(form, DateFormat)},
        persons_dropped=loaded.survey.persons,
        notes=loaded.notes,
        title=dataset.title,
        publisher=dataset.publisher,
        licence=dataset.licence,
        attribution=dataset.attribution,
        software=__version__,
        added_at=datetime.now(UTC).isoformat(timespec="microseconds"),
    )
    release, is_new = releases.publish(home, built, manifest)
    step("publishing", 3, 3)
    return Added(release, is_new)


def _refuse_truncated(con: duckdb.DuckDBPyConnection, file: files.SourceFile, rows_in: int) -> None:
    """A file whose last row is unreadable and whose last line does not end was cut there."""
    if file.terminated:
        return
    last = con.execute('SELECT code, "column", value FROM quarantine WHERE source_row = ?', [rows_in]).fetchall()
    if last and last[0][0] != rules.REPEATED_KEY.code:
        raise FileRefusedError(
            f"{file.path.name}: the file is truncated: it ends in the middle of row {rows_in} "
            f"(“{last[0][1]}” is {last[0][2] or 'empty'})",
            "Download it again",
        )


def _date_of(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, file: files.SourceFile, data: Path, as_of: date | None
) -> date:
    if as_of is not None:
        return as_of
    if dataset.as_of:
        query = f"SELECT max({identifier(dataset.as_of)}) FROM read_parquet({text_literal(files.this_file(data))})"
        latest: date | None = con.execute(query).fetchall()[0][0]
        if latest is not None:
            return latest
    raise FileRefusedError(f"{file.path.name}: no row says of which date the data are", "Say it: --as-of YYYY-MM-DD")


def _first_problem(con: duckdb.DuckDBPyConnection) -> str:
    code, column, value = con.execute('SELECT code, "column", value FROM quarantine LIMIT 1').fetchall()[0]
    return f"{code} in “{column}” ({value})" if column else f"{code} {value}"
