"""What is shown when there is nothing to show, or when we failed."""

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from segnavia.portal.pages import problem


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """400: an address that nobody writes by hand; a program is answered with problem details."""
    if request.path.startswith(("/api/", "/ogc")) or request.path.endswith(".json"):
        return problem(400, _("The address cannot be read"), _("It holds what no address may hold."))
    return HttpResponse("400", status=400, content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: says what was looked for and where to go; a twin's address is answered as problem details."""
    reason = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    if request.path.endswith(".json"):
        return problem(404, _("Page not found"), reason or _("Nothing stands at this address."))
    return render(request, "portal/404.html", {"title": _("Page not found"), "reason": reason}, status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """500: a page that needs no database, no bulletin and no context."""
    return HttpResponseServerError(get_template("portal/500.html").render())
