"""`caicach worker`: makes the jobs of schedules whose moment came, does the jobs of the queue, reads scans that wait.

Any number may run side by side: each job and each scan is claimed by one.
"""

import argparse
import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from caicach.cli import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction

PAUSE_SECONDS = 2.0
SCHEDULES_SECONDS = 30.0
SWEEP_SECONDS = 3600.0
SEARCH_SECONDS = 2.0
log = logging.getLogger("caicach.worker")


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("worker", help="làm các việc đang chờ: nhắc việc, gửi thư, đọc bản quét")
    parser.add_argument("--once", action="store_true", help="làm hết những gì đang chờ rồi dừng")
    parser.set_defaults(run=_work)


def _work(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.urls import reverse

    from caicach.kernel.jobs.workers import beating
    from caicach.kernel.search.services import prepare

    prepare()
    reverse("web:board")  # the first link would load every page while others cannot write

    stop = Stop()
    signal.signal(signal.SIGTERM, stop.ask)
    with beating():
        return _turns(stop, is_once=arguments.once)


def _turns(stop: "Stop", *, is_once: bool) -> int:
    turns = (
        Turn(SWEEP_SECONDS, _sweep),
        Turn(SCHEDULES_SECONDS, _make_scheduled),
        Turn(SEARCH_SECONDS, _index),
    )
    while stop.goes_on():
        for turn in turns:
            turn.take()
        with stop.put_off():
            job = _run_job()
        read = _read_one() if stop.goes_on() else None
        if read is not None:
            log.info("document %s was read", read)
        if job is None and read is None:
            if is_once:
                break
            time.sleep(PAUSE_SECONDS)
    return 0


class Stop:
    """A reading or a pause is broken off at once; a job is finished first, for it may be in the middle of a letter."""

    def __init__(self) -> None:
        self.is_asked = False
        self._waits = False

    def goes_on(self) -> bool:
        return not self.is_asked

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked = True
        if not self._waits:
            # As an exception, so that a reading under way ends its child and gives its document back to the queue.
            sys.exit(0)

    @contextmanager
    def put_off(self) -> Iterator[None]:
        self._waits = True
        try:
            yield
        finally:
            self._waits = False


class Turn:
    """Something done every so many seconds; a failure is logged, and the next turn tries again."""

    def __init__(self, seconds: float, act: Callable[[], None]) -> None:
        self._seconds, self._act, self._next = seconds, act, 0.0

    def take(self) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + self._seconds
        try:
            self._act()
        except Exception:
            log.exception("%s failed", self._act.__name__)


def _sweep() -> None:
    from django.utils import timezone

    from caicach.kernel.files import services as files
    from caicach.kernel.files.kept import sweep_kept

    sweep_kept(now=timezone.now())
    removed = files.sweep(now=timezone.now())
    if removed:
        log.info("%s files of failed transactions were removed", removed)


def _make_scheduled() -> None:
    from django.utils import timezone

    from caicach.kernel.calendar.in_force import calendar_in_force
    from caicach.kernel.jobs import services as jobs

    for key in jobs.tick(now=timezone.now(), calendar=calendar_in_force()):
        log.info("scheduled: %s", key)


def _index() -> None:
    """A slice of what changed, so that the queue goes on meanwhile."""
    from django.utils import timezone

    from caicach.kernel.search import services as search

    search.refresh(on=timezone.localdate())


def _run_job() -> int | None:
    from django.db import close_old_connections
    from django.utils import timezone

    from caicach.kernel.jobs import services as jobs

    close_old_connections()
    try:
        return jobs.run_next(now=timezone.now())
    except Exception:
        log.exception("the queue could not be read")
        return None


def _read_one() -> int | None:
    from django.db import close_old_connections
    from django.utils import timezone

    from caicach.correspondence import services

    close_old_connections()
    try:
        return services.read_next(now=timezone.now())
    except Exception:
        log.exception("a document could not be read; it stays in the queue until its claim expires")
        time.sleep(PAUSE_SECONDS)
        return None
