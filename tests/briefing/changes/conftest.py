"""Two published bulletins whose every difference is known, shown as the plan and the bulletin of now."""

from pathlib import Path
from typing import Any

import pytest

from segnavia.briefing import state
from segnavia.briefing.state import State


@pytest.fixture
def now(two_home: Path, settings: Any, db: None) -> State:
    """The later of the two, with the plan on which it was measured."""
    settings.SEGNAVIA_HOME = two_home
    found = state.current()
    assert found is not None
    return found
