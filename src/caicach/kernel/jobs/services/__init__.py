"""Writing: put a job in the queue, run what waits, stop it, let schedules make their jobs, try a dead one again."""

from caicach.kernel.jobs.services.queueing import (
    NewJob,
    ask_to_stop,
    enqueue,
    enqueue_all,
    learn_sizes,
    tidy,
    try_again,
)
from caicach.kernel.jobs.services.running import run_next
from caicach.kernel.jobs.services.scheduling import tick

__all__ = ["NewJob", "ask_to_stop", "enqueue", "enqueue_all", "learn_sizes", "run_next", "tick", "tidy", "try_again"]
