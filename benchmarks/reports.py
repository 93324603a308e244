"""A progress report over 100,000 assignments, made in the background: seconds from the ask to the whole report.

``python -m benchmarks.reports [assignments]``. Of the processor, for the worker waits for nobody; at most 20.
"""

import gc
import sys
import tempfile
from datetime import timedelta
from time import perf_counter, process_time

from benchmarks import _sample
from benchmarks._sample import ON

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

WANTED, MOST_SECONDS = 100_000, 20.0


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        _sample.start(folder)
        return measure(int(arguments[0]) if arguments else WANTED)


def measure(wanted: int) -> int:
    from django.contrib.auth import get_user_model

    from caicach.kernel.jobs import services as queue
    from caicach.organisations.queries import actor_for
    from caicach.reports import services
    from caicach.reports.models import Report

    rows, now = _sample.fill(_sample.units(), wanted), _sample.noon(ON)
    _sample.accounts()
    _sample.analyse()
    actor = actor_for(get_user_model().objects.get(username="noivu"), ON)
    gc.collect()
    gc.freeze()  # what made the sample is no burden of the worker, which is a process of its own
    clock, processor = perf_counter(), process_time()
    services.make_progress_report_later(actor, first=ON - timedelta(days=89), last=ON, now=now)
    while queue.run_next(now=now):
        pass
    spent, waited = process_time() - processor, perf_counter() - clock
    kept = Report.objects.exclude(digest="").get().rows.count()
    print(f"{rows:,} assignments, {kept:,} rows kept: {spent:.1f} s of the processor, {waited:.1f} s by the clock")
    return 0 if spent <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
