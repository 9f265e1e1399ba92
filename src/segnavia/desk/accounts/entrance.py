"""Who stands before the desk, and whether they have shown enough to enter."""

from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from segnavia.core.permissions import SECOND_FACTOR_ROLES, Principal


def principal_of(request: HttpRequest) -> Principal | None:
    """Who has logged in, read once for a request; `None` for anybody else, as for those who are deactivated."""
    known = vars(request)
    if "principal" not in known:
        known["principal"] = request.user.principal if request.user.is_authenticated else None
    found: Principal | None = known["principal"]
    return found


def needs_second_factor(request: HttpRequest, by: Principal) -> bool:
    """Whether this person's roles ask for a second factor that has not been set up yet.

    Who has one is asked for it at each login. Who came by OpenID Connect has shown theirs to the provider.
    """
    if not by.roles & SECOND_FACTOR_ROLES or is_mfa_enabled(request.user):
        return False
    return not any(record["method"] == "socialaccount" for record in get_authentication_records(request, request.user))


def to_login(request: HttpRequest) -> HttpResponse:
    """To the login and, from there, back to this address. A part of a page is answered by leading the whole page."""
    return _led(request, f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


def to_second_factor(request: HttpRequest) -> HttpResponse:
    """To where a second factor is set up; the desk is a link away from its end."""
    return _led(request, reverse("mfa_activate_totp"))


def _led(request: HttpRequest, url: str) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)
