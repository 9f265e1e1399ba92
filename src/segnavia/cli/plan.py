"""`segnavia plan`: begin, check, load and dump a plan package."""

import json
import re
import shutil
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from segnavia.core.findings import Finding, Severity

if TYPE_CHECKING:
    from segnavia.plans.schema import ActRecord, Package

    Plan = tuple[Package, tuple[ActRecord, ...]]

app = typer.Typer(help="The plan as data: begin one, check it, load it, write it out.", no_args_is_help=True)

REFUSED = 2  # bad input: nothing was done
DOUBTFUL = 1  # `plan check --strict`, and there is something to look at

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a plan package.")]


class Format(StrEnum):
    """What `plan dump` writes."""

    JSON = "json"
    PACKAGE = "package"


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write, absent or empty.")],
    territory: Annotated[str, typer.Option(help="The province's three digits.")],
    name: Annotated[str, typer.Option(help="What to call the territory; by default the province's name.")] = "",
    period: Annotated[
        str, typer.Option(metavar="YEAR-YEAR", help="The plan's first and last year; by default the PNRR's.")
    ] = "",
) -> None:
    """Write a package to fill in: the PNRR's grid, the municipalities of a province, and what to write where."""
    from pydantic import ValidationError

    from segnavia.cli.territories import find_territory
    from segnavia.lake.home import home
    from segnavia.plans.guidance import FILE, guidance
    from segnavia.plans.skeleton import PNRR_YEARS, skeleton
    from segnavia.plans.writer import write

    years = re.fullmatch(r"(\d{4})-(\d{4})", period)
    if period and years is None:
        _fail(f"{period} is not a period. Give the first and the last year, such as 2026-2028.")
    found = find_territory(home(), territory)
    try:
        package = skeleton(
            territory,
            name.strip() or found.title,
            found.municipalities,
            (int(years[1]), int(years[2])) if years else PNRR_YEARS,
        )
    except ValidationError as error:
        _fail(f"No plan can hold this: {error.errors()[0]['msg']}. Correct --name or --period.")
    _refuse_taken(folder)
    try:
        write(package, folder)
        (folder / FILE).write_text(guidance(package), encoding="utf-8")
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)  # it was absent or empty
        _fail_to_write(folder, error)
    typer.echo(
        f"{folder}: a plan of {found.title} with {len(found.municipalities)} municipalities and no "
        f"objective yet. {folder / FILE} says what to write; load it with: segnavia plan load {folder}"
    )


@app.command()
def check(
    folder: Folder,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with status 1 where there are warnings or errors.")
    ] = False,
) -> None:
    """Check a package and say what a planner would want to look at. Exit with status 2 if it is refused."""
    from segnavia.plans.coherence import check as check_coherence
    from segnavia.plans.reader import read

    reading = read(folder)
    findings = reading.findings if reading.package is None else tuple(check_coherence(reading.package))
    if as_json:
        typer.echo(json.dumps([_as_json(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        _print(findings, err=reading.package is None)
    if reading.package is None:
        raise typer.Exit(REFUSED)
    if strict and any(finding.rule.severity != Severity.INFO for finding in findings):
        raise typer.Exit(DOUBTFUL)


@app.command()
def load(folder: Folder) -> None:
    """Load a package into the registry and freeze its text; loading the newest text again changes nothing.

    The acts that the package tells of its past are recorded with the first load. A text in force stays as it is: what
    is loaded after it becomes the draft of its update.
    """
    package, history = _read(folder)

    from segnavia.cli.django import database, setup

    setup(migrate=True)
    with database():
        from segnavia.actions import actors, plans
        from segnavia.actions.writing import Refused, together
        from segnavia.core.permissions import COMMAND

        try:
            with together():
                loaded = plans.load(package, by=COMMAND)
                plans.record_history(loaded.edition.plan, history, by=COMMAND)
                actors.seed(package.plan.body, _members(package), by=COMMAND)
        except Refused as error:
            _fail(str(error))
        loaded.edition.refresh_from_db()
    did = "loaded" if loaded.changed else "was loaded already, nothing changed"
    typer.echo(f"{package.plan.code}: {did}, {loaded.edition.status} (text {loaded.text.sha256})")


def _members(package: "Package") -> list[tuple[str, str]]:
    """The municipalities of the plan's territory today, by ISTAT code."""
    return [(each.code, each.title) for each in package.municipalities if not each.valid_to]


@app.command()
def dump(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The folder of a plan package; without it, the loaded plan.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="Public JSON, or the package's files.")] = Format.JSON,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="DIR", help="The folder to write the package's files into.")
    ] = None,
) -> None:
    """Write a plan out: as public JSON on the standard output, or as a package into a folder."""
    from segnavia.plans.public import public
    from segnavia.plans.writer import write

    if (form is Format.PACKAGE) != (output is not None):
        _fail("--format package and --output DIR go together: a package is a folder of files, JSON goes to the output.")
    package, history = _read(folder) if folder else _loaded()
    if output is None:
        typer.echo(json.dumps(public(package), ensure_ascii=False, indent=2))
        return
    try:
        write(package, output, history)
    except OSError as error:
        _fail_to_write(output, error)


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="The folder of the earlier package.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The folder of the later one.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole difference as JSON.")] = False,
    docx: Annotated[
        Path | None, typer.Option("--docx", metavar="FILE", help="Write it as a document to vote on, in Italian.")
    ] = None,
) -> None:
    """Say what a package changes of another: objectives added, removed, moved, reworded, and all else that differs."""
    from segnavia.cli.plan_difference import tell
    from segnavia.plans.difference import difference

    packages = [_read(folder)[0] for folder in (before, after)]
    try:
        tell(difference(*packages), as_json=as_json, docx=docx)
    except OSError as error:
        _fail(f"{docx}: {error.strerror}. Give a file that you may write, with room on its disk.")


