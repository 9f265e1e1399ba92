"""`segnavia lake`: take releases of open data in, list, verify and compare them, and write a small extract."""

import json
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from segnavia.lake.datasets import Dataset
    from segnavia.lake.ingest import Added

app = typer.Typer(
    help="Releases of open data: fetch them, take them in, list, verify and compare them, extract from them.",
    no_args_is_help=True,
)

DatasetName = Annotated[
    str, typer.Argument(metavar="DATASET", help="The publisher's name of it, such as PNRR_Progetti.")
]
DatasetNames = Annotated[list[str] | None, typer.Argument(metavar="DATASET", help="Their names; without any, all.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsOf = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date of the data, where its rows do not say it.")
]


@app.command()
def fetch(datasets: DatasetNames = None) -> None:
    """Download the newest releases from their publisher and add them. One that fails does not stop the others."""
    from segnavia.lake.errors import LakeError
    from segnavia.sources.catalogue import DATASETS, get_dataset
    from segnavia.sources.fetching import address_of

    wanted = [get_dataset(name) for name in datasets] if datasets else [d for d in DATASETS.values() if d.url]
    for declared in wanted:
        address_of(declared)  # none is fetched where one is asked for that cannot be
    failed = 0
    for declared in wanted:
        try:
            _fetch(declared)
        except LakeError as error:
            failed += 1
            typer.echo(f"segnavia: {error}", err=True)
    _end(failed, f"of {len(wanted)} datasets could not be fetched and added")


def _fetch(declared: "Dataset") -> None:
    from segnavia.cli.progress import progress
    from segnavia.lake.errors import FileRefusedError
    from segnavia.lake.home import home
    from segnavia.sources.fetching import fetched

    with ExitStack() as stack:
        with progress(declared.name, in_bytes=True) as step:
            file = stack.enter_context(fetched(home(), declared, step=step))
        typer.echo(f"{declared.name}: {file.size} bytes, SHA-256 {file.sha256}")
        try:
            _tell(_add_with_date(declared, file.path, file.modified))
        except FileRefusedError as error:  # it names the file, which is gone in a moment
            raise FileRefusedError(error.problem.replace(str(file.path), file.url), error.remedy) from error


@app.command()
def add(
    dataset: DatasetName,
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="CSV or Parquet files.")] = None,
    as_of: AsOf = None,
) -> None:
    """Add files to the lake, each as a release. A file that is there already changes nothing."""
    from segnavia.lake.errors import LakeError
    from segnavia.sources.catalogue import get_dataset

    declared = get_dataset(dataset)
    paths = files or ([declared.default_path()] if declared.default_path else [])
    if not paths:
        raise LakeError(f"no file of {declared.name} is named", f"Say which: segnavia lake add {declared.name} FILE")
    for path in paths:
        _tell(_add(declared, path, as_of.date() if as_of else None))


@app.command("add-folder")
def add_folder(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="A folder of CSV and Parquet files; the folders in it are searched too."),
    ],
    as_of: AsOf = None,
) -> None:
    """Search a folder, and those in it, and add every file whose columns are those of a known dataset.

    A file that is refused does not stop the others. `--as-of` dates only the files whose rows do not say a date.
    """
    from segnavia.lake.errors import FileRefusedError, LakeError
    from segnavia.sources.recognise import recognise

    if not folder.is_dir():
        raise LakeError(f"{folder}: there is no such folder", "Check the name; one file is added by segnavia lake add")
    found = [(recognise(p), p) for p in sorted(folder.rglob("*")) if p.suffix.lower() in {".csv", ".parquet"}]
    known = [(dataset, path) for dataset, path in found if dataset]
    for dataset, path in found:
        if not dataset:
            typer.echo(_why_left_aside(path), err=not known)
    if not known:
        raise LakeError(f"{folder}: no file there is of a known dataset", "Check the name of the folder")
    failed = 0
    for added in _add_together(known, as_of.date() if as_of else None):
        try:
            _tell(added.result())
        except FileRefusedError as error:
            failed += 1
            typer.echo(f"segnavia: {error}", err=True)
    _end(failed, f"of {len(known)} files could not be added")


def _why_left_aside(path: Path) -> str:
    from segnavia.lake.errors import FileRefusedError
    from segnavia.lake.files import inspect

    try:
        inspect(path)
    except FileRefusedError as error:  # it is a web page, empty, cut…
        return f"{error}; left aside"
    return f"{path.name}: not of a dataset that Segnavia knows, left aside"


