# SPDX-FileCopyrightText: Segnavia contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of the docs on the public tables, from their declaration in `segnavia.opendata`: one chapter each."""

from django.conf import settings

settings.configure(USE_I18N=False)  # the tables' words are message ids, which are told as they stand

from segnavia.opendata.declaration import GROUPS, PLACED, TABLES, Column, Table  # noqa: E402 - after the settings

_HEAD = """\
# The public tables

Written by `make docs` from the declaration in `src/segnavia/opendata/declared`; do not edit.

What [`/dati`](guide/open-data-out.md) offers and the programming interface answers. An empty value is not known or not
said, and never zero. A *required* column is never empty; the columns of the *key* tell rows apart, and rows are sorted
by them. Amounts are euro. *Decimals* are those that a number is kept with, exactly.

| Table | Rows are |
|---|---|
"""


def open_tables() -> str:
    """The whole page, in Markdown."""
    rows = [f"| [`{each.name}`](#{each.name}) | {each.title} |\n" for each in TABLES.values()]
    chapters = []
    for group in GROUPS.values():
        chapters.append(f"\n## {group.title}\n\n{group.description}\n")
        chapters.extend(_chapter(each) for each in TABLES.values() if each.group == group.code)
    return _HEAD + "".join(rows) + "".join(chapters)


def _chapter(table: Table) -> str:
    places = " Each row has a geometry." if table.name in PLACED else ""
    key = ", ".join(f"`{name}`" for name in table.key)
    lines = [
        f"\n### {table.name}\n\n{table.title}. {table.description}{places} Key: {key}.\n",
        "| Column | Kind | Title | What it is |",
        "|---|---|---|---|",
        *(_column(column) for column in table.columns),
    ]
    return "\n".join(lines) + "\n"


def _column(column: Column) -> str:
    facts = [
        *([column.description] if column.description else []),
        *([column.unit] if column.unit else []),
        *([f"{column.places} decimals"] if column.kind == "number" else []),
        *(["required"] if column.required else []),
        *([f"of [`{column.refers}`](#{column.refers})"] if column.refers else []),
    ]
    return f"| `{column.name}` | {column.kind} | {column.title} | {'; '.join(facts)} |"
