"""Invitations and mail on the administrator's first page."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.core.permissions import Principal, Role
from segnavia.desk.home.items import Item, Lane
from segnavia.desk.tasks.lines import address
from segnavia.registry.models import Mail, User


def invitations(by: Principal, _today: date) -> Iterator[Item]:
    """The people who were invited and have not come yet."""
    if Role.ADMINISTRATOR not in by.roles:
        return
    for user in User.objects.filter(is_active=True, last_login__isnull=True).order_by("created_at"):
        url = address("person", user.pk) or address("people")
        yield Item(Lane.MINE, _("Invitation not used"), user.name, url, user.created_at.date(), True)


def failed_mail(by: Principal, _today: date) -> Iterator[Item]:
    """The mail that could not be sent, counted: the addresses are others' affair."""
    if Role.ADMINISTRATOR not in by.roles:
        return
    rows = list(Mail.objects.filter(sent_at__isnull=True).exclude(error="").order_by("queued_at"))
    if rows:
        words = ngettext("%(number)s message could not be sent", "%(number)s messages could not be sent", len(rows))
        title = f"{words % {'number': len(rows)}}: {rows[-1].error[:120]}"
        yield Item(Lane.MINE, _("Mail"), title, address("mail"), rows[0].queued_at.date(), True)
