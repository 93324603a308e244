#!/usr/bin/env bash
# Queries of an event log, written for DuckDB or for Spark, given to sqlglot to be written for Spark.
#
# Seen with sqlglot 30.30.0, unsupported_level = RAISE (which is to raise where something cannot be said in the other dialect):
#   duckdb -> postgres   list(a ORDER BY b)                     ARRAY_AGG(a ORDER BY b)
#   duckdb -> spark      list(a ORDER BY b)                     COLLECT_LIST(a): the order is gone, nothing is raised
#   duckdb -> spark      string_agg(a, ',' ORDER BY b)          LISTAGG(a, ',') WITHIN GROUP (ORDER BY ...): kept
#   spark  -> spark      percentile_cont(0.5) WITHIN GROUP ...  PERCENTILE_APPROX(x, 0.5): an exact, interpolated quantile became
#   spark  -> spark      percentile_disc(0.5) WITHIN GROUP ...  an approximate one, and both became the same
#   duckdb -> spark      quantile_cont(x, 0.5)                  PERCENTILE_CONT(x, 0.5): without WITHIN GROUP
# The guess was: what the writer cannot say is raised, and a query of a dialect written in the same dialect means the same. A variant
# of steps gathered from COLLECT_LIST without an order is a variant of whatever order the shuffle brought, and differs between runs.
#
# Needs the network for pip only; everything stays in a temporary folder. Fails if any of this changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install "sqlglot==30.30.0"
venv/bin/python - <<'PY'
import sqlglot
from sqlglot import ErrorLevel

SEEN = (
    ("duckdb", "postgres", "SELECT list(a ORDER BY b) FROM t", "SELECT ARRAY_AGG(a ORDER BY b) FROM t"),
    ("duckdb", "spark", "SELECT list(a ORDER BY b) FROM t", "SELECT COLLECT_LIST(a) FROM t"),
    (
        "duckdb", "spark", "SELECT string_agg(a, ',' ORDER BY b) FROM t",
        "SELECT LISTAGG(a, ',') WITHIN GROUP (ORDER BY b NULLS LAST) FROM t",
    ),
    (
        "spark", "spark", "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM t",
        "SELECT PERCENTILE_APPROX(x, 0.5) FROM t",
    ),
    (
        "spark", "spark", "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY x) FROM t",
        "SELECT PERCENTILE_APPROX(x, 0.5) FROM t",
    ),
    ("duckdb", "spark", "SELECT quantile_cont(x, 0.5) FROM t", "SELECT PERCENTILE_CONT(x, 0.5) FROM t"),
)
for read, write, query, expected in SEEN:
    (said,) = sqlglot.transpile(query, read=read, write=write, unsupported_level=ErrorLevel.RAISE)
    print(f"{read:6} -> {write:8} {query}\n{'':19} {said}")
    assert said == expected, (said, expected)
PY
echo "as described"
