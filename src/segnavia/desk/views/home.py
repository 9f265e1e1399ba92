"""The first page of a person: what waits for them."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.core.permissions import Principal
from segnavia.desk.home.mywork import work_of
from segnavia.desk.pages import Page


def index(_request: HttpRequest, by: Principal) -> Page:
    """What waits for this person, what is due, and what others wait for."""
    return Page("desk/home.html", _("My work"), context={"work": work_of(by, timezone.localdate())})
