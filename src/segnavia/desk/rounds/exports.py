"""A round as a table to work on elsewhere."""

import csv
import io

from django.utils.translation import gettext as _

from segnavia.core.prefill import VALUES, LineKind
from segnavia.desk.answers.taking import answer_word
from segnavia.registry.models import InquiryLine, Round
from segnavia.registry.rounds import standing_of
from segnavia.registry.values import title_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_of(row: Round) -> str:
    """Every line with its official values and its answer, in plain spelling; what is not known is empty.

    With a byte order mark, as spreadsheets ask for one; no cell begins as a formula does.
    """
    names = list(dict.fromkeys(name for values in VALUES.values() for name in values))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Body"),
            _("Sent"),
            _("Kind"),
            _("Key"),
            _("Title"),
            *(title_of(name) for name in names),
            _("Answer"),
            _("Contested value"),
            _("Value instead"),
            _("Reason"),
        ]
    )
    lines = InquiryLine.objects.filter(inquiry__round=row).select_related("inquiry__actor")
    for line in lines.order_by("inquiry__actor__title", "position"):
        official = [line.official.get(name) for name in names]
        writer.writerow(
            [
                _cell(each)
                for each in (
                    line.inquiry.actor.title,
                    line.inquiry.sent_at.isoformat() if line.inquiry.sent_at else standing_of(line.inquiry).value,
                    LineKind(line.kind).value,
                    line.key,
                    line.title,
                    *official,
                    answer_word(line.answer),
                    line.contested,
                    line.value,
                    line.reason,
                )
            ]
        )
    return "\ufeff" + out.getvalue()


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
