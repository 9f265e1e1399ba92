"""`segnavia site`: the whole public portal as files, for any web server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segnavia.lake.errors import LakeError, unwritten

if TYPE_CHECKING:
    from segnavia.site.writing import Report

SHOWN = 10  # addresses of what is missing


def site(
    out: Annotated[Path, typer.Argument(help="The folder of the site. It is made, or replaced as a whole.")],
    lang: Annotated[str, typer.Option(help="The languages, the first of them the site's own.")] = "it,en",
    base_url: Annotated[
        str,
        typer.Option(
            help="Where the files will stand, such as https://piano.example.org: for sitemap and canonical links."
        ),
    ] = "",
    live_url: Annotated[
        str,
        typer.Option(
            help="Where the running system answers what files cannot, such as a search. SITE_URL, if it is set."
        ),
    ] = "",
    jobs: Annotated[int, typer.Option(min=0, help="How many processes write; 0: as many as there are cores.")] = 0,
    anew: Annotated[bool, typer.Option("--anew", help="Write every file, also those that have not changed.")] = False,
) -> None:
    """Write the public portal of the bulletin in force as files, or what has changed of them."""
    from segnavia.cli.django import collect_static, setup

    setup(migrate=True)
    from django.conf import settings
    from django.template.loader import render_to_string
    from django.utils.translation import override

    from segnavia.cli.progress import progress
    from segnavia.site.writing import Options, write_site

    languages = _languages(lang, [code for code, _title in settings.LANGUAGES], settings.LANGUAGE_CODE)
    _check_folder(out)
    collect_static()
    notes = {}
    for language in languages:
        with override(language):
            notes[language] = render_to_string("portal/parts/only_live.html")
    options = Options(
        languages=languages,
        notes=notes,
        base=_address(base_url),
        live=_address(live_url or (settings.SITE_URL if _is_set("SITE_URL") else "")),
        processes=jobs,
        anew=anew,
    )
    try:
        with progress(f"Writing {out}") as show:
            report = write_site(out.resolve(), options, show)
    except OSError as error:
        raise unwritten(
            f"the site {out} could not be written", error, out, "the site before stands as it was"
        ) from error
    _tell(report, out, has_base=bool(options.base))


def _is_set(variable: str) -> bool:
    import os

    return bool(os.environ.get(variable))


def _languages(asked: str, known: list[str], own: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(code.strip() for code in asked.split(",")))
    wrong = next((code for code in found if code not in known), None)
    if wrong is not None:
        raise LakeError(f"“{wrong}” is no language of the portal", f"Choose among {', '.join(known)}")
    if found[0] != own:
        raise LakeError(f"The site's own language is {own}", f"Name it first: --lang {own},en")
    return found


def _address(asked: str) -> str:
    if asked and not asked.startswith(("http://", "https://")):
        raise LakeError(f"“{asked}” is no address", "Write it whole: https://piano.example.org")
    return asked.rstrip("/")


def _check_folder(out: Path) -> None:
    """Refuse a folder that holds something else: it would be replaced."""
    from segnavia.site.tree import MANIFEST

    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MANIFEST).exists())):
        raise LakeError(f"{out} holds something else than a site", "Name a folder that is empty, or not there yet")


def _tell(report: "Report", out: Path, *, has_base: bool) -> None:
    if not report.pages and not report.written:
        typer.echo(f"{out}: {report.files} files; nothing has changed since they were written")
        return
    typer.echo(
        f"{out}: {report.pages} pages, {report.files} files; {report.written} new or changed, {report.removed} removed"
    )
    if not has_base:
        typer.echo("  Without --base-url it has no sitemap and no canonical links")
    for address in report.missing[:SHOWN]:
        typer.echo(f"  A page links to {address}, where nothing is", err=True)
    if len(report.missing) > SHOWN:
        typer.echo(f"  and to {len(report.missing) - SHOWN} more", err=True)
