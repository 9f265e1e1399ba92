"""The portal's tests read the Milan plan and a bulletin made by hand, through the seam of `briefing/state.py`.

What else the pages read of the registry (agreements, cases, acts) is empty there, unless a test writes it.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from segnavia.briefing import state
from segnavia.plans.canonical import sha256_of
from tests.portal.sample import Reader, Text, Why, plan_text


@pytest.fixture(scope="session", autouse=True)
def _static_root() -> None:
    """WhiteNoise warns of a folder of collected files that is not there, and warnings are errors."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, db: None) -> Reader:
    """The Milan plan in force, and one bulletin; a test changes `reader.bulletins` for another case."""
    reader = Reader()
    text = Text(plan_text(), sha256_of(plan_text()))
    monkeypatch.setattr(state, "reading", reader)
    monkeypatch.setattr(state, "why", Why())
    monkeypatch.setattr(state, "current_text", lambda _territory: text)
    return reader


@pytest.fixture
def portal(reader: Reader) -> Client:
    """A browser before the site with the sample."""
    return Client()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, db: None) -> Client:
    """A browser before a site into which nobody has loaded a plan."""
    monkeypatch.setattr(state, "reading", Reader(()))
    monkeypatch.setattr(state, "current_text", lambda _territory: None)
    return Client()


@pytest.fixture(scope="session")
def example_site(example_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the example's bulletin in which what is made of it may be kept, such as a search index."""
    site = tmp_path_factory.mktemp("site")
    (site / "bulletins").symlink_to(example_home / "bulletins")
    return site


@pytest.fixture
def example(example_site: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Client:
    """A browser before the site with the example of Milano, read from its files; its plan is the bulletin's own."""
    monkeypatch.setattr(settings, "SEGNAVIA_HOME", example_site)
    return Client()
