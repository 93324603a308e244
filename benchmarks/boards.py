"""Boards and lists over 100,000 assignments of some 300 units with half a year of reports, returns and moved deadlines.

``python -m benchmarks.boards [assignments] [--postgres URL]``: median and p95 of each query over 20 runs after one that
warms up, each behind a write, so that it is reckoned anew; beside it the median while nobody writes (ADR 57). The
embedded database lies in a folder of its own that is removed afterwards; with ``--postgres`` the tables are made in
the database named, which must be empty. Beside another build: ``benchmarks.against``.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from benchmarks import _sample
from benchmarks._sample import ON

if TYPE_CHECKING:
    from caicach.kernel.access import Actor

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

WANTED, RUNS = 100_000, 20
TARGET_MS = 1000
AGAIN = ", shown again"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("assignments", nargs="?", type=int, default=WANTED)
    parser.add_argument("--postgres", metavar="URL", default="")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        return _measure(prepared(folder, asked.assignments, asked.postgres))


def prepared(folder: str, wanted: int = WANTED, postgres: str = "") -> dict[str, Callable[[], object]]:
    """A database of so many assignments, and what to measure by its name: each act reckoned anew, behind a write of
    one row, and shown again while nobody writes."""
    _sample.start(folder, postgres)
    codes, started = _sample.units(), perf_counter()
    rows = _sample.fill(codes, wanted)
    _sample.analyse()
    spent = perf_counter() - started
    print(f"{rows:,} assignments of {len(codes)} units in {_sample.DOCUMENTS} documents, made in {spent:.0f} s")
    acts: dict[str, Callable[[], object]] = {}
    for name, act in _queries(codes[len(codes) // 2]).items():
        acts[name] = partial(_behind_a_write, act)
        acts[f"{name}{AGAIN}"] = act
    return acts


def _behind_a_write(act: Callable[[], object]) -> object:
    """Nothing kept of before is true any more for the program, though the row is written as it was: a millisecond."""
    from django.db.models import F

    from caicach.plans.models import Task

    Task.objects.filter(pk=Task.objects.order_by("pk").values("pk")[:1]).update(text=F("text"))
    return act()


def _measure(acts: dict[str, Callable[[], object]]) -> int:
    slow = 0
    print(f"  {'':<42}{'median':>11}{'p95':>11}{'processor':>11}{'shown again':>13}")
    for name, act in acts.items():
        if name.endswith(AGAIN):
            continue
        act()  # the first call pays for what later ones find ready
        clock, processor = zip(*(_milliseconds(act) for _ in range(RUNS)), strict=True)
        again = acts[f"{name}{AGAIN}"]
        again()
        kept = median(_milliseconds(again)[0] for _ in range(RUNS))
        p95 = quantiles(clock, n=20, method="inclusive")[-1]
        slow += p95 > TARGET_MS
        print(f"  {name:<42}{median(clock):8.0f} ms{p95:8.0f} ms{median(processor):8.0f} ms{kept:10.1f} ms", flush=True)
    return 1 if slow else 0


def _milliseconds(act: Callable[[], object]) -> tuple[float, float]:
    """By the clock, and of this process's processor: on a busy machine the second says more."""
    clock, processor = perf_counter(), process_time()
    act()
    return 1000 * (perf_counter() - clock), 1000 * (process_time() - processor)


def _queries(unit: str) -> dict[str, Callable[[], object]]:
    from caicach.kernel.access import Actor, Role
    from caicach.plans import queries
    from caicach.plans.domain.states import TaskState
    from caicach.plans.domain.tasks import GroupBy, TaskFilters
    from caicach.plans.models import Task

    office = Actor(1, "Cơ quan thường trực", frozenset({Role.STANDING_OFFICE}))
    own = Actor(2, "Đơn vị", frozenset({Role.FOCAL_POINT}), frozenset({unit}), frozenset({unit}))
    task = Task.objects.order_by("pk")[0].pk
    late, words = TaskFilters(states=(TaskState.OVERDUE,)), TaskFilters(text="cong khai")
    past = ON - timedelta(days=45)
    return {
        "board of the leader": lambda: queries.leader_board(office, on=ON, today=ON),
        "board of the leader, of a past day": lambda: queries.leader_board(office, on=past, today=ON),
        "rows behind a figure of a past day": lambda: queries.tasks_at(office, on=past, today=ON, filters=late),
        "board of the standing office": lambda: queries.coordinator_board(office, on=ON),
        "roll-up by unit": lambda: queries.roll_up(office, on=ON, by=GroupBy.UNIT),
        "roll-up by head": lambda: queries.roll_up(office, on=ON, by=GroupBy.HEAD),
        "roll-up by document": lambda: queries.roll_up(office, on=ON, by=GroupBy.DOCUMENT),
        "list of all, first page": lambda: queries.unit_tasks(office, on=ON, filters=TaskFilters()),
        "list of the overdue, first page": lambda: queries.unit_tasks(office, on=ON, filters=late),
        "list of all, words looked for": lambda: queries.unit_tasks(office, on=ON, filters=words),
        **_ordered_lists(office),
        "own list of a unit": lambda: queries.unit_tasks(own, on=ON, filters=TaskFilters()),
        "task page, the unit's view": lambda: queries.task_page(own, task, on=ON),
        "task page of all its units": lambda: queries.task_page(office, task, on=ON),
    }


def _ordered_lists(office: "Actor") -> dict[str, Callable[[], object]]:
    """Another page each time: nothing is kept from before. None where the build orders no list."""
    try:
        from caicach.kernel.ordering import Order
    except ModuleNotFoundError:
        return {}
    from caicach.plans import queries
    from caicach.plans.domain.tasks import TaskFilters

    pages = count(2)
    return {
        f"list of all, another page by {column}": lambda column=column: queries.unit_tasks(
            office, on=ON, filters=TaskFilters(order=Order(column), page=next(pages))
        )
        for column in queries.TASK_COLUMNS
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
