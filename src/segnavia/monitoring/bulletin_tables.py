"""The tables of a published bulletin, to be asked in SQL. They are small, and never change."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import duckdb

from segnavia.lake.engine import connect, text_literal
from segnavia.monitoring.publishing import root

LINE = (
    "project, p.submeasure, p.cup, p.clp, p.title, p.place_share, p.funding_pnrr, p.paid_pnrr, p.funding_elsewhere, "
    "p.measured, s.state, s.rule, s.days_late, s.due, p.body, p.body_code"
)
LINES = "FROM 'projects.parquet' AS p JOIN 'states.parquet' AS s USING (project)"
BY_FUNDING = "coalesce(p.funding_pnrr, p.funding_elsewhere) DESC NULLS LAST, project"


class _Shared:
    """One engine for all who ask in this process: to open one takes 13 ms, a cursor of it 0.2 ms."""

    def __init__(self) -> None:
        self.engine: duckdb.DuckDBPyConnection | None = None
        self.lock = Lock()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        with self.lock:
            if self.engine is None:
                # the tables of one territory are a few thousand rows: a second thread only costs
                self.engine = connect(threads=1)
            return self.engine.cursor()

    def close(self) -> None:
        with self.lock:
            if self.engine is not None:
                self.engine.close()
                self.engine = None


_shared = _Shared()
# An engine has threads, which a forked process would not have: gunicorn's workers open one of their own.
os.register_at_fork(before=_shared.close)


@contextmanager
def tables_of(home: Path, bulletin_id: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in which `'projects.parquet'` and the others are this bulletin's."""
    con = _shared.cursor()
    try:
        con.execute(f"SET file_search_path = {text_literal(root(home) / bulletin_id)}")
        yield con
    finally:
        con.close()
