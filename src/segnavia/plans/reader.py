"""Reads a plan package: a folder into a `Package`, or into everything that is wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from segnavia.core.findings import Finding, Rule
from segnavia.plans import consistency, csv_files, refusals, yaml_files
from segnavia.plans.layout import BESIDE, DOCUMENTS, FILES, TABLES, Table, is_required, keys_of
from segnavia.plans.located import Lists, Located
from segnavia.plans.refusals import Problems
from segnavia.plans.schema import FORMAT, ActRecord, Header, Package, Record
from segnavia.plans.yaml_files import Document

# What pydantic calls an error, and the rule that it is a case of; any other is a value of the wrong kind.
_RULES: dict[str, Rule] = {
    "missing": refusals.MISSING_KEY,
    "extra_forbidden": refusals.UNKNOWN_KEY,
    "too_short": refusals.EMPTY,
    "string_too_short": refusals.EMPTY,
    "string_pattern_mismatch": refusals.MALFORMED_CODE,
    "malformed_share": refusals.MALFORMED_SHARE,
    "repeated_item": refusals.REPEATED_ITEM,
    "reversed_period": refusals.REVERSED_PERIOD,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a folder gave: the package with the acts of its past, or (`None`) the findings that refuse it."""

    package: Package | None
    findings: tuple[Finding, ...]
    history: tuple[ActRecord, ...] = ()


def read(folder: Path) -> Reading:
    """The package in `folder`, or every reason why it is refused. Raises nothing for what the folder holds."""
    problems = Problems()
    lists = Lists()
    header: Header | None = None
    for file, text in _texts(folder, lists, problems):
        if file in DOCUMENTS | BESIDE:
            document = yaml_files.parse(file, text, problems)
            if document is not None:
                header = _read_document(document, lists, problems) or header
        else:
            _read_table(next(table for table in TABLES if table.file == file), text, lists, problems)
    consistency.check(lists, problems)
    consistency.check_history(lists, problems)
    findings = problems.findings()
    if findings or header is None:
        return Reading(None, findings)
    records = lists.records()
    history = tuple(act for act in records.pop("acts", ()) if isinstance(act, ActRecord))
    return Reading(Package.model_validate({"plan": header, **records}), (), history)


def _texts(folder: Path, lists: Lists, problems: Problems) -> Iterator[tuple[str, str]]:
    """The files of the package that are there and are text; a file that may be absent, and is, holds empty lists."""
    try:
        present = {path.name: path for path in folder.iterdir()}
    except OSError:
        problems.add(refusals.NO_FOLDER, str(folder), 0)
        return
    for name, path in present.items():
        if path.suffix.lower() in {".yaml", ".yml", ".csv"} and name not in FILES:
            problems.add(refusals.UNKNOWN_FILE, name, 0)
    for name in FILES:
        if name in present:
            text = _text(present[name], problems)
            if text is not None:
                yield name, text
        elif any(is_required(key) for key in keys_of(name)):
            problems.add(refusals.MISSING_FILE, name, 0)
        else:
            for key in keys_of(name):
                lists.start(key)


def _text(path: Path, problems: Problems) -> str | None:
    try:
        content = path.read_bytes()
    except OSError as error:
        problems.add(refusals.UNREADABLE_FILE, path.name, 0, reason=error.strerror)
        return None
    try:
        return content.decode("utf-8-sig")  # spreadsheets put a byte order mark before their UTF-8
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.add(refusals.NOT_UTF8, path.name, line, byte=f"0x{content[error.start]:02x}")
        return None


def _read_table(table: Table, text: str, lists: Lists, problems: Problems) -> None:
    rows = csv_files.parse(table, text, problems)
    if rows is None:
        return
    lists.start(table.key)
    for row in rows:

        def line(_: yaml_files.Path, line: int = row.line) -> int:
            return line

        record = _valid(table.model, row.values, table.file, line, problems) if row.whole else None
        lists.add(table.key, Located(record, row.values, table.file, row.line))


def _read_document(document: Document, lists: Lists, problems: Problems) -> Header | None:
    """Takes the lists of a YAML file into `lists`; the header, if it is `plan.yaml` and has a good one."""
    file, keys = document.file, (DOCUMENTS | BESIDE)[document.file]
    header: Record | None = None
    if not isinstance(document.value, dict):
        problems.add(refusals.WRONG_VALUE, file, 1, key=file, value=_shown(document.value), reason="not a mapping")
        return None
    unknown = document.value.keys() - keys.keys()
    for key in unknown:
        problems.add(refusals.UNKNOWN_KEY, file, document.line((key,)), key=key)
    for key, model in keys.items():
        if key not in document.value:
            if is_required(key):
                problems.add(refusals.MISSING_KEY, file, 1, key=key)
            elif not unknown:  # among unknown keys it may stand misspelt: then nobody is blamed for leading to it
                lists.start(key)
        elif model is None:
            _check_format(document, problems)
        elif model is Header:
            header = _valid(model, document.value[key], file, _lines_under(document, key), problems)
        else:
            _read_list(document, key, model, lists, problems)
    return header if isinstance(header, Header) else None


def _check_format(document: Document, problems: Problems) -> None:
    value = document.value["format"] if isinstance(document.value, dict) else None
    if value != FORMAT:
        line = document.line(("format",))
        reason = f"this version reads {FORMAT}"
        problems.add(refusals.WRONG_VALUE, document.file, line, key="format", value=_shown(value), reason=reason)


def _read_list(document: Document, key: str, model: type[Record], lists: Lists, problems: Problems) -> None:
    items = document.value[key] if isinstance(document.value, dict) else None
    line = document.line((key,))
    if not isinstance(items, list):
        problems.add(refusals.WRONG_VALUE, document.file, line, key=key, value=_shown(items), reason="not a list")
        return
    lists.start(key)
    for index, item in enumerate(items):
        record = _valid(model, item, document.file, _lines_under(document, key, index), problems)
        values = item if isinstance(item, dict) else {}
        lists.add(key, Located(record, values, document.file, document.line((key, index))))


def _lines_under(document: Document, *prefix: str | int) -> Callable[[yaml_files.Path], int]:
    return lambda path: document.line((*prefix, *path))


def _valid(
    model: type[Record], values: object, file: str, line: Callable[[yaml_files.Path], int], problems: Problems
) -> Record | None:
    """The record, or `None` with each of its errors told at the line of the field that it is about."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            problems.add(_rule_for(detail), file, line(detail["loc"]), **_params_for(detail))
        return None


def _rule_for(detail: ErrorDetails) -> Rule:
    if detail["input"] is None and detail["type"] == "string_type":
        return refusals.EMPTY
    if detail["input"] == "" and detail["type"] == "string_pattern_mismatch":
        return refusals.EMPTY
    return _RULES.get(detail["type"], refusals.WRONG_VALUE)


def _params_for(detail: ErrorDetails) -> dict[str, str]:
    key = ".".join(str(step) for step in detail["loc"])
    return {"key": key or "the record", "value": _shown(detail["input"]), "reason": detail["msg"]}


def _shown(value: object) -> str:
    """A value as a message quotes it: short, on one line."""
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
