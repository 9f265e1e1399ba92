"""`segnavia audit`: the chain is verified in the database, and in an export without one."""

import json
import sqlite3
from pathlib import Path

import pytest

from segnavia.core.chain import START, Event, Link, hash_of, line_of
from tests.cli.console import assert_refused, in_process, segnavia


def exported(folder: Path, count: int = 4) -> tuple[Path, list[Link]]:
    """An export of a chain that holds."""
    links, previous = [], START
    for sequence in range(1, count + 1):
        at = f"2026-01-0{sequence}T10:00:00.000000+00:00"
        event = Event(sequence, at, "user:2", "Piera", "actors.add", "actor:1", "Città\u2028«Rho»", '{"a":"è"}')
        links.append(Link(event, previous, hash_of(event, previous)))
        previous = links[-1].hash
    file = folder / "registro.jsonl"
    file.write_text("".join(f"{line_of(link)}\n" for link in links), encoding="utf-8")
    return file, links


def test_export_is_verified_without_a_database(tmp_path: Path) -> None:
    file, links = exported(tmp_path)
    home = tmp_path / "home"
    done = in_process(home, "audit", "verify", "--file", file)
    assert done.exit_code == 0
    assert done.stdout == f"4 events, the chain is whole; last hash {links[-1].hash}\n"
    assert not home.exists()
    noted = in_process(home, "audit", "verify", "--file", file, "--head", links[1].hash.upper())
    assert noted.exit_code == 0


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        pytest.param(lambda lines: [lines[0], lines[2], lines[3]], "event 3: events 2 to 2 are missing", id="removed"),
        pytest.param(lambda lines: [*lines[:2], lines[3], lines[2]], "the order is broken", id="exchanged"),
        pytest.param(
            lambda lines: [lines[0].replace("Piera", "Nessuno"), *lines[1:]], "event 1: its content was", id="altered"
        ),
        pytest.param(lambda lines: lines[1:], "event 2: events 1 to 1 are missing", id="removed at the beginning"),
    ],
)
def test_tampering_with_an_export_is_found(tmp_path: Path, tamper: object, found: str) -> None:
    file, _ = exported(tmp_path)
    lines = file.read_text(encoding="utf-8").split("\n")[:-1]
    file.write_text("\n".join(tamper(lines)) + "\n", encoding="utf-8")
    done = in_process(tmp_path / "home", "audit", "verify", "--file", file)
    assert done.exit_code == 1
    assert found in done.stderr


def test_export_that_was_cut_is_found_by_the_hash_that_was_noted(tmp_path: Path) -> None:
    file, links = exported(tmp_path)
    lines = file.read_text(encoding="utf-8").split("\n")
    file.write_text("\n".join(lines[:3]) + "\n", encoding="utf-8")
    assert in_process(tmp_path / "home", "audit", "verify", "--file", file).exit_code == 0
    done = in_process(tmp_path / "home", "audit", "verify", "--file", file, "--head", links[-1].hash)
    assert done.exit_code == 1
    assert links[-1].hash in done.stderr


@pytest.mark.console
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"no JSON\n", id="no JSON"),
        pytest.param(b"[]\n", id="a list"),
        pytest.param(json.dumps({"sequence": 1}).encode(), id="some values"),
        pytest.param(b"\xff\xfe\n", id="no UTF-8"),
        pytest.param(None, id="no file"),
    ],
)
def test_file_that_is_no_export_is_refused_with_a_remedy(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "registro.jsonl"
    if content is not None:
        file.write_bytes(content)
    assert_refused(segnavia(tmp_path / "home", "audit", "verify", "--file", file))


@pytest.mark.console
def test_database_is_verified_and_a_forgery_found(tmp_path: Path) -> None:
    plan = Path(__file__).resolve().parents[2] / "plans" / "milano-2022-2024"
    assert segnavia(tmp_path, "plan", "load", plan).returncode == 0
    whole = segnavia(tmp_path, "audit", "verify")
    assert whole.returncode == 0
    assert "the chain is whole" in whole.stdout
    head = whole.stdout.split()[-1]
    assert segnavia(tmp_path, "audit", "verify", "--head", head).returncode == 0
    assert "plans.load" in segnavia(tmp_path, "audit", "ls").stdout
    with sqlite3.connect(tmp_path / "segnavia.sqlite3") as database:
        database.execute("DROP TRIGGER registry_auditevent_no_UPDATE")
        database.execute("UPDATE registry_auditevent SET by_name = 'Nessuno' WHERE sequence = 1")
    database.close()
    forged = segnavia(tmp_path, "audit", "verify")
    assert forged.returncode == 1
    assert "event 1: its content was altered" in forged.stderr
    unknown = segnavia(tmp_path, "audit", "verify", "--head", "0" * 64)
    assert unknown.returncode == 1
    assert "0" * 64 in unknown.stderr
