#!/usr/bin/env bash
# Full text search over numbers of official documents: PostgreSQL's default parser against SQLite's FTS5.
#
# Seen with PostgreSQL 16.2 (pgserver 0.1.4; the same on 15.20) and SQLite's FTS5 `unicode61`.
# One easily expects that a number such as 15/2023/QĐ-UBND falls into words at its strokes and hyphens, so that a search for
# its symbol or its year finds it on either database. FTS5 does so. PostgreSQL takes what holds a stroke for the path of a file:
#   15/2023/qd-ubnd         one token (file): «qd», «ubnd», «2023», «qd-ubnd» find nothing, only the number from its beginning does
#   15/2023/QĐ-UBND         «15/2023/Q» (file) and «Đ-UBND» (hyphenated word): the path ends at the first letter beyond ASCII
#   66.22/2026/nq-cp        «66.22» (float) and «/2026/nq-cp» (file): the year and the symbol find nothing
#   20/02/2026              one token (file): «2026» does not find the date
#   1.012750.000.00.00.h28  «1.012750.000.00.00» (version) and «h28»: the code of a procedure is not found by «012750»
# No error, no notice. With strokes, dots and hyphens made blanks on both sides, both databases answer alike.
#
# Needs the network for pip only; everything stays in a temporary folder. Fails if any of this changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet --disable-pip-version-check install "pgserver==0.1.4"
cd "$work"
XDG_RUNTIME_DIR="$work" "$work/venv/bin/python" - <<'PY'
import re
import sqlite3

import pgserver

NUMBERS = ("15/2023/qd-ubnd", "66.22/2026/nq-cp", "20/02/2026", "1.012750.000.00.00.h28")
QUERIES = ("15/2023/qd-ubnd", "qd-ubnd", "qd", "ubnd", "2023", "2026", "nq-cp", "012750", "h28")

server = pgserver.get_server("data")


def postgres(statement: str) -> list[str]:
    out = server.psql("\\t on\n\\a\n" + statement)
    return [line for line in out.splitlines() if line and not line.startswith(("Tuples only", "Output format"))]


def found_by_postgres(query: str, numbers: dict[str, str]) -> set[str]:
    values = ", ".join(f"('{key}', '{text}')" for key, text in numbers.items())
    return set(postgres(
        f"select k from (values {values}) v(k, t) "
        f"where to_tsvector('simple', t) @@ websearch_to_tsquery('simple', '{query}');"
    ))


def found_by_sqlite(query: str, numbers: dict[str, str]) -> set[str]:
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table n using fts5(k unindexed, t, tokenize='unicode61')")
    base.executemany("insert into n values (?, ?)", numbers.items())
    return {row[0] for row in base.execute("select k from n where n match ?", ('"' + query + '"',))}


print(postgres("select version();")[0].split(" on ")[0], "| SQLite", sqlite3.sqlite_version)
TYPES = "select alias || ' ' || token from ts_parse('default', '{}') join ts_token_type('default') using (tokid) where alias <> 'blank';"
tokens = {text: postgres(TYPES.format(text)) for text in (*NUMBERS, "15/2023/QĐ-UBND")}
for text, parts in tokens.items():
    print(f"{text:24} {parts}")
assert tokens["15/2023/qd-ubnd"] == ["file 15/2023/qd-ubnd"]
assert tokens["66.22/2026/nq-cp"] == ["float 66.22", "file /2026/nq-cp"]
assert tokens["20/02/2026"] == ["file 20/02/2026"]
assert tokens["1.012750.000.00.00.h28"] == ["version 1.012750.000.00.00", "numword h28"]
assert tokens["15/2023/QĐ-UBND"][0] == "file 15/2023/Q"

as_written = {text: text for text in NUMBERS}
blanks = {text: re.sub(r"[/.\-]", " ", text) for text in NUMBERS}
missed = {}
for query in QUERIES:
    by_postgres, by_sqlite = found_by_postgres(query, as_written), found_by_sqlite(query, as_written)
    print(f"{query:16} PostgreSQL {sorted(by_postgres)} | FTS5 {sorted(by_sqlite)}")
    assert by_sqlite, query
    missed[query] = by_sqlite - by_postgres
    spaced = re.sub(r"[/.\-]", " ", query)
    assert found_by_postgres(f'"{spaced}"', blanks) == found_by_sqlite(spaced, blanks) == by_sqlite, query
assert not missed["15/2023/qd-ubnd"] and not missed["h28"]
assert all(missed[query] for query in QUERIES if query not in ("15/2023/qd-ubnd", "h28")), missed
server.cleanup()
print("as described")
PY
