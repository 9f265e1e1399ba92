"""The declaration of the public tables is sound: names, keys, references, words."""

import re

import pytest

from segnavia.opendata import tables
from segnavia.opendata.declaration import GROUPS, TABLES, Table
from segnavia.opendata.geometry import PLACED
from segnavia.opendata.queries import QUERIES
from segnavia.opendata.rows_of_registry import ROWS

EACH = pytest.mark.parametrize("declared", TABLES.values(), ids=lambda declared: declared.name)


@EACH
def test_names_are_plain_and_used_once(declared: Table) -> None:
    names = [column.name for column in declared.columns]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in [declared.name, *names])
    assert len(set(names)) == len(names)


@EACH
def test_key_is_of_columns_that_are_never_empty(declared: Table) -> None:
    assert declared.key
    assert [name for name in declared.key if not declared.column[name].required] == []


@EACH
def test_reference_is_to_a_table_with_one_key_of_the_same_kind(declared: Table) -> None:
    for column in declared.columns:
        if column.refers:
            other = TABLES[column.refers]
            assert len(other.key) == 1
            assert other.column[other.key[0]].kind == column.kind


@EACH
def test_table_says_what_it_is(declared: Table) -> None:
    assert declared.group in GROUPS
    assert declared.title
    assert declared.description.endswith(".")
    assert [column.name for column in declared.columns if not column.title] == []
    assert not declared.spatial or declared.spatial in declared.column


def test_every_table_is_made_in_one_way() -> None:
    made = [*tables._ROWS, *QUERIES, *ROWS]
    assert sorted(made) == sorted(TABLES)
    assert {name for name in TABLES if TABLES[name].living} == ROWS.keys()


def test_only_declared_tables_have_places() -> None:
    assert set(PLACED) <= TABLES.keys()
