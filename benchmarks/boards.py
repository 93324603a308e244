"""Boards over 100,000 assignments of some 300 units with half a year of reports, returns and moved deadlines.

``python benchmarks/boards.py [assignments] [--postgres URL]``: p50 and p95 of each page's query over 20 runs after one
that warms up. The embedded database lies in a folder of its own that is removed afterwards; with ``--postgres`` the
tables are made in the database named, which must be empty.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from caicach.kernel.said import Said

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

WANTED, DOCUMENTS, RUNS, SEED = 100_000, 50, 20, 20230210
ON, ISSUED = date(2023, 6, 15), date(2023, 1, 10)
NOW = datetime(2023, 6, 15, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TARGET_MS = 1000


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("assignments", nargs="?", type=int, default=WANTED)
    parser.add_argument("--postgres", metavar="URL", default="")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        os.environ |= {
            "CAICACH_MODE": "example",
            "CAICACH_DATA_DIR": folder,
            "DATABASE_URL": asked.postgres or f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
            "CAICACH_LOG_LEVEL": "ERROR",
        }
        return _measure(asked.assignments)


def _measure(wanted: int) -> int:
    from caicach.cli import installation

    installation.start()
    installation.prepare()
    units = _units()
    started = perf_counter()
    rows = _fill(units, wanted)
    _analyse()
    print(
        f"{rows:,} assignments of {len(units)} units in {DOCUMENTS} documents, made in {perf_counter() - started:.0f} s"
    )
    slow = 0
    for name, act in _pages(units[len(units) // 2]).items():
        act()  # the first call pays for what later ones find ready
        times = [_milliseconds(act) for _ in range(RUNS)]
        p95 = quantiles(times, n=20, method="inclusive")[-1]
        slow += p95 > TARGET_MS
        print(f"  {name:<42}{median(times):8.0f} ms{p95:8.0f} ms p95")
    return 1 if slow else 0


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _milliseconds(act: Callable[[], object]) -> float:
    started = perf_counter()
    act()
    return 1000 * (perf_counter() - started)


def _units() -> list[str]:
    from caicach.organisations import queries, services

    services.load_example_province(now=NOW)
    return [unit.code for unit in queries.directory_on(ON).units]


def _fill(units: list[str], wanted: int) -> int:
    """Tasks given to every unit, with deadlines over a year: done, claimed, waiting, moved and late by chance."""
    from django.db import transaction

    from caicach.correspondence.models import DocumentUnit
    from caicach.plans.models import Assignment, DeadlineChange, ProgressReport, Task

    chance = random.Random(SEED)  # noqa: S311 - a reproducible sample, not a secret
    with transaction.atomic():
        documents = _documents()
        DocumentUnit.objects.bulk_create(DocumentUnit(document_id=d, unit_id=u) for d in documents for u in units)
        tasks = [_task(n, documents[n % DOCUMENTS], chance) for n in range(-(-wanted // len(units)))]
        Task.objects.bulk_create(tasks)
        rows = [_assignment(task, unit, chance) for task in tasks for unit in units][:wanted]
        Assignment.objects.bulk_create(rows, batch_size=2000)
        ProgressReport.objects.bulk_create((r for row in rows for r in _reports(row, chance)), batch_size=2000)
        moved = (row for row in rows if row.due_on != row.original_due_on)
        DeadlineChange.objects.bulk_create((_move(row) for row in moved), batch_size=2000)
    return len(rows)


def _documents() -> list[int]:
    from caicach.correspondence.models import ReceivedDocument

    made = [
        ReceivedDocument(
            state="confirmed",
            file_sha256=f"{number:064}",
            filename=f"{number}.docx",
            arrived_on=ISSUED,
            received_at=NOW,
            number=str(number),
            symbol="BCĐCCHC-TGV",
            subject="nhiệm vụ cải cách hành chính",
            issued_on=ISSUED,
            effective_on=ISSUED,
        )
        for number in range(DOCUMENTS)
    ]
    return [document.pk for document in ReceivedDocument.objects.bulk_create(made)]


def _task(number: int, document: int, chance: random.Random) -> object:
    from caicach.kernel.vocabulary import ReformArea
    from caicach.plans.models import Task

    text = f"Rà soát, công khai thủ tục hành chính thuộc phạm vi quản lý, nhiệm vụ số {number}"
    return Task(
        document_id=document,
        origin="directive",
        proposal_id=number,
        kind="task",
        item=str(number),
        text=text,
        search_text=text.casefold(),
        quote_text=text,
        quote_start=0,
        quote_end=len(text),
        area=chance.choice([None, *(area.value for area in ReformArea)]),
        effective_on=ISSUED,
        created_at=NOW,
    )


def _assignment(task: object, unit: str, chance: random.Random) -> object:
    from caicach.plans.models import Assignment

    promised = ISSUED + timedelta(days=chance.randrange(10, 350))
    due_on = promised + timedelta(days=chance.randrange(5, 40)) if chance.random() < 0.08 else promised
    luck = chance.random()
    done_on = max(ISSUED, due_on + timedelta(days=chance.randrange(-20, 8)))
    is_done = done_on <= ON - 3 * DAY and luck < 0.85
    claims = not is_done and luck < 0.03
    return Assignment(
        task=task,
        unit_id=unit,
        role="lead",
        post_code=f"{unit}:head",
        post_title=f"Người đứng đầu {unit}",
        phrase="Các cơ quan, đơn vị, địa phương",
        reason=Said("Mọi đơn vị"),
        original_due_on=promised,
        due_on=due_on,
        begun_on=min(done_on, ON - 20 * DAY) if luck < 0.95 else None,
        completed_on=done_on if is_done else None,
        accepted_on=done_on + chance.randrange(1, 4) * DAY if is_done else None,
        judged_due_on=due_on if is_done else None,
        claimed_on=ON - 3 * DAY if claims else None,
    )


def _reports(row: object, chance: random.Random) -> list[object]:
    """The accepted report behind what is done, sometimes after one that was returned; the report that waits."""
    if row.completed_on is None:
        return [_report(row, 1, "waiting", ON - 3 * DAY, None)] if row.claimed_on else []
    filed, made = row.completed_on, []
    if chance.random() < 0.1:
        made.append(_report(row, 1, "returned", filed - 6 * DAY, filed - 3 * DAY))
    return [*made, _report(row, len(made) + 1, "accepted", filed, row.accepted_on)]


def _report(row: object, number: int, state: str, filed: date, decided: date | None) -> object:
    from caicach.plans.models import ProgressReport

    return ProgressReport(
        assignment=row,
        number=number,
        state=state,
        text="Đã hoàn thành",
        is_completed=True,
        completed_on=filed,
        reported_at=datetime(filed.year, filed.month, filed.day, 2, tzinfo=UTC),
        reported_by_name="Chuyên viên",
        decided_at=datetime(decided.year, decided.month, decided.day, 3, tzinfo=UTC) if decided else None,
        decision_reason="Thiếu tài liệu" if state == "returned" else "",
    )


def _move(row: object) -> object:
    from caicach.plans.models import DeadlineChange

    day = min(row.original_due_on, ON) - 3 * DAY  # decided before the day of the boards
    return DeadlineChange(
        assignment=row,
        old_due_on=row.original_due_on,
        new_due_on=row.due_on,
        reason="Chờ hướng dẫn",
        decided_on=day,
        decided_at=datetime(day.year, day.month, day.day, 2, tzinfo=UTC),
        decided_by_name="Cơ quan thường trực",
    )


def _pages(unit: str) -> dict[str, Callable[[], object]]:
    from caicach.kernel.access import Actor, Role
    from caicach.plans import queries
    from caicach.plans.domain.states import TaskState
    from caicach.plans.domain.tasks import GroupBy, TaskFilters
    from caicach.plans.models import Task

    office = Actor(1, "Cơ quan thường trực", frozenset({Role.STANDING_OFFICE}))
    own = Actor(2, "Đơn vị", frozenset({Role.FOCAL_POINT}), frozenset({unit}), frozenset({unit}))
    task = Task.objects.order_by("pk")[0].pk
    late, words = TaskFilters(states=(TaskState.OVERDUE,)), TaskFilters(text="cong khai")
    past = ON - timedelta(days=45)
    return {
        "board of the leader": lambda: queries.leader_board(office, on=ON, today=ON),
        "board of the leader, of a past day": lambda: queries.leader_board(office, on=past, today=ON),
        "rows behind a figure of a past day": lambda: queries.tasks_at(office, on=past, today=ON, filters=late),
        "board of the standing office": lambda: queries.coordinator_board(office, on=ON),
        "roll-up by unit": lambda: queries.roll_up(office, on=ON, by=GroupBy.UNIT),
        "roll-up by head": lambda: queries.roll_up(office, on=ON, by=GroupBy.HEAD),
        "roll-up by document": lambda: queries.roll_up(office, on=ON, by=GroupBy.DOCUMENT),
        "list of all, first page": lambda: queries.unit_tasks(office, on=ON, filters=TaskFilters()),
        "list of the overdue, first page": lambda: queries.unit_tasks(office, on=ON, filters=late),
        "list of all, words looked for": lambda: queries.unit_tasks(office, on=ON, filters=words),
        "own list of a unit": lambda: queries.unit_tasks(own, on=ON, filters=TaskFilters()),
        "task page, the unit's view": lambda: queries.task_page(own, task, on=ON),
        "task page of all its units": lambda: queries.task_page(office, task, on=ON),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
