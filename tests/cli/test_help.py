"""The manners of `--help`, swept over every command."""

import re
from pathlib import Path

import pytest

from tests.cli.console import in_process

COMMANDS = {
    ("plan",): ["check", "load", "dump", "schema"],
    ("lake",): ["add", "add-folder", "ls", "extract"],
}
PATHS = [(*group, name) for group, names in COMMANDS.items() for name in names] + [("monitor",), ("serve",)]


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_of_a_command(tmp_path: Path, path: tuple[str, ...]) -> None:
    shown = in_process(tmp_path, *path, "--help")
    assert shown.exit_code == 0
    usage = next(line for line in shown.stdout.splitlines() if "Usage:" in line)
    assert not re.search(r"\[\[|\]\]|…\]\.\.\.|\{[a-z]", usage), usage
    sentence = shown.stdout.split(usage, 1)[1].split("╭", 1)[0].split()
    assert sentence[0][0].isupper()
    assert not sentence[0].endswith("s"), "the mood is imperative: add, not adds"
