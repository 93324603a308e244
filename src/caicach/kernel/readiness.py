"""Whether an installation does its work: database answers, a worker lives, schedules are on time, the disk has room."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.jobs import workers
from caicach.kernel.jobs.domain import last_due_day
from caicach.kernel.jobs.models import ScheduleMark
from caicach.kernel.jobs.registry import REGISTRY
from caicach.kernel.said import Said, tell

FREE_BYTES: Final = 1_000_000_000
ANSWERS_WITHIN: Final = 5.0  # seconds
LATE_AFTER: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Check:
    """``said`` tells what was found; ``todo`` what to do where it is not fine."""

    name: str
    is_fine: bool
    said: Said
    todo: Said | None = None


def checks(*, now: datetime, calendar: WorkingCalendar) -> Iterator[Check]:
    """Database, worker, schedules, disk, in this order; without a database only the first and the last."""
    try:
        with _answering():
            late = late_schedules(now=now, calendar=calendar)
            living = workers.living(now=now)
    except (DatabaseError, InterfaceError) as error:
        yield Check(
            "database",
            False,
            tell("Cơ sở dữ liệu không trả lời: {said}.", said=" ".join(str(error).split()).rstrip(".")),
            tell("Hãy kiểm tra DATABASE_URL, máy chủ cơ sở dữ liệu và mạng."),
        )
    else:
        yield Check("database", True, tell("Cơ sở dữ liệu trả lời."))
        yield _of_workers(living)
        yield _of_schedules(late)
    yield of_disk()


def _answering() -> AbstractContextManager[None]:
    """Who watches wants to know within seconds that a database server says nothing."""
    within = getattr(connection, "answering_within", None)  # of config.postgresql
    return within(ANSWERS_WITHIN) if within is not None else nullcontext()


def late_schedules(*, now: datetime, calendar: WorkingCalendar) -> tuple[str, ...]:
    """Schedules whose moment came more than an hour ago and whose job was not made. One SQL query."""
    marks = dict(ScheduleMark.objects.order_by("name").values_list("name", "last_on"))
    local = timezone.localtime(now - LATE_AFTER)
    due = ((s.name, last_due_day(s, local, calendar)) for s in REGISTRY.schedules())
    return tuple(name for name, day in due if day is not None and (name not in marks or marks[name] < day))


def _of_workers(living: tuple[workers.LivingWorker, ...]) -> Check:
    if living:
        return Check("worker", True, tell("Tiến trình làm việc nền đang chạy: {count}.", count=len(living)))
    return Check(
        "worker",
        False,
        tell("Không có tiến trình làm việc nền nào đang chạy."),
        tell("Hãy khởi động: systemctl start caicach-worker (hoặc caicach worker)."),
    )


def _of_schedules(late: tuple[str, ...]) -> Check:
    if not late:
        return Check("schedules", True, tell("Không có lịch nào bị trễ."))
    return Check(
        "schedules",
        False,
        tell("Lịch bị trễ quá một giờ: {names}.", names=", ".join(late)),
        tell("Hãy xem tiến trình làm việc nền và trang «Hàng đợi»."),
    )


def of_disk() -> Check:
    """Whether the disk of the stored files is there and has room."""
    if not settings.DATA_DIR.is_dir():
        said = tell("Không có thư mục dữ liệu {path}.", path=str(settings.DATA_DIR))
        return Check("disk", False, said, tell("Hãy gắn lại đĩa, hoặc chạy: caicach upgrade"))
    free = shutil.disk_usage(settings.DATA_DIR).free
    said = tell("Đĩa của {path} còn {free} MB.", path=str(settings.DATA_DIR), free=round(free / 1_000_000))
    if free >= FREE_BYTES:
        return Check("disk", True, said)
    todo = tell("Hãy giải phóng dung lượng: cần ít nhất {least} MB.", least=round(FREE_BYTES / 1_000_000))
    return Check("disk", False, said, todo)
