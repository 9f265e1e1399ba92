"""What a report of a difference calls chapters, lists, fields, kinds and values. All are message ids."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from segnavia.plans.difference.model import Kind

CHAPTERS: Mapping[str, str] = {
    "plan": gettext_noop("Title, body and period"),
    "document": gettext_noop("Parts of the document"),
    "grids": gettext_noop("Keywords, missions and components"),
    "reforms": gettext_noop("Reform tracks"),
    "objectives": gettext_noop("Strategic objectives"),
    "agenda": gettext_noop("Strategic agenda"),
    "territory": gettext_noop("Territory"),
    "crosswalk": gettext_noop("Crosswalk with the PNRR"),
    "annotations": gettext_noop("Provenance and notes"),
}
LISTS: Mapping[str, str] = {
    "plan": gettext_noop("The plan"),
    "parts": gettext_noop("Parts"),
    "sections": gettext_noop("Passages"),
    "levels": gettext_noop("Levels"),
    "directions": gettext_noop("Directions"),
    "keywords": gettext_noop("Keywords"),
    "missions": gettext_noop("Missions"),
    "components": gettext_noop("Components"),
    "reform_tracks": gettext_noop("Reform tracks"),
    "objectives": gettext_noop("Strategic objectives"),
    "drivers": gettext_noop("Drivers"),
    "agenda": gettext_noop("Objectives of the drivers"),
    "zones": gettext_noop("Zones"),
    "municipalities": gettext_noop("Municipalities"),
    "submeasures": gettext_noop("Sub-measures"),
    "crosswalk": gettext_noop("Judgements of the sub-measures"),
}
FIELDS: Mapping[str, str] = {
    "code": gettext_noop("Code"),
    "title": gettext_noop("Title"),
    "short_title": gettext_noop("Short title"),
    "body": gettext_noop("Body"),
    "territory": gettext_noop("Territory"),
    "period": gettext_noop("Period"),
    "language": gettext_noop("Language"),
    "part": gettext_noop("Part"),
    "medium": gettext_noop("In the source"),
    "text": gettext_noop("Text"),
    "subtitle": gettext_noop("Subtitle"),
    "summary": gettext_noop("Summary"),
    "missions": gettext_noop("Missions"),
    "directions": gettext_noop("Directions"),
    "reason": gettext_noop("Reason"),
    "state": gettext_noop("State"),
    "zone": gettext_noop("Zone"),
    "valid_from": gettext_noop("Valid from"),
    "valid_to": gettext_noop("Valid to"),
    "share": gettext_noop("Share"),
    "order": gettext_noop("Order"),
    "provenance": gettext_noop("Provenance"),
    "note": gettext_noop("Note"),
}
KINDS: Mapping[Kind, str] = {
    Kind.ADDED: gettext_noop("Addition"),
    Kind.REMOVED: gettext_noop("Removal"),
    Kind.MOVED: gettext_noop("Move"),
    Kind.REWORDED: gettext_noop("Rewording"),
    Kind.MARKED: gettext_noop("Marks of the grid"),
    Kind.CHANGED: gettext_noop("Other data"),
    Kind.REORDERED: gettext_noop("Another order"),
    Kind.ANNOTATED: gettext_noop("Annotation"),
}
VALUES: Mapping[tuple[str, str], str] = {
    ("state", "work_in_progress"): gettext_noop("Work in progress"),
    ("state", "done"): gettext_noop("Done"),
    ("state", "withdrawn"): gettext_noop("Withdrawn"),
    ("medium", "text"): gettext_noop("as text"),
    ("medium", "picture"): gettext_noop("as a picture"),
    ("language", "it"): gettext_noop("Italian"),
    ("language", "en"): gettext_noop("English"),
    ("provenance", "source"): gettext_noop("the document says it"),
    ("provenance", "editorial"): gettext_noop("editorial"),
    ("provenance", "uncertain"): gettext_noop("uncertain"),
}


def counted(kind: Kind, count: int) -> str:
    """So many changes of a kind, as `2 additions`."""
    values = {"shown": count}
    forms = {
        Kind.ADDED: ngettext("%(shown)s addition", "%(shown)s additions", count),
        Kind.REMOVED: ngettext("%(shown)s removal", "%(shown)s removals", count),
        Kind.MOVED: ngettext("%(shown)s move", "%(shown)s moves", count),
        Kind.REWORDED: ngettext("%(shown)s rewording", "%(shown)s rewordings", count),
        Kind.MARKED: _("%(shown)s with other marks"),
        Kind.CHANGED: _("%(shown)s with other data"),
        Kind.REORDERED: _("%(shown)s in another order"),
        Kind.ANNOTATED: ngettext("%(shown)s annotation", "%(shown)s annotations", count),
    }
    return forms[kind] % values


def translated(message: str) -> str:
    """A message id of this module in the reader's language."""
    return _(message)
