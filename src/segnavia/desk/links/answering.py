"""How the linker answers what was done to one project: with its row where htmx asks, or back where one came from."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.actions.writing import Refused
from segnavia.core.permissions import Principal, may
from segnavia.desk.forms import DeskForm
from segnavia.desk.links.filters import outside_sums
from segnavia.desk.links.now import Now, current
from segnavia.desk.links.rows import Row, row_of
from segnavia.desk.pages import partial, words_of


def found(now: Now, key: str) -> Row:
    """One project, or a page that says that there is none."""
    row = row_of(now, key)
    if row is None:
        raise Http404(_("The newest bulletin has no project %(key)s.") % {"key": key})
    return row


def list_address(query: str) -> str:
    """The address of the list with the filters that a form has carried along; nothing else of it is taken."""
    kept = QueryDict(query.removeprefix("?")[:2000]).urlencode()
    return f"{reverse('desk:links')}?{kept}" if kept else reverse("desk:links")


def carried_out(request: HttpRequest, by: Principal, key: str, call: Callable[[], object], told: str) -> HttpResponse:
    """Runs an action on one project and answers; what it refuses is told at the same place."""
    wrong = False
    try:
        call()
    except Refused as refused:
        wrong, told = True, words_of(refused)
    if partial(request):
        return row_part(request, by, key, told=told, wrong=wrong)
    (messages.error if wrong else messages.success)(request, told)
    now = current()
    is_known = now is not None and row_of(now, key) is not None
    return back(request, key) if is_known else redirect("desk:links")  # a project that only its judgement named


def back(request: HttpRequest, key: str) -> HttpResponse:
    """To the list, if one came from there, or else to the project's page."""
    return redirect(back_address(request, key))


def back_address(request: HttpRequest, key: str) -> str:
    """Where one came from: the list's filters, behind a question mark, or nothing for the project's page."""
    query = asked_back(request)
    return list_address(query) if query.startswith("?") else reverse("desk:link", args=[key])


def asked_back(request: HttpRequest) -> str:
    """The way back as a form or an address carries it."""
    return request.POST.get("back", request.GET.get("back", ""))


def row_part(
    request: HttpRequest,
    by: Principal,
    key: str,
    *,
    told: str = "",
    wrong: bool = False,
    form: DeskForm | None = None,
    asked: str = "",
) -> HttpResponse:
    """A row of the list as it stands now, with what was told of it, or with a form open in it.

    `asked` says what the form is for: an objective that is to be refused, or `none`.
    """
    now = current()
    if now is None:
        raise Http404
    context = {
        "row": row_of(now, key),  # nothing, once the judgement is withdrawn of one that the bulletin does not have
        "book": now.book,
        "plan_lang": now.book.lang,
        "can_judge": may(by, "links.accept"),
        "back": asked_back(request),
        "told": told,
        "wrong": wrong,
        "form": form,
        "asked": asked,
        "sums": outside_sums(now),
        "bulletin": now.bulletin,
        "is_part": True,
    }
    has_errors = form is not None and form.is_bound and bool(form.errors)
    return render(request, "desk/links/row.html", context, status=422 if has_errors else 200)
