"""Logs made from a seed: ties, rows out of order, cases of one step, names in Vietnamese."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

import duckdb

ACTIVITIES = (
    "Tiếp nhận hồ sơ",
    "Thẩm định & xác minh",
    "Yêu cầu bổ sung",
    "Trình ký",
    "Trả kết quả",
    'Lấy ý kiến "nội bộ"',
)
Row = tuple[str, str, datetime]


def random_log(seed: int) -> list[Row]:
    """Rows in the order of the file. No row is the same as another: each has its own second but for planned ties."""
    chance = random.Random(seed)
    rows: list[Row] = []
    for number in range(chance.randrange(1, 60)):
        at = datetime(2019, 1, 1) + timedelta(seconds=chance.randrange(6 * 365 * 86400))
        previous = ""
        for _ in range(chance.randrange(1, 12)):
            activity = chance.choice([one for one in ACTIVITIES[: chance.randrange(3, 7)] if one != previous])
            rows.append((f"HS{number:04}", activity, at))
            at += timedelta(milliseconds=chance.choice([0, 1, 60_000, 86_400_000, chance.randrange(10**9)]))
            previous = activity
    if chance.random() < 0.5:
        chance.shuffle(rows)
    return without_copies(rows)


def without_copies(rows: list[Row]) -> list[Row]:
    """A step that a case does twice at one time is done once: the product sets copies aside, others count them."""
    return list(dict.fromkeys(rows))


def as_csv(rows: list[Row]) -> str:
    lines = (f'{case},"{activity.replace(chr(34), chr(34) * 2)}",{at.isoformat()}' for case, activity, at in rows)
    return "\n".join(("case:concept:name,concept:name,time:timestamp", *lines, ""))


def as_xes(rows: list[Row]) -> str:
    """Traces in the order of their first row; stamps say the time of Viet Nam."""
    cases: dict[str, list[Row]] = {}
    for row in rows:
        cases.setdefault(row[0], []).append(row)
    return "".join(("<?xml version='1.0' encoding='UTF-8'?>\n<log>", *map(_trace, cases.values()), "</log>"))


def _trace(rows: list[Row]) -> str:
    return "".join((f'<trace><string key="concept:name" value="{rows[0][0]}"/>', *_events(rows), "</trace>"))


def _events(rows: list[Row]) -> Iterator[str]:
    for _, activity, at in rows:
        stamp = at.isoformat(timespec="milliseconds") + "+07:00"
        named = f'<string key="concept:name" value="{escape(activity)}"/>'
        yield f'<event><date key="time:timestamp" value="{stamp}"/>{named}</event>'


def written(rows: list[Row], form: str, folder: Path) -> Path:
    path = folder / f"log.{form}"
    if form == "xes":
        path.write_text(as_xes(rows), encoding="utf-8")
        return path
    table = folder / "log.csv"
    table.write_text(as_csv(rows), encoding="utf-8")
    if form == "parquet":
        kind = "{'case:concept:name': 'VARCHAR', 'concept:name': 'VARCHAR', 'time:timestamp': 'TIMESTAMP'}"
        duckdb.sql(f"SELECT * FROM read_csv('{table}', columns = {kind})").write_parquet(str(path))
    return path
