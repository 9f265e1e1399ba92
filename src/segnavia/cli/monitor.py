"""`segnavia monitor`: measure territories, and publish what was measured."""

import json
import re
from typing import TYPE_CHECKING, Annotated

import typer

from segnavia.core.codes import TERRITORY
from segnavia.lake.errors import LakeError

if TYPE_CHECKING:
    from segnavia.monitoring.bulletin import Bulletin
    from segnavia.plans.schema import Package


def monitor(
    territory: Annotated[
        str | None,
        typer.Option(
            help="The province's three digits, several with commas between (001,010,015), or all. By default the "
            "site's, TERRITORY. One without a loaded plan is measured on the PNRR's grid alone."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole measurement as JSON; of several, a line each.")
    ] = False,
    publish: Annotated[bool, typer.Option("--publish", help="Publish a bulletin for the pages to show.")] = False,
    engine: Annotated[
        str, typer.Option(help="What runs the SQL: duckdb, on this machine, or spark, on the cluster of SPARK_MASTER.")
    ] = "duckdb",
) -> None:
    """Measure territories: a bulletin each, by their loaded plans, single judgements, and the newest releases."""
    from segnavia.cli.django import setup

    setup()
    from django.conf import settings

    from segnavia.cli.progress import progress
    from segnavia.lake.home import home
    from segnavia.monitoring import public
    from segnavia.monitoring.pipeline import measure
    from segnavia.monitoring.project_links import links_of
    from segnavia.monitoring.publishing import publish as publish_bulletin

    packages = _packages(territory or settings.TERRITORY)
    links = {code: links_of(package.plan.code) for code, package in packages.items()}
    with (
        progress(f"Measuring {', '.join(packages)}") as step,
        measure(home(), packages, step, links=links, engine=engine) as measurements,
    ):
        published = [publish_bulletin(home(), measurement) if publish else False for measurement in measurements]
    for measurement, is_new in zip(measurements, published, strict=True):
        if as_json:
            codes = [o.code for o in measurement.package.objectives]
            typer.echo(json.dumps(public.document(measurement.bulletin, codes), ensure_ascii=False))
        else:
            _tell(measurement.bulletin, published=publish, is_new=is_new)


def _packages(asked: str) -> "dict[str, Package]":
    """The plan of each territory, in the order asked for: the loaded one, or else the PNRR's grid."""
    from segnavia.monitoring.plan_text import plan_of

    named = _all_provinces() if asked == "all" else [code.strip() for code in asked.split(",")]
    wrong = next((code for code in named if not re.fullmatch(TERRITORY, code)), None)
    if wrong is not None:
        raise LakeError(f"“{wrong}” is not the three digits of a province", "Write them so: --territory 015,048")
    return {code: plan_of(code) or _grid(code) for code in dict.fromkeys(named)}


def _all_provinces() -> list[str]:
    from segnavia.cli.territories import territories
    from segnavia.lake.home import home

    return list(territories(home()))


def _grid(territory: str) -> "Package":
    """The PNRR's grid over the municipalities of a territory."""
    from segnavia.cli.territories import find_territory
    from segnavia.lake.home import home
    from segnavia.plans.skeleton import skeleton

    found = find_territory(home(), territory)
    return skeleton(found.code, found.title, found.municipalities)


def _tell(bulletin: "Bulletin", *, published: bool, is_new: bool) -> None:
    from segnavia.core.money import in_millions

    total = bulletin.total
    outside = f"; outside the plan {in_millions(bulletin.outside_plan.funding_pnrr)}" if bulletin.has_objectives else ""
    typer.echo(
        f"{bulletin.territory_title}, as of {bulletin.as_of}: {total.projects} projects measured of "
        f"{total.projects_located} located ({bulletin.located_cups} CUP); PNRR funding "
        f"{in_millions(total.funding_pnrr)}, paid {in_millions(total.paid_pnrr)}{outside}"
    )
    typer.echo(
        f"  completed {total.completed}, under way {total.under_way}, late {total.late}, not started "
        f"{total.not_started}, suspended or withdrawn {total.suspended_or_withdrawn}, unknown {total.state_unknown}"
    )
    if not bulletin.has_objectives:
        typer.echo("  No plan with objectives is loaded: measured on the PNRR's grid alone (segnavia plan new)")
    for finding in bulletin.findings:
        typer.echo(f"  {finding.code} {finding.title}: {finding.cases}")
    if published:
        typer.echo(f"Bulletin {bulletin.id}: {'published' if is_new else 'was published already'}")
