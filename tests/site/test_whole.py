"""The whole portal as files, from the sample: no link leads nowhere, and nothing is offered that nobody answers."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.actions.agreements import in_force
from tests.site.written import NOTES, collect_static, write

pytestmark = [pytest.mark.django_db, pytest.mark.long]
WITHOUT_ADDRESS = re.compile(r"<(?:a|link)\b(?:(?!href=)[^>])*>")


def test_whole_portal_stands_by_itself(portal: Client, tmp_path: Path) -> None:
    in_force(is_public=True)
    collect_static(Path(settings.STATIC_ROOT))
    site = tmp_path / "site"
    report = write(site)
    assert report.missing == []
    assert report.pages > 600  # 63 objectives and 133 municipalities in two languages, and the rooms around them
    broken, offered = set(), set()
    for file in site.rglob("*.html"):
        html = file.read_text(encoding="utf-8")  # and no download that only looks like a page
        offered |= {f"{file.relative_to(site)}: {found}" for found in WITHOUT_ADDRESS.findall(html)}
        for link in set(re.findall(r'\s(?:href|src)="([^"]+)"', html)):
            path = link.partition("#")[0]
            if path and not link.startswith(("http", "mailto:", "data:")) and file.name != "404.html":
                broken |= set() if (file.parent / path).resolve().is_file() else {f"{file.relative_to(site)}: {link}"}
    assert broken == set()
    assert offered == set()
    for file in site.rglob("*.json"):
        assert json.loads(file.read_bytes())
    assert (site / "dati" / "projects.parquet").read_bytes()[:4] == b"PAR1"
    for language, note in NOTES.items():
        page = site / ("" if language == "it" else language) / "confronto.html"
        assert note in page.read_text(encoding="utf-8"), "a note in the place of its form"


def test_with_a_running_system_everything_leads_there(portal: Client, tmp_path: Path) -> None:
    collect_static(Path(settings.STATIC_ROOT))
    site = tmp_path / "site"
    write(site, live="https://live.example", languages=("it",))
    html = (site / "agenda" / "D05.html").read_text(encoding="utf-8")
    assert 'href="https://live.example/iscrizioni?' in html
    assert 'href="https://live.example/rapporto/agenda/D05.pdf"' in html
    assert 'href="https://live.example/scrivania"' in html
