"""The rooms' table of docs/adr/0001 is a law: imports run strictly downward, without cycles, in small files."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "segnavia"
RANKS = {
    "core": 0,
    "plans": 1,
    "lake": 1,
    "registry": 1,
    "sources": 2,
    "actions": 2,
    "monitoring": 3,
    "briefing": 4,
    "reports": 5,
    "opendata": 5,
    "site": 5,
    "portal": 6,
    "desk": 6,
    "api": 6,
    "cli": 6,
    "config": 7,
}
# What a room never imports, beyond what the ranks forbid: other rooms by name, libraries by their root.
NEVER = {
    "core": {"django", "duckdb", "pyarrow", "pathlib", "os", "time", "socket", "urllib", "http"},
    "plans": {"django", "duckdb"},
    "lake": {"django", "http", "urllib"},
    "registry": {"segnavia.lake", "segnavia.sources", "segnavia.actions"},
    "sources": {"django"},
    "actions": {"segnavia.lake"},
    "monitoring": {"segnavia.sources", "http", "urllib"},
    "briefing": {"segnavia.actions", "segnavia.sources", "segnavia.lake"},
    "reports": {"segnavia.actions", "segnavia.sources"},
    "opendata": {"segnavia.actions", "segnavia.sources"},
    "site": {"segnavia.actions", "segnavia.sources"},
    "portal": {"segnavia.lake", "segnavia.sources"},
    "desk": {"segnavia.lake", "segnavia.sources"},
    "api": {"segnavia.lake", "segnavia.sources"},
}
LONGEST = 300
FILES = sorted(SOURCE.rglob("*.py"))


def module_of(file: Path) -> str:
    parts = ("segnavia", *file.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


MODULES = {module_of(f) for f in FILES}


def imports_of(file: Path) -> Iterator[str]:
    """Every module that a file imports, inside functions too; those of ours as far as there is a module."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import; name the room"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else str(node.module)


def named(file: Path) -> str:
    return str(file.relative_to(SOURCE))


def test_every_room_has_a_rank() -> None:
    rooms = {p.name for p in SOURCE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert rooms <= RANKS.keys()


@pytest.mark.parametrize("file", FILES, ids=named)
def test_imports_run_downward(file: Path) -> None:
    room = room_of(module_of(file))
    for imported in imports_of(file):
        if not imported.startswith("segnavia.") or not room:
            continue
        other = room_of(imported)
        allowed = other == room or RANKS[other] < RANKS[room]
        assert allowed, f"{named(file)} imports {imported}: {room} may only import what ranks below it"


@pytest.mark.parametrize("file", FILES, ids=named)
def test_nothing_forbidden_is_imported(file: Path) -> None:
    forbidden = NEVER.get(room_of(module_of(file)), set())
    for imported in imports_of(file):
        root = imported.split(".")[0]
        found = {f for f in forbidden if imported == f or imported.startswith(f"{f}.") or root == f}
        assert not found, f"{named(file)} imports {imported}"


def test_imports_make_no_cycle() -> None:
    graph = {module_of(f): {i for i in imports_of(f) if i in MODULES and i != module_of(f)} for f in FILES}
    state: dict[str, int] = {}

    def visit(module: str, path: tuple[str, ...]) -> None:
        if state.get(module) == 2:
            return
        assert state.get(module) != 1, " → ".join((*path[path.index(module) :], module))
        state[module] = 1
        for imported in sorted(graph[module]):
            visit(imported, (*path, module))
        state[module] = 2

    for module in sorted(graph):
        visit(module, ())


@pytest.mark.parametrize("file", [f for f in FILES if "migrations" not in f.parts], ids=named)
def test_file_is_small(file: Path) -> None:
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{named(file)} has {lines} lines: make it a folder"
