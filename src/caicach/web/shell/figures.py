"""The figures of an installation for Prometheus: requests of all processes, queue, workers, schedules, disk, backup."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError

import caicach
from caicach.kernel import readiness
from caicach.kernel.access import SYSTEM
from caicach.kernel.backups import scheduled
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import workers
from caicach.web.shell import measured
from caicach.web.shell.exposition import Family, Kind, Sample

BOUNDS: Final = (*map(str, measured.BUCKETS), "+Inf")


def families(*, now: datetime) -> Iterator[Family]:
    """Every figure there is now; those of the database are left out while it does not answer."""
    yield Family(
        "caicach_build_info", Kind.GAUGE, "The version that runs.", (Sample({"version": caicach.__version__}, 1),)
    )
    totals = measured.totals()
    yield _requests(totals)
    yield _seconds(totals)
    free = shutil.disk_usage(settings.DATA_DIR).free
    yield _gauge("caicach_disk_free_bytes", "Room left on the disk of CAICACH_DATA_DIR.", free)
    room = shutil.disk_usage(tempfile.gettempdir()).free
    yield _gauge("caicach_temporary_free_bytes", "Room left in the temporary folder, where dossiers are laid.", room)
    yield from _backups()
    try:
        found = list(_of_database(now))
    except (DatabaseError, InterfaceError):
        found = []
    yield _gauge("caicach_database_up", "Whether the database answers.", 1 if found else 0)
    yield from found


def _gauge(name: str, meaning: str, value: float) -> Family:
    return Family(name, Kind.GAUGE, meaning, (Sample({}, value),))


def _requests(totals: dict[tuple[str, ...], float]) -> Family:
    samples = tuple(
        Sample({"method": key[1], "route": key[2], "status": key[3]}, count)
        for key, count in sorted(totals.items())
        if key[0] == "requests"
    )
    return Family("caicach_requests_total", Kind.COUNTER, "Requests answered.", samples)


def _seconds(totals: dict[tuple[str, ...], float]) -> Family:
    samples: list[Sample] = []
    for route in sorted({key[1] for key in totals if key[0] == "seconds_sum"}):
        counts = accumulate(totals.get(("seconds_bucket", route, bound), 0) for bound in BOUNDS)
        last = 0.0
        for bound, last in zip(BOUNDS, counts, strict=True):
            samples.append(Sample({"route": route, "le": bound}, last, "_bucket"))
        samples.append(Sample({"route": route}, totals["seconds_sum", route], "_sum"))
        samples.append(Sample({"route": route}, last, "_count"))
    return Family("caicach_request_seconds", Kind.HISTOGRAM, "Time to answer a request.", tuple(samples))


def _backups() -> Iterator[Family]:
    folder = Path(settings.BACKUP_DIR) if settings.BACKUP_DIR else None
    kept = scheduled.backups_in(folder) if folder is not None and folder.is_dir() else []
    if folder is not None:
        at = kept[-1].stat().st_mtime if kept else 0
        yield _gauge("caicach_backup_timestamp_seconds", "When the newest nightly backup was made.", at)


def _of_database(now: datetime) -> Iterator[Family]:
    counts = jobs.job_counts(SYSTEM)
    states = tuple(Sample({"state": name}, getattr(counts, name)) for name in ("waiting", "running", "dead", "stopped"))
    yield Family("caicach_jobs", Kind.GAUGE, "Jobs of the queue by state.", states)
    since = jobs.waiting_since(now=now)
    waited = (now - since).total_seconds() if since else 0
    yield _gauge("caicach_jobs_waiting_seconds", "How long the oldest job that is due has waited.", waited)
    yield _gauge("caicach_workers", "Workers seen in the last minute.", len(workers.living(now=now)))
    late = readiness.late_schedules(now=now, calendar=calendar_in_force())
    yield _gauge("caicach_schedules_late", "Schedules more than an hour late.", len(late))
