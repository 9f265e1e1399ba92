"""The data package (Frictionless, `datapackage.json`): the CSV files with their table schemas, licence and sources."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow.compute as pc
from django.utils.translation import gettext_noop, override

from segnavia.briefing import twins
from segnavia.briefing.state import State
from segnavia.opendata.columns import Column, Table
from segnavia.opendata.declaration import TABLES
from segnavia.opendata.publisher import LICENCE_CODE, LICENCE_TITLES, LICENCE_URL, address, file_address, publisher
from segnavia.opendata.sheet import words
from segnavia.opendata.stored import Stored
from segnavia.opendata.tables import table, version

Json = dict[str, Any]
NAME = "datapackage.json"
ENGLISH = "datapackage.en.json"
TITLE = gettext_noop("open data")
DESCRIPTION = gettext_noop("The plan, its projects and what was promised, measured from the open data of the State.")


def package(now: State, files: Mapping[str, Stored], language: str) -> Json:
    """The description of the package that lies beside the CSV files, its words in that language."""
    with override(language):
        header = now.book.package.plan
        by = publisher(now)
        about = twins.about(now.book, now.bulletin)
        return {
            "profile": "data-package",
            "name": f"segnavia-{header.code}",
            "id": file_address(NAME),
            "title": f"{header.short_title}: {words(TITLE)}",
            "description": words(DESCRIPTION),
            "homepage": address("data", language=language),
            "version": version(now),
            "keywords": [header.short_title, "PNRR", header.body],
            "licenses": [{"name": LICENCE_CODE, "title": LICENCE_TITLES[language], "path": LICENCE_URL}],
            "contributors": [{"title": by.name, "role": "publisher", "path": by.url}],
            "sources": list(_sources(now)),
            "about": about,
            "resources": [_resource(now, each, files[f"{each.name}.csv"]) for each in TABLES.values()],
        }


def _sources(now: State) -> Iterator[Json]:
    if now.bulletin:
        for used in now.bulletin.releases:
            title = f"{used.dataset} ({used.as_of}, {used.licence})"
            yield {"title": title, "path": address("bulletin", now.bulletin.id)}


def _resource(now: State, declared: Table, stored: Stored) -> Json:
    return {
        "profile": "tabular-data-resource",
        "name": declared.name.replace("_", "-"),
        "path": f"{declared.name}.csv",
        "title": words(declared.title),
        "description": words(declared.description),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": stored.size,
        "hash": f"sha256:{stored.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(column, declared) for column in declared.columns],
            "missingValues": [""],
            "primaryKey": list(declared.key),
            **_foreign_keys(now, declared),
        },
    }


def _field(column: Column, declared: Table) -> Json:
    constraints: Json = {"required": True} if column.required else {}
    if declared.key == (column.name,):
        constraints["unique"] = True
    return {
        "name": column.name,
        "type": column.kind,
        "title": words(column.title),
        **({"description": words(column.description)} if column.description else {}),
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _foreign_keys(now: State, declared: Table) -> Json:
    """The references that hold for every row: a bulletin may rest on an older text of the plan than the one shown."""
    found = []
    for column in declared.columns:
        if column.refers and _holds(now, declared, column):
            resource = column.refers.replace("_", "-")
            reference = {"resource": resource, "fields": list(TABLES[column.refers].key)}
            found.append({"fields": [column.name], "reference": reference})
    return {"foreignKeys": found} if found else {}


def _holds(now: State, declared: Table, column: Column) -> bool:
    values = table(now, declared.name)[column.name].drop_null()
    named = table(now, column.refers)[TABLES[column.refers].key[0]]
    return bool(pc.all(pc.is_in(values, value_set=named.combine_chunks()), min_count=0).as_py())
