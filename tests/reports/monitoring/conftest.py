"""The Milan plan with a bulletin made by hand, through the seam of `briefing/state.py`."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.plans.canonical import sha256_of
from tests.portal.sample import Reader, Text, plan_text


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, db: None) -> Reader:
    """The bulletins that are read; a test changes `reader.bulletins` for another case."""
    reader = Reader()
    text = Text(plan_text(), sha256_of(plan_text()))
    monkeypatch.setattr(state, "reading", reader)
    monkeypatch.setattr(state, "current_text", lambda _territory: text)
    return reader


@pytest.fixture
def now(reader: Reader) -> State:
    """What is shown now."""
    found = state.current()
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def _italian() -> Iterator[None]:
    with translation.override("it"):
        yield
