"""What the law asks a public site to say: what is kept of whom, and how accessible it is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.briefing import state
from segnavia.portal.pages import Crumb, lang_of
from segnavia.registry.subscriptions import CONFIRM_WITHIN


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice: this page's, or the one that the body that runs the site has elsewhere."""
    if settings.PRIVACY_NOTICE_URL:
        return redirect(settings.PRIVACY_NOTICE_URL)
    hours = round(CONFIRM_WITHIN.total_seconds() / 3600)
    return _notice(request, "portal/privacy.html", _("Privacy notice"), hours=hours)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the site is, and where to say what is not; beside it stands the declaration, once there is one."""
    return _notice(request, "portal/accessibility.html", _("Accessibility"))


def _notice(request: HttpRequest, template: str, title: str, **context: object) -> HttpResponse:
    now = state.current()
    plan = now.book.package.plan if now else None
    return render(
        request,
        template,
        {
            **context,
            "title": title,
            "crumbs": (Crumb(title),),
            "body": plan.body if plan else "",
            "book": now.book if now else None,
            "plan_lang": lang_of(plan.language) if plan else "",
            "office": settings.DEFAULT_FROM_EMAIL,
        },
    )
