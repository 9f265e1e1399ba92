"""How figures, marks and pictures are written. Unknown is said and hatched; it is never shown as zero or left blank."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from html import escape

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from segnavia.briefing.figures import NO_BAR, Bar, Money
from segnavia.briefing.findings import Case
from segnavia.briefing.matrix import Mark
from segnavia.briefing.numbers import NBSP, plain, plain_day, plain_percent, plain_quantity
from segnavia.briefing.numbers import plain_meur as written_meur
from segnavia.briefing.progress import progress_of
from segnavia.briefing.project import Source
from segnavia.briefing.state import answers
from segnavia.briefing.states import ORDER, TITLES, StateCount
from segnavia.core.facts import State
from segnavia.core.provenance import Provenance
from segnavia.plans.schema import Record
from segnavia.portal.templatetags import once

register = template.Library()
register.tags.update(once.register.tags)

TAIL_AT = 90  # where the tail of a bar begins, in hundredths: long enough to show the hatching on a phone


@register.inclusion_tag("portal/parts/mark.html")
def mark(cell: Mark) -> dict[str, Mark]:
    """One cell of a matrix, in a sign and in words."""
    return {"mark": cell}


@register.simple_tag
def unknown() -> SafeString:
    """The mark of what is not known."""
    return format_html('<span class="unknown">{}</span>', _("not known"))


def _written(value: Decimal, shown: str) -> SafeString:
    exact = plain(value, 2)
    return format_html(
        '<data class="number" value="{}" title="{}{}€">{}</data>', format(value.normalize(), "f"), exact, NBSP, shown
    )


@register.filter
def plain_meur(value: Decimal) -> str:
    """Millions of euro with one decimal, as plain text. What is more than zero never reads as zero."""
    return written_meur(value)


@register.filter
def meur(value: Decimal | None) -> SafeString:
    """Millions of euro with one decimal, the exact amount on hover."""
    return unknown() if value is None else _written(value, plain_meur(value))


@register.filter
def plain_eur(value: Decimal) -> str:
    """Whole euro, as plain text."""
    return plain(value, 0)


@register.filter
def eur(value: Decimal | None) -> SafeString:
    """Whole euro, the exact amount on hover."""
    return unknown() if value is None else _written(value, plain_eur(value))


@register.filter
def cents(value: Decimal | None) -> SafeString:
    """Euro to the cent, as plain text."""
    return unknown() if value is None else format_html('<span class="number">{}</span>', plain(value, 2))


@register.filter
def share(value: Decimal) -> SafeString:
    """A share of one with the decimals that tell it, at most six."""
    places = next((places for places in range(7) if round(value, places) == value), 6)
    return format_html('<span class="number">{}</span>', plain(value, places))


@register.filter
def count(value: int | None) -> SafeString:
    """A whole number with its thousands apart."""
    if value is None:
        return unknown()
    return format_html('<span class="number">{}</span>', plain(value, 0))


@register.filter
def quantity(value: Decimal) -> SafeString:
    """A measured quantity in its own unit, with the decimals it has, at most two."""
    return format_html('<span class="number">{}</span>', plain_quantity(value))


@register.filter
def percent(ratio: float | Decimal | None) -> SafeString:
    """A share of one as whole per cent. Only nothing reads as 0 %, and only the whole as 100 %."""
    if ratio is None:
        return unknown()
    return format_html('<span class="number">{}</span>', plain_percent(ratio))


@register.filter
def iso_date(value: date | str | None) -> str:
    """A date, or one as ISO writes it, written out, as “31 marzo 2025”."""
    if not value:
        return _("not known")
    return plain_day(value)


@register.filter
def at(mapping: dict[object, object], key: object) -> object:
    """The value of a key, or nothing."""
    return mapping.get(key)


@register.simple_tag
@cache
def icon(name: str, classes: str = "") -> SafeString:
    """A decorative icon of the built sprite; the word beside it says the same."""
    sprite = static("portal/dist/icons.svg")
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        sprite,
        name,
    )


@register.simple_tag
def why(shown: str, dimension: str, code: str, measure: str) -> SafeString:
    """A figure as a link to why it is so: its formula, terms and source rows. Names are those of the address."""
    if not answers():
        return format_html("{}", shown)
    named = {"dimension": dimension, "measure": measure, **({"code": code} if code else {})}
    return format_html('<a class="followed" href="{}">{}</a>', reverse("portal:why", kwargs=named), shown)


@register.simple_tag
def to_source(anchor: str) -> SafeString:
    """The link from a value to the publisher's row that tells it; nothing where none does."""
    return format_html('<a class="to-source" href="#{}">{}</a>', anchor, _("source row")) if anchor else SafeString("")


