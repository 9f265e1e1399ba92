"""`segnavia why`: work a figure of a bulletin out again, from the publisher's rows."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from segnavia.lake.errors import LakeError

if TYPE_CHECKING:
    from segnavia.core.rollup import Figure
    from segnavia.monitoring.bulletin import Bulletin

DIFFERS = 1


def why(
    dimension: Annotated[str, typer.Argument(help="As in the page's address: totale, missione, obiettivo, comune…")],
    code_or_measure: Annotated[str, typer.Argument(help="The code, such as M1; of the whole territory the measure.")],
    measure: Annotated[str, typer.Argument(help="What is asked: finanziato, pagato, quota-pagata, in-ritardo…")] = "",
    bulletin: Annotated[str, typer.Option(help="The bulletin's id; by default the newest one of the site.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="How many of the terms to print, the largest first.")] = 10,
) -> None:
    """Say why a figure is what it is: its terms, and whether they add up to what the bulletin says.

    Exit with status 1 if they do not, which means that the bulletin's files were altered.
    """
    from segnavia.cli.django import setup

    setup()
    from segnavia.briefing.naming import CODELESS, DIMENSIONS
    from segnavia.briefing.why import MEASURES
    from segnavia.monitoring.why import figure_of

    code, word = (code_or_measure, measure) if measure else ("", code_or_measure)
    known = DIMENSIONS.get(dimension)
    if known is None:
        raise LakeError(f"“{dimension}” is no dimension", f"Write one of {', '.join(DIMENSIONS)}")
    if word not in MEASURES:
        raise LakeError(f"“{word}” is no measure", f"Write one of {', '.join(MEASURES)}")
    if (known in CODELESS) is bool(code):
        wanted = "no code" if code else "a code"
        raise LakeError(f"“{dimension}” takes {wanted}", "Copy the command from the page of the figure")
    found = _bulletin(bulletin)
    figure = figure_of(found, known, code)
    if figure is None:
        raise LakeError(f"Bulletin {found.id} has no figure of {dimension} {code}".rstrip(), "See its codes: /dati")
    if MEASURES[word].is_ratio:
        _tell_ratio(found, figure, known, code, word)
    else:
        _tell_sum(found, figure, known, code, word, limit)


def _bulletin(asked: str) -> "Bulletin":
    from django.conf import settings

    from segnavia.monitoring import reading

    home = settings.SEGNAVIA_HOME
    found = reading.get_bulletin(home, asked) if asked else reading.current(home, settings.TERRITORY)
    if found is None:
        raise LakeError(f"there is no bulletin {asked}".rstrip(), "Publish one with: segnavia monitor --publish")
    return found


def _tell_sum(found: "Bulletin", figure: "Figure", dimension: str, code: str, word: str, limit: int) -> None:
    from django.conf import settings

    from segnavia.briefing.why import MEASURES
    from segnavia.monitoring.why import terms, told, worked

    measure = MEASURES[word]
    home = settings.SEGNAVIA_HOME
    again = worked(home, found.id, dimension, code, measure.field)
    for term in terms(home, found.id, dimension, code, measure.field, limit=limit, offset=0):
        row = f"  {again.part.dataset} row {term.row}" if term.row else ""
        typer.echo(f"{_written(term.adds):>24}  {term.amount} × {term.weight.normalize():f}  {term.project}{row}")
    if again.terms > limit:
        typer.echo(f"{'…':>24}  {again.terms - limit} more terms (--limit {again.terms})")
    typer.echo(f"{_written(again.value):>24}  {measure.title}: {again.terms} terms, {again.left_out} projects left out")
    for used in found.releases:
        if used.dataset == again.part.dataset:
            typer.echo(f"{used.dataset} as of {used.as_of}, {used.source}, SHA-256 {used.sha256}")
    _compare(found.id, measure.field, told(figure, measure.field), again.value)


def _tell_ratio(found: "Bulletin", figure: "Figure", dimension: str, code: str, word: str) -> None:
    from django.conf import settings

    from segnavia.briefing.state import State
    from segnavia.briefing.why import MEASURES, PER_HEAD, divided, population_of, terms_of_ratio
    from segnavia.monitoring import reading
    from segnavia.monitoring.why import told, worked
    from segnavia.plans.book import PlanBook
    from segnavia.plans.canonical import from_canonical

    measure, home = MEASURES[word], settings.SEGNAVIA_HOME
    sums: list[Decimal | int | None] = []
    for side in terms_of_ratio(measure):
        values = [worked(home, found.id, dimension, code, part.field).value for part in side]
        for part, value in zip(side, values, strict=True):
            typer.echo(f"{_written(value):>24}  {part.title}")
        known = [value for value in values if value is not None]
        sums.append(sum(known) if known else None)
    if measure.field == PER_HEAD:
        text = reading.get_plan_text(home, found.id)
        now = State(PlanBook(found.plan_sha256, from_canonical(text)), found)
        sums[1] = population_of(now, dimension, code)
        typer.echo(f"{_written(sums[1]):>24}  inhabitants, ISTAT")
    again = divided(*sums)
    typer.echo(f"{_written(again):>24}  {measure.title}")
    if measure.field != PER_HEAD:
        _compare(found.id, measure.field, told(figure, measure.field), None if again is None else float(again))


def _written(value: Decimal | float | None) -> str:
    if isinstance(value, Decimal):
        return f"{value:,.2f}" if abs(value) >= 1 else f"{value.normalize():f}"
    return "not known" if value is None else f"{value:,}"


def _compare(bulletin: str, field: str, said: Decimal | float | None, again: Decimal | float | None) -> None:
    from segnavia.monitoring.why import agrees

    if not agrees(field, said, again):
        typer.echo(f"Bulletin {bulletin} says {said}, which is not {again}: its files were altered", err=True)
        raise typer.Exit(DIFFERS)
    typer.echo(f"Bulletin {bulletin} says the same")
