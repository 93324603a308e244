"""Assignments by chance that benchmarks of boards and pages fill a database with: half a year of work on the orders of
fifty documents, reported, returned, moved and late.

An older build fills its own tables by the same rows: columns that it does not have are left out.
"""

import os
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

DOCUMENTS, SEED = 50, 20230210
PASSWORD = "caicach-vi-du-2026"  # noqa: S105 - of the example's accounts, printed by `make run`
ON = date(2023, 6, 15)
BEGAN = timedelta(days=156)
"""How long before the day of the boards the first document was issued; the others followed every three days."""
DAY = timedelta(days=1)


def start(folder: str, postgres: str = "") -> None:
    """Django on a new database in the folder, or on the one named; with the units of the example province."""
    os.environ |= {
        "CAICACH_MODE": "example",
        "CAICACH_DATA_DIR": folder,
        "DATABASE_URL": postgres or f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
        "CAICACH_LOG_LEVEL": "ERROR",
    }
    from caicach.cli import installation

    installation.start()
    installation.prepare()


def analyse() -> None:
    """Tell the database its sizes, as the nightly job does."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def units(on: date = ON) -> list[str]:
    """Codes of the example province's units."""
    from caicach.organisations import queries, services

    services.load_example_province(now=noon(on))
    return [unit.code for unit in queries.directory_on(on).units]


def accounts(on: date = ON) -> None:
    """The example's accounts; ``noivu`` belongs to the standing office."""
    from caicach.organisations import services

    services.load_example_accounts(password=PASSWORD, now=noon(on))


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 1, 0, tzinfo=UTC)


