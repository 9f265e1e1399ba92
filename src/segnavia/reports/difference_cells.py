"""The cells of a report of a difference: each field of a change as words before and words after."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from segnavia.plans.difference.model import Change, Difference, FieldChange, Kind
from segnavia.plans.difference.texts import Op, Run
from segnavia.plans.layout import NOTHING
from segnavia.plans.schema import Package
from segnavia.reports import difference_words as words

# The fields that hold codes, with the list that has their titles.
_CODES: Mapping[str, str] = {"missions": "missions", "directions": "directions", "zone": "zones", "part": "parts"}
_DAYS = ("valid_from", "valid_to")
_BARE = ("directions", "zones")  # lists whose codes are of the software and no reader's


@dataclass(frozen=True, slots=True)
class Line:
    """One field, or all of a judgement: its words before and after; empty where that text does not have it.

    `quoted`: they are the plan's own, and not the software's word for a state or a kind.
    """

    name: str
    before: tuple[Run, ...]
    after: tuple[Run, ...]
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class Names:
    """The titles of codes in either text, and where the codes of objectives went."""

    before: Mapping[tuple[str, str], str]
    after: Mapping[tuple[str, str], str]
    moved: Mapping[str, str]

    @classmethod
    def of(cls, difference: Difference) -> "Names":
        """The names that the two texts give."""
        moved = {
            change.before.code: change.after.code
            for change in difference.changes
            if change.key == "objectives" and change.before and change.after
        }
        return cls(_titles(difference.before.package), _titles(difference.after.package), moved)

    def title(self, key: str, code: str, later: bool) -> str:
        """The title of a code in one of the texts, or nothing where it has none."""
        return (self.after if later else self.before).get((key, code), "")

    def shown(self, key: str, code: str, later: bool) -> str:
        """A code with its title, as readers know it."""
        title = self.title(key, code, later)
        return title if title and key in _BARE else f"{code} {title}".strip()


def line_of(field: FieldChange, names: Names) -> Line:
    """One field by its name."""
    name = words.translated(words.FIELDS[field.name])
    if field.runs:
        before = tuple(run for run in field.runs if run.op is not Op.INSERTED)
        return Line(name, before, tuple(run for run in field.runs if run.op is not Op.REMOVED))
    quoted = field.name in _CODES or field.name == "order"
    return Line(name, _cell(field, names, later=False), _cell(field, names, later=True), quoted)


def judgement_lines(change: Change, names: Names) -> list[Line]:
    """A judgement of the crosswalk whole, then the reasons and annotations that differ, objective by objective."""
    lines = [Line(_("Judgement"), _judgement(change, names, later=False), _judgement(change, names, later=True))]
    for field in change.fields:
        one_sided = None in (field.before, field.after)
        if field.name != "share" and not (field.name == "provenance" and one_sided):
            line = line_of(field, names)
            of = _("no objective") if field.of == NOTHING else field.of
            lines.append(replace(line, name=f"{line.name}, {of}"))
    return lines


def _judgement(change: Change, names: Names, *, later: bool) -> tuple[Run, ...]:
    """The objectives that the sub-measure serves in one of the texts, each with its share on a line of its own."""
    item = change.after if later else change.before
    op = Op.INSERTED if later else Op.REMOVED
    reasons = [field for field in change.fields if field.name == "reason"]
    alone = {field.of for field in reasons if (field.before if later else field.after) is None}
    shares = {field.of for field in change.fields if field.name == "share" and field.before and field.after}
    runs: list[Run] = []
    for entry in item.entries if item else ():
        code = entry.objective or NOTHING
        runs += [Run(Op.KEPT, "\n")] if runs else []
        if entry.objective is None:
            runs.append(Run(op if code in alone else Op.KEPT, _("no objective")))
            continue
        served = f"{names.shown('objectives', code, later)}: "
        followed = code if later else names.moved.get(code, code)
        runs.append(Run(op if code in alone else Op.KEPT, served))
        runs.append(Run(op if code in alone or followed in shares else Op.KEPT, str(entry.share)))
    return tuple(runs)


def _cell(field: FieldChange, names: Names, *, later: bool) -> tuple[Run, ...]:
    """A value that is no running text. What both texts have stays unmarked, as does all of a list in another order."""
    value, other = (field.after, field.before) if later else (field.before, field.after)
    op = Op.INSERTED if later else Op.REMOVED
    if field.kind is Kind.REORDERED:
        return (Run(Op.KEPT, ", ".join(_shown(field.name, each, names, later) for each in value or ())),)
    if not isinstance(value, tuple):
        return (Run(op, _shown(field.name, value, names, later)),) if value else ()
    runs: list[Run] = []
    for each in value:
        runs += [Run(Op.KEPT, "\n")] if runs else []
        runs.append(Run(Op.KEPT if each in (other or ()) else op, _shown(field.name, each, names, later)))
    return tuple(runs)


def _shown(name: str, value: str, names: Names, later: bool) -> str:
    """A value as readers know it: codes by their titles, states by their words, days written out."""
    if name in _CODES:
        return names.shown(_CODES[name], value, later)
    if name in _DAYS:
        return date_format(date.fromisoformat(value), "j E Y")
    word = words.VALUES.get((name, value))
    return words.translated(word) if word else value


def _titles(package: Package) -> dict[tuple[str, str], str]:
    keys = ("objectives", "submeasures", *_CODES.values())
    return {(key, str(record.code)): record.title for key in keys for record in getattr(package, key)}
