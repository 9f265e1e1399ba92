# SPDX-FileCopyrightText: Segnavia contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of the docs on the datasets, from their declarations in `segnavia.sources`: one chapter each."""

from collections.abc import Iterable
from types import ModuleType

from segnavia.lake.datasets import Column, Dataset, Layout
from segnavia.sources.catalogue import MODULES

_HEAD = """\
# Datasets

Written by `make docs` from the declarations in `src/segnavia/sources`, one file a dataset; do not edit.

A header finds its column by name, by an alias or by its name in the lake; case, accents, blanks and punctuation do not
count, nor does the order. A file without a *required* column is refused. A row goes to quarantine where a *filled*
column is empty, where a value does not have the *form*, where a number or a date cannot be read, and where it repeats
the key of an earlier row. Digits are padded with zeros to the *width*. A header that is in no table here is left out
and reported.

A layout is named after the first release seen in it and stays until the next one. How numbers, dates and letters are
written is told by the values of each file ([Open data](guide/data.md)).

| Dataset | One row is | Layouts |
|---|---|---|
"""


def datasets() -> str:
    """The whole page, in Markdown."""
    rows = [
        f"| [`{m.DATASET.name}`](#{m.DATASET.name.lower()}) | {_row(m)} "
        f"| {', '.join(layout.name for layout in reversed(m.DATASET.layouts))} |\n"
        for m in MODULES
    ]
    return _HEAD + "".join(rows) + "".join(_chapter(module) for module in MODULES)


def _row(module: ModuleType) -> str:
    """What a row is, as the first line of the module's docstring says after the dataset's name."""
    return str(module.__doc__).splitlines()[0].partition(": ")[2].rstrip(".")


def _chapter(module: ModuleType) -> str:
    dataset: Dataset = module.DATASET
    notes = str(module.__doc__).partition("\n\n")[2].strip()
    facts = [
        f"- A row: {_row(module)}.",
        f"- Publisher: {dataset.publisher}. {dataset.attribution}.",
        f"- Where: {_where(dataset)}.",
        f"- Key: {_names(dataset.key) if dataset.key else 'none'}.",
        f"- Date of a release: {_names([dataset.as_of]) if dataset.as_of else 'in no column, `--as-of` says it'}.",
        *(f"- {_layout(dataset, layout)}." for layout in reversed(dataset.layouts)),
    ]
    table = [
        "| In the lake | Header | Aliases | Kind | Checks |",
        "|---|---|---|---|---|",
        *(_column(dataset, column) for column in dataset.columns),
    ]
    left_out = (
        f"Headers left out: {', '.join(f'“{header}”' for header in dataset.left_out)}.\n\n" if dataset.left_out else ""
    )
    return (
        f"\n## {dataset.name}\n\n{dataset.title}.\n\n{notes}\n\n"
        + "\n".join(facts)
        + "\n\n"
        + "\n".join(table)
        + "\n\n"
        f"{left_out}"
    ).rstrip() + "\n"


def _where(dataset: Dataset) -> str:
    if dataset.default_path:
        return "in an installed package, no file has to be named"
    return f"<{dataset.url}>" if dataset.url else "in the publisher's catalogue, at no lasting address"


def _layout(dataset: Dataset, layout: Layout) -> str:
    marks = f", known by {_names(layout.marks)}" if layout.marks else ""
    if not layout.lacks:
        return f"Layout {layout.name}{marks}: all columns"
    if len(layout.lacks) * 2 > len(dataset.columns):
        return (
            f"Layout {layout.name}{marks}: only {_names(c.name for c in dataset.columns if c.name not in layout.lacks)}"
        )
    return f"Layout {layout.name}{marks}: all columns but {_names(layout.lacks)}"


def _column(dataset: Dataset, column: Column) -> str:
    checks = [
        *(["required"] if column.required else []),
        *(["filled"] if column.filled else []),
        *([f"form `{column.pattern}`".replace("|", "\\|")] if column.pattern else []),
        *([f"width {column.width}"] if column.width else []),
        *(["emptied for persons"] if column.name in dataset.person_columns else []),
        *(["tells persons"] if column.name == dataset.legal_form else []),
    ]
    aliases = ", ".join(column.aliases)
    return f"| `{column.name}` | {column.header} | {aliases} | {column.kind} | {', '.join(checks)} |"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
