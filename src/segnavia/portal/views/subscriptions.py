"""Following by mail: the form, the link that confirms, the link that ends.

No cookie is set and none is read. Nobody is logged in here: whoever sends the form can do no more by another's browser
than by their own, and the links are secrets themselves. What another site sends by a visitor's browser is refused, by
what the browser says of where it comes from.
"""

from urllib.parse import urlsplit

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from segnavia.actions import subscriptions
from segnavia.actions.writing import Refused
from segnavia.briefing import state
from segnavia.briefing.changes.told import told_changes
from segnavia.briefing.changes.topics import Followed, asked_topic, followed, topic_of
from segnavia.briefing.state import State
from segnavia.core.permissions import ANYBODY
from segnavia.portal.pages import Crumb, lang_of
from segnavia.portal.views import topics
from segnavia.registry.models import Subscriber, Subscription
from segnavia.registry.subscriptions import CONFIRM_WITHIN, confirmed_of, ending_of, ending_token, waiting

BY_VISITOR, BY_ADDRESS = "subscribe", "subscribe_address"  # the keys of ACCOUNT_RATE_LIMITS


@csrf_exempt  # see above
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask that an address be told what moves, or for the links that end it. The answer tells nothing of the address."""
    now = state.current()
    if now is None:
        return render(request, "portal/empty.html", {"title": _("No plan yet")}, status=503)
    if request.method != "POST":
        return _form(request, topics.asked(request, now))
    if _from_elsewhere(request):
        return _shown(request, "portal/subscriptions/elsewhere.html", _("Nothing was sent"), status=403)
    thing = topics.found(asked_topic(request.POST.dict()), now)
    wants_links = request.POST.get("do") == "links"
    typed = request.POST.get("email", "")
    try:
        address = subscriptions.checked_address(typed)
    except Refused as refused:
        error = refused.fields["email"]
        return _form(request, thing, typed=typed, error=error, wants_links=wants_links, status=422)
    if not ratelimit.consume(request, action=BY_VISITOR):
        return _shown(request, "portal/subscriptions/too_many.html", _("Too many attempts"), status=429)
    # an address that has had enough of our mail gets no more today, and whoever asks is not told
    if ratelimit.consume(request, action=BY_ADDRESS, key=address):
        language = get_language() or settings.LANGUAGE_CODE
        if wants_links:
            subscriptions.send_links(by=ANYBODY, email=address, language=language)
        else:
            subscriptions.ask(thing.topic, thing.name, by=ANYBODY, email=address, language=language)
    return redirect("portal:subscription-asked")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """After the form: look at your mail."""
    return _shown(request, "portal/subscriptions/asked.html", _("Look at your mail"), hours=_hours())


@csrf_exempt  # the link itself is the secret
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm what was asked for. It takes a press of a button: programs that look at mail open every link in it."""
    now, found = state.current(), waiting(token)
    if found is None or now is None:
        title = _("This link has ended")
        return _private(_shown(request, "portal/subscriptions/ended.html", title, status=410, hours=_hours()))
    name = _name_of(found, now)
    if request.method != "POST":
        title = _("Confirm the address")
        return _private(_shown(request, "portal/subscriptions/confirm.html", title, name=name))
    known = [each.uid for each in told_changes(now.book, timezone.localdate())]
    bulletin = now.bulletin.id if now.bulletin else ""
    subscriptions.confirm(found, by=ANYBODY, known=known, bulletin=bulletin)
    return _private(_shown(request, "portal/subscriptions/confirmed.html", _("You will be told"), name=name))


@csrf_exempt  # the link itself is the secret, and a mail program sends this without any page of ours (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """End one subscription, or all of an address. What has ended already is answered as if it ended now."""
    now, found = state.current(), ending_of(token)
    if found is None:
        title = _("This link does not open")
        return _private(_shown(request, "portal/subscriptions/damaged.html", title, status=404))
    if found.subscriber is None:
        return _private(_shown(request, "portal/subscriptions/over.html", _("It has ended")))
    ends = [found.subscription] if found.subscription else confirmed_of(found.subscriber)
    if request.method != "POST":
        title = _("End what this address follows")
        lines = [(_name_of(each, now), _alone(found.subscriber, each) if len(ends) > 1 else "") for each in ends]
        return _private(_shown(request, "portal/subscriptions/end.html", title, ends=lines))
    names = [_name_of(each, now) for each in ends]
    subscriptions.end(found.subscriber, found.subscription, by=ANYBODY)
    return _private(_shown(request, "portal/subscriptions/over.html", _("It has ended"), names=names))


def _alone(subscriber: Subscriber, subscription: Subscription) -> str:
    """The page that ends one of several."""
    return reverse("portal:subscription-end", args=[ending_token(subscriber, subscription)])


def _form(
    request: HttpRequest,
    thing: Followed,
    *,
    typed: str = "",
    error: str = "",
    wants_links: bool = False,
    status: int = 200,
) -> HttpResponse:
    return _shown(
        request,
        "portal/subscriptions/form.html",
        _("Follow by mail"),
        status=status,
        followed=thing,
        hidden=thing.query,
        typed=typed,
        error=error,
        wants_links=wants_links,
        hours=_hours(),
    )


def _shown(request: HttpRequest, template: str, title: str, *, status: int = 200, **context: object) -> HttpResponse:
    now = state.current()
    frame: dict[str, object] = {"title": title, "crumbs": (Crumb(title),)}
    if now is not None:
        frame |= {"book": now.book, "plan_lang": lang_of(now.book.package.plan.language)}
    return render(request, template, {**frame, **context}, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    """Nobody keeps a page whose address is a secret, no index lists it, and no page that one goes on to learns it."""
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site has sent this by a visitor's browser, by what browsers say of it; programs say nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin", "")
    ours = urlsplit(origin).netloc == request.get_host() or origin in settings.CSRF_TRUSTED_ORIGINS
    return bool(origin) and not ours


def _name_of(subscription: Subscription, now: State | None) -> str:
    """What it follows, as it is called now; its code where it is no longer there."""
    topic = topic_of(subscription.kind, subscription.code)
    thing = followed(topic, now) if topic and now else None
    return thing.name if thing else subscription.code


def _hours() -> int:
    return round(CONFIRM_WITHIN.total_seconds() / 3600)
