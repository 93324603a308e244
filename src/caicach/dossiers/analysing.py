"""One log from file to what it says of how work flows, without a database.

>>> from datetime import date
>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     log = Path(folder) / "log.csv"
...     rows = "case_id,activity,time", "HS1,Nhận,2023-02-17 16:00", "HS1,Trả,2023-02-20 09:00", ""
...     _ = log.write_text("\\n".join(rows), encoding="utf-8")
...     found = analyse(log, Question(), today=date(2026, 11, 29))
>>> found.edges[0].mean_seconds, found.edges[0].mean_working_minutes
(234000.0, 180.0)
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from caicach.dossiers.domain.analysis import Analysis
from caicach.dossiers.domain.limits import Limits
from caicach.dossiers.engine import durations, flow
from caicach.dossiers.engine.aside import set_aside
from caicach.dossiers.engine.choosing import EMBEDDED, Engine, handed_over
from caicach.dossiers.engine.connecting import Connection, connection, first
from caicach.dossiers.engine.judging import Judging, judge
from caicach.dossiers.engine.limits import add_dues, on_time
from caicach.dossiers.engine.loading import Loaded, load
from caicach.dossiers.logs.values import Roles
from caicach.dossiers.problems import bad_log
from caicach.kernel.calendar.hours import WorkingTime
from caicach.kernel.calendar.in_force import working_time_in_force
from caicach.kernel.said import Said, tell

_YEARS_AHEAD: Final = 2


@dataclass(frozen=True)
class Question:
    """What is asked of a log. ``clock`` None: no calendar, working time is not told. ``engine``: which one answers;
    the file itself is always read by the embedded one, row after row."""

    roles: Roles = field(default_factory=Roles)
    clock: WorkingTime | None = field(default_factory=working_time_in_force)
    limits: Limits | None = None
    top: int = 20
    keeps_duplicates: bool = False
    memory: str = "4GB"
    engine: Engine = EMBEDDED


def analyse(path: Path, question: Question, *, today: date) -> Analysis:
    """Raises InvalidInput (``dossiers.*``). Events after the end of next year are set aside, like those of 1900."""
    limits = question.limits
    if limits and limits.needs_calendar and question.clock is None:
        why = "Thời hạn tính theo ngày, giờ làm việc nhưng không dùng lịch làm việc."
        raise bad_log(
            "limits_without_calendar", path.name, why, todo="Hãy dùng --calendar vn, hoặc đặt hạn theo days, hours."
        )
    roles = Roles(question.roles.case, question.roles.activity, question.roles.time, limits.columns if limits else ())
    last_day = date(today.year + _YEARS_AHEAD, 1, 1)
    with connection(question.memory) as reader:
        loaded = load(reader, path, roles)
        if limits and limits.due:
            add_dues(reader)
        with handed_over(reader, question.engine) as db:
            judge(db, loaded, Judging(last_day, question.keeps_duplicates, question.clock))
            return _analysis(db, loaded, question)


def _analysis(db: Connection, loaded: Loaded, question: Question) -> Analysis:
    clock = question.clock
    flow.add_steps(db)
    durations.add_spans(db)
    variant_count, variants = flow.variants(db, question.top)
    limits = question.limits
    return Analysis(
        cases=first(db, "SELECT count(*) FROM spans")[0],
        events=first(db, "SELECT count(*) FROM events")[0],
        activities=flow.activity_counts(db),
        start_activities=flow.start_counts(db),
        end_activities=flow.end_counts(db),
        variant_count=variant_count,
        variants=variants,
        edges=flow.edges(db),
        durations=durations.durations(db),
        working_durations=durations.working_durations(db) if clock else None,
        stays_before=flow.stays_before(db),
        stays_after=flow.stays_after(db),
        on_time=on_time(db, limits, has_calendar=clock is not None) if limits else None,
        aside=set_aside(db, loaded),
        zones=dict(db.execute("SELECT zone, count(*) AS n FROM good GROUP BY zone ORDER BY n DESC, zone").fetchall()),
        calendar=clock.hours.source if clock else "",
        notes=tuple(_notes(db, loaded, clock)),
    )


def _notes(db: Connection, loaded: Loaded, clock: WorkingTime | None) -> Iterator[Said]:
    """What was done with the log that its figures do not show."""
    read = loaded.notes
    behind = flow.steps_behind_later_ones(db)
    if behind:
        yield tell(
            "{count} dòng đứng trong tệp sau bước muộn hơn của cùng hồ sơ: đã xếp lại theo thời gian.", count=behind
        )
    if read.is_cut_off:
        yield tell("Tệp bị cắt giữa chừng hoặc hỏng: chỉ có phần đọc trọn vẹn được tính.")
    if read.empty_traces:
        yield tell("{count} hồ sơ không có bước nào, không tính.", count=read.empty_traces)
    if read.unnamed_traces:
        yield tell("{count} hồ sơ không có mã: đặt tên theo thứ tự trong tệp.", count=read.unnamed_traces)
    if read.activities_by_default:
        yield tell("{count} bước lấy tên theo giá trị mặc định của tệp (<global>).", count=read.activities_by_default)
    zones = first(db, "SELECT count(DISTINCT zone), count(*) FILTER (zone = '') FROM good")
    if zones[0] > 1:
        yield tell("Thời điểm ghi theo {zones} múi giờ: tất cả đã đổi ra giờ Việt Nam.", zones=zones[0])
    repeated = first(db, "SELECT count(*) - count(DISTINCT name) FROM cases")[0]
    if repeated:
        yield tell("{count} hồ sơ trùng mã với hồ sơ khác trong tệp: mỗi <trace> là một hồ sơ.", count=repeated)
    if clock:
        unknown = first(db, "SELECT count(*) FILTER (worked IS NULL) FROM steps")[0]
        if unknown:
            yield tell(
                "{count} bước nằm ngoài lịch đã công bố ({first} – {last}): không có thời gian làm việc.",
                count=unknown,
                first=f"{clock.calendar.first_day:%d/%m/%Y}",
                last=f"{clock.calendar.last_day:%d/%m/%Y}",
            )
