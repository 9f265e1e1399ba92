"""The money that serves no objective yet, on the planning office's first page."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.core.permissions import Principal, may
from segnavia.desk.home.items import Item, Lane
from segnavia.desk.tasks.lines import address
from segnavia.monitoring import reading
from segnavia.monitoring.project_links import links_of
from segnavia.monitoring.proposals.reading import unlinked


def unlinked_money(by: Principal, _today: date) -> Iterator[Item]:
    """How many projects of the newest bulletin serve no objective, and with how much money."""
    if not may(by, "links.accept"):
        return
    bulletin = reading.current(settings.SEGNAVIA_HOME, settings.TERRITORY)
    if bulletin is None:
        return
    found = unlinked(settings.SEGNAVIA_HOME, bulletin.id, links_of(bulletin.plan_code), limit=1)
    if not found.count:
        return
    words = ngettext(
        "%(number)s project serves no objective yet", "%(number)s projects serve no objective yet", found.count
    )
    title = words % {"number": number_format(found.count, force_grouping=True)}
    if found.money is not None:
        millions = number_format(round(found.money / 1_000_000, 1), 1, force_grouping=True)
        title = _("%(projects)s, with %(millions)s M€ of known funding") % {"projects": title, "millions": millions}
    yield Item(Lane.MINE, _("Links"), title, address("links"), standing=True)
