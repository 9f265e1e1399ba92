"""How a sum of money moved, in words. What became known is said as such, and never as money that came."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from segnavia.briefing.changes.entries import Words
from segnavia.monitoring.comparison.moves import MoneyMoves

_SENTENCES = {
    "funding": {
        "up": _("PNRR funding: from %(before)s € to %(after)s €, %(difference)s € more."),
        "down": _("PNRR funding: from %(before)s € to %(after)s €, %(difference)s € less."),
        "same": _("PNRR funding: %(after)s €, as before, though not made of the same amounts."),
        "told": _("PNRR funding: %(after)s €, where before none was known."),
        "untold": _("PNRR funding: none is known any more, where before it was %(before)s €."),
    },
    "paid": {
        "up": _("PNRR payments: from %(before)s € to %(after)s €, %(difference)s € more."),
        "down": _("PNRR payments: from %(before)s € to %(after)s €, %(difference)s € less."),
        "same": _("PNRR payments: %(after)s €, as before, though not made of the same amounts."),
        "told": _("PNRR payments: %(after)s €, where before none were known."),
        "untold": _("PNRR payments: none are known any more, where before they were %(before)s €."),
    },
}
_PARTS = (
    (
        "up",
        ngettext_lazy(
            "%(amount)s € more for %(shown)s project whose amount is known in both bulletins",
            "%(amount)s € more for %(shown)s projects whose amounts are known in both bulletins",
            "number",
        ),
    ),
    (
        "down",
        ngettext_lazy(
            "%(amount)s € less for %(shown)s project whose amount is known in both bulletins",
            "%(amount)s € less for %(shown)s projects whose amounts are known in both bulletins",
            "number",
        ),
    ),
    (
        "appeared",
        ngettext_lazy(
            "%(amount)s € of %(shown)s project that did not count here before",
            "%(amount)s € of %(shown)s projects that did not count here before",
            "number",
        ),
    ),
    (
        "told",
        ngettext_lazy(
            "%(amount)s € of %(shown)s project whose amount was not known before: known now, not new",
            "%(amount)s € of %(shown)s projects whose amounts were not known before: known now, not new",
            "number",
        ),
    ),
    (
        "left",
        ngettext_lazy(
            "%(amount)s € no longer counted, of %(shown)s project that has left",
            "%(amount)s € no longer counted, of %(shown)s projects that have left",
            "number",
        ),
    ),
    (
        "untold",
        ngettext_lazy(
            "%(amount)s € no longer counted, of %(shown)s project whose amount no source tells any more",
            "%(amount)s € no longer counted, of %(shown)s projects whose amounts no source tells any more",
            "number",
        ),
    ),
)


def words_of(name: str, found: MoneyMoves) -> Words:
    """The sentence of a sum, `funding` or `paid`, that moved. Where either is unknown no difference is told."""
    sentences = _SENTENCES[name]
    if found.before is None:
        return Words(sentences["told"], {"after": found.after})
    if found.after is None:
        return Words(sentences["untold"], {"before": found.before})
    difference = found.difference
    if not difference:
        return Words(sentences["same"], {"after": found.after})
    values = {"before": found.before, "after": found.after, "difference": abs(difference)}
    return Words(sentences["up" if difference > 0 else "down"], values)


def details_of(found: MoneyMoves) -> tuple[Words, ...]:
    """Of what the difference is made, where it is made of more than one thing, or of what became known."""
    return tuple(_details(found))


def _details(found: MoneyMoves) -> Iterator[Words]:
    for name, text in _PARTS:
        part = getattr(found, name)
        if part.amount:
            yield Words(text, {"number": part.projects, "shown": part.projects, "amount": part.amount})
