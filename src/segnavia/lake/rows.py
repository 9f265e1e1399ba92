"""From raw text to the two files of a release: the rows that are kept, typed, and those in quarantine.

Whatever row is not in the first file is looked up for the second, so that each is in exactly one of them.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from segnavia.lake import conversion, formats, rules
from segnavia.lake.conversion import sql_for_person, sql_for_prepared, sql_for_value, sql_type
from segnavia.lake.datasets import Dataset, Kind
from segnavia.lake.engine import identifier, text_literal
from segnavia.lake.files import this_file
from segnavia.lake.formats import Format, NumberFormat
from segnavia.lake.loading import NUMBER, Loaded

_OPTIONS = "(FORMAT parquet, COMPRESSION zstd)"


def decide_formats(name: str, loaded: Loaded) -> dict[str, Format]:
    """The format of each column of numbers or dates of the file `name`, from its values or as the file types them."""
    text = [c for c in loaded.columns if c.name not in loaded.typed]
    numeric = [c for c in text if c.kind in formats.NUMERIC]
    examples = loaded.survey.examples
    decided: dict[str, Format] = {
        **formats.decide(name, numeric, {c.name: formats.evidence_of(examples[c.name]) for c in numeric})
    }
    for column in text:
        written = formats.decide_date(name, column, examples[column.name]) if column.kind is Kind.DATE else None
        if written:
            decided[column.name] = written
    typed = (c for c in loaded.columns if c.name in loaded.typed and c.kind in formats.NUMERIC)
    return decided | {c.name: NumberFormat.DOT for c in typed}


def write_data(
    con: duckdb.DuckDBPyConnection, dataset: Dataset, loaded: Loaded, written: Mapping[str, Format], target: Path
) -> int:
    """Write the good rows to `target`, with every declared column in its type; return how many.

    Rows that repeat another's key are left out and stand in the table `twice` by `source_row` and `first_row`.
    """
    values = []
    for column in dataset.columns:
        name, typed = identifier(column.name), identifier(f"typed_{column.name}")
        if column.name not in loaded.headers:
            values.append(f"CAST(NULL AS {sql_type(column)}) AS {name}")
        elif conversion.is_private(dataset, column):
            values.append(f"CASE WHEN NOT is_person THEN {typed} END AS {name}")
        else:
            values.append(f"{typed} AS {name}")
    good = conversion.sql_for_good(conversion.checks(dataset, loaded.headers))
    typed = _sql_for_typed(dataset, loaded, written, f"({loaded.relation})", is_numbered=loaded.is_numbered)
    checked = (
        f"SELECT {'source_row, ' if loaded.is_numbered else ''}{', '.join(values)}, {good} AS is_good FROM ({typed})"
    )
    numbered = checked if loaded.is_numbered else f"SELECT {NUMBER}, * FROM ({checked})"
    # Numbered above what is computed, and not where the rows come in: the engine would push the condition down beneath
    # the computing, and do that twice. No step between changes the order.
    con.execute(
        f"COPY (SELECT * EXCLUDE (is_good) FROM ({numbered}) WHERE is_good) TO {text_literal(target)} {_OPTIONS}"
    )
    return _leave_out_repeated(con, [k for k in dataset.key if k in loaded.headers], target)


def write_quarantine(
    con: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    loaded: Loaded,
    written: Mapping[str, Format],
    data: Path,
    target: Path,
) -> dict[str, int]:
    """Write the rows that are not in `data` to `target` (and the table `quarantine`); return how many by code."""
    con.execute(
        'CREATE TABLE quarantine (source_row UINTEGER, code VARCHAR, "column" VARCHAR, value VARCHAR, '
        "row_as_published VARCHAR)"
    )
    if loaded.broken:
        con.executemany(
            "INSERT INTO quarantine VALUES (?, ?, '', ?, ?)",
            [(b.source_row, rules.BROKEN_ROW.code, b.detail, b.line) for b in loaded.broken],
        )
    kept = f"read_parquet({text_literal(this_file(data))})"
    if con.execute(f"SELECT count(*) FROM {kept}").fetchall()[0][0] < loaded.survey.rows:
        raw = f"({loaded.relation})" if loaded.is_numbered else f"(SELECT *, {NUMBER} FROM ({loaded.relation}))"
        lost = f"(FROM {raw} ANTI JOIN {kept} USING (source_row))"
        typed = _sql_for_typed(dataset, loaded, written, lost, is_numbered=True)
        issue = conversion.sql_for_first_issue(conversion.checks(dataset, loaded.headers))
        repeated = conversion.sql_for_issue(rules.REPEATED_KEY.code, "''", "first_row")
        con.execute(
            f"INSERT INTO quarantine SELECT source_row, issue.code, issue.column, issue.value, row_as_published FROM "
            f"(SELECT source_row, coalesce({issue}, CASE WHEN first_row IS NOT NULL THEN {repeated} END) AS issue, "
            f"{_sql_for_row_as_published(dataset, loaded)} AS row_as_published "
            f"FROM ({typed}) LEFT JOIN twice USING (source_row))"
        )
    con.execute(f"COPY (FROM quarantine ORDER BY source_row) TO {text_literal(target)} {_OPTIONS}")
    counts = con.execute("SELECT code, count(*) FROM quarantine GROUP BY code ORDER BY code").fetchall()
    return {str(code): int(count) for code, count in counts}


def _sql_for_typed(
    dataset: Dataset, loaded: Loaded, written: Mapping[str, Format], raw: str, *, is_numbered: bool
) -> str:
    """Each column prepared, as `name`, and typed, as `typed_name`, and `is_person`; with the row's number."""
    keep = ["source_row"] if is_numbered else []
    prepared = [sql_for_prepared(c) for c in loaded.columns]
    typed = [f"{sql_for_value(c, written.get(c.name))} AS {identifier(f'typed_{c.name}')}" for c in loaded.columns]
    person = f"{sql_for_person(dataset, loaded.columns)} AS is_person"
    return f"SELECT *, {', '.join([*typed, person])} FROM (SELECT {', '.join([*keep, *prepared])} FROM {raw})"


