#!/usr/bin/env bash
# Steps of an event log in the order of their file, joined to a table of limits by LEFT JOIN and kept by CREATE TABLE AS, by DuckDB.
#
# Seen with DuckDB 1.1.3 and 2.0.1 (Python client), one thread, preserve_insertion_order = true (its default), 100,000 steps of
# 500 procedures, limits with one row a procedure:
#   limits of 0 or 100,000 rows        the kept table has the steps in the order of the file
#   limits of 400 rows                 2.0.1: in order; 1.1.3: the order breaks at 343 places (a fifth of the steps have no limit)
#   limits of 101,000 rows             step 99,500 stands first, the order breaks at 199 places; the rows are all there
# The engine hashes the smaller side and reads the larger one: an outcome that looked like «order is preserved» turns over with
# the size of the other table alone, in the same query, without a notice. A lag() or a variant of steps taken in the order of
# rows is then wrong. Asking for the order (ORDER BY place, in the table or in the window) gives the file's order in both.
#
# Needs the network for pip only; everything stays in a temporary folder. Fails if any of this changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for version in 1.1.3 2.0.1; do
  python3 -m venv "venv-$version"
  "venv-$version/bin/pip" --quiet --disable-pip-version-check install "duckdb==$version"
  "venv-$version/bin/python" - <<'PY'
import duckdb

base = duckdb.connect()
base.execute("set threads = 1")
assert base.execute("select current_setting('preserve_insertion_order')").fetchone()[0]
base.execute("create table steps as select i as place, 'P' || (i % 500) as code from range(100000) t(i)")


def joined(limits: int, order: str = "") -> tuple[int, int, int]:
    """Rows kept, first place, places where the order of the file breaks."""
    base.execute(f"create or replace table limits as select 'P' || i as code, i as days from range({limits}) t(i)")
    base.execute(f"create or replace table kept as select steps.*, days from steps left join limits using (code) {order}")
    rows = [place for (place,) in base.execute("select place from kept").fetchall()]
    return len(set(rows)), rows[0], sum(later < earlier for earlier, later in zip(rows, rows[1:]))


for size in (0, 100_000, 101_000):
    print(duckdb.__version__, "limits", size, "rows, first place, breaks:", joined(size))
    assert joined(size) == ((100_000, 99_500, 199) if size > 100_000 else (100_000, 0, 0))
print(duckdb.__version__, "limits 400 rows, first place, breaks:", joined(400))
assert (joined(400)[2] > 0) == (duckdb.__version__ == "1.1.3")
assert joined(101_000, "order by place") == (100_000, 0, 0)
PY
done
echo "as described"
