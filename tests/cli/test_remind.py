"""`segnavia remind`, as a timer runs it."""

from pathlib import Path

import pytest

from tests.cli.console import segnavia

pytestmark = pytest.mark.console
SEED = """
from datetime import date
from segnavia.registry.models import Actor, FirstMove, Plan
owner = Actor.objects.create(
    code='c', title='Comune di C', kind='municipality', direction='municipalities', office_email='c@example.org'
)
FirstMove.objects.create(plan=Plan.objects.create(code='p'), title='Primo', owner=owner, due_on=date(2020, 1, 1))
"""


def test_remind_sends_once_a_week_and_makes_the_database_it_needs(tmp_path: Path) -> None:
    first = segnavia(tmp_path, "remind")
    assert (first.returncode, first.stderr) == (0, "")
    assert "0 new" in first.stdout
    assert segnavia(tmp_path, "manage", "shell", "-v", "0", "-c", SEED).returncode == 0
    sent = segnavia(tmp_path, "remind")
    assert (sent.returncode, sent.stderr) == (0, "")
    assert "1 new, 0 held back" in sent.stdout
    assert "1 sent, 0 still waiting" in sent.stdout
    (letter,) = (tmp_path / "mail").iterdir()
    assert "To: c@example.org" in letter.read_text(encoding="utf-8")
    again = segnavia(tmp_path, "remind")
    assert "0 new, 1 held back" in again.stdout
    assert "0 sent" in again.stdout
