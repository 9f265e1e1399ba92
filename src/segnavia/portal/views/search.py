"""Search over everything: what a question finds, by kind, with the words marked that were looked for."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from segnavia.briefing import twins
from segnavia.briefing.figures import PageOf, page_of
from segnavia.briefing.search import Found, Hit, Kind, search, search_by_kind
from segnavia.briefing.search.finding import MOST
from segnavia.briefing.search.kinds import ADDRESSES, TITLES, address_of
from segnavia.briefing.state import State
from segnavia.portal.pages import Crumb, Page

SIZE = 20  # hits of a page: each is two or three lines, and the best stand first
EACH = 4  # of each kind, where all kinds are asked for


def index(request: HttpRequest, now: State) -> Page:
    """What `?q=` finds: the best few of each kind, or with `?tipo=` all of one, `?pagina=` by page."""
    text, kind = request.GET.get("q", ""), ADDRESSES.get(request.GET.get("tipo", ""))
    if kind is None:
        found, groups = search_by_kind(now, text, each=EACH)
        hits = [hit for group in groups.values() for hit in group]
        page = page_of(None, 0, SIZE)
    else:
        found, page = _paged(now, text, kind, request.GET.get("pagina"))
        groups, hits = {}, list(found.hits)
    return Page(
        "portal/search.html",
        _("Search"),
        crumbs=(Crumb(_("Search")),),
        measured=False,
        context={
            "found": found,
            "all": sum(found.by_kind.values()),
            "kind": kind,
            "kind_title": TITLES[kind] if kind else "",
            "kinds": [(each, TITLES[each], address_of(each), found.by_kind[each]) for each in found.by_kind],
            "groups": [(TITLES[each], address_of(each), group, found.by_kind[each]) for each, group in groups.items()],
            "page": page,
            "beyond": kind is not None and found.total > MOST,
            "most": MOST,
            "projects": kind is Kind.PROJECT,
        },
        data={
            "q": found.text,
            "kind": kind.value if kind else None,
            "how": found.how.value,
            "instead": found.instead or None,
            "by_kind": {each.value: number for each, number in found.by_kind.items()},
            "items": [_twin(hit) for hit in hits],
            **({"page": page.number, "pages": page.pages, "total": found.total} if kind else {"total": found.total}),
        },
    )


def _paged(now: State, text: str, kind: Kind, asked: str | None) -> tuple[Found, PageOf]:
    page = page_of(asked, MOST, SIZE)
    found = search(now, text, kind=kind, limit=SIZE, offset=page.offset)
    right = page_of(str(page.number), min(found.total, MOST), SIZE)
    if right.number != page.number:
        found = search(now, text, kind=kind, limit=SIZE, offset=right.offset)
    return found, right


def _twin(hit: Hit) -> twins.Json:
    return {
        "kind": hit.kind.value,
        "key": hit.key,
        "title": hit.title,
        "excerpt": hit.excerpt or None,
        "address": hit.url,
    }
