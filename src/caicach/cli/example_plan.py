"""The example's yearly plan: its table read, its tasks given, and the year's work on them as far as it has come."""

import zlib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from caicach.kernel.access import Actor
    from caicach.plans.domain.tasks import TaskRow

FILENAME: Final = "ke-hoach-cchc-2026.xlsx"
ISSUED_ON: Final = date(2025, 12, 26)
REPORTED_UNTIL: Final = date(2026, 11, 13)
_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def load_plan(office: "Actor", path: Path) -> None:
    """Import the plan, give every row that is fine, and report most of what fell due. Once only."""
    from django.db import transaction

    from caicach.plans import queries, services
    from caicach.plans.domain.plans import NewPlan, PlanFilters, PlanKind

    if queries.plans(office, on=ISSUED_ON, filters=PlanFilters()).total:
        return
    plan = NewPlan(
        kind=PlanKind.ANNUAL,
        unit="UBND-T",
        first_year=2026,
        last_year=2026,
        title="Kế hoạch cải cách hành chính năm 2026 (ví dụ)",
        reference="9001/QĐ-UBND",
        issued_on=ISSUED_ON,
    )
    plan_id = services.import_new_plan(
        office, plan=plan, data=path.read_bytes(), filename=path.name, now=_at(ISSUED_ON, 8)
    )
    with transaction.atomic():
        services.confirm_lines(office, plan_id=plan_id, now=_at(ISSUED_ON, 9))
        for row in _fallen_due(office, plan_id):
            _report(office, row)


def _fallen_due(office: "Actor", plan_id: int) -> "list[TaskRow]":
    """Nine in ten of the assignments that led to a day gone by."""
    from caicach.kernel.vocabulary import AddressRole
    from caicach.plans import queries
    from caicach.plans.domain.tasks import TaskFilters

    filters = TaskFilters(plans=(plan_id,), role=AddressRole.LEAD, due_to=REPORTED_UNTIL, size=500)
    rows = queries.unit_tasks(office, on=REPORTED_UNTIL, filters=filters).items
    return [row for row in rows if row.due_on is not None and _luck(row) % 10]


def _report(office: "Actor", row: "TaskRow") -> None:
    from caicach.kernel.access import Actor, Role
    from caicach.plans import services
    from caicach.plans.domain.tasks import NewFile, Quality

    assert row.due_on is not None
    done_on = row.due_on - timedelta(days=_luck(row) % 12 - 3)  # some a few days late
    done_on = min(max(done_on, ISSUED_ON), REPORTED_UNTIL)
    mine = frozenset({row.unit})
    unit = Actor(None, f"Đầu mối {row.unit_name}", frozenset({Role.FOCAL_POINT}), mine, mine)
    report = services.report_progress(
        unit,
        assignment_id=row.assignment_id,
        text="Đã hoàn thành theo kế hoạch; văn bản kèm theo.",
        is_completed=True,
        completed_on=done_on,
        files=(NewFile("bao-cao.txt", f"{row.unit_name}: {row.text}\n(Tài liệu ví dụ)\n".encode()),),
        now=_at(done_on, 10),
    )
    if row.unit not in office.acts_for:  # nobody decides on the own unit's report
        quality = Quality.GOOD if _luck(row) % 3 else Quality.SATISFACTORY
        services.accept_report(office, report_id=report, quality=quality, now=_at(done_on, 15))


def _luck(row: "TaskRow") -> int:
    return zlib.crc32(f"{row.unit} {row.text}".encode())


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=_HANOI)
