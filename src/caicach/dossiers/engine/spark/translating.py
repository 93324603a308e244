"""The house's SQL (DuckDB's dialect) as Spark says it.

sqlglot knows both dialects. What it would drop or change without a word is said here (the order of a list, exact
quantiles, decimals), and a function that neither of us knows is refused: no question is answered otherwise than asked.
"""

from functools import lru_cache
from typing import Final

from sqlglot import errors, exp, parse_one

KNOWN: Final = frozenset({"nfc_normalize", "percentile_disc"})
"""Functions that a session has by the name in the question, and those said below."""


@lru_cache(maxsize=512)
def syntax_tree(sql: str) -> exp.Expr:
    """To be looked at, not to be changed."""
    return parse_one(sql, read="duckdb")


def spark_sql(question: exp.Expr) -> str:
    """Raises UnsupportedError where Spark has no such thing."""
    said = question.copy().transform(_translation)
    for call in said.find_all(exp.Anonymous):
        if call.name.casefold() not in KNOWN:
            raise errors.UnsupportedError(f"{call.name}: no such function of Spark is known")
    return str(said.sql(dialect="spark", unsupported_level=errors.ErrorLevel.RAISE))


def _translation(node: exp.Expr) -> exp.Expr:
    """What takes a node's place is not walked again: its parts are said before."""
    match node:
        case exp.ArrayAgg(this=exp.Order() as listed):
            return _in_order(listed)
        case exp.PercentileDisc():
            return _quantiles(node)
        case exp.Anonymous() if node.name.casefold() == "list_position":
            words, word = (one.transform(_translation) for one in node.expressions)
            place = exp.ArrayPosition(this=words, expression=word)
            return exp.Nullif(this=place, expression=exp.Literal.number(0))  # Spark says 0 where there is none
        case exp.Literal(is_string=False) if "." in node.name and "e" not in node.name.casefold():
            return exp.cast(node.copy(), "double")  # a decimal for Spark, and what is divided by it is cut
        case _:
            return node


def _in_order(listed: exp.Order) -> exp.Expr:
    """sqlglot drops the order: here what a row is ordered by goes along, and is taken off once all are sorted."""
    keys = [one.this for one in listed.expressions]
    if any(one.args.get("desc") for one in listed.expressions):
        raise errors.UnsupportedError("list(… ORDER BY … DESC)")
    cells = [*(_cell(f"k{at}", key) for at, key in enumerate(keys)), _cell("v", listed.this)]
    gathered = exp.ArrayAgg(this=exp.Struct(expressions=cells), nulls_excluded=True)
    taken = exp.Lambda(
        this=exp.Dot(this=exp.to_identifier("s"), expression=exp.to_identifier("v")),
        expressions=[exp.to_identifier("s")],
    )
    return exp.Transform(this=exp.ArraySort(this=gathered), expression=taken)


def _cell(name: str, value: exp.Expr) -> exp.PropertyEQ:
    return exp.PropertyEQ(this=exp.to_identifier(name), expression=value.transform(_translation))


def _quantiles(node: exp.PercentileDisc) -> exp.Expr:
    """sqlglot says PERCENTILE_APPROX, which is something else."""
    order = exp.Order(expressions=[exp.Ordered(this=node.this.transform(_translation), nulls_first=True)])
    return exp.WithinGroup(
        this=exp.Anonymous(this="percentile_disc", expressions=[node.expression.copy()]), expression=order
    )
