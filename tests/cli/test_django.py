"""What every command does before it can ask Django."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from segnavia.cli.django import collect_static


def test_static_files_are_collected_again_only_where_they_are_others_or_gone(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, times = tmp_path / "static", []

    def collect(name: str, **_more: object) -> None:
        times.append(name)
        folder.mkdir(exist_ok=True)

    settings.STATIC_ROOT = folder
    monkeypatch.setattr("django.core.management.call_command", collect)
    collect_static()
    collect_static()
    assert times == ["collectstatic"]
    monkeypatch.setattr("segnavia.cli.django.__version__", "another")
    collect_static()
    assert len(times) == 2
    shutil.rmtree(folder)
    collect_static()
    assert len(times) == 3
