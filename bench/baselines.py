"""The other ways, each a process of its own: `python -m bench.baselines copy|pandas|pandas-checked|total …`."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from segnavia.lake.datasets import Column

MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)


def copy(source: Path, target: Path) -> None:
    """Copy each CSV to Parquet by DuckDB, all of it as plain text."""
    import duckdb

    con = duckdb.connect()
    for file in sorted(source.glob("*.csv")):
        con.execute(
            f"COPY (FROM read_csv('{file}', delim = ';', header = true, all_varchar = true)) "
            f"TO '{target / file.stem}.parquet' (FORMAT parquet)"
        )


def by_pandas(source: Path, target: Path, *, is_checked: bool = False) -> None:
    """Read each CSV by pandas, give its columns the types that the lake has, and write them to Parquet.

    The same columns, values and types: absent values, dates, amounts to the cent, codes in capitals with their zeros.
    Formats are known beforehand. Where it `is_checked`, rows without a value that identifies them, with a code of the
    wrong form or with the key of an earlier row go to a file of their own; else nothing is checked.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    from segnavia.lake.datasets import Kind, map_headers
    from segnavia.sources.recognise import recognise

    types = {
        Kind.AMOUNT: pa.decimal128(15, 2),
        Kind.NUMBER: pa.decimal128(20, 4),
        Kind.INTEGER: pa.int64(),
        Kind.MONTH: pa.int32(),
        Kind.DATE: pa.date32(),
    }
    for file in sorted(source.glob("*.csv")):
        dataset = recognise(file)
        headers = pd.read_csv(file, sep=";", encoding="utf-8-sig", nrows=0).columns
        index = map_headers(dataset, list(headers)).index if dataset else {}
        columns = {headers[i]: dataset.column(name) for name, i in index.items()} if dataset else {}
        numeric = [h for h, c in columns.items() if c.kind in (Kind.AMOUNT, Kind.NUMBER)]
        dates = [h for h, c in columns.items() if c.kind is Kind.DATE]
        frame = pd.read_csv(
            file,
            sep=";",
            decimal=",",
            thousands=".",
            encoding="utf-8-sig",
            usecols=list(columns),
            dtype={h: "float64" if h in numeric else "str" for h in columns if h not in dates},
            parse_dates=dates,
            date_format="%d/%m/%Y",
            na_values=["", "N/D", "N/A", "N.D.", "NULL", "non definita", "31/12/9999"],
            keep_default_na=False,
        )
        for header, column in columns.items():
            if column.kind in (Kind.TEXT, Kind.CODE, Kind.BODY_TAX_CODE):
                frame[header] = frame[header].str.strip()
            if column.kind in (Kind.CODE, Kind.BODY_TAX_CODE):
                frame[header] = frame[header].str.upper()
            if column.width and column.kind in (Kind.CODE, Kind.BODY_TAX_CODE):
                frame[header] = frame[header].str.zfill(column.width)
            if column.kind is Kind.MONTH:
                frame[header] = frame[header].str.lower().map({m: n for n, m in enumerate(MONTHS, start=1)})
        if is_checked and dataset:
            wrong = _wrong_rows(frame, columns, dataset.key)
            frame[wrong].to_parquet(target / f"{file.stem}.quarantine.parquet", compression="zstd")
            frame = frame[~wrong]
        schema = pa.schema([(header, types.get(column.kind, pa.string())) for header, column in columns.items()])
        table = pa.Table.from_pandas(frame[list(columns)], preserve_index=False)
        pq.write_table(table.cast(schema), target / f"{file.stem}.parquet", compression="zstd")


def _wrong_rows(frame: "pd.DataFrame", columns: "Mapping[str, Column]", key: Sequence[str]) -> "pd.Series[bool]":
    """Which rows the lake would put in quarantine, as far as pandas has read them."""
    wrong = frame.index < 0  # none yet
    for header, column in columns.items():
        if column.filled:
            wrong |= frame[header].isna()
        if column.pattern:
            wrong |= ~frame[header].str.fullmatch(column.pattern, na=True)
    names = [header for header, column in columns.items() if column.name in key]
    return wrong | frame[~wrong].duplicated(names).reindex(frame.index, fill_value=False) if names else wrong


def total(home: Path, territory: str) -> None:
    """The PNRR money paid for the projects with a place in a territory, by the barest query on the lake's Parquet."""
    import duckdb

    newest = {
        name: max((home / "lake" / name).glob("*/data.parquet"))
        for name in ("PNRR_Pagamenti_di_Progetto", "PNRR_Localizzazione")
    }
    con = duckdb.connect()
    paid = con.execute(
        f"SELECT sum(paid_pnrr) FROM '{newest['PNRR_Pagamenti_di_Progetto']}' "
        f"WHERE cup IN (SELECT cup FROM '{newest['PNRR_Localizzazione']}' WHERE province = ?)",
        [territory],
    ).fetchall()[0][0]
    print(paid)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["copy", source, target]:
            copy(Path(source), Path(target))
        case ["pandas", source, target]:
            by_pandas(Path(source), Path(target))
        case ["pandas-checked", source, target]:
            by_pandas(Path(source), Path(target), is_checked=True)
        case ["total", home, territory]:
            total(Path(home), territory)
        case _:
            sys.exit(__doc__)
