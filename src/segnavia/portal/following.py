"""The addresses of what moves and of how it is followed. They stand before the others: a code may hold any ending."""

from django.urls import URLPattern, path

from segnavia.core.topics import TopicKind
from segnavia.portal.pages import addresses
from segnavia.portal.views import calendar, due, feeds, news, notices, subscriptions

_FEEDS = {
    TopicKind.MISSION: "missioni/<str:code>.atom",
    TopicKind.OBJECTIVE: "obiettivi/<str:code>.atom",
    TopicKind.DRIVER: "agenda/<str:code>.atom",
    TopicKind.MUNICIPALITY: "comuni/<str:code>.atom",
    TopicKind.ZONE: "zone/<slug:code>.atom",
    TopicKind.BODY: "attori/<str:code>.atom",
    TopicKind.PROJECT: "progetti/<str:code>.atom",
    TopicKind.AGREEMENT: "intese/<slug:code>.atom",
}

PATTERNS: list[URLPattern] = [
    path("novita.atom", feeds.feed, {"kind": TopicKind.PLAN}, name=f"{TopicKind.PLAN}.atom"),
    *(path(route, feeds.feed, {"kind": kind}, name=f"{kind}.atom") for kind, route in _FEEDS.items()),
    *addresses("novita", news.index, "news"),
    path("scadenze.ics", calendar.due, name="calendar"),
    *addresses("scadenze", due.index, "due"),
    path("iscrizioni", subscriptions.subscribe, name="subscribe"),
    path("iscrizioni/inviata", subscriptions.asked, name="subscription-asked"),
    path("iscrizioni/conferma/<str:token>", subscriptions.confirm, name="subscription-confirm"),
    path("iscrizioni/disdetta/<str:token>", subscriptions.end, name="subscription-end"),
    path("privacy", notices.privacy, name="privacy"),
    path("accessibilita", notices.accessibility, name="accessibility"),
]
