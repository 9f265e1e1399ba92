"""What a page says of itself to machines: description, canonical address, Open Graph, schema.org.

The description is the page's own first sentence, which is written from its figures: read off the page once it is
rendered, so that no page says one thing to people and another to search engines.
"""

import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from segnavia.briefing.state import State
from segnavia.reports.sharing import HEIGHT, WIDTH
from segnavia.site.names import named

SLOT = SafeString("<!-- metadata -->")  # where base.html has it
LONGEST = 300  # characters of a description: search engines show about half of it
SHORTEST = 50
LOCALES = {"it": "it_IT", "en": "en_GB"}
_SENTENCE = re.compile(r'<p class="lead-sentence[^"]*"[^>]*>(.*?)</p>', re.DOTALL)
_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
_TAG = re.compile(r"<[^>]+>")
_BLANKS = re.compile(r"\s+")
# The pages that have a picture of their own, by the name of their address, with the word in the picture's address.
PICTURES: Mapping[str, str] = {
    "objective": "obiettivo",
    "driver": "driver",
    "component": "componente",
    "municipality": "comune",
    "zone": "zona",
    "body": "ente",
    "project": "progetto",
}
HOME = "piano"  # the word of the picture of all other pages: the plan's
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
Graph = dict[str, Any]


def with_metadata(
    html: str,
    request: HttpRequest,
    now: State,
    *,
    name: str,
    codes: Mapping[str, str],
    page: tuple[str, str, Sequence[Any]],
) -> str:
    """The page with its metadata in their slot. `name` and `codes` are those of its address.

    `page` is its title, its first sentence, and the steps of the breadcrumb.
    """
    title, first, crumbs = page
    before, slot, after = html.partition(SLOT)
    if not slot:
        return html
    told = _DESCRIPTION.search(before)
    sentence = unescape(told[1]) if told else _long_enough(first, title, now)
    address = canonical(request)
    graph = _graph(now, address, name, codes, title, sentence, crumbs)
    tags = [] if told else [f'<meta name="description" content="{escape(sentence)}">']
    tags += [
        f'<link rel="canonical" href="{escape(address)}">',
        *_open_graph(now, address, title, sentence, picture_address(name, codes)),
        f'<script type="application/ld+json">{_script(graph)}</script>',
    ]
    return "\n".join([f"{before}{tags[0]}", *tags[1:]]) + after


def _long_enough(sentence: str, title: str, now: State) -> str:
    """The sentence, with what the page is and whose where it says little by itself."""
    plan = now.book.package.plan
    return sentence if len(sentence) >= SHORTEST else f"{title}. {sentence} {plan.title}, {plan.body}."


def sentence_of(html: str) -> str:
    """The first sentence of a page, as plain text; its first paragraph where none is marked as such."""
    body = html.partition("<main")[2]
    found = _SENTENCE.search(body) or _PARAGRAPH.search(body)
    text = _BLANKS.sub(" ", unescape(_TAG.sub(" ", found[1]))).strip() if found else ""
    return Truncator(re.sub(r" ([.,;:)])", r"\1", text)).chars(LONGEST)


def canonical(request: HttpRequest) -> str:
    """The one address of a page, however its questions are written."""
    place = named(request.get_full_path())
    return f"{settings.SITE_URL}{place.address if place else request.path}"


def picture_address(name: str, codes: Mapping[str, str]) -> str:
    """The address of the picture of a page."""
    word = PICTURES.get(name)
    code = next(iter(codes.values()), "")
    path = reverse("portal:picture-of", args=[word, code]) if word and code else reverse("portal:picture", args=[HOME])
    return f"{settings.SITE_URL}{path}"


def _open_graph(now: State, address: str, title: str, sentence: str, picture: str) -> list[str]:
    language = get_language() or settings.LANGUAGE_CODE
    told = {
        "og:site_name": f"Segnavia · {now.book.package.plan.short_title}",
        "og:type": "website",
        "og:title": title,
        "og:description": sentence,
        "og:url": address,
        "og:locale": LOCALES.get(language, language),
        "og:image": picture,
        "og:image:type": "image/png",
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "og:image:alt": f"{title}. {sentence}",
    }
    tags = [f'<meta property="{name}" content="{escape(value)}">' for name, value in told.items()]
    return [*tags, '<meta name="twitter:card" content="summary_large_image">']


