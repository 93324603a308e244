"""One dossier: its steps, its clock by the law and index 766's reckoning beside it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caicach.dossiers.clock_as_json import Clocks as BothClocks
from caicach.dossiers.clock_as_json import clocks_of
from caicach.dossiers.domain.clock.checking import history_problem
from caicach.dossiers.domain.clock.starting import last_day
from caicach.dossiers.domain.clock.values import Event, Span
from caicach.dossiers.domain.codes import DossierCode, code_of
from caicach.dossiers.domain.limiting import Told
from caicach.dossiers.engine import standing
from caicach.dossiers.engine.connecting import connection
from caicach.dossiers.obtaining import limits_in_force, parts_of, seen_units
from caicach.kernel.access import Actor
from caicach.kernel.calendar.hours import WorkingTime
from caicach.kernel.calendar.in_force import working_time_in_force
from caicach.kernel.errors import CaicachError, NotFound
from caicach.kernel.said import NOTHING, Said, sentence_of, tell


@dataclass(frozen=True)
class DossierView:
    """``clocks`` is None where none can be told, and ``problem`` says why; ``spans`` with their working time."""

    told: Told
    unit: str
    parsed: DossierCode | None
    clocks: BothClocks | None
    problem: Said
    spans: tuple[tuple[Span, timedelta], ...] = ()

    @property
    def first_due_on(self) -> date | None:
        """By the receipt, before pauses and new starts."""
        return last_day(self.clocks.law.first_due) if self.clocks and self.clocks.law.first_due else None

    @property
    def due_on(self) -> date | None:
        return last_day(self.clocks.law.due) if self.clocks and self.clocks.law.due else None

    @property
    def due_at(self) -> datetime | None:
        """The moment of a limit in hours, which is exact to the minute; None of days."""
        by_hours = self.clocks is not None and self.clocks.history.limit.unit.is_hours
        return self.clocks.law.due if self.clocks and by_hours else None

    @property
    def steps(self) -> tuple[Event, ...]:
        return self.told.events


def dossier_view(actor: Actor, code: str, *, now: datetime) -> DossierView:
    """Two SQL queries. Raises NotFound where there is none that the actor sees."""
    parts = parts_of(code)
    found = None
    if parts:
        with connection("512MB") as db:
            found = standing.one_told(db, parts, code, seen_units(actor))
    if found is None:
        raise NotFound(
            "dossier.not_found",
            what="Không có hồ sơ này.",
            why="Mã hồ sơ không có trong dữ liệu đã nạp, hoặc hồ sơ của đơn vị khác.",
            todo="Hãy kiểm tra lại mã hồ sơ.",
        )
    told, unit = found
    parsed = code_of(told.code)
    try:
        clock = working_time_in_force()
        clocks, problem = _clocks(told, now, clock)
        passed = clocks.law.spans if clocks else ()
        spans = tuple((span, clock.between(span.start, span.end)) for span in passed)
    except CaicachError as error:
        return DossierView(told, unit, parsed, None, sentence_of(error))
    return DossierView(told, unit, parsed, clocks, problem, spans)


def _clocks(told: Told, now: datetime, clock: WorkingTime) -> tuple[BothClocks | None, Said]:
    """Raises InvalidInput where a moment is outside the calendar."""
    history = told.history(limits_in_force(), clock)
    if history is None:
        return None, tell(
            "Chưa biết thời hạn: không có thời hạn của thủ tục «{procedure}», hồ sơ không ghi ngày hẹn trả.",
            procedure=told.procedure,
        )
    if problem := history_problem(history):
        return None, problem
    return clocks_of(history, now=now, clock=clock), NOTHING
