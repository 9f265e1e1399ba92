"""The linker's list, and the judgement of many projects at once."""

from collections.abc import Iterator, Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.actions import links
from segnavia.actions.writing import Refused
from segnavia.core.links import Link
from segnavia.core.permissions import Principal, may
from segnavia.desk.links.answering import list_address
from segnavia.desk.links.filters import filters_of, listed, outside_sums
from segnavia.desk.links.now import Now, current, missing
from segnavia.desk.links.rows import link_of, rows_of
from segnavia.desk.pages import Crumb, Page, saved

PER_PAGE = 20
MOST = 100  # projects in one confirmation: more than one reads


def index(request: HttpRequest, by: Principal) -> Page:
    """The projects outside the plan, or those that were judged one by one, with what is proposed for each."""
    now = current()
    if now is None:
        return missing(_("Links"))
    filters = filters_of(request.GET)
    found = listed(now, filters)
    page = Paginator(found.keys, PER_PAGE).get_page(request.GET.get("pagina"))
    kept = request.GET.copy()
    kept.pop("scelti", None)
    return Page(
        "desk/links/list.html",
        _("Links"),
        context={
            "filters": filters,
            "found": found,
            "page": page,
            "window": list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
            "rows": rows_of(now, list(page.object_list)),
            "sums": outside_sums(now),
            "all_chosen": request.GET.get("scelti") == "tutti",
            "can_judge": may(by, "links.accept"),
            "back": f"?{kept.urlencode()}",
            **shared(now),
        },
    )


def shared(now: Now) -> dict[str, object]:
    """What all templates of the linker need."""
    return {"book": now.book, "plan_lang": now.book.lang, "bulletin": now.bulletin}


def many(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """What will be judged if one goes on: the first proposal of each chosen project; then one action for all."""
    now = current()
    title = _("Accept the first proposals")
    if now is None:
        return missing(title)
    back = request.GET.get("back", "")
    if request.method == "POST":
        pairs = request.POST.getlist("scelta")
        words = ngettext("%(number)s project judged.", "%(number)s projects judged.", len(pairs))
        done = saved(request, None, lambda: _accept(now, pairs, by), words % {"number": len(pairs)})
        return redirect(list_address(back) if done else request.get_full_path())
    known = [key for key in dict.fromkeys(request.GET.getlist("progetto")) if key in now.lines][:MOST]
    rows = rows_of(now, known)
    return Page(
        "desk/links/many.html",
        title,
        crumbs=(Crumb(_("Links"), list_address(back)),),
        context={
            "chosen": [(row, row.offers[0]) for row in rows if row.is_open and row.offers],
            "left_out": [row for row in rows if not (row.is_open and row.offers)],
            "list_address": list_address(back),
            **shared(now),
        },
    )


def _accept(now: Now, pairs: Sequence[str], by: Principal) -> None:
    """Accepts pairs of project and objective, as they were confirmed. Raises `Refused` where one has changed since."""
    keys = [pair.split("|")[0] for pair in pairs]
    seen = {key: now.judged(key) for key in keys}
    links.accept_many(now.plan, list(_links(now, pairs)), by=by, seen=seen)


def _links(now: Now, pairs: Sequence[str]) -> Iterator[Link]:
    chosen = [pair.split("|") for pair in pairs]
    known = [parts for parts in chosen if len(parts) == 3 and parts[0] in now.lines]
    rows = {row.key: row for row in rows_of(now, [key for key, *_rest in known])}
    for key, objective, seen in known:
        offer = rows[key].offer_of(objective)
        if offer is None or rows[key].seen != seen:
            raise Refused(
                _("%(key)s has been judged, or its proposal refused, in the meantime: nothing was saved. Look again.")
                % {"key": key}
            )
        yield link_of(now, rows[key], offer)
