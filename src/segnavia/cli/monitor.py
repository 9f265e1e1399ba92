"""`segnavia monitor`: measure a territory, and publish what was measured."""

import json
from typing import Annotated

import typer


def monitor(
    territory: Annotated[
        str | None, typer.Option(help="The province's three digits; by default the site's, TERRITORY.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole measurement as JSON.")] = False,
    publish: Annotated[bool, typer.Option("--publish", help="Publish a bulletin for the pages to show.")] = False,
) -> None:
    """Measure a territory: the loaded plan and the newest releases of the lake give a bulletin."""
    from segnavia.cli.django import setup

    setup()
    from django.conf import settings

    from segnavia.cli.progress import progress
    from segnavia.core.money import in_millions
    from segnavia.lake.home import home
    from segnavia.monitoring import public
    from segnavia.monitoring.pipeline import measure
    from segnavia.monitoring.plan_text import plan_of
    from segnavia.monitoring.publishing import publish as publish_bulletin

    territory = territory or settings.TERRITORY
    package = plan_of(territory)
    with progress(f"Measuring {territory}") as step, measure(home(), package, territory, step) as measurement:
        is_new = publish_bulletin(home(), measurement, package) if publish else False
    bulletin = measurement.bulletin
    if as_json:
        typer.echo(json.dumps(public.document(bulletin, [o.code for o in package.objectives]), ensure_ascii=False))
        return
    total = bulletin.total
    typer.echo(
        f"{bulletin.territory_title}, as of {bulletin.as_of}: {total.projects} projects measured of "
        f"{total.projects_located} located ({bulletin.located_cups} CUP); PNRR funding "
        f"{in_millions(total.funding_pnrr)}, paid {in_millions(total.paid_pnrr)}; outside the plan "
        f"{in_millions(bulletin.outside_plan.funding_pnrr)}"
    )
    for finding in bulletin.findings:
        typer.echo(f"  {finding.code} {finding.title}: {finding.cases}")
    if publish:
        typer.echo(f"Bulletin {bulletin.id}: {'published' if is_new else 'was published already'}")
