"""Writes a plan package in its one canonical form: the same package always gives the same bytes."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.nodes import Node
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import LiteralScalarString

from segnavia.plans.layout import DOCUMENTS, FILES, HISTORY, NOTHING, TABLES, Table, fields_of, is_required
from segnavia.plans.schema import ActRecord, Header, Package, Record


class _Representer(RoundTripRepresenter):
    """Writes null as a word: an empty value looks like something forgotten."""

    def represent_null(self, _: None) -> Node:
        return self.represent_scalar("tag:yaml.org,2002:null", "null")


_Representer.add_representer(type(None), _Representer.represent_null)


def write(package: Package, folder: Path, history: Sequence[ActRecord] = ()) -> None:
    """Writes the package into `folder`, made if absent; files of the package that it no longer has are removed.

    Each file is written beside its place and then renamed, so that nobody reads half of one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = files_of(package, history)
    for name, content in files.items():
        beside = folder / f".{name}.new"
        beside.write_bytes(content)
        beside.replace(folder / name)
    for name in FILES:
        if name not in files:
            (folder / name).unlink(missing_ok=True)


def files_of(package: Package, history: Sequence[ActRecord] = ()) -> dict[str, bytes]:
    """The files of the package by name, as bytes; those that would hold nothing are left out."""
    files = {}
    for file, keys in DOCUMENTS.items():
        content = _document(package, tuple(keys))
        if content:
            files[file] = _yaml(content)
    for table in TABLES:
        if getattr(package, table.key) or is_required(table.key):
            files[table.file] = _csv(table, getattr(package, table.key))
    if history:
        files[HISTORY] = _yaml({"acts": [_mapping(act) for act in history]})
    return files


def _document(package: Package, keys: tuple[str, ...]) -> dict[str, object]:
    content: dict[str, object] = {}
    for key in keys:
        value = getattr(package, key)
        if isinstance(value, Header):
            content[key] = _mapping(value)
        elif isinstance(value, tuple):
            if value or is_required(key):
                content[key] = [_mapping(record) for record in value]
        else:
            content[key] = value
    return content


def _mapping(record: Record) -> dict[str, object]:
    """A record as YAML has it: an optional text that is empty, and an optional list, are left out."""
    mapping: dict[str, object] = {}
    values = record.model_dump(mode="json")
    for name in fields_of(type(record)):
        value = getattr(record, name)
        if value in ("", ()) and not type(record).model_fields[name].is_required():
            continue
        if isinstance(value, tuple) and value and isinstance(value[0], Record):
            mapping[name] = [_mapping(item) for item in value]
        elif isinstance(value, tuple):
            mapping[name] = _in_one_line(values[name])
        else:
            mapping[name] = _in_lines(values[name])
    return mapping


def _in_one_line(codes: list[str]) -> CommentedSeq:
    sequence = CommentedSeq(codes)
    sequence.fa.set_flow_style()
    return sequence


def _in_lines(value: object) -> object:
    """A text of several plain lines as a block that people can read and edit; any other value as it is."""
    if isinstance(value, str) and "\n" in value:
        lines = value.split("\n")
        if all(line == line.strip() and (line.isprintable() or not line) for line in lines):
            return LiteralScalarString(value)
    return value


def _yaml(content: dict[str, object]) -> bytes:
    yaml = YAML(pure=True)
    yaml.Representer = _Representer
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 1 << 30  # a folded line would change with every edit of its paragraph
    stream = io.StringIO()
    yaml.dump(content, stream)
    return stream.getvalue().encode()


def _csv(table: Table, records: tuple[Record, ...]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    for record in records:
        values = record.model_dump(mode="json")
        writer.writerow([_cell(column, values[column]) for column in table.columns])
    return stream.getvalue().encode()


def _cell(column: str, value: Any) -> str:
    if value is None:
        return NOTHING if column == "objective" else ""
    return " ".join(value) if isinstance(value, list) else str(value)
