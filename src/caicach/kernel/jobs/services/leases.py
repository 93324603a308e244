"""A claim is renewed while its worker lives, so that a long job is not started a second time."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.db import Error, close_old_connections, connection

from caicach.kernel.jobs.domain import JobState
from caicach.kernel.jobs.models import Job

BEATS_A_LEASE: Final = 3
log = logging.getLogger("caicach.jobs")


@contextmanager
def renewed_lease(job_id: int, *, token: str, lease: timedelta, now: datetime) -> Iterator[None]:
    """Renew the claim every third of its lease from a thread of its own, which ends with the block.

    A process that is killed or frozen renews nothing, and the claim expires. One that only works long keeps it.
    """
    ended, started = threading.Event(), time.monotonic()

    def beat() -> None:
        while not ended.wait(lease.total_seconds() / BEATS_A_LEASE):
            close_old_connections()  # a line that was cut at the last beat would fail at every other
            _renew(job_id, token, now + timedelta(seconds=time.monotonic() - started) + lease)
        connection.close()

    thread = threading.Thread(target=beat, name=f"lease of job {job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _renew(job_id: int, token: str, until: datetime) -> None:
    """A database that is busy or away is tried again at the next beat: two may be missed before the claim expires."""
    try:
        held = Job.objects.filter(pk=job_id, claim=token, state=JobState.RUNNING.value)
        held.update(claimed_until=until)
    except Error:
        log.warning("the claim of job %s could not be renewed this time", job_id)
