"""A page of the desk: who may see it, what its forms do, and what becomes of what an action refuses.

desk_page("scrivania/intese/<slug:code>", agreements.detail, "agreement", see="see.agreements")

def detail(request: HttpRequest, by: Principal, code: str) -> Page | HttpResponse:
    agreement = get_object_or_404(Agreement, code=code)
    form = AgreementForm(request, row=agreement)
    if saved(request, form, lambda: agreements.revise(agreement, by=by, version=form.version, **form.values)):
        return redirect("desk:agreement", code)
    return Page("desk/agreements/detail.html", agreement.title, context={"form": form})
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from segnavia.actions.writing import NotAllowed, Refused
from segnavia.core.permissions import PERMISSIONS, Principal, may
from segnavia.desk import kept
from segnavia.desk.accounts.entrance import needs_second_factor, principal_of, to_login, to_second_factor
from segnavia.desk.forms import DeskForm
from segnavia.registry.models.versions import Conflict


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumb between the desk and the page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a view answers: a template with its context. The breadcrumb begins at the desk and ends with the title."""

    template: str
    title: str
    crumbs: tuple[Crumb, ...] = ()
    context: Mapping[str, object] = field(default_factory=dict)
    status: int = 200


View = Callable[..., Page | HttpResponseBase]


def desk_page(route: str, view: View, name: str, *, see: str) -> URLPattern:
    """The address of a page for those who may `see`, a key of the table; `view(request, by, **codes)` fills it.

    Who has not logged in is led to the login and back; what they sent is kept. The others get a page that says no.
    """
    if see not in PERMISSIONS:
        raise KeyError(f"{name}: {see} is in no row of core.permissions")

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, **codes: str) -> HttpResponseBase:
        response = _answer(request, view, see, codes)
        patch_cache_control(response, private=True, no_store=True)
        return response

    vars(answer)["see"] = see  # for the test that walks every address as every role
    return path(route, answer, name=name)


def _answer(request: HttpRequest, view: View, see: str, codes: Mapping[str, str]) -> HttpResponseBase:
    by = principal_of(request)
    if by is None:
        if request.method == "POST":
            kept.keep(request)
        return to_login(request)
    if needs_second_factor(request, by):
        return to_second_factor(request)
    if not may(by, see):
        return forbidden(request)
    kept.give_back(request)
    try:
        page = view(request, by, **codes)
    except NotAllowed:
        return forbidden(request)
    except (Refused, Conflict) as refusal:
        messages.error(request, words_of(refusal))
        return redirect(request.get_full_path())
    return shown(request, by, page) if isinstance(page, Page) else page


def shown(request: HttpRequest, by: Principal, page: Page) -> HttpResponse:
    """The page, rendered. One whose form was sent and has errors answers 422."""
    form = page.context.get("form")
    refused = request.method == "POST" and isinstance(form, DeskForm) and form.is_bound and bool(form.errors)
    home = Crumb(_("Desk"), reverse("desk:home"))
    at_home = request.path == home.url
    context = {
        **page.context,
        "title": page.title,
        "by": by,
        "crumbs": (Crumb(home.title, ""),) if at_home else (home, *page.crumbs, Crumb(page.title, "")),
    }
    return render(request, page.template, context, status=422 if refused and page.status == 200 else page.status)


def forbidden(request: HttpRequest) -> HttpResponse:
    """403: says that one is known, and that this is for others."""
    context = {"title": _("Not for this account"), "by": principal_of(request)}
    return render(request, "desk/403.html", context, status=403)


def saved(request: HttpRequest, form: DeskForm | None, call: Callable[[], object], message: str = "") -> bool:
    """Whether a form was sent and its action done; `call` runs it, and only when the form holds good values.

    What the action refuses stands at the fields, or above the form; a form that somebody else was quicker than shows
    both values, and can be sent again. Without a form, a refusal is told at the top of the next page.
    """
    if request.method != "POST" or (form is not None and not (form.is_bound and form.is_valid())):
        return False
    try:
        call()
    except Refused as refused:
        if form is None:
            messages.error(request, words_of(refused))
        else:
            form.take_refusal(refused)
        return False
    except Conflict as conflict:
        if form is None:
            messages.error(request, words_of(conflict))
        else:
            form.take_conflict(conflict)
        return False
    messages.success(request, message or _("Saved."))
    return True


def words_of(refusal: Refused | Conflict) -> str:
    """What is told of a refusal where there is no form to tell it at."""
    if isinstance(refusal, Conflict):
        return _("Somebody else has changed this in the meantime: nothing was saved. Here is how it stands now.")
    return refusal.message or " ".join(refusal.fields.values())


def partial(request: HttpRequest) -> bool:
    """Whether htmx asks, and a part of the page is enough."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"
