"""Which kinds of job and which schedules exist; the modules that do the work declare them in their ``jobs.py``."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from caicach.kernel.jobs.domain import Payload, Schedule

Handler = Callable[[Payload, datetime], None]
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
LEASE: Final = timedelta(minutes=10)
MAX_ATTEMPTS: Final = 8


class JobDefect(RuntimeError):
    """A kind of job is declared or asked for wrongly: a defect of the program, which no user can mend."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """``is_atomic``: the handler and the mark «done» are one transaction, so its effect in the database happens once.

    A handler that reaches outside the database (mail) is not atomic, and keeps its own marks. ``lease`` is longer than
    any run may take: a claim that expired belonged to a worker that died. ``title`` is Vietnamese, for the operator.
    """

    name: str
    title: str
    handler: Handler
    is_atomic: bool
    max_attempts: int
    lease: timedelta


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
        if not _NAME.fullmatch(name) or not title or max_attempts < 1:
            raise JobDefect(f"{name!r}: a kind of job is named module.act, says its title, and is tried at least once")

        def register(handler: Handler) -> Handler:
            if name in self._kinds:
                raise JobDefect(f"{name} is registered twice")
            self._kinds[name] = JobKind(name, title, handler, is_atomic, max_attempts, lease)
            return handler

        return register

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


REGISTRY: Final = Registry()
job, daily = REGISTRY.job, REGISTRY.daily
