"""Tiles kept on disk, compressed, in a folder named by their content: nothing in it is ever stale.

`tiles/<tile set>/<level>/<column>-<row>.mvt.gz` in the state folder, and the drawn outlines of the groups beside them.
A level is built aside and moved into place in one rename; what is deleted is made again when somebody asks for it.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock

from segnavia.lake.aside import aside, put_folder
from segnavia.monitoring.bulletin import SHAPES, Shapes
from segnavia.monitoring.shapes import draw
from segnavia.opendata.tiles import LEVELS, TileSet

_ENDING = ".mvt.gz"
_ID = re.compile(r"[0-9a-f]{16}")
_MAKING = Lock()  # a browser asks for a level's tiles at once, and one thread shall cut them for all


def tile_of(
    home: Path, name: str, level: int, column: int, row: int, find: Callable[[], TileSet | None]
) -> bytes | None:
    """A tile of the set of that name, compressed by gzip, and empty where nothing lies; `None` where there is no such.

    `find` is asked for the set where its level has not been cut yet, and answers `None` if nobody knows it.
    Raises `OSError` where the state folder cannot be written.
    """
    if level not in LEVELS or not _ID.fullmatch(name):
        return None
    folder = _level(home, name, level, find)
    try:
        return (folder / f"{column}-{row}{_ENDING}").read_bytes()
    except FileNotFoundError:
        return b"" if folder.exists() else None


def tiles_of(home: Path, tile_set: TileSet) -> Iterator[tuple[int, int, int]]:
    """Level, column and row of each tile of a set that holds anything. Raises `OSError` as above."""
    for level in LEVELS:
        folder = _level(home, tile_set.id, level, lambda: tile_set)
        for file in sorted(folder.glob(f"*{_ENDING}")):
            column, row = file.name.removesuffix(_ENDING).split("-")
            yield level, int(column), int(row)


def _level(home: Path, name: str, level: int, find: Callable[[], TileSet | None]) -> Path:
    """The folder of a level, which is cut where it is not there; not there afterwards if `find` knows no such set."""
    folder = _root(home) / name / str(level)
    if not folder.exists():
        with _MAKING:
            tile_set = None if folder.exists() else find()
            if tile_set is not None:
                _keep(home, folder, lambda built: _cut(built, tile_set, level))
    return folder


def drawn_of(home: Path, tile_set: TileSet) -> Shapes:
    """The outlines of the narrowest groups of a set as SVG paths. Raises `OSError` as above."""
    folder = _root(home) / tile_set.id / "drawn"
    if not folder.exists():
        with _MAKING:
            _keep(home, folder, lambda built: _draw(built, tile_set))
    return SHAPES.validate_json((folder / "shapes.json").read_bytes())


def _root(home: Path) -> Path:
    return home / "tiles"


def _cut(built: Path, tile_set: TileSet, level: int) -> None:
    for column, row, content in tile_set.cut(level):
        # without a time in it, so that the same tile has the same bytes and the same ETag
        (built / f"{column}-{row}{_ENDING}").write_bytes(gzip.compress(content, mtime=0))


def _draw(built: Path, tile_set: TileSet) -> None:
    shapes = draw(tile_set.outlines())
    if shapes is not None:  # a tile set has areas
        (built / "shapes.json").write_bytes(SHAPES.dump_json(shapes))


def _keep(home: Path, target: Path, write: Callable[[Path], object]) -> None:
    with aside(_root(home) / ".building") as folder:
        built = folder / target.name
        built.mkdir()
        write(built)
        put_folder(built, target)
