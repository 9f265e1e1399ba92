"""The thing that an address asks for after its `?`, such as `?obiettivo=M1.01`; the whole plan where it names none."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from segnavia.briefing.changes.topics import Followed, asked_topic, followed
from segnavia.briefing.state import State
from segnavia.core.topics import Topic


def asked(request: HttpRequest, now: State) -> Followed:
    """What is asked for. Raises `Http404` for what is not there."""
    return found(asked_topic(request.GET.dict()), now)


def found(topic: Topic | None, now: State) -> Followed:
    """The thing as it is. Raises `Http404` for what is not there."""
    thing = None if topic is None else followed(topic, now)
    if thing is None:
        raise Http404(_("Nothing of this name can be followed here."))
    return thing
