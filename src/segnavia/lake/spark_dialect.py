"""DuckDB's SQL in Spark's words: sqlglot's translation, mended where the two would not mean the same.

Each mending is tested on both engines; what is not mended stands in docs/adr/0009 as wording to avoid, and what could
pass unseen is refused here.
"""

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, SqlglotError

from segnavia.lake.errors import LakeError

Kind = exp.DataType.Type
# Types that Spark lacks, by the one that holds all their values; JSON is text there.
_WIDER = {
    Kind.INT128: "DECIMAL(38, 0)",
    Kind.UINT: "BIGINT",
    Kind.USMALLINT: "INT",
    Kind.UTINYINT: "SMALLINT",
    Kind.JSON: "VARCHAR",
}
# What sqlglot passes on with another meaning: a list without its order, quantiles and days of the week of another kind.
_REFUSED = (
    exp.ArrayAgg,
    exp.Quantile,
    exp.PercentileCont,
    exp.PercentileDisc,
    exp.Median,
    exp.DayOfWeek,
    exp.DayOfWeekIso,
)


def spark_type(kind: str) -> str:
    """Spark's name of one of DuckDB's types."""
    return _text(exp.DataType.build(kind, dialect="duckdb"))


def spark_query(query: str | exp.Expr) -> str:
    """A query or an expression of the DuckDB dialect, translated. Raises `LakeError` for what has no translation."""
    try:
        return _text(sqlglot.parse_one(query, read="duckdb") if isinstance(query, str) else query)
    except SqlglotError as error:
        raise _untranslated(str(error).splitlines()[0]) from error


def _untranslated(what: str) -> LakeError:
    return LakeError(f"This has no translation to Spark's SQL: {what}", "Word it as docs/adr/0009 says")


def _text(node: exp.Expr) -> str:
    return node.transform(_mended).sql("spark", comments=False, unsupported_level=ErrorLevel.RAISE)


def _mended(node: exp.Expr) -> exp.Expr:
    if isinstance(node, _REFUSED) or (isinstance(node, exp.Distinct) and node.args.get("on")):
        raise _untranslated(node.sql("duckdb"))
    if isinstance(node, exp.DataType) and node.this in _WIDER:
        return exp.DataType.build(_WIDER[node.this], dialect="duckdb")
    if isinstance(node, exp.Div):
        return _quotient(node)
    if isinstance(node, exp.Cast) and isinstance(node.this, exp.Div) and node.to.this == Kind.DECIMAL:
        return _rounded_quotient(node)
    if isinstance(node, exp.DateDiff):
        return _date_diff(node)
    if isinstance(node, exp.ArgMin | exp.ArgMax):
        return _extreme(node)
    if isinstance(node, exp.CTE):
        node.set("materialized", None)  # a hint that Spark has no word for
    if isinstance(node, exp.Anonymous) and node.name.lower() == "to_json":
        return _json_of_row(node)
    return node


def _quotient(node: exp.Div) -> exp.Expr:
    """DuckDB divides as DOUBLE, whatever the operands; Spark would divide decimals as decimals."""
    above, below = (exp.cast(part.transform(_mended), "DOUBLE") for part in (node.this, node.expression))
    return exp.Div(this=above, expression=below)


def _rounded_quotient(node: exp.Cast) -> exp.Expr:
    """DuckDB makes a DECIMAL(p, s) of a DOUBLE x by rounding x · 10^s; Spark by rounding the shortest text of x.

    Beyond 18 digits the product would no longer fit the BIGINT that carries it, and such a cast is refused.
    """
    precision, scale = (int(parameter.name) for parameter in node.to.expressions)
    if precision > 18:
        raise _untranslated(node.sql("duckdb"))
    scaled = f"CAST(ROUND(({_text(node.this)}) * 1e{scale}) AS BIGINT)"
    unit = f"CAST('1e-{scale}' AS DECIMAL({scale + 1}, {scale}))"
    return sqlglot.parse_one(f"CAST({scaled} * {unit} AS DECIMAL({precision}, {scale}))", read="spark")


def _date_diff(node: exp.DateDiff) -> exp.Expr:
    """DuckDB counts the months or years that begin between two dates, Spark the whole ones that have passed."""
    unit = node.text("unit").lower()
    if unit == "day":
        return node
    if unit not in ("month", "year"):
        raise _untranslated(node.sql("duckdb"))
    to, since = _text(node.this), _text(node.expression)
    years = f"(YEAR({to}) - YEAR({since}))"
    months = f"({years} * 12 + MONTH({to}) - MONTH({since}))"
    return sqlglot.parse_one(years if unit == "year" else months, read="spark")


def _extreme(node: exp.ArgMin | exp.ArgMax) -> exp.Expr:
    """DuckDB passes over rows without a value; Spark only over those without an order."""
    value, order = (part.transform(_mended) for part in (node.this, node.expression))
    return type(node)(this=value, expression=exp.Case().when(value.is_(exp.Null()).not_(), order))


def _json_of_row(node: exp.Anonymous) -> exp.Expr:
    """In DuckDB the alias of a table is its row as a struct, and JSON keeps what is NULL."""
    (row,) = node.expressions
    return sqlglot.parse_one(f"to_json(struct({row.name}.*), map('ignoreNullFields', 'false'))", read="spark")
