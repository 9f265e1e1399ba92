"""What the pages of agreements share: which agreements a person sees, and the page of one small form."""

from collections.abc import Callable, Collection

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from segnavia.core.permissions import Principal, Scope, scope_of
from segnavia.desk.forms import DeskForm
from segnavia.desk.pages import Crumb, Page, saved
from segnavia.desk.tasks.text import Now, current
from segnavia.registry.agreements import get_agreement, get_agreements
from segnavia.registry.models import Agreement


def now_or_404() -> Now:
    """The plan that the desk works on; without one there is no agreement either."""
    now = current()
    if now is None:
        raise Http404(_("No plan is loaded yet."))
    return now


def actors_seen(by: Principal) -> Collection[str] | None:
    """The actors whose agreements a person sees; `None` for whoever sees them all."""
    return None if scope_of(by, "see.agreements") is Scope.ANY else by.actors


def visible(by: Principal, now: Now) -> QuerySet[Agreement]:
    """The agreements that a person sees."""
    return get_agreements(now.plan.code, actors=actors_seen(by))


def agreement_for(by: Principal, code: str) -> Agreement:
    """One agreement that a person sees, with all that belongs to it. Raises `Http404` for any other."""
    found = get_agreement(now_or_404().plan.code, code, actors=actors_seen(by))
    if found is None:
        raise Http404(_("There is no such agreement."))
    return found


def crumbs_of(agreement: Agreement | None = None) -> tuple[Crumb, ...]:
    """The way from the desk to a page of agreements."""
    rooms = Crumb(_("Agreements"), reverse("desk:agreements"))
    if agreement is None:
        return (rooms,)
    return (rooms, Crumb(Truncator(agreement.title).chars(60), reverse("desk:agreement", args=[agreement.code])))


def edited(
    request: HttpRequest,
    agreement: Agreement,
    title: str,
    form: DeskForm,
    call: Callable[[], object],
    *,
    part: str,
    submit: str = "",
    help_text: str = "",
) -> Page | HttpResponse:
    """A page that is one small form of an agreement; once saved it leads back to its part of the agreement's page.

    The agreement's page takes the form out of this page with htmx, where there is JavaScript.
    """
    back = f"{reverse('desk:agreement', args=[agreement.code])}#{part}"
    if saved(request, form, call):
        return redirect(back)
    context = {
        "form": form,
        "agreement": agreement,
        "submit": submit or _("Save"),
        "cancel": back,
        "action": request.path,
        "help_text": help_text,
    }
    return Page("desk/agreements/edit.html", title, crumbs_of(agreement), context)
