from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A state folder of the test's own, not yet there."""
    return tmp_path / "home"
