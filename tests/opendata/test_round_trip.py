"""What is taken out can be taken in again, elsewhere."""

import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from segnavia.plans.canonical import plan_sha256
from segnavia.plans.reader import read
from segnavia.registry.models import FrozenText
from tests.actions.agreements import milan
from tests.cli.console import segnavia

pytestmark = pytest.mark.django_db


def downloaded(text: FrozenText, folder: Path) -> Path:
    """The package of a text, as somebody has it who took it from its page."""
    content = Client().get(f"/piano/testi/{text.sha256}/pacchetto.zip").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    (package,) = folder.iterdir()
    return package


def test_plan_that_was_downloaded_is_the_same_text(tmp_path: Path) -> None:
    text = milan().editions.get().text
    found = read(downloaded(text, tmp_path)).package
    assert found is not None
    assert plan_sha256(found) == text.sha256


@pytest.mark.console
def test_plan_that_was_downloaded_is_loaded_elsewhere(tmp_path: Path) -> None:
    text = milan().editions.get().text
    done = segnavia(tmp_path / "elsewhere", "plan", "load", downloaded(text, tmp_path / "here"))
    assert (done.returncode, done.stderr) == (0, "")
    assert text.sha256[:8] in done.stdout
