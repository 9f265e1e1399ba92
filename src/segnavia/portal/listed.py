"""Which of the portal's addresses become files, and all pages of each kind (`site.table`). A test sweeps the addresses.

An address that is added to `urls.py` is added here: with what gives its codes, or with the reason why only the running
system can answer it.
"""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings

from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.portal.metadata import HOME
from segnavia.registry import legal
from segnavia.registry.agreements import get_agreements
from segnavia.registry.models import Actor, Document
from segnavia.site.table import Codes, Files, Live, Rule, linked

PAGED = ("stato", "pagina")
FEEDS = ("plan", "mission", "objective", "driver", "municipality", "zone", "agreement")
FIRST = {"pagina": "1"}


def _by_code(codes: Callable[[State], Iterable[str]], name: str = "code") -> Callable[[State], Iterable[Codes]]:
    return lambda now: ({name: code} for code in codes(now))


def _projects(now: State) -> Iterable[str]:
    return () if now.bulletin is None else state.project_keys(now.bulletin)


def _bodies(now: State) -> Iterable[str]:
    """Every actor by its code, and every body with projects by its tax code."""
    measured = () if now.bulletin is None else now.bulletin.by.get("body", {})
    return [*Actor.objects.order_by("code").values_list("code", flat=True), *measured]


def _texts(_now: State) -> Iterable[str]:
    return [text.sha256 for text in legal.public_texts(settings.TERRITORY)]


def _agreements(now: State) -> Iterable[str]:
    return [each.code for each in get_agreements(now.book.package.plan.code, only_public=True)]


def _bulletins(now: State) -> Iterable[str]:
    return state.published(now.book.package.plan.territory)


def _zones(now: State) -> Iterable[str]:
    return [zone.code for zone in now.book.package.zones]


def _documents(_now: State) -> Iterable[Codes]:
    return ({"pk": str(pk)} for pk in Document.objects.filter(is_public=True).values_list("pk", flat=True))


def _document_name(codes: Codes) -> str:
    return Document.objects.get(pk=codes["pk"]).name


def _places(now: State) -> Iterable[str]:
    return [place.code for place in now.book.package.municipalities]


def _country(_now: State) -> Iterable[Codes]:
    """Its page is there once two territories are published."""
    return ({},) if len(state.territories().ids) > 1 else ()


LISTED: Mapping[str, Rule] = {
    "home": Files(),
    "plan": Files(dated="text"),
    "difference": Files(linked, indexed=False),
    "difference.docx": Files(linked, indexed=False),
    "texts": Files(dated="text"),
    "text": Files(_by_code(_texts, "name"), dated=""),
    "text-on-day": Live("a form asks for any day"),
    "text-canonical": Files(linked, indexed=False),
    "text-package": Files(linked, indexed=False),
    "document": Files(_documents, indexed=False, file_name=_document_name),
    "reforms": Files(dated=""),
    "first-moves": Files(dated=""),
    "objectives": Files(questions=("missione", "parola", "driver", "direzione")),
    "objective": Files(_by_code(lambda now: now.book.objectives), questions=PAGED, defaults=FIRST),
    "components": Files(),
    "component": Files(_by_code(lambda now: now.book.components), questions=PAGED, defaults=FIRST),
    "agenda": Files(),
    "driver": Files(_by_code(lambda now: now.book.drivers), questions=PAGED, defaults=FIRST),
    "territory": Files(questions=("misura",), defaults={"misura": "finanziato"}),
    "territory-map": Files(linked, indexed=False),
    "country": Files(_country, questions=("misura",), defaults={"misura": "finanziato"}),
    "country-map": Files(linked, indexed=False),
    "municipality": Files(_by_code(_places), questions=PAGED, defaults=FIRST),
    "zone": Files(_by_code(_zones), questions=PAGED, defaults=FIRST),
    "comparison": Files(),
    "bodies": Files(questions=("direzione", "pagina"), defaults=FIRST),
    "body": Files(_by_code(_bodies), questions=PAGED, defaults=FIRST),
    "agreements": Files(questions=("tipo", "stato"), dated=""),
    "agreement": Files(_by_code(_agreements), dated=""),
    "agreements-matrix": Files(questions=("attore",), dated=""),
    "project": Files(_by_code(_projects, "key")),
    "projects": Files(questions=("pagina",), defaults=FIRST),
    "projects.csv": Files(linked, indexed=False),
    "search": Live("a form asks for any words"),
    "report": Files(),
    **{f"report.{form}": Files(indexed=False) for form in ("pdf", "docx", "pptx", "xlsx")},
    **{f"report-part.{form}": Live("written when it is asked for") for form in ("pdf", "docx", "pptx", "xlsx")},
    "monitoring": Files(),
    "method": Files(),
    "bulletin": Files(_by_code(_bulletins, "bulletin_id"), dated=""),
    "review": Files(),
    "data": Files(),
    "data-file": Files(linked, indexed=False, is_named=True),
    "calendar": Files(indexed=False),
    "news": Files(questions=("tipo", "pagina"), defaults=FIRST, dated=""),
    "due": Files(dated=""),
    **{f"{kind}.atom": Files(linked, indexed=False) for kind in FEEDS},
    **{f"{kind}.atom": Live("there are thousands, which few ask for") for kind in ("body", "project")},
    "subscribe": Live("a form"),
    "subscription-asked": Live("it answers a form"),
    "subscription-confirm": Live("whoever has the link confirms"),
    "subscription-end": Live("whoever has the link ends it"),
    "privacy": Files(dated=""),
    "accessibility": Files(dated=""),
    "why": Live("there are as many as figures, each worked out again when it is asked for"),
    "why.csv": Live("as its page"),
    **{f"chart.{form}": Live("drawn when it is asked for: the same stands in the page") for form in ("svg", "png")},
    "picture": Files(lambda _now: ({"kind": HOME},), indexed=False),
    "picture-of": Files(linked, indexed=False, of_page=True),
    **{
        f"picture-of-{kind}": Live("there are thousands, drawn when somebody shares one")
        for kind in ("body", "project")
    },
}
