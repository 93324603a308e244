"""Boards over 100,000 assignments of some 300 units on an embedded database: median milliseconds of each page's query.

``python benchmarks/boards.py [assignments]``. The database lies in a folder of its own that is removed afterwards.
"""

import os
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

WANTED, DOCUMENTS, RUNS, SEED = 100_000, 50, 5, 20230210
ON, ISSUED = date(2023, 6, 15), date(2023, 1, 10)
NOW = datetime(2023, 6, 15, 1, 0, tzinfo=UTC)


def main(wanted: int) -> int:
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        os.environ |= {
            "CAICACH_MODE": "example",
            "CAICACH_DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
            "CAICACH_LOG_LEVEL": "ERROR",
        }
        _measure(wanted)
    return 0


def _measure(wanted: int) -> None:
    from caicach.cli import installation

    installation.start()
    installation.prepare()
    units = _units()
    started = perf_counter()
    rows = _fill(units, wanted)
    print(
        f"{rows:,} assignments of {len(units)} units in {DOCUMENTS} documents, made in {perf_counter() - started:.0f} s"
    )
    for name, act in _pages(units[len(units) // 2]).items():
        act()  # the first call pays for what later ones find ready
        print(f"  {name:<38}{median(_milliseconds(act) for _ in range(RUNS)):8.0f} ms")


def _milliseconds(act: Callable[[], object]) -> float:
    started = perf_counter()
    act()
    return 1000 * (perf_counter() - started)


def _units() -> list[str]:
    from caicach.organisations import queries, services

    services.load_example_province(now=NOW)
    return [unit.code for unit in queries.directory_on(ON).units]


def _fill(units: list[str], wanted: int) -> int:
    """Tasks given to every unit, with deadlines over a year: done, claimed, begun, waiting and late by chance."""
    from django.db import transaction

    from caicach.correspondence.models import DocumentUnit
    from caicach.plans.models import Assignment, ProgressReport, Task

    chance = random.Random(SEED)  # noqa: S311 - a reproducible sample, not a secret
    with transaction.atomic():
        documents = _documents()
        DocumentUnit.objects.bulk_create(DocumentUnit(document_id=d, unit_id=u) for d in documents for u in units)
        tasks = [_task(n, documents[n % DOCUMENTS], chance) for n in range(-(-wanted // len(units)))]
        Task.objects.bulk_create(tasks)
        rows = [_assignment(task, unit, chance) for task in tasks for unit in units][:wanted]
        Assignment.objects.bulk_create(rows, batch_size=2000)
        waiting = [row for row in rows if row.claimed_on is not None]
        ProgressReport.objects.bulk_create((_report(row) for row in waiting), batch_size=2000)
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
        origin="directive",
        document_id=document,
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

    due_on = ISSUED + timedelta(days=chance.randrange(10, 350))
    luck = chance.random()
    done_on = due_on + timedelta(days=chance.randrange(-20, 8))
    is_done = done_on <= ON and luck < 0.85
    return Assignment(
        task=task,
        unit_id=unit,
        role="lead",
        phrase="Các cơ quan, đơn vị, địa phương",
        reason="Mọi đơn vị",
        post_code=f"{unit}:head",
        post_title=f"Người đứng đầu {unit}",
        original_due_on=due_on,
        due_on=due_on,
        begun_on=ON - timedelta(days=20) if luck < 0.95 else None,
        completed_on=done_on if is_done else None,
        judged_due_on=due_on if is_done else None,
        claimed_on=ON - timedelta(days=3) if not is_done and luck < 0.03 else None,
    )


def _report(row: object) -> object:
    from caicach.plans.models import ProgressReport

    return ProgressReport(
        assignment=row,
        number=1,
        state="waiting",
        text="Đã hoàn thành",
        is_completed=True,
        completed_on=ON - timedelta(days=3),
        reported_at=NOW,
        reported_by_name="Chuyên viên",
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
    late = TaskFilters(states=(TaskState.OVERDUE,))
    return {
        "board of the standing office": lambda: queries.coordinator_board(office, on=ON),
        "roll-up by unit": lambda: queries.roll_up(office, on=ON, by=GroupBy.UNIT),
        "roll-up by document": lambda: queries.roll_up(office, on=ON, by=GroupBy.DOCUMENT),
        "roll-up by head": lambda: queries.roll_up(office, on=ON, by=GroupBy.HEAD),
        "list of all, first page": lambda: queries.unit_tasks(office, on=ON, filters=TaskFilters()),
        "list of the overdue, first page": lambda: queries.unit_tasks(office, on=ON, filters=late),
        "list of all, words looked for": lambda: queries.unit_tasks(
            office, on=ON, filters=TaskFilters(text="cong khai")
        ),
        "own list of a unit": lambda: queries.unit_tasks(own, on=ON, filters=TaskFilters()),
        "task page, the unit's view": lambda: queries.task_page(own, task, on=ON),
        "task page of all its units": lambda: queries.task_page(office, task, on=ON),
    }


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else WANTED))
