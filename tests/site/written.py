"""Writes the sample's portal as files."""

from pathlib import Path
from typing import Any

from segnavia.site.writing import Options, Report, write_site

NOTES = {"it": "<p>Qui un modulo.</p>", "en": "<p>A form.</p>"}


def collect_static(root: Path) -> None:
    """What the pages name, as `collectstatic` would put it there."""
    from django.contrib.staticfiles import finders

    for source, storage in finders.get_finder("django.contrib.staticfiles.finders.AppDirectoriesFinder").list([]):
        target = root / source
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(Path(storage.path(source)).read_bytes())


def write(site: Path, **more: Any) -> Report:
    """Write it in both languages by one process, without saying how far it is."""
    return write_site(
        site, Options(**{"languages": ("it", "en"), "notes": NOTES, "processes": 1, **more}), lambda *_: None
    )
