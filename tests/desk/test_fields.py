"""What people type is read in one way or not at all."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from segnavia.desk.fields import DayField, MoneyField, euro_of


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are read here in one language, whatever the catalogue says."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234,56 €", "1234.56"),
        ("€ 1234,5", "1234.50"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("12.345.678,9", "12345678.90"),
        ("1234", "1234"),
        ("0", "0"),
        ("0,5", "0.50"),
        ("1\u00a0234,00", "1234"),
        ("1’234.50", "1234.50"),
        ("EUR 3", "3"),
    ],
)
def test_amount_is_read_as_it_is_written(typed: str, amount: str) -> None:
    assert euro_of(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["1.234", "1,234", "12.345", "999,999"])
def test_amount_of_two_readings_is_refused_with_both(typed: str) -> None:
    whole, thousandths = typed.replace(",", ".").split(".")
    with pytest.raises(ValueError, match="two ways") as refused:
        euro_of(typed)
    assert f"{whole}{thousandths},00" in str(refused.value)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "-5",
        "1.2.3",
        "1,23,4",
        "12.34.567",
        "1e5",
        "1.234,567",
        "0,123",
        "1234,567",
        ".",
        ",",
        "1.",
        ",5",
        "1,.2",
    ],
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="Write"):
        euro_of(typed)


@given(st.decimals(min_value=0, max_value=10**12, places=2))
@pytest.mark.parametrize("language", ["it", "en"])
def test_amount_shown_is_read_back_as_it_was(language: str, amount: Decimal) -> None:
    with translation.override(language):
        assert euro_of(MoneyField().prepare_value(amount)) == amount


def test_unknown_amount_is_none_and_not_zero() -> None:
    assert MoneyField(required=False).clean("  ") is None
    assert MoneyField(required=False).clean("0") == 0


def test_amount_beyond_the_column_is_refused() -> None:
    with pytest.raises(ValidationError, match="thirteen"):
        MoneyField().clean("99999999999999")


@pytest.mark.parametrize("typed", ["2026-12-31", "31/12/2026"])
def test_day_is_read_from_the_calendar_and_from_the_keyboard(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 12, 31)


@pytest.mark.parametrize("typed", ["12/31/2026", "31.12.2026", "0226-12-31", "tomorrow"])
def test_day_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        DayField().clean(typed)
