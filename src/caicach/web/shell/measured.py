"""How many requests there were and how long they took, counted in each process and added up when somebody asks.

Each process keeps its counts in a file of its own under ``CAICACH_DATA_DIR/metrics``, written at most every few
seconds; ``caicach serve`` empties the folder when it starts. What dead processes counted stays counted.
"""

import json
import os
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Final

from django.conf import settings

BUCKETS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
EVERY: Final = 5.0
_lock = threading.Lock()
_counts: Counter[str] = Counter()  # key: JSON list of what is counted and its labels
_written = 0.0
_started = time.time_ns()  # beside the number of the process, which the system gives out again


def note(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request; a full disk loses counts and no request."""
    global _written  # noqa: PLW0603  (one set of counts a process)
    with _lock:
        _counts[_key("requests", method, route, str(status))] += 1
        _counts[_key("seconds_sum", route)] += seconds  # type: ignore[assignment]
        _counts[_key("seconds_bucket", route, bucket_of(seconds))] += 1
        if time.monotonic() - _written < EVERY:
            return
        _written = time.monotonic()
        _write()


def bucket_of(seconds: float) -> str:
    """The smallest bound that a time does not pass.

    >>> bucket_of(0.05), bucket_of(0.3), bucket_of(60)
    ('0.05', '0.5', '+Inf')
    """
    return next((str(bound) for bound in BUCKETS if seconds <= bound), "+Inf")


def totals() -> dict[tuple[str, ...], float]:
    """The counts of every process so far: («requests», method, route, status), («seconds_sum», route),
    («seconds_bucket», route, bound).
    """
    with _lock:
        _write()
    added: Counter[tuple[str, ...]] = Counter()
    for path in sorted(folder().glob("*.json")):
        for key, count in _counts_in(path).items():
            added[tuple(json.loads(key))] += count  # type: ignore[assignment]
    return dict(added)


def folder() -> Path:
    return Path(settings.DATA_DIR) / "metrics"


def begin() -> None:
    """Forget what processes of an earlier start counted; before any process counts."""
    for path in folder().glob("*.json*"):
        path.unlink(missing_ok=True)


def _begin_anew() -> None:
    """A process that was forked from another counts for itself, from nothing."""
    global _started, _lock
    _lock, _started = threading.Lock(), time.time_ns()
    _counts.clear()


os.register_at_fork(after_in_child=_begin_anew)


def _key(*labels: str) -> str:
    return json.dumps(labels)


def _write() -> None:
    if not _counts:
        return
    target = folder() / f"{os.getpid()}-{_started:x}.json"
    try:
        folder().mkdir(parents=True, exist_ok=True)
        aside = target.with_suffix(".json.part")
        aside.write_text(json.dumps(_counts))
        aside.replace(target)
    except OSError:
        return


def _counts_in(path: Path) -> dict[str, float]:
    try:
        counts: dict[str, float] = json.loads(path.read_text())
    except (OSError, ValueError):  # its process is just going, or the disk was full when it was written
        return {}
    return counts
