"""Importing a plan of 2,000 rows: reading in the child process, keeping the rows, the review, giving the tasks.

``python benchmarks/plan_import.py [rows]``: seconds for half the rows and for all of them, and the growth, which must
stay below 2.2 where rows double. The embedded database lies in a folder of its own that is removed afterwards.
"""

import os
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

ROWS, MOST_GROWTH = 2_000, 2.2
NOW = datetime(2026, 1, 6, 2, 0, tzinfo=UTC)
LEADS = ("Sở Nội vụ", "Sở Tư pháp; Sở Tài chính", "Văn phòng UBND tỉnh", "Sở Y tế")
TIMES = ("Quý II/2026", "30/9/2026", "Thường xuyên", "Trước ngày 15/11/2026")
HEADER = ("TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")


def table(count: int) -> bytes:
    rows = [HEADER]
    for at in range(count):
        words = f"Rà soát, công khai thủ tục hành chính thuộc phạm vi quản lý, đợt {at}"
        rows.append((str(at + 1), words, "Báo cáo", LEADS[at % 4], "Sở Công Thương", TIMES[at % 4]))
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<!doctype html><html><body><table>{body}</table></body></html>".encode()


def measure(count: int) -> dict[str, float]:
    from caicach.documents.bounded import plan_bounded
    from caicach.kernel.access import SYSTEM
    from caicach.plans import queries, services
    from caicach.plans.domain.lines import LineShown
    from caicach.plans.domain.plans import NewPlan, PlanKind

    data, marks = table(count), [perf_counter()]
    plan_bounded(data, filename="ke-hoach.html", seconds=120)
    marks.append(perf_counter())
    plan = NewPlan(PlanKind.ANNUAL, "UBND-T", 2026, 2026, f"Kế hoạch {count} dòng", date(2026, 1, 5))
    plan_id = services.import_new_plan(SYSTEM, plan=plan, data=data, filename="ke-hoach.html", now=NOW)
    marks.append(perf_counter())
    assert queries.plan_review(SYSTEM, plan_id, shown=LineShown.FINE).total == count
    marks.append(perf_counter())
    services.confirm_lines(SYSTEM, plan_id=plan_id, now=NOW)
    marks.append(perf_counter())
    names = ("read", "import", "review", "give")
    return {name: after - before for name, before, after in zip(names, marks, marks[1:], strict=False)}


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else ROWS
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        os.environ |= {
            "CAICACH_MODE": "example",
            "CAICACH_DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
            "CAICACH_LOG_LEVEL": "ERROR",
        }
        from caicach.cli import installation

        installation.start()
        installation.prepare()
        from django.utils import timezone

        from caicach.organisations import services as organisations

        organisations.load_example_province(now=timezone.now())
        measure(10)  # the first pays for what later ones find ready
        half, whole = measure(count // 2), measure(count)
    for name, seconds in whole.items():
        before, growth = half[name], seconds / half[name]
        print(f"{name:8} {before:7.2f} s for {count // 2:,}  {seconds:7.2f} s for {count:,} rows  x{growth:.2f}")
    growth = sum(whole.values()) / sum(half.values())
    print(f"growth {growth:.2f} (at most {MOST_GROWTH})")
    return int(growth > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
