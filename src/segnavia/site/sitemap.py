"""The sitemap: every public page in every language, with the date of the data that it shows (sitemaps.org)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from segnavia.briefing.state import State
from segnavia.registry.texts import current_text
from segnavia.site.table import addresses

MOST = 50_000  # addresses of one file, as the protocol has it
NAME = "sitemap.xml"
_OPEN = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its address in each language, and the ISO date of what it shows, empty where that is not known."""

    places: tuple[tuple[str, str], ...]  # language, address
    changed: str


def entries(now: State, languages: Sequence[str], place_of: Callable[[str], str]) -> Iterator[Entry]:
    """Every page that is to be found; `place_of` gives the whole address of one from the root, empty to leave it out.

    The date is that of the data and of the text of the plan, and no clock's: a page that says the same has the same.
    """
    dates = _dates(now)
    paths: dict[str, list[str]] = {}
    listed = [each for each in addresses(now) if each.rule.indexed]
    for language in languages:
        with override(language):
            paths[language] = [reverse(each.name, kwargs=dict(each.codes)) for each in listed]
    for number, each in enumerate(listed):
        places = tuple((language, place) for language in languages if (place := place_of(paths[language][number])))
        if places:
            yield Entry(places, dates.get(each.rule.dated, ""))


def _dates(now: State) -> dict[str, str]:
    measured = "" if now.bulletin is None else now.bulletin.as_of
    text = current_text(settings.TERRITORY)
    frozen = "" if text is None else timezone.localdate(text.frozen_at).isoformat()
    return {"bulletin": max(measured, frozen), "text": frozen}


def documents(listed: Iterator[Entry], base: str) -> dict[str, bytes]:
    """The files of a sitemap by name: one, or an index and its parts where there are more than `MOST` addresses."""
    written = ["".join(_entry(each)) for each in listed]
    width = max((each.count("<url>") for each in written), default=1)  # one for each language
    each_part = MOST // width
    parts = [written[first : first + each_part] for first in range(0, len(written), each_part)] or [[]]
    bodies = [f"{_OPEN}<urlset {_NAMESPACES} {_XHTML}>\n{''.join(part)}</urlset>\n".encode() for part in parts]
    if len(bodies) == 1:
        return {NAME: bodies[0]}
    named = {f"sitemap-{number}.xml": body for number, body in enumerate(bodies, start=1)}
    lines = "".join(f"<sitemap><loc>{escape(base + name)}</loc></sitemap>\n" for name in named)
    return {NAME: f"{_OPEN}<sitemapindex {_NAMESPACES}>\n{lines}</sitemapindex>\n".encode(), **named}


def _entry(entry: Entry) -> Iterator[str]:
    changed = f"<lastmod>{entry.changed}</lastmod>" if entry.changed else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(address)}/>'
        for language, address in (*entry.places, ("x-default", entry.places[0][1]))
    )
    for _language, address in entry.places:
        yield f"<url><loc>{escape(address)}</loc>{changed}{others if len(entry.places) > 1 else ''}</url>\n"
