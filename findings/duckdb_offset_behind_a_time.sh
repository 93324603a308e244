#!/usr/bin/env bash
# A time with its distance from UTC («2010-10-02T09:20:39+02:00»), as event logs write it, cast to TIMESTAMP by DuckDB.
#
# Seen with DuckDB 1.1.3 and 2.0.1 (Python client), session in UTC, no error and no notice in either:
#   '…T09:20:39+02:00'::TIMESTAMP   1.1.3 reckons to UTC: 07:20:39; 2.0.1 (1.4.0 and 2.0.0 too) drops the distance: 09:20:39
#   read_csv with the column declared TIMESTAMP   the same: 07:20:39 by 1.1.3, 09:20:39 by 2.0.1
#   '…'::TIMESTAMPTZ   the same moment in both: 1286004039 seconds
# So two rows of one moment, 09:20:39+02:00 and 14:20:39+07:00, are equal as TIMESTAMP in 1.1.3 and five hours apart in 2.0.1:
# durations between events of two clocks change with the version. Reading every time as TIMESTAMPTZ, or as text that is
# reckoned by a declared rule, gives the same in both.
#
# Needs the network for pip only; everything stays in a temporary folder. Fails if any of this changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for version in 1.1.3 2.0.1; do
  python3 -m venv "venv-$version"
  "venv-$version/bin/pip" --quiet --disable-pip-version-check install "duckdb==$version"
  TZ=UTC "venv-$version/bin/python" - "$version" <<'PY'
import sys
from pathlib import Path

import duckdb

version = sys.argv[1]
base = duckdb.connect()
base.execute("set timezone = 'UTC'") if version != "1.1.3" else None
ONE, SAME = "2010-10-02T09:20:39+02:00", "2010-10-02T14:20:39+07:00"
Path("log.csv").write_text(f"id,t\n1,{ONE}\n2,{SAME}\n")


def asked(query: str) -> object:
    return base.execute(query).fetchone()[0]


cast = asked(f"select '{ONE}'::TIMESTAMP")
base.execute("create table log as select * from read_csv('log.csv', columns = {'id': 'INTEGER', 't': 'TIMESTAMP'})")
read = asked("select t from log where id = 1")
apart = asked("select epoch(max(t)) - epoch(min(t)) from log")
moment = asked(f"select epoch('{ONE}'::TIMESTAMPTZ)")
print(duckdb.__version__, "cast", cast, "| read_csv", read, "| apart", apart, "s | as TIMESTAMPTZ", moment)
hour, gap = (7, 0) if version == "1.1.3" else (9, 5 * 3600)
assert (cast.hour, read.hour, apart) == (hour, hour, gap)
assert moment == asked(f"select epoch('{SAME}'::TIMESTAMPTZ)") == 1286004039
PY
done
echo "as described"
