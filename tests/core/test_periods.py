from datetime import date

import pytest

from segnavia.core.periods import first_day, is_dated, last_day


@pytest.mark.parametrize(
    ("dated", "first", "last"),
    [
        pytest.param("2023-03-22", date(2023, 3, 22), date(2023, 3, 22), id="day"),
        pytest.param("2023-06", date(2023, 6, 1), date(2023, 6, 30), id="month"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="leap month"),
        pytest.param("2023", date(2023, 1, 1), date(2023, 12, 31), id="year"),
    ],
)
def test_dated_gives_the_days_it_may_mean(dated: str, first: date, last: date) -> None:
    assert is_dated(dated)
    assert (first_day(dated), last_day(dated)) == (first, last)


@pytest.mark.parametrize("text", ["", "23", "2023-13", "2023-02-30", "2023-6", "June 2023", "2023-06-1", "2023-06\n"])
def test_what_is_no_date_is_told(text: str) -> None:
    assert not is_dated(text)
