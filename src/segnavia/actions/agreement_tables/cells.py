"""One cell: what was typed into a sheet, or stands in a CSV file, as the value that its column holds."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from segnavia.actions.agreement_tables.declaration import Cell, Column, Kind
from segnavia.actions.agreement_values import plain
from segnavia.core.codes import is_code

_MONEY = re.compile(r"\d{1,13}([.,]\d{1,2})?")
_ITALIAN_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YES = {"true", "vero", "sì", "si", "yes", "1"}
_NO = {"false", "falso", "no", "0"}
_MOST = Decimal(10) ** 13


class CellError(ValueError):
    """A cell holds what its column cannot; the text says what to write."""


def parse(column: Column, raw: Any) -> Cell:
    """The value of a cell. Raises `CellError` with what to write instead."""
    if raw is None or (isinstance(raw, str) and not plain(raw)):
        if column.required:
            raise CellError(_("It is empty: a value is needed here."))
        return column.blank
    match column.kind:
        case Kind.TEXT:
            return _text(column, raw)
        case Kind.DATE:
            return _day(raw)
        case Kind.MONEY:
            return _money(raw)
        case Kind.BOOL:
            return _bool(raw)
        case Kind.NUMBER:
            return _number(raw)


def _text(column: Column, raw: Any) -> str:
    text = plain(_as_text(raw))
    if column.choices and text not in column.choices:
        raise CellError(
            _("“%(text)s” is not known here: write one of %(choices)s.")
            % {"text": text[:40], "choices": ", ".join(choice for choice in column.choices if choice)}
        )
    if column.pattern and not is_code(column.pattern, text):
        raise CellError(_("“%(text)s” has not the form of this code: see the guide.") % {"text": text[:40]})
    if len(text) > column.longest:
        raise CellError(_("A text has %(most)s characters at most.") % {"most": column.longest})
    return str(text)


def _as_text(raw: Any) -> str:
    """A number or day that a spreadsheet made of a code, as it was written."""
    match raw:
        case bool():
            return str(raw).lower()
        case float() if raw.is_integer():
            return str(int(raw))
        case datetime():
            return raw.date().isoformat()
        case _:
            return str(raw)


def _day(raw: Any) -> date:
    try:
        day = _as_day(raw)
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2200:
        raise CellError(_("“%(text)s” is no day: write it as 2026-12-31.") % {"text": str(raw)[:40]})
    return day


def _as_day(raw: Any) -> date | None:
    match raw:
        case datetime():
            return raw.date()
        case date():
            return raw
        case str():
            text = raw.strip()
            if found := _ITALIAN_DAY.fullmatch(text):
                return date(int(found[3]), int(found[2]), int(found[1]))
            return date.fromisoformat(text)
        case _:
            return None


def _money(raw: Any) -> Decimal:
    amount: Decimal | None = None
    if isinstance(raw, str):
        text = raw.strip()
        if _MONEY.fullmatch(text):
            amount = Decimal(text.replace(",", "."))
    elif isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        try:
            amount = Decimal(repr(raw) if isinstance(raw, float) else raw)
        except InvalidOperation:
            amount = None
    if amount is None or not amount.is_finite() or not 0 <= amount < _MOST or amount != round(amount, 2):
        raise CellError(
            _("“%(text)s” is no amount: write euro without dots between thousands, such as 1234,56.")
            % {"text": str(raw)[:40]}
        )
    return amount.quantize(Decimal("0.01"))


def _bool(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    text = _as_text(raw).strip().lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise CellError(_("“%(text)s” is neither yes nor no: write true or false.") % {"text": text[:40]})


def _number(raw: Any) -> int:
    text = _as_text(raw).strip()
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 32_767:
        raise CellError(_("“%(text)s” is no number of a row: write 1, 2, 3…") % {"text": text[:40]})
    return int(text)
