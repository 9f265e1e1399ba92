"""From cleaned text to the two tables of a release: the rows that are kept, typed, and those in quarantine."""

from pathlib import Path

import duckdb

from segnavia.lake import formats, rules
from segnavia.lake.conversion import sql_for_issues, sql_for_person, sql_for_value, sql_type
from segnavia.lake.datasets import Dataset, Kind
from segnavia.lake.engine import identifier, text_literal
from segnavia.lake.formats import NumberFormat
from segnavia.lake.loading import Loaded


def decide_numbers(con: duckdb.DuckDBPyConnection, name: str, loaded: Loaded) -> dict[str, NumberFormat]:
    """The number format of each numeric column of the file `name`, from its values or as the file types them."""
    numeric = [c for c in loaded.columns if c.kind in (Kind.AMOUNT, Kind.NUMBER)]
    told = [c for c in numeric if c.name not in loaded.exact_numbers]
    decided = formats.decide(name, told, formats.gather(con, told))
    return decided | dict.fromkeys(sorted(loaded.exact_numbers), NumberFormat.DOT)


def type_rows(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, loaded: Loaded, number_formats: dict[str, NumberFormat]
) -> None:
    """Make the table `typed`: `cleaned` with a `typed_` value for each column and the list of each row's issues."""
    typed = ", ".join(
        f"{sql_for_value(c, number_formats.get(c.name))} AS {identifier(f'typed_{c.name}')}" for c in loaded.columns
    )
    issues = sql_for_issues(dataset, loaded.headers)
    con.execute(f"CREATE TABLE typed AS SELECT *, {issues} AS issues FROM (SELECT *, {typed} FROM cleaned)")
    key = [identifier(f"typed_{k}") for k in dataset.key if k in loaded.headers]
    if not key:
        return
    con.execute(
        f"CREATE TABLE twice AS SELECT {', '.join(key)}, min(source_row) AS first_row FROM typed "
        f"WHERE len(issues) = 0 GROUP BY ALL HAVING count(*) > 1"
    )
    same = " AND ".join(f"typed.{name} IS NOT DISTINCT FROM twice.{name}" for name in key)
    con.execute(
        f"UPDATE typed SET issues = [struct_pack(code := '{rules.REPEATED_KEY.code}', \"column\" := '', "
        f"value := CAST(twice.first_row AS VARCHAR))] FROM twice "
        f"WHERE {same} AND len(issues) = 0 AND source_row > twice.first_row"
    )


def write_quarantine(con: duckdb.DuckDBPyConnection, dataset: Dataset, loaded: Loaded, target: Path) -> dict[str, int]:
    """Write the rows with issues to `target` (and the table `quarantine`); return how many by code."""
    con.execute(
        'CREATE TABLE quarantine (source_row UINTEGER, code VARCHAR, "column" VARCHAR, value VARCHAR, '
        "row_as_published VARCHAR)"
    )
    if loaded.broken:
        con.executemany(
            "INSERT INTO quarantine VALUES (?, ?, '', ?, ?)",
            [(b.source_row, rules.BROKEN_ROW.code, b.detail, b.line) for b in loaded.broken],
        )
    con.execute(
        f"INSERT INTO quarantine SELECT source_row, issues[1].code, issues[1].column, issues[1].value, "
        f"{_sql_for_row_as_published(dataset, loaded)} FROM typed WHERE len(issues) > 0"
    )
    con.execute(f"COPY (FROM quarantine ORDER BY source_row) TO {text_literal(target)} (FORMAT parquet)")
    counts = con.execute("SELECT code, count(*) FROM quarantine GROUP BY code ORDER BY code").fetchall()
    return {str(code): int(count) for code, count in counts}


def write_data(con: duckdb.DuckDBPyConnection, dataset: Dataset, loaded: Loaded, target: Path) -> int:
    """Write the good rows to `target`, with every declared column in its type; return how many."""
    person = _sql_for_any_person(dataset, loaded)
    values = []
    for column in dataset.columns:
        name, typed = identifier(column.name), identifier(f"typed_{column.name}")
        if column.name not in loaded.headers:
            values.append(f"CAST(NULL AS {sql_type(column)}) AS {name}")
        elif column.name in dataset.person_columns:
            values.append(f"CASE WHEN NOT ({person}) THEN {typed} END AS {name}")
        else:
            values.append(f"{typed} AS {name}")
    con.execute(
        f"COPY (SELECT source_row, {', '.join(values)} FROM typed WHERE len(issues) = 0 ORDER BY source_row) "
        f"TO {text_literal(target)} (FORMAT parquet, COMPRESSION zstd)"
    )
    count: int = con.execute("SELECT count(*) FROM typed WHERE len(issues) = 0").fetchall()[0][0]
    return count


def count_persons(con: duckdb.DuckDBPyConnection, dataset: Dataset, loaded: Loaded) -> int:
    """How many rows had what is, or may be, a natural person's data, which were emptied."""
    query = f"SELECT count(*) FROM cleaned WHERE {_sql_for_any_person(dataset, loaded)}"
    count: int = con.execute(query).fetchall()[0][0]
    return count


def _sql_for_any_person(dataset: Dataset, loaded: Loaded) -> str:
    """Whether a row may be a natural person's: by its tax code, and always where a file that names bodies has none."""
    told = " OR ".join(sql_for_person(c) for c in loaded.columns if c.kind is Kind.BODY_TAX_CODE)
    names_bodies = any(name in loaded.headers for name in dataset.person_columns)
    return told or ("true" if names_bodies else "false")


def _sql_for_row_as_published(dataset: Dataset, loaded: Loaded) -> str:
    """The row as JSON by header, without what belongs to a natural person."""
    person = _sql_for_any_person(dataset, loaded)
    pairs = []
    for column in loaded.columns:
        if column.kind is Kind.BINARY:
            continue
        value = identifier(column.name)
        private = column.kind is Kind.BODY_TAX_CODE or column.name in dataset.person_columns
        pairs += [
            text_literal(column.header),
            f"CASE WHEN NOT ({person}) THEN {value} END" if private else value,
        ]
    return f"CAST(json_object({', '.join(pairs)}) AS VARCHAR)"
