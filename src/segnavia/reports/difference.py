"""The difference of two texts as a report: chapters, lists and rows in the reader's language, for page and document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.plans.difference.model import CHAPTERS, Change, Chapter, Difference, FieldChange, Text
from segnavia.reports import difference_words as words
from segnavia.reports.difference_cells import Line, Names, judgement_lines, line_of

# The lists that a council asks about first: the sentence counts their changes by kind, and those of others together.
_FOREMOST = ("objectives", "drivers", "agenda", "crosswalk")


@dataclass(frozen=True, slots=True)
class TextReport:
    """One of the two texts. `frozen_on` is not known of a folder's."""

    title: str
    short_title: str
    body: str
    sha256: str
    frozen_on: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one thing: its codes, its title, the kinds of change as value and word, and its fields."""

    code: str
    title: str
    kinds: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one list. `title` is empty where the chapter has no other."""

    key: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ChapterReport:
    """One chapter: how many changes of each kind (value, word, number), then its lists."""

    key: str
    title: str
    counts: tuple[tuple[str, str, int], ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report. `sentence` says in figures what changed."""

    before: TextReport
    after: TextReport
    title: str
    sentence: str
    chapters: tuple[ChapterReport, ...]


def report_of(difference: Difference, frozen_on: tuple[date | None, date | None] = (None, None)) -> Report:
    """The report in the language that is active; `frozen_on` are the days on which the two texts were frozen."""
    names = Names.of(difference)
    return Report(
        _text(difference.before, frozen_on[0]),
        _text(difference.after, frozen_on[1]),
        title_of(difference),
        sentence_of(difference),
        tuple(_chapter(chapter, names) for chapter in difference.chapters),
    )


def title_of(difference: Difference) -> str:
    """What the report is called, by the short titles of the two texts."""
    before, after = (text.package.plan.short_title for text in (difference.before, difference.after))
    if before == after:
        return _("Difference between two texts of %(plan)s") % {"plan": after}
    return _("Difference between %(before)s and %(after)s") % {"before": before, "after": after}


def sentence_of(difference: Difference) -> str:
    """What changed, in one sentence of figures."""
    total = len(difference.changes)
    if not total:
        return _("The two texts are the same.")
    counts = difference.counts
    told = []
    for key in (key for key in _FOREMOST if key in counts):
        by_kind = ", ".join(words.counted(kind, count) for kind, count in counts[key].items())
        told.append(f"{words.translated(words.LISTS[key]).lower()} ({by_kind})")
    others = sum(change.key not in _FOREMOST for change in difference.changes)
    if others:
        told.append(_("other parts of the plan (%(shown)s)") % {"shown": others})
    values = {"shown": total, "told": ", ".join(told)}
    return ngettext("One change: %(told)s.", "%(shown)s changes: %(told)s.", total) % values


def _text(text: Text, frozen_on: date | None) -> TextReport:
    header = text.package.plan
    return TextReport(header.title, header.short_title, header.body, text.sha256, frozen_on)


def _chapter(chapter: Chapter, names: Names) -> ChapterReport:
    groups = [(key, list(changes)) for key, changes in groupby(chapter.changes, lambda change: change.key)]
    alone = len(CHAPTERS[chapter.key]) == 1
    return ChapterReport(
        chapter.key,
        words.translated(words.CHAPTERS[chapter.key]),
        tuple((kind.value, words.translated(words.KINDS[kind]), count) for kind, count in chapter.counts.items()),
        tuple(
            Table(key, "" if alone else words.translated(words.LISTS[key]), tuple(_rows(changes, names)))
            for key, changes in groups
        ),
    )


def _rows(changes: Sequence[Change], names: Names) -> list[Row]:
    return [
        Row(
            _code(change),
            _title(change, names),
            tuple((kind.value, words.translated(words.KINDS[kind])) for kind in change.kinds),
            tuple(_lines(change, names)),
        )
        for change in changes
    ]


def _lines(change: Change, names: Names) -> list[Line]:
    if change.key == "crosswalk" and change.item is not None:
        return judgement_lines(change, names)
    both = change.before is not None and change.after is not None
    return [line_of(field, names) for field in change.fields if both or not _goes_without_saying(field)]


def _goes_without_saying(field: FieldChange) -> bool:
    """What a record that is added or removed need not tell: its code stands above, the document is the plain source."""
    return field.name == "code" or (field.name == "provenance" and "source" in (field.before, field.after))


def _code(change: Change) -> str:
    """The code, or both where it changed: `M2.16 → M2.17`; of an agenda entry, the driver's and the objective's."""
    if change.item is None:
        return change.under
    found = []
    for item in (change.before, change.after):
        code = f"{item.under} {item.code}".strip() if item else ""
        if code and code not in found:
            found.append(code)
    return " → ".join(found)


def _title(change: Change, names: Names) -> str:
    """What the row is of, where its own lines do not say it."""
    item = change.item
    if item is None:
        return _("The same records in another order")
    if change.key == "plan":
        return words.translated(words.LISTS["plan"])
    if any(field.name == "title" for field in change.fields):
        return ""
    key = "submeasures" if change.key == "crosswalk" else "objectives"
    return item.title or names.title(key, item.code, change.after is not None)
