"""The list of projects as a table to work on elsewhere: one row a project, with the columns of the twin."""

import csv
import io
from collections.abc import Iterable

from segnavia.briefing.project_list.listing import line_twin
from segnavia.monitoring.project_search.model import SelectedLine

COLUMNS = (
    "key", "submeasure", "cup", "clp", "title", "state", "rule", "days_late", "due", "body", "body_code", "measured",
    "place_share", "part", "funding_pnrr", "paid_pnrr", "funding_elsewhere",
)  # fmt: skip
_EXACT = ("place_share", "part", "funding_pnrr", "paid_pnrr", "funding_elsewhere")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_of(lines: Iterable[SelectedLine]) -> str:
    """The lines as CSV; what is not known is empty, amounts are exact, in euro, with a point.

    With a byte order mark, as spreadsheets ask for one; no text begins as a formula does.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in lines:
        told = line_twin(each)
        exact = {**{name: getattr(each.line, name) for name in _EXACT if name != "part"}, "part": each.part}
        writer.writerow([_cell(exact[name] if name in exact else told[name]) for name in COLUMNS])
    return "\ufeff" + out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