def fill(codes: list[str], wanted: int, on: date = ON) -> int:
    """Tasks given to every unit, with deadlines over a year: done, claimed, waiting, moved and late by chance."""
    from django.db import transaction

    from caicach.correspondence.models import DocumentUnit
    from caicach.plans.models import Assignment, DeadlineChange, ProgressReport, Task

    chance = random.Random(SEED)  # noqa: S311 - a reproducible sample, not a secret
    with transaction.atomic():
        documents = _documents(on)
        DocumentUnit.objects.bulk_create(DocumentUnit(document_id=d, unit_id=u) for d, _ in documents for u in codes)
        given = [_task(n, *documents[n % DOCUMENTS], chance) for n in range(-(-wanted // len(codes)))]
        Task.objects.bulk_create(given)
        rows = [_assignment(task, unit, on, chance) for task in given for unit in codes][:wanted]
        Assignment.objects.bulk_create(rows, batch_size=2000)
        ProgressReport.objects.bulk_create((r for row in rows for r in _reports(row, on, chance)), batch_size=2000)
        moved = (row for row in rows if row.due_on != row.original_due_on)
        DeadlineChange.objects.bulk_create((_move(row, on) for row in moved), batch_size=2000)
    return len(rows)


def made(model: type, **columns: object) -> object:
    """A row of the model, with the columns that this build has."""
    known = {field.name for field in model._meta.get_fields()} | {
        field.attname for field in model._meta.concrete_fields
    }
    return model(**{name: value for name, value in columns.items() if name in known})


def _sentence(words: str) -> object:
    """As the column of reasons keeps it: template and values, or text in an older build."""
    try:
        from caicach.kernel.said import Said
    except ImportError:
        return words
    return Said(words)


def _documents(on: date) -> list[tuple[int, date]]:
    from caicach.correspondence.models import ReceivedDocument

    issued = [on - BEGAN + 3 * number * DAY for number in range(DOCUMENTS)]
    rows = [
        made(
            ReceivedDocument,
            state="confirmed",
            file_sha256=f"{number:064}",
            filename=f"{number}.docx",
            arrived_on=day,
            received_at=noon(on),
            number=str(number),
            symbol="BCĐCCHC-TGV",
            subject="nhiệm vụ cải cách hành chính",
            issued_on=day,
            effective_on=day,
        )
        for number, day in enumerate(issued)
    ]
    ids = [document.pk for document in ReceivedDocument.objects.bulk_create(rows)]
    return list(zip(ids, issued, strict=True))


def _text_order(text: str) -> str:
    """ "" in a build before lists could be ordered by text: it has no such column."""
    try:
        from caicach.kernel.ordering import text_order
    except ModuleNotFoundError:
        return ""
    return text_order(text)


def _task(number: int, document: int, issued: date, chance: random.Random) -> object:
    from caicach.kernel.text.folding import fold
    from caicach.kernel.vocabulary import ReformArea
    from caicach.plans.models import Task

    text = f"Rà soát, công khai thủ tục hành chính thuộc phạm vi quản lý, nhiệm vụ số {number}"
    return made(
        Task,
        document_id=document,
        origin="directive",
        proposal_id=1_000_000 + number,
        kind="task",
        item=str(number),
        text=text,
        search_text=fold(text),
        text_order=_text_order(text),
        quote_text=text,
        quote_start=0,
        quote_end=len(text),
        area=chance.choice([None, *(area.value for area in ReformArea)]),
        effective_on=issued,
        created_at=noon(issued),
    )


def _assignment(task: object, unit: str, on: date, chance: random.Random, role: str = "lead") -> object:
    from caicach.plans.models import Assignment

    issued = task.effective_on
    longest = max(40, 350 - (issued - (on - BEGAN)).days)
    promised = issued + timedelta(days=chance.randrange(10, longest))
    due_on = promised + timedelta(days=chance.randrange(5, 40)) if chance.random() < 0.08 else promised
    luck = chance.random()
    done_on = max(issued, due_on + timedelta(days=chance.randrange(-20, 8)))
    is_done = done_on <= on - 3 * DAY and luck < 0.85
    claims = not is_done and luck < 0.03
    row = made(
        Assignment,
        task=task,
        unit_id=unit,
        role=role,
        post_code=f"{unit}:head",
        post_title=f"Người đứng đầu {unit}",
        phrase="Các cơ quan, đơn vị, địa phương",
        reason=_sentence("Mọi đơn vị"),
        given_on=issued,
        original_due_on=promised,
        due_on=due_on,
        begun_on=max(issued, min(done_on, on - 20 * DAY)) if luck < 0.95 else None,
        completed_on=done_on if is_done else None,
        judged_due_on=due_on if is_done else None,
        claimed_on=on - 3 * DAY if claims else None,
    )
    row.decided_on = done_on + chance.randrange(1, 4) * DAY
    if is_done:
        row.accepted_on = row.decided_on  # a column that an older build does not have, and does not keep
    return row


def _reports(row: object, on: date, chance: random.Random) -> list[object]:
    """The accepted report behind what is done, sometimes after one that was returned; the report that waits."""
    if row.completed_on is None:
        return [_report(row, 1, "waiting", on - 3 * DAY, None)] if row.claimed_on else []
    filed, reports = row.completed_on, []
    if chance.random() < 0.1:
        reports.append(_report(row, 1, "returned", filed - 6 * DAY, filed - 3 * DAY))
    return [*reports, _report(row, len(reports) + 1, "accepted", filed, row.decided_on)]


def _report(row: object, number: int, state: str, filed: date, decided: date | None) -> object:
    from caicach.plans.models import ProgressReport

    return made(
        ProgressReport,
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


def _move(row: object, on: date) -> object:
    from caicach.plans.models import DeadlineChange

    day = min(row.original_due_on, on) - 3 * DAY  # decided before the day of the boards
    return made(
        DeadlineChange,
        assignment=row,
        old_due_on=row.original_due_on,
        new_due_on=row.due_on,
        reason="Chờ hướng dẫn",
        decided_on=day,
        decided_at=datetime(day.year, day.month, day.day, 2, tzinfo=UTC),
        decided_by_name="Cơ quan thường trực",
    )


def plan(codes: list[str], rows: int, on: date) -> int:
    """The id of a province's plan of so many tasks, each with a lead and one who co-operates."""
    from caicach.plans.models import Assignment, Plan, Task

    chance, issued = random.Random(SEED), on - BEGAN  # noqa: S311 - a reproducible sample, not a secret
    of = made(
        Plan,
        kind="annual",
        unit_id=codes[0],
        first_year=on.year,
        last_year=on.year,
        title="Kế hoạch cải cách hành chính",
        reference="1/KH-UBND",
        issued_on=issued,
        state="in_force",
        created_at=noon(issued),
        created_by_name="Cơ quan thường trực",
    )
    of.save()
    tasks = [_plan_task(number, of.pk, issued, chance) for number in range(rows)]
    Task.objects.bulk_create(tasks, batch_size=500)
    pairs = [(task, role, chance.choice(codes)) for task in tasks for role in ("lead", "cooperate")]
    work = [_assignment(task, unit, on, chance, role) for task, role, unit in pairs]
    unique = {(row.task_id, row.unit_id): row for row in work}
    Assignment.objects.bulk_create(unique.values(), batch_size=2000)
    return of.pk


def _plan_task(number: int, of: int, issued: date, chance: random.Random) -> object:
    from caicach.kernel.text.folding import fold
    from caicach.kernel.vocabulary import ReformArea
    from caicach.plans.models import Task

    text = f"Rà soát, đơn giản hóa thủ tục hành chính theo kế hoạch, dòng {number}"
    return made(
        Task,
        origin="plan",
        plan_id=of,
        position=number,
        number=str(number + 1),
        kind="task",
        text=text,
        search_text=fold(text),
        text_order=_text_order(text),
        area=chance.choice([None, *(area.value for area in ReformArea)]),
        effective_on=issued,
        created_at=noon(issued),
    )
