"""What is shown instead of a page: not allowed, too often, or a form that its page is too old for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from segnavia.desk import kept, pages
from segnavia.desk.accounts.entrance import to_login


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """403: for others than this account.."""
    return pages.forbidden(request)


def too_many(request: HttpRequest, **_why: object) -> HttpResponse:
    """429: too many attempts; says that waiting helps."""
    return render(request, "desk/429.html", {"title": _("Too many attempts")}, status=429)


def stale_form(request: HttpRequest, **_why: object) -> HttpResponse:
    """A form whose token is not, or no more, the session's: nothing is done, and what was typed is shown again.

    It happens to whoever logged in again in another window. A form forged elsewhere lacks our signature of its typist,
    and nothing of it is kept.
    """
    if kept.keep(request):
        return redirect(request.get_full_path()) if request.user.is_authenticated else to_login(request)
    context = {"title": _("The page was too old"), "again": request.get_full_path()}
    return render(request, "desk/stale.html", context, status=403)
