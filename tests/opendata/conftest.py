"""The open data of two bulletins: the small one made by hand, and that of the committed extract of Milano."""

from pathlib import Path
from typing import Any

import pytest

from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.opendata.declaration import TABLES
from segnavia.plans.canonical import sha256_of
from tests.portal.sample import Reader, Text, Why, plan_text


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch, db: None, tmp_path: Path, settings: Any) -> State:
    """The Milan plan and the bulletin made by hand, with a state folder of its own."""
    settings.SEGNAVIA_HOME = tmp_path
    monkeypatch.setattr(state, "reading", Reader())
    monkeypatch.setattr(state, "why", Why())
    monkeypatch.setattr(state, "current_text", lambda _territory: Text(plan_text(), sha256_of(plan_text())))
    found = state.current()
    assert found is not None
    return found


@pytest.fixture(scope="session")
def example_folder(example_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the bulletin of the extract, in which files can be built."""
    home = tmp_path_factory.mktemp("opendata")
    (home / "bulletins").symlink_to(example_home / "bulletins")
    return home


@pytest.fixture
def example(example_folder: Path, db: None, settings: Any) -> State:
    """The plan and the bulletin of the extract."""
    settings.SEGNAVIA_HOME = example_folder
    found = state.current()
    assert found is not None
    assert found.bulletin is not None
    return found


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all the tables five: how files are kept is the same for any."""
    few = {name: TABLES[name] for name in ("zones", "municipalities", "actors", "agreements", "commitments")}
    for module in ("files", "package", "archive", "catalogue.catalogue"):
        monkeypatch.setattr(f"segnavia.opendata.{module}.TABLES", few)