@register.simple_tag
def source_row(source: Source) -> SafeString:
    """A publisher's row with its place in the file.

    A page has a hundred values of such rows: a template takes half of the time of the whole page for them.
    """
    row = source.row
    place = _("row %(row)s, as of %(date)s") % {"row": count(row.row), "date": plain_day(row.as_of)}
    values = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in source.filled)
    words = _("Left empty by the publisher:")
    empty = f'<p class="small-note">{words} {escape(", ".join(source.empty))}</p>'
    return mark_safe(  # noqa: S308 - what is not our own is escaped
        f'<article class="source-row" id="{source.anchor}" tabindex="-1">\n'
        f'  <h3 class="h6">{escape(row.dataset)}, {place}</h3>\n'
        f'  <p class="hash">SHA-256 <code>{escape(row.sha256)}</code></p>\n'
        f'  <dl class="values">{values}</dl>\n'
        f"{empty if source.empty else ''}</article>"
    )


@register.inclusion_tag("portal/parts/mission.html", takes_context=True)
def mission(context: Context, code: str, title: str = "", label: str = "") -> dict[str, str]:
    """The small constant marker of a mission, always with a label: its code, or that of what stands under it."""
    return {"code": code, "title": title, "label": label or code, "plan_lang": context["plan_lang"]}


@register.inclusion_tag("portal/parts/provenance.html", takes_context=True)
def provenance(context: Context, record: Record) -> dict[str, object]:
    """The mark of a fact that is not the source's plain word, with the reason; nothing where it is."""
    words = {Provenance.EDITORIAL: _("editorial"), Provenance.UNCERTAIN: _("uncertain")}
    return {
        "kind": record.provenance.value,
        "word": words.get(record.provenance, ""),
        "note": record.note,
        "plan_lang": context["plan_lang"],
        "language": context["language"],
    }


@register.inclusion_tag("portal/parts/paid.html")
def paid(money: Money) -> dict[str, Money]:
    """How much of the funding is paid, and of how many of the projects that is known: never one without the other."""
    return {"money": money}


@register.inclusion_tag("portal/parts/money_line.html")
def money_line(money: Money, alone: bool = True) -> dict[str, object]:
    """Projects and funding in one line, where a narrow screen has no room for their columns.

    `alone`: with the payments too, as no bars stand beside it.
    """
    return {"money": money, "alone": alone}


@register.inclusion_tag("portal/parts/bar.html")
def bar(value: Bar | None, label: str) -> dict[str, object]:
    """A progress bar: done, known and not yet done, unknown and hatched. `label` says the same in words.

    What nobody can give a length to is a hatched tail of a fixed length, past the end of the bar.
    """
    value = value or NO_BAR
    length = TAIL_AT if value.tail else 100

    def part(hundredths: float) -> str:
        return f"{hundredths * length / 100:.2f}%"

    return {
        "label": label,
        "done": part(value.done or 0),
        "known": part(value.known),
        "unknown": part(value.unknown) if value.unknown else "",
        "tail_at": f"{TAIL_AT}%" if value.tail else "",
        "tail": f"{100 - TAIL_AT}%",
    }


@register.inclusion_tag("portal/parts/states_bar.html")
def states_bar(counts: Sequence[StateCount], label: str) -> dict[str, object]:
    """Projects by state on one bar, the unknown hatched. `label` says the same in words."""
    parts = [(each.state.value, f"{each.start:.2f}%", f"{each.share:.2f}%") for each in counts if each.count]
    return {"label": label, "parts": parts}


@register.inclusion_tag("portal/parts/progress.html")
def progress(money: Money, single: bool = False) -> dict[str, object]:
    """Three bars with their words: procedural, physical, financial. `single`: of one project, which has no counts."""
    found = progress_of(money)
    # all that is said of it: of one project no counts, which with its exact amounts are hardly those of another
    said = (found.states, found.targets, found.reached, found.financial, money.paid_ratio) if single else found
    basis = (said, get_language())
    return {"money": money, "progress": found, "single": single, "basis": basis}


@register.inclusion_tag("portal/parts/bars.html")
def bars(money: Money, title: str) -> dict[str, object]:
    """The same three in small, for a row of a table; `title` is what the row is of."""
    return {"money": money, "progress": progress_of(money), "title": title}


@register.inclusion_tag("portal/parts/states_key.html")
def states_key() -> dict[str, object]:
    """What the colours of the states mean."""
    return {"states": [state.value for state in ORDER]}


@register.simple_tag
def state(value: str) -> SafeString:
    """A project's state by its sign and its word."""
    return _state(value, get_language())


@cache
def _state(value: str, _language: str | None) -> SafeString:
    return render_to_string("portal/parts/state.html", {"state": value, "title": TITLES[State(value)]})


@register.simple_tag
def case_message(case: Case) -> str:
    """A finding's message in the reader's language, with the values of its case."""
    return _(case.message).format(**case.params) if case.message else ""


@register.filter
def translated(message: str) -> str:
    """A rule's text, which is a message id, in the reader's language."""
    return _(message) if message else ""
