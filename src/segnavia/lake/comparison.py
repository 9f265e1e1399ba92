"""The SQL that compares two releases, which stand in the views `old` and `new`: by a key, or row by whole row.

Either way it makes the table `pairs`: `way`, `times`, `before_row`, `after_row` (the `source_row` in each release, or
NULL) and `changes`, a list of (column, before, after).
"""

from collections.abc import Sequence

from segnavia.lake.conversion import sql_type
from segnavia.lake.datasets import Column, Kind
from segnavia.lake.engine import identifier, text_literal

_NO_CHANGE = 'CAST([] AS STRUCT("column" VARCHAR, before VARCHAR, after VARCHAR)[])'


def sql_for_comparable(column: Column) -> str:
    """A column's value in its declared type, and of what is not text its hash."""
    name = identifier(column.name)
    return f"md5({name})" if column.kind is Kind.BINARY else f"CAST({name} AS {sql_type(column)})"


def sql_for_pairs(columns: Sequence[Column], key: Sequence[Column]) -> str:
    """Each row with the one of the same key in the other release, and the columns in which they differ."""
    same = " AND ".join(f"old.{identifier(c.name)} IS NOT DISTINCT FROM new.{identifier(c.name)}" for c in key)
    changes = ", ".join(
        f'CASE WHEN old.{name} IS DISTINCT FROM new.{name} THEN struct_pack("column" := {text_literal(c.name)}, '
        f"before := CAST(old.{name} AS VARCHAR), after := CAST(new.{name} AS VARCHAR)) END"
        for c in columns
        if c not in key
        for name in [identifier(c.name)]
    )
    both = "old.source_row IS NOT NULL AND new.source_row IS NOT NULL"
    return f"""
        SELECT
            CASE
                WHEN before_row IS NULL THEN 'appeared'
                WHEN after_row IS NULL THEN 'vanished'
                WHEN len(changes) > 0 THEN 'changed'
                ELSE 'unchanged'
            END AS way,
            CAST(1 AS BIGINT) AS times, before_row, after_row, changes
        FROM (
            SELECT
                old.source_row AS before_row, new.source_row AS after_row,
                CASE WHEN {both} THEN {_sql_for_list(changes)} ELSE {_NO_CHANGE} END AS changes
            FROM old FULL JOIN new ON {same}
        )"""


def _sql_for_list(changes: str) -> str:
    return f"list_filter([{changes}], lambda x: x IS NOT NULL)" if changes else _NO_CHANGE


def sql_for_whole_rows(columns: Sequence[Column]) -> str:
    """Equal rows together: as many as both releases have are unchanged, the others appeared or vanished."""
    names = listed(columns)
    return f"""
        WITH counted AS (
            SELECT
                count(*) FILTER (is_new) AS after_times, count(*) FILTER (NOT is_new) AS before_times,
                min(source_row) FILTER (is_new) AS after_row, min(source_row) FILTER (NOT is_new) AS before_row
            FROM (
                SELECT false AS is_new, source_row, {names} FROM old
                UNION ALL
                SELECT true, source_row, {names} FROM new
            )
            GROUP BY {names}
        ),
        told AS (
            SELECT 'appeared' AS way, after_times - before_times AS times, NULL AS before_row, after_row FROM counted
            UNION ALL
            SELECT 'vanished', before_times - after_times, before_row, NULL FROM counted
            UNION ALL
            SELECT 'unchanged', least(before_times, after_times), before_row, after_row FROM counted
        )
        SELECT *, {_NO_CHANGE} AS changes FROM told WHERE times > 0"""


def sql_for_projects(columns: Sequence[Column]) -> str:
    """How many projects (by these columns of `old` and `new`) went each way, by the rows of `pairs`."""
    names = listed(columns)
    return f"""
        WITH touched AS (
            SELECT {names} FROM old WHERE source_row IN (SELECT before_row FROM pairs WHERE way <> 'unchanged')
            UNION
            SELECT {names} FROM new WHERE source_row IN (SELECT after_row FROM pairs WHERE way <> 'unchanged')
        ),
        remaining AS (SELECT {names} FROM old INTERSECT SELECT {names} FROM new)
        SELECT 'appeared', count(*) FROM (SELECT {names} FROM new EXCEPT SELECT {names} FROM old)
        UNION ALL
        SELECT 'vanished', count(*) FROM (SELECT {names} FROM old EXCEPT SELECT {names} FROM new)
        UNION ALL
        SELECT 'changed', count(*) FROM (FROM remaining INTERSECT FROM touched)
        UNION ALL
        SELECT 'unchanged', count(*) FROM (FROM remaining EXCEPT FROM touched)
        """


def listed(columns: Sequence[Column]) -> str:
    """The columns' names, with commas between."""
    return ", ".join(identifier(c.name) for c in columns)
