#!/usr/bin/env python3
# SPDX-FileCopyrightText: Segnavia contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the documents that the code says better: findings, datasets, public tables, the schemas of plan and API.

usage: write_docs.py [--check]    with --check nothing is written, and a stale document ends it with status 1
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from dataset_docs import datasets
from open_tables_docs import open_tables
from openapi_docs import openapi

from segnavia.core.findings import Rule
from segnavia.lake.rules import ROW_RULES
from segnavia.monitoring.rules import RULES as MEASURING_RULES
from segnavia.plans.coherence.rules import RULES as COHERENCE_RULES
from segnavia.plans.refusals import REFUSALS
from segnavia.plans.schema import json_schema

DOCS = Path(__file__).resolve().parent.parent / "docs"
_HEAD = """\
# Findings

Written by `make docs` from the rules in the code; do not edit.

A finding is something wrong or doubtful in data or plan. An `error` refuses a package or keeps a row out, a `warning`
wants a look, an `info` is for the record. Codes never change their meaning.
"""


def findings() -> str:
    """The findings of every room, in Markdown."""
    chapters: tuple[tuple[str, str, Iterable[Rule]], ...] = (
        ("A plan package that is refused", "`segnavia plan check` and `plan load`.", REFUSALS),
        ("The sense of a plan", "`segnavia plan check`, and the page `/verifica`.", COHERENCE_RULES),
        ("A row that goes to quarantine", "`segnavia lake add`, and the page `/monitoraggio`.", ROW_RULES),
        ("A measurement", "`segnavia monitor`, and the page `/verifica`.", MEASURING_RULES.values()),
    )
    parts = [_HEAD]
    for title, where, rules in chapters:
        parts.append(f"\n## {title}\n\nFound by {where}\n")
        parts.extend(
            f"\n### {rule.code} {rule.title}\n\n`{rule.severity}`: {rule.message}.\n\n{rule.remedy}\n\n"
            f"Example: {rule.example}\n"
            for rule in sorted(rules, key=lambda rule: rule.code)
        )
    return "".join(parts)


DOCUMENTS = {
    "findings.md": findings,
    "datasets.md": datasets,
    "open-tables.md": open_tables,
    "plan.schema.json": json_schema,
    "api.openapi.json": openapi,
}


def main() -> int:
    """Write each document, or say which are stale."""
    stale = []
    for name, text in DOCUMENTS.items():
        file = DOCS / name
        if not file.exists() or file.read_text(encoding="utf-8") != text():
            stale.append(name)
            if "--check" not in sys.argv:
                file.write_text(text(), encoding="utf-8")
    if "--check" in sys.argv and stale:
        print(f"Stale: {', '.join(stale)}. Run make docs.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