def _graph(
    now: State, address: str, name: str, codes: Mapping[str, str], title: str, sentence: str, crumbs: Sequence[Any]
) -> Graph:
    """The page in the words of schema.org."""
    plan, bulletin = now.book.package.plan, now.bulletin
    site, body, place = (f"{settings.SITE_URL}/#{part}" for part in ("sito", "ente", "territorio"))
    language = get_language() or settings.LANGUAGE_CODE
    home = f"{settings.SITE_URL}{reverse('portal:home')}"
    page: Graph = {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": title,
        "description": sentence,
        "inLanguage": language,
        "isPartOf": {"@id": site},
        "publisher": {"@id": body},
    }
    if bulletin is not None:
        page["dateModified"] = bulletin.as_of
    graph: list[Graph] = [
        {
            "@type": "WebSite",
            "@id": site,
            "url": home,
            "name": f"Segnavia · {plan.short_title}",
            "publisher": {"@id": body},
        },
        {
            "@type": "GovernmentOrganization",
            "@id": body,
            "name": plan.body,
            "areaServed": {"@id": place},
            "logo": f"{settings.SITE_URL}{static('portal/segnavia.svg')}",
        },
        _territory(now, place),
        page,
    ]
    if crumbs:
        page["breadcrumb"] = {"@id": f"{address}#percorso"}
        graph.append(_breadcrumb(address, home, crumbs))
    about = _about(address, name, codes, title, place)
    if about:
        page["about"] = {"@id": about["@id"]}
        graph.append(about)
    if name in {"home", "data", "monitoring", "bulletin"} and bulletin is not None:
        graph.append(_dataset(now, address, title, sentence, (site, body, place)))
    return {"@context": "https://schema.org", "@graph": graph}


def _territory(now: State, place: str) -> Graph:
    title = now.bulletin.territory_title if now.bulletin else now.book.package.plan.body
    return {
        "@type": "AdministrativeArea",
        "@id": place,
        "name": title,
        "identifier": now.book.package.plan.territory,
        "containedInPlace": {"@type": "Country", "name": "Italia", "identifier": "IT"},
    }


def _breadcrumb(address: str, home: str, crumbs: Sequence[Any]) -> Graph:
    steps = [
        ("Segnavia", home),
        *((crumb.title, f"{settings.SITE_URL}{crumb.url}" if crumb.url else address) for crumb in crumbs),
    ]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{address}#percorso",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "item": item}
            for number, (title, item) in enumerate(steps, start=1)
        ],
    }


def _about(address: str, name: str, codes: Mapping[str, str], title: str, place: str) -> Graph | None:
    """What the page is of, where schema.org has a word for it."""
    code = next(iter(codes.values()), "")
    if name in {"municipality", "zone"}:
        return {
            "@type": "AdministrativeArea",
            "@id": f"{address}#luogo",
            "name": title,
            "identifier": code,
            "containedInPlace": {"@id": place},
        }
    if name == "project":
        return {
            "@type": "Project",
            "@id": f"{address}#progetto",
            "name": title,
            "identifier": code,
            "location": {"@id": place},
        }
    if name == "body":
        return {"@type": "Organization", "@id": f"{address}#ente", "name": title, "identifier": code}
    return None


def _dataset(now: State, address: str, title: str, sentence: str, ids: tuple[str, str, str]) -> Graph:
    site, body, place = ids
    bulletin = now.bulletin
    data = f"{settings.SITE_URL}{reverse('portal:home')}index.json"
    measured = _("measured on open data")
    return {
        "@type": "Dataset",
        "@id": f"{address}#dati",
        "name": f"{now.book.package.plan.short_title}: {measured}",
        "description": f"{title}. {sentence}",
        "url": address,
        "license": LICENCE,
        "creator": {"@id": body},
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": f"{site}-dati", "name": "Segnavia"},
        "spatialCoverage": {"@id": place},
        "temporalCoverage": f"../{bulletin.as_of}" if bulletin else None,
        "dateModified": bulletin.as_of if bulletin else None,
        "isAccessibleForFree": True,
        "distribution": [{"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": data}],
    }


def _script(graph: Graph) -> str:
    """JSON that no text in it can end: `<` stands in it as an escape."""
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("&", "\\u0026")
