"""`segnavia report`: the monitoring report as a file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segnavia.lake.aside import put_file
from segnavia.lake.errors import LakeError

if TYPE_CHECKING:
    from segnavia.briefing.state import State
    from segnavia.reports.monitoring.scope import Scope

STDOUT = "-"


def report(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="pdf, docx, pptx or xlsx.")],
    out: Annotated[str, typer.Argument(help="The file to write, or - for standard output.")],
    *,
    mission: Annotated[str | None, typer.Option(help="Only one mission, by its code: M1.")] = None,
    driver: Annotated[str | None, typer.Option(help="Only one driver of the agenda: D01.")] = None,
    zone: Annotated[str | None, typer.Option(help="Only one homogeneous zone, by its code in the plan.")] = None,
    municipality: Annotated[str | None, typer.Option(help="Only one municipality, by ISTAT code: 015146.")] = None,
    body: Annotated[str | None, typer.Option(help="Only one body, by its tax code or its code here.")] = None,
    lang: Annotated[str, typer.Option(help="The language of the report: it or en.")] = "it",
    bulletin: Annotated[
        str | None, typer.Option(help="The bulletin to report on, by its id, with the plan text that it measured.")
    ] = None,
) -> None:
    """Write the monitoring report: the whole plan, or one thing of it."""
    from segnavia.cli.django import database, setup

    setup()
    from django.conf import settings

    from segnavia.reports.monitoring.forms import FORMS, document

    if form not in FORMS:
        raise LakeError(f"“{form}” is no format of a report", f"Give one of {', '.join(FORMS)}")
    languages = [code for code, _title in settings.LANGUAGES]
    if lang not in languages:
        raise LakeError(f"there is no report in “{lang}”", f"Give one of {', '.join(languages)} to --lang")
    chosen = {"mission": mission, "driver": driver, "zone": zone, "municipality": municipality, "body": body}
    asked = [(dimension, code) for dimension, code in chosen.items() if code is not None]
    if len(asked) > 1:
        names = " and ".join(f"--{dimension}" for dimension, _code in asked)
        raise LakeError(f"{names} cannot be given together", "A report is on one thing: write one for each")
    if out != STDOUT and Path(out).is_dir():
        raise LakeError(f"{out} is a folder", "Name the file to write in it")
    with database():
        now = _state(bulletin)
        content = document(now, form, _scope(now, asked), lang)
    if out == STDOUT:
        sys.stdout.buffer.write(content)
        return
    _write(Path(out), content)
    typer.echo(f"{out}: {len(content):,} bytes")


def _state(bulletin: str | None) -> "State":
    from django.conf import settings

    from segnavia.briefing import state

    if bulletin is not None:
        found = state.measured(bulletin)
        if found is None:
            known = ", ".join(state.published(settings.TERRITORY)) or "none has been published"
            raise LakeError(f"no bulletin has the id {bulletin}", f"Those of {settings.TERRITORY}: {known}")
        return found
    now = state.current()
    if now is None:
        raise LakeError("there is no plan yet", "Load one with: segnavia plan load DIR")
    return now


def _scope(now: "State", asked: list[tuple[str, str]]) -> "Scope":
    from segnavia.reports.monitoring.scope import WHOLE, scope_of

    if not asked:
        return WHOLE
    dimension, code = asked[0]
    scope = scope_of(now, dimension, code)
    if scope is None:
        raise LakeError(
            f"neither the plan nor its bulletin has the {dimension} {code}", "Take the code from the portal's address"
        )
    return scope


def _write(out: Path, content: bytes) -> None:
    try:
        put_file(out, content)
    except OSError as error:
        raise LakeError(f"{out} cannot be written ({error.strerror})", "Name another file or folder") from error