@app.command()
def schema() -> None:
    """Print the JSON Schema of a package."""
    from segnavia.plans.schema import json_schema

    typer.echo(json_schema(), nl=False)


def _read(folder: Path) -> "Plan":
    from segnavia.plans.reader import read

    reading = read(folder)
    if reading.package is None:
        _print(reading.findings, err=True)
        raise typer.Exit(REFUSED)
    return reading.package, reading.history


def _loaded() -> "Plan":
    from segnavia.cli.django import database, setup

    setup()
    with database():
        from django.conf import settings
        from django.db import connection

        from segnavia.actions.packages import history_of
        from segnavia.plans.canonical import from_canonical
        from segnavia.registry.models import Edition
        from segnavia.registry.texts import current_text

        is_made = Edition._meta.db_table in connection.introspection.table_names()
        text = current_text(settings.TERRITORY) if is_made else None
        found = None if text is None else (from_canonical(text.content), history_of(text))
    if found is None:
        _fail(f"No plan of the territory {settings.TERRITORY} is loaded: load one with `segnavia plan load DIR`.")
    return found


def _refuse_taken(folder: Path) -> None:
    try:
        is_taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        _fail_to_write(folder, error)
    if is_taken:
        _fail(f"{folder} is not an empty folder. Give another: nothing is ever overwritten.")


def _fail_to_write(folder: Path, error: OSError) -> NoReturn:
    _fail(f"{folder}: {error.strerror}. Give a folder that you may write, with room on its disk.")


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)


def _print(findings: Sequence[Finding], *, err: bool) -> None:
    """A line a finding, then once a rule what to do about it, then how many."""
    for finding in findings:
        typer.echo(f"{finding.place}: {finding.code} {finding.rule.severity}: {finding.message}", err=err)
    if findings:
        typer.echo(err=err)
    for rule in sorted({finding.rule for finding in findings}, key=lambda rule: rule.code):
        typer.echo(f"{rule.code} {rule.title}. {rule.remedy}", err=err)
    counts = [(severity, sum(finding.rule.severity is severity for finding in findings)) for severity in Severity]
    told = ", ".join(_counted(severity, count) for severity, count in counts if count)
    typer.echo(f"Findings: {len(findings)} ({told})." if findings else "No finding.", err=err)


def _counted(severity: Severity, count: int) -> str:
    ends = "s" if count > 1 and severity is not Severity.INFO else ""
    return f"{count} {severity}{ends}"


def _as_json(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "severity": finding.rule.severity,
        "place": finding.place,
        "title": finding.rule.title,
        "message": finding.message,
        "remedy": finding.rule.remedy,
    }