def _add_together(known: "Sequence[tuple[Dataset, Path]]", otherwise: date | None) -> "Iterator[Future[Added]]":
    """Add files, several at once; what came of each, in their order."""
    from segnavia.cli.progress import progress
    from segnavia.lake.home import home
    from segnavia.lake.ingest import add as add_file
    from segnavia.lake.together import together

    def add_one(one: "tuple[Dataset, Path]") -> "Added":
        return _with_date(lambda as_of: add_file(home(), *one, as_of=as_of), otherwise)

    with progress(f"{len(known)} files") as step:
        step(known[0][1].name, 0, len(known))
        for number, added in enumerate(together(add_one, known, lambda one: one[1].stat().st_size), start=1):
            yield added
            step(known[min(number, len(known) - 1)][1].name, number, len(known))


def _add_with_date(dataset: "Dataset", path: Path, otherwise: date | None) -> "Added":
    return _with_date(lambda as_of: _add(dataset, path, as_of), otherwise)


def _with_date(add_dated: "Callable[[date | None], Added]", otherwise: date | None) -> "Added":
    """Add a file; where it is refused, try again with the date that it has if its rows say none."""
    from segnavia.lake.errors import FileRefusedError

    try:
        return add_dated(None)
    except FileRefusedError:
        if otherwise is None:
            raise
    # Nothing differs but the date: the file goes in now if that was what it lacked, and is refused as before if not.
    return add_dated(otherwise)


def _add(dataset: "Dataset", path: Path, as_of: date | None) -> "Added":
    from segnavia.cli.progress import progress
    from segnavia.lake.home import home
    from segnavia.lake.ingest import add as add_file

    with progress(f"{dataset.name} ← {path.name}") as step:
        return add_file(home(), dataset, path, as_of=as_of, step=step)


def _tell(added: "Added") -> None:
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


def _end(failed: int, what: str) -> None:
    """End with exit status 2 where something failed, after all the rest was done."""
    if failed:
        typer.echo(f"segnavia: {failed} {what}", err=True)
        raise typer.Exit(2)


@app.command()
def ls(as_json: AsJson = False) -> None:
    """List the releases in the lake, and which of a dataset's is current: the newest, which measurements read."""
    from segnavia.cli.lake_reports import print_releases, releases_as_json
    from segnavia.lake.home import home
    from segnavia.lake.releases import latest, releases

    found = releases(home())
    rows = releases_as_json(found, {latest(home(), name).path for name in {r.manifest.dataset for r in found}})
    if as_json:
        typer.echo(json.dumps(rows, indent=2))
    elif rows:
        print_releases(rows)
    else:
        typer.echo("The lake is empty. Add a file: segnavia lake add DATASET FILE")


@app.command()
def verify(
    datasets: DatasetNames = None,
    file: Annotated[
        Path | None, typer.Option(help="A publisher's file that one of the releases should have been made from.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read and count every release anew, and compare it with its manifest. Exit status 1 where something is wrong."""
    from segnavia.cli.lake_reports import print_verified, verified_as_json
    from segnavia.cli.progress import progress
    from segnavia.lake import verification
    from segnavia.lake.home import home
    from segnavia.sources.catalogue import get_dataset

    names = [get_dataset(name).name for name in datasets] if datasets else [None]
    with progress("Verifying") as step:
        found = [verified for name in names for verified in verification.verify(home(), name, step)]
    of_file = verification.verify_file(file, found) if file else None
    if as_json:
        typer.echo(json.dumps(verified_as_json(found, of_file), indent=2))
    elif found:
        print_verified(found)
    else:
        typer.echo("The lake is empty: there is nothing to verify")
    if of_file and not as_json:
        typer.echo(f"{of_file.problem}. {of_file.remedy}")
    if of_file or any(v.problems for v in found):
        raise typer.Exit(1)


@app.command()
def diff(
    dataset: DatasetName,
    before: Annotated[str, typer.Argument(metavar="A", help="A release: its as-of date, folder, or hash's beginning.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The release to compare it with, named the same way.")],
    limit: Annotated[
        int | None, typer.Option(min=0, help="At most so many cases of each way; 10, with --json all.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell which projects and rows appeared, vanished or changed from release A to release B, and what changed."""
    from segnavia.cli.lake_reports import print_difference, print_difference_as_json
    from segnavia.lake.difference import difference, find_release
    from segnavia.lake.home import home
    from segnavia.sources.catalogue import get_dataset

    declared = get_dataset(dataset)
    old, new = (find_release(home(), declared.name, name) for name in (before, after))
    shown = limit if limit is not None or as_json else 10
    found = difference(home(), declared, old, new, shown)
    if as_json:
        print_difference_as_json(found)
    else:
        print_difference(found, shown or 0)


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