def _leave_out_repeated(con: duckdb.DuckDBPyConnection, key: list[str], data: Path) -> int:
    """Take rows that repeat the key of an earlier one out of `data` into the table `twice`; return how many stay."""
    con.execute("CREATE TABLE twice (source_row UINTEGER, first_row UINTEGER)")
    rows = f"read_parquet({text_literal(this_file(data))})"
    if key:
        names = ", ".join(map(identifier, key))
        # by the key's hash first: 8 bytes a row and not some 100, and nearly always the end of it
        repeated = f"SELECT hash({names}) FROM {rows} GROUP BY 1 HAVING count(*) > 1"
        if con.execute(f"SELECT 1 FROM ({repeated}) LIMIT 1").fetchall():
            con.execute(
                f"INSERT INTO twice FROM (SELECT source_row, min(source_row) OVER (PARTITION BY {names}) AS first_row "
                f"FROM {rows} WHERE hash({names}) IN ({repeated})) WHERE source_row > first_row"
            )
            whole = data.rename(data.with_suffix(".whole"))
            con.execute(
                f"COPY (FROM read_parquet({text_literal(this_file(whole))}) ANTI JOIN twice USING (source_row) "
                f"ORDER BY source_row) TO {text_literal(data)} {_OPTIONS}"
            )
            whole.unlink()
    count: int = con.execute(f"SELECT count(*) FROM {rows}").fetchall()[0][0]
    return count


def _sql_for_row_as_published(dataset: Dataset, loaded: Loaded) -> str:
    """The row as JSON by header, without what belongs to a natural person."""
    pairs = []
    for column in loaded.columns:
        if column.kind is Kind.BINARY:
            continue
        value = identifier(column.name)
        told = f"CASE WHEN NOT is_person THEN {value} END" if conversion.is_private(dataset, column) else value
        pairs += [text_literal(loaded.headers[column.name]), told]
    return f"CAST(json_object({', '.join(pairs)}) AS VARCHAR)"
