"""Which kinds of job and which schedules exist; the modules that do the work declare them in their ``jobs.py``."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, cast

from caicach.kernel.jobs.domain import Payload, Schedule
from caicach.kernel.jobs.runs import Run

Handler = Callable[[Payload, datetime], None]
LongHandler = Callable[[Payload, datetime, Run], None]
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
LEASE: Final = timedelta(minutes=10)
MAX_ATTEMPTS: Final = 8


class JobDefect(RuntimeError):
    """A kind of job is declared or asked for wrongly: a defect of the program, which no user can mend."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """``is_atomic``: the handler and the mark «done» are one transaction, so its effect in the database happens once.

    A handler that reaches outside the database (mail) is not atomic, and keeps its own marks. A long one works in
    slices and says how far it is (``Run``). The claim is renewed while the worker lives: one whose ``lease`` expired
    belonged to a worker that died. ``title`` is Vietnamese, for the operator.
    """

    name: str
    title: str
    handler: Handler | LongHandler
    is_atomic: bool
    is_long: bool
    max_attempts: int
    lease: timedelta

    def run(self, payload: Payload, now: datetime, run: Run | None) -> None:
        """Call the handler; a long one with its run."""
        if run is None:
            cast(Handler, self.handler)(payload, now)
        else:
            cast(LongHandler, self.handler)(payload, now, run)


class Registry:
    """Kinds by name and schedules by name. The product has one; a test makes its own."""

    def __init__(self) -> None:
        self._kinds: dict[str, JobKind] = {}
        self._schedules: dict[str, Schedule] = {}

    def job(
        self,
        name: str,
        *,
        title: str,
        is_atomic: bool = True,
        max_attempts: int = MAX_ATTEMPTS,
        lease: timedelta = LEASE,
    ) -> Callable[[Handler], Handler]:
        """Register the decorated function as the handler of a kind of job."""
        _check(name, title, max_attempts)

        def register(handler: Handler) -> Handler:
            self._add(JobKind(name, title, handler, is_atomic, False, max_attempts, lease))
            return handler

        return register

    def long_job(
        self, name: str, *, title: str, max_attempts: int = MAX_ATTEMPTS, lease: timedelta = LEASE
    ) -> Callable[[LongHandler], LongHandler]:
        """Register the decorated function as the handler of a kind of job that works in slices and can be stopped."""
        _check(name, title, max_attempts)

        def register(handler: LongHandler) -> LongHandler:
            self._add(JobKind(name, title, handler, False, True, max_attempts, lease))
            return handler

        return register

    def _add(self, kind: JobKind) -> None:
        if kind.name in self._kinds:
            raise JobDefect(f"{kind.name} is registered twice")
        self._kinds[kind.name] = kind

    def daily(self, name: str, *, kind: str, at: time, working_days_only: bool = False) -> None:
        """Have a job of the kind made every day, or every working day, at a time of the province's clock."""
        if name in self._schedules:
            raise JobDefect(f"the schedule {name} is registered twice")
        self._schedules[name] = Schedule(name, self.kind(kind).name, at, working_days_only)

    def kind(self, name: str) -> JobKind:
        if name not in self._kinds:
            raise JobDefect(f"there is no kind of job {name}")
        return self._kinds[name]

    def title_of(self, name: str) -> str:
        """The title of a kind; its name where a newer or older program made the job."""
        return self._kinds[name].title if name in self._kinds else name

    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted(self._kinds))

    def schedules(self) -> tuple[Schedule, ...]:
        return tuple(self._schedules[name] for name in sorted(self._schedules))


def _check(name: str, title: str, max_attempts: int) -> None:
    if not _NAME.fullmatch(name) or not title or max_attempts < 1:
        raise JobDefect(f"{name!r}: a kind of job is named module.act, says its title, and is tried at least once")


REGISTRY: Final = Registry()
job, long_job, daily = REGISTRY.job, REGISTRY.long_job, REGISTRY.daily
