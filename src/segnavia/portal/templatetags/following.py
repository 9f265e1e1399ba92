"""How what a page is about can be followed: its feed, its calendar, its mails."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from segnavia.briefing.changes.topics import PAGES, query_of, topic_of
from segnavia.briefing.state import answers
from segnavia.briefing.words import UNKNOWN
from segnavia.core.topics import WHOLE_PLAN, Topic, TopicKind
from segnavia.portal.templatetags.once import address_of
from segnavia.site.table import Files, rule_of

register = template.Library()

_KINDS: Mapping[str, TopicKind] = {name: kind for kind, name in PAGES.items()}  # by the name of the page


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a thing is followed: by Atom, by calendar (which wants the whole address), by mail; empty where not."""

    feed: str
    calendar: str
    due: str
    mail: str
    is_plan: bool


def feed_of(topic: Topic) -> str:
    """The address of a thing's feed; empty among files, where there is none of it."""
    if not answers() and not isinstance(rule_of("portal", f"{topic.kind}.atom"), Files):
        return ""
    return address_of(f"portal:{topic.kind}.atom", *([topic.code] if topic.code else []))


def ways_of(topic: Topic) -> Ways:
    """How a thing is followed. What is asked for by a `?` only a running system answers."""
    if topic.code and not answers():
        return Ways(feed_of(topic), "", "", "", is_plan=False)
    query = f"?{urlencode(query_of(topic))}" if topic.code else ""
    calendar = f"{settings.SITE_URL}{address_of('portal:calendar')}{query}"
    mail = f"{address_of('portal:subscribe')}{query}" if answers() else ""
    return Ways(feed_of(topic), calendar, f"{address_of('portal:due')}{query}", mail, topic == WHOLE_PLAN)


@register.simple_tag(takes_context=True)
def ways_to_follow(context: Context) -> Ways | None:
    """How what this page is about is followed: what `followed` names, or what its address is of; or nothing."""
    followed = context.get("followed")
    topic = followed.topic if followed else _topic_of_page(context)
    ways = ways_of(topic) if topic else None
    return ways if ways and ways.feed else None


@register.simple_tag(takes_context=True)
def feed_links(context: Context) -> SafeString:
    """The feeds of a page, for its head: that of the plan, and that of what the page is about."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None or match.namespace != "portal":
        return SafeString("")
    links = [(_("What moved"), feed_of(WHOLE_PLAN))]
    topic = _topic_of_page(context)
    if topic is not None and (feed := feed_of(topic)):
        links.append((_("What moved here"), feed))
    line = '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">\n'
    return format_html_join("", line, links)


def _topic_of_page(context: Context) -> Topic | None:
    match = getattr(context.get("request"), "resolver_match", None)
    kind = _KINDS.get(match.view_name) if match else None
    code = str(next(iter(match.kwargs.values()), "")) if match else ""
    # what no source names is on a page of its own, and is no body that could be followed
    return None if kind is None or code == UNKNOWN else topic_of(kind, code)
