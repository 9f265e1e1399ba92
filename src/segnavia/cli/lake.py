"""`segnavia lake`: take releases of open data in, list them, and write a small extract."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from segnavia.lake.datasets import Dataset

app = typer.Typer(help="Releases of open data: take them in, list them, extract from them.", no_args_is_help=True)

_FIELDS = ("dataset", "as_of", "layout", "sha256", "rows_in", "rows_kept", "rows_quarantined")


@app.command()
def add(
    dataset: Annotated[
        str, typer.Argument(metavar="DATASET", help="The publisher's name of it, such as PNRR_Progetti.")
    ],
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="CSV or Parquet files.")] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date of the data, where its rows do not say it.")
    ] = None,
) -> None:
    """Add files to the lake, each as a release. A file that is there already changes nothing."""
    from segnavia.lake.errors import LakeError
    from segnavia.sources.catalogue import get_dataset

    declared = get_dataset(dataset)
    paths = files or ([declared.default_path()] if declared.default_path else [])
    if not paths:
        raise LakeError(f"no file of {declared.name} is named", f"Say which: segnavia lake add {declared.name} FILE")
    for path in paths:
        _add(declared, path, as_of.date() if as_of else None)


@app.command("add-folder")
def add_folder(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="A folder of CSV and Parquet files; the folders in it are searched too."),
    ],
) -> None:
    """Search a folder, and those in it, and add every file whose columns are those of a known dataset."""
    from segnavia.lake.errors import LakeError
    from segnavia.sources.recognise import recognise

    if not folder.is_dir():
        raise LakeError(f"{folder}: there is no such folder", "Check the name; one file is added by segnavia lake add")
    found = [(recognise(p), p) for p in sorted(folder.rglob("*")) if p.suffix.lower() in {".csv", ".parquet"}]
    if not any(dataset for dataset, _ in found):
        raise LakeError(f"{folder}: no file there is of a known dataset", "Check the name of the folder")
    for dataset, path in found:
        if dataset:
            _add(dataset, path, None)
        else:
            typer.echo(f"{path.name}: not of a dataset that Segnavia knows, left aside")


def _add(dataset: "Dataset", path: Path, as_of: date | None) -> None:
    from segnavia.cli.progress import progress
    from segnavia.lake.home import home
    from segnavia.lake.ingest import add as add_file

    with progress(f"{dataset.name} ← {path.name}") as step:
        added = add_file(home(), dataset, path, as_of=as_of, step=step)
    m = added.release.manifest
    if not added.is_new:
        typer.echo(f"{m.dataset} {m.as_of}: already in the lake, nothing changed")
        return
    typer.echo(
        f"{m.dataset} {m.as_of} ({m.layout}): {m.rows_in} rows in, {m.rows_kept} kept, {m.rows_quarantined} quarantined"
    )
    for code, count in m.quarantine.items():
        typer.echo(f"  {code}: {count} rows, see {added.release.quarantine}")
    if m.unknown_columns:
        typer.echo(f"  columns kept out, as they are not declared: {', '.join(m.unknown_columns)}")
    if m.persons_dropped:
        typer.echo(f"  natural persons' data emptied in {m.persons_dropped} rows")
    for note in m.notes:
        typer.echo(f"  {note}")


@app.command()
def ls(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List the releases in the lake, and which of a dataset's is current: the newest, which measurements read."""
    from segnavia.lake.home import home
    from segnavia.lake.releases import latest, releases

    found = releases(home())
    current = {latest(home(), name).path for name in {r.manifest.dataset for r in found}}
    rows = [{field: getattr(r.manifest, field) for field in _FIELDS} | {"current": r.path in current} for r in found]
    if as_json:
        typer.echo(json.dumps(rows, indent=2))
        return
    if not rows:
        typer.echo("The lake is empty. Add a file: segnavia lake add DATASET FILE")
        return
    from rich.console import Console
    from rich.table import Column, Table

    columns = (Column(f, no_wrap=True, justify="right" if f.startswith("rows") else "left") for f in _FIELDS)
    table = Table(*columns, "current")
    for row in rows:
        cells = (str(row[f])[:12] if f == "sha256" else str(row[f]) for f in _FIELDS)
        table.add_row(*cells, "yes" if row["current"] else "")
    Console(width=max(Console().width, 120)).print(table)  # a narrower table would cut names and counts


@app.command()
def extract(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write to.")],
    territory: Annotated[str, typer.Option(help="The province's three digits.")],
) -> None:
    """Write a small extract for one territory, without natural persons and prose."""
    from segnavia.lake.extract import extract as write_extract
    from segnavia.lake.home import home
    from segnavia.sources.catalogue import DATASETS

    for name, rows in write_extract(home(), DATASETS.values(), territory, folder).items():
        typer.echo(f"{folder / name}.parquet: {rows} rows")
