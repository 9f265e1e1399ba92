"""What people can set or call is in the guide."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from segnavia.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
GUIDE = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "docs" / "guide").glob("*.md"))
SETTINGS = (ROOT / "docs" / "guide" / "settings.md").read_text(encoding="utf-8")
# Set by one of our own commands for another, and by nobody else.
INTERNAL = {"DJANGO_SETTINGS_MODULE", "SEGNAVIA_WARM_UP"}


def variables() -> list[str]:
    found = set()
    for file in (ROOT / "src").rglob("*.py"):
        found |= set(re.findall(r'(?:environ\.get|environ|_flag)[(\[]"([A-Z_]+)"', file.read_text(encoding="utf-8")))
    if "dj_database_url" in (ROOT / "src/segnavia/config/settings.py").read_text(encoding="utf-8"):
        found.add("DATABASE_URL")
    return sorted(found - INTERNAL)


def commands() -> list[str]:
    def below(command: object, name: str) -> list[str]:
        children = getattr(command, "commands", None)
        return [name] if not children else [c for key, child in children.items() for c in below(child, f"{name} {key}")]

    return below(get_command(app), "segnavia")


def test_there_is_something_to_document() -> None:
    assert {"SEGNAVIA_HOME", "SECRET_KEY", "ALLOWED_HOSTS"} <= set(variables())
    assert {"segnavia lake add", "segnavia plan check", "segnavia monitor"} <= set(commands())


@pytest.mark.parametrize("variable", variables())
def test_every_setting_is_documented(variable: str) -> None:
    assert f"`{variable}`" in SETTINGS


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command: str) -> None:
    assert command in GUIDE
