"""The index: built once for each version of what it holds, aside, and moved into place in one rename.

Where the state folder cannot be written the index is held in memory, so that a search never fails for it.
"""

import json
import logging
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import version as version_of
from pathlib import Path

from tantivy import Document, Index, Schema, SchemaBuilder, Searcher

from segnavia.lake.aside import aside, put_folder
from segnavia.monitoring.proposals.words import analyzer
from segnavia.monitoring.text_search.asking import plain, words_of
from segnavia.monitoring.text_search.model import Entry

# Raised whenever the fields below change: an index of another form has another name.
FORM = f"1-{version_of('tantivy')}"
KEPT = 3  # versions on disk: the one that is shown, and those that another process may be about to leave
_VERSION = re.compile(r"[0-9a-f]{32}")
_KEYS = "keys.json"
_HEAP = 20_000_000  # bytes; some ten thousand short texts need a fifth
_log = logging.getLogger(__name__)


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("kind", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("number", stored=True, fast=True)
    builder.add_text_field("code", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("whole", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", stored=True, tokenizer_name="italian")
    builder.add_text_field("shown", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="italian", index_option="freq")
    builder.add_text_field("title_words", tokenizer_name="plain", index_option="freq")
    builder.add_text_field("text_words", tokenizer_name="plain", index_option="basic")
    return builder.build()


SCHEMA = _schema()


class Opened:
    """An index that can be searched; `keys` are those of its entries, by number."""

    def __init__(self, index: Index, keys: list[str]) -> None:
        self._index = index  # whose searcher reads it
        self.searcher: Searcher = index.searcher()
        self.keys = keys


def root(home: Path) -> Path:
    """The folder of all indexes."""
    return home / "search"


def open_index(home: Path, version: str) -> Opened | None:
    """The index of a version, or `None` where it has not been built."""
    folder = root(home) / version
    return _opened(folder) if folder.exists() else None


@lru_cache(maxsize=4)
def _opened(folder: Path) -> Opened:
    return Opened(_with_words(Index.open(str(folder))), json.loads((folder / _KEYS).read_text(encoding="utf-8")))


# An opened index has a thread that looks at its folder until it is told not to: each process opens its own.
os.register_at_fork(before=_opened.cache_clear)


def build_index(home: Path, version: str, entries: Iterable[Entry]) -> Opened:
    """Build the index of a version, 32 hexadecimal digits, and take away old ones; whoever is first wins.

    A second process that builds the same at the same time finds it there and leaves its own.
    """
    given = list(entries)
    try:
        return _built(home, version, given)
    except OSError as error:
        _log.warning("the search index is held in memory, as it cannot be written: %s", error)
        return _in_memory(version, tuple(given))


def _built(home: Path, version: str, entries: list[Entry]) -> Opened:
    target = root(home) / version
    with aside(root(home) / ".building") as folder:
        built = folder / "index"
        built.mkdir()
        index = Index(SCHEMA, path=str(built))
        _fill(index, entries)
        (built / _KEYS).write_text(json.dumps([entry.key for entry in entries]), encoding="utf-8")
        put_folder(built, target)
        _take_away_old(root(home), version)
    return _opened(target)


@lru_cache(maxsize=1)
def _in_memory(_version: str, entries: tuple[Entry, ...]) -> Opened:
    index = Index(SCHEMA)
    _fill(index, entries)
    return Opened(index, [entry.key for entry in entries])


def _fill(index: Index, entries: Iterable[Entry]) -> None:
    _with_words(index)
    # one thread, so that what is equally good comes in the order of the entries
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for number, entry in enumerate(entries):
        writer.add_document(Document(**_fields(number, entry)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def _fields(number: int, entry: Entry) -> Mapping[str, object]:
    return {
        "kind": entry.kind,
        "number": number,
        "code": [code.lower() for code in entry.codes if code],
        "whole": " ".join(words_of(entry.title)),
        "title": entry.title,
        "shown": entry.text,
        "text": [entry.text, entry.unshown],
        "title_words": entry.title,
        "text_words": [entry.text, entry.unshown],
    }


def _with_words(index: Index) -> Index:
    index.register_tokenizer("italian", analyzer())
    index.register_tokenizer("plain", plain())
    index.config_reader(reload_policy="manual")  # a version never changes: nothing watches its files
    return index


def _take_away_old(folder: Path, version: str) -> None:
    """Keep the newest few. Who still reads an older one has its files open; who comes to it later builds it again."""
    others = [each for each in folder.iterdir() if _VERSION.fullmatch(each.name) and each.name != version]
    for old in sorted(others, key=lambda each: each.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)
