"""What moves, as Atom feeds (RFC 4287): of the plan as a whole, and of each thing that can be followed.

Everything in a feed comes from data: asked twice, it is the same to the byte until something moves.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.briefing import state
from segnavia.briefing.changes import news
from segnavia.briefing.changes.entries import TITLES, Change
from segnavia.briefing.changes.topics import Followed, topic_of
from segnavia.briefing.state import State
from segnavia.core.topics import TopicKind
from segnavia.portal.views import topics

ENTRIES = 50
# A tag URI (RFC 4151) names whoever mints it by a host that was theirs on a day. The year is that in which these feeds
# began, and never moves: an entry keeps its name for ever.
MINTED = "2026"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPELLINGS = {TopicKind.OBJECTIVE: str.upper, TopicKind.DRIVER: str.upper, TopicKind.AGREEMENT: str.lower}


@dataclass(frozen=True, slots=True)
class Source:
    """What a feed is made of; `path` is its own address from the root of the site."""

    now: State
    followed: Followed
    changes: tuple[Change, ...]
    path: str


class DatedAtom(Atom1Feed):
    """Atom whose feed has the date of its newest entry, or that of the data: never that of the clock."""

    def latest_post_date(self) -> datetime:
        """When anything in it moved last."""
        newest: datetime = max((item["updateddate"] for item in self.items), default=self.feed["data_date"])
        return newest


class NewsFeed(Feed):  # type: ignore[type-arg] # generic for mypy alone
    """The newest changes of one thing."""

    feed_type = DatedAtom

    def get_object(self, request: HttpRequest, kind: TopicKind, code: str = "") -> Source:
        """The thing with its changes. Raises `Http404` for what is not there, and before the first plan."""
        now = state.current()
        if now is None:
            raise Http404(_("No plan yet"))
        thing = topics.found(topic_of(kind, code), now)
        changes = news.recent(now, thing, timezone.localdate(), ENTRIES)
        return Source(now, thing, tuple(changes), request.path)

    def title(self, obj: Source) -> str:
        """What moves in what, and whose plan it is of."""
        return _clean(_("What moved: %(name)s") % {"name": obj.followed.name})

    def subtitle(self, obj: Source) -> str:
        """The plan and its body."""
        plan = obj.now.book.package.plan
        return _clean(f"{plan.title}, {plan.body}")

    def link(self, obj: Source) -> str:
        """The page of the thing; of the plan, that of what moved."""
        address = reverse("portal:news") if obj.followed.keys is None else obj.followed.address.url
        return f"{settings.SITE_URL}{address}"

    def feed_url(self, obj: Source) -> str:
        """Where the feed itself stands."""
        return f"{settings.SITE_URL}{obj.path}"

    def feed_guid(self, obj: Source) -> str:
        """The feed's name for ever."""
        return _tag(f"feed/{obj.followed.topic}")

    def author_name(self, obj: Source) -> str:
        """The body whose plan it is."""
        return _clean(obj.now.book.package.plan.body)

    def author_link(self, obj: Source) -> str:  # noqa: ARG002 - Django gives it
        """The site."""
        return f"{settings.SITE_URL}{reverse('portal:home')}"

    def feed_copyright(self, obj: Source) -> str:  # noqa: ARG002 - Django gives it
        """The licence of what this site works out."""
        return "CC-BY-4.0"

    def feed_extra_kwargs(self, obj: Source) -> dict[str, datetime]:
        """The date of the data, for a feed in which nothing has moved yet."""
        bulletin = obj.now.bulletin
        plan = obj.now.book.package.plan.period
        return {"data_date": _moment(date.fromisoformat(bulletin.as_of) if bulletin else date(plan.start, 1, 1))}

    def items(self, obj: Source) -> tuple[Change, ...]:
        """The newest first."""
        return obj.changes

    def item_title(self, item: Change) -> str:
        """What it is about; where the sentence says that, the sentence."""
        return _clean(item.title or str(item.words))

    def item_description(self, item: Change) -> str:
        """The sentence, and of what a difference is made, as escaped HTML."""
        details = format_html_join("", "<li>{}</li>", ((_clean(str(each)),) for each in item.details))
        words = format_html("<p>{}</p>", _clean(str(item.words)))
        return words + (format_html("<ul>{}</ul>", details) if details else "")

    def item_link(self, item: Change) -> str:
        """Where to read of it."""
        return f"{settings.SITE_URL}{item.url}"

    def item_guid(self, item: Change) -> str:
        """Its name for ever. In another language it is another text, and another entry."""
        return _tag(item.uid)

    def item_updateddate(self, item: Change) -> datetime:
        """The day of the change, or of the data that tell it."""
        return _moment(item.on)

    item_pubdate = item_updateddate

    def item_categories(self, item: Change) -> tuple[str, ...]:
        """Its kind, in a word."""
        return (_(TITLES[item.kind]),)


_feed = NewsFeed()


@require_safe
def feed(request: HttpRequest, kind: TopicKind, code: str = "") -> HttpResponse:
    """The feed of one thing; a code in another spelling leads to the right address."""
    right = _SPELLINGS.get(kind, str)(code)
    if right != code:
        return redirect(f"portal:{kind}.atom", code=right, permanent=True)
    response = _feed(request, kind=kind, code=code)
    patch_cache_control(response, public=True, max_age=900)
    return response


def _tag(name: str) -> str:
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{MINTED}:{get_language()}/{name}"


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _clean(text: str) -> str:
    """The text without what no XML can hold: titles come from other people's files."""
    return _NOT_IN_XML.sub("", text)
