"""Workers show that they live: a row each, its time renewed from a thread, gone when the worker ends in order."""

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from caicach.kernel.jobs.models import Worker

BEAT: Final = timedelta(seconds=15)
SILENT_AFTER: Final = timedelta(seconds=75)
"""A worker not seen for so long is taken for dead: four beats, for a busy database may swallow some."""
FORGOTTEN_AFTER: Final = timedelta(days=1)

STEP: Final = ("jobs", "0004_workers")
"""An older database has no list of workers yet."""

log = logging.getLogger("caicach.jobs")


@dataclass(frozen=True, slots=True)
class LivingWorker:
    name: str
    started_at: datetime
    seen_at: datetime


def living(*, now: datetime) -> tuple[LivingWorker, ...]:
    """Workers that were seen a moment ago, longest running first. One SQL query.

    One seen in the future died before the clock was moved back, or shows itself at its next beat.
    """
    rows = Worker.objects.filter(seen_at__range=(now - SILENT_AFTER, now + SILENT_AFTER)).order_by("started_at", "name")
    return tuple(LivingWorker(row.name, row.started_at, row.seen_at) for row in rows)


@contextmanager
def beating() -> Iterator[None]:
    """Show this process as a worker until the block ends. A process that is killed falls silent."""
    name, ended = f"{socket.gethostname()}:{os.getpid()}", threading.Event()
    _write_beat(name, started=True)

    def beat() -> None:
        while not ended.wait(BEAT.total_seconds()):
            _write_beat(name)
        connection.close()

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        _forget(name)


def _write_beat(name: str, *, started: bool = False) -> None:
    now = timezone.now()
    close_old_connections()  # a line that was cut at the last beat would fail at every other
    try:
        if started:
            Worker.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()
            Worker.objects.update_or_create(name=name, defaults={"started_at": now, "seen_at": now})
        else:
            Worker.objects.filter(name=name).update(seen_at=now)
    except Error:
        log.warning("the heartbeat of %s could not be written this time", name)


def _forget(name: str) -> None:
    try:
        Worker.objects.filter(name=name).delete()
    except Error:
        log.warning("%s could not be taken out of the list of workers", name)
