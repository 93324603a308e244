"""How long a writing transaction keeps the others waiting: every long act on the benchmark's data, none over 2 s.

``python -m benchmarks.transactions [rows]``: for each act the longest of its outermost transactions (seconds by the
clock, and of the processor where a busy machine would mislead) and how many there were. Acts: giving a plan of 10,000
rows in the background and 2,000 directly, its import, importing the units, confirming a letter for some 300 units, a
progress report over all of it, the edition of a periodic report, dossiers taken in, submissions of a survey received,
procedures confirmed in the background, a publication. A file parsed inside of a transaction counts as one too long.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter, process_time

from benchmarks import _sample, rooms
from benchmarks.plan_import import NOW, table

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

ROWS, DIRECTLY, LONGEST = 10_000, 2_000, 2.0
DOSSIERS, PROCEDURES = 20_000, 10_000
ISSUED = date(2026, 1, 5)
LETTER = """UBND TỈNH MẪU
Số: 12/UBND-KSTT
Ngày 05 tháng 01 năm 2026

Kính gửi: Các sở, ban, ngành; UBND các xã, phường, thị trấn

1. Các sở, ban, ngành, UBND các xã, phường, thị trấn rà soát thủ tục hành chính, báo cáo trước ngày 15/3/2026.
2. Các sở, ban, ngành, UBND các xã, phường, thị trấn công khai thủ tục hành chính trước ngày 30/4/2026.
"""


@dataclass
class Watch:
    """Seconds of every outermost transaction that wrote, by the clock and of the processor."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    parsed_inside: int = 0


@contextmanager
def watched() -> Iterator[Watch]:
    """Whatever is begun and ended meanwhile in this thread."""
    from django.db import connection, transaction

    from caicach.kernel import bounded

    watch, enter, leave = Watch(), transaction.Atomic.__enter__, transaction.Atomic.__exit__
    began: list[tuple[float, float]] = []

    def entered(block: transaction.Atomic) -> None:
        is_outermost = not connection.in_atomic_block
        enter(block)
        if is_outermost:
            began.append((perf_counter(), process_time()))

    def left(block: transaction.Atomic, *told: object) -> None:
        leave(block, *told)
        if not connection.in_atomic_block and began:
            clock, processor = began.pop()
            watch.clock.append(perf_counter() - clock)
            watch.processor.append(process_time() - processor)

    child = bounded.ending_of_child

    def asked(*given: object, **named: object) -> object:
        watch.parsed_inside += connection.in_atomic_block
        return child(*given, **named)

    transaction.Atomic.__enter__, transaction.Atomic.__exit__ = entered, left
    bounded.ending_of_child = asked
    try:
        yield watch
    finally:
        transaction.Atomic.__enter__, transaction.Atomic.__exit__ = enter, leave
        bounded.ending_of_child = child


def acts(rows: int) -> dict[str, Callable[[], object]]:
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.kernel.jobs.services import run_next
    from caicach.kernel.periods import parse_period
    from caicach.organisations import queries as organisations
    from caicach.plans import services as plans
    from caicach.regimes import services as regimes
    from caicach.regimes.domain.catalogue import form_named
    from caicach.reports import services as reports

    office = organisations.actor_of(organisations.user_id_of("noivu"), timezone.localdate())

    def plan(count: int) -> int:
        given = _plan(count)
        return plans.import_new_plan(SYSTEM, plan=given, data=table(count), filename="ke-hoach.html", now=NOW)

    def later() -> None:
        plans.confirm_lines_later(office, plan_id=made[rows], now=NOW)
        while run_next(now=NOW) is not None:
            pass

    made: dict[int, int] = {}
    quarter, form = parse_period("2026Q1"), form_named("cchc-quarterly")
    regimes_act = {"form": form, "period": quarter, "now": NOW}
    return {
        f"import of a plan of {rows:,} rows": lambda: made.update({rows: plan(rows)}),
        f"giving {rows:,} rows in the background": later,
        f"import of a plan of {DIRECTLY:,} rows": lambda: made.update({DIRECTLY: plan(DIRECTLY)}),
        f"giving {DIRECTLY:,} rows directly": lambda: plans.confirm_lines(office, plan_id=made[DIRECTLY], now=NOW),
        "confirming a letter for some 300 units": lambda: _confirmed(office),
        "progress report, in the background": lambda: _reported(reports, office, run_next),
        "periodic reports of every unit opened": lambda: regimes.open_period(
            office, due_on=date(2026, 3, 17), **regimes_act
        ),
        "edition of a periodic report": lambda: regimes.make_edition(office, edits={}, own={}, **regimes_act),
        **_acts_of_rooms(office, run_next),
    }


def _acts_of_rooms(office: object, run_next: Callable[..., object]) -> dict[str, Callable[[], object]]:
    from django.utils import timezone

    from caicach.publications import services as publications
    from caicach.publications.domain.values import PublicKind
    from caicach.publications.gathering import SourceRef
    from caicach.reports import queries as reports

    def published() -> None:
        made = reports.reports_made(office, size=1).items[0].id  # a report of many rows is the worker's, made before
        publications.publish(office, source=SourceRef(PublicKind.PROGRESS, str(made)), now=timezone.now())

    return {
        f"{DOSSIERS:,} dossiers taken in": lambda: rooms.dossiers(DOSSIERS),
        "submissions of a survey received": rooms.survey,
        f"{PROCEDURES:,} procedures read, compared, written": lambda: _procedures(office, run_next),
        "publication of a report": published,
    }


def _procedures(office: object, run_next: Callable[..., object]) -> None:
    """By the worker, as from a form."""
    import json

    from benchmarks.procedures_register import _record
    from django.utils import timezone

    from caicach.procedures import queries, services

    def worked() -> None:
        while run_next(now=timezone.now()) is not None:
            pass

    data = "\n".join(json.dumps(_record(number), ensure_ascii=False) for number in range(PROCEDURES)).encode()
    facts = services.ImportFacts(date(2023, 1, 1))
    made = services.bring_file(office, data=data, filename="danh-muc.jsonl", facts=facts, now=timezone.now())
    worked()
    key = queries.import_preview(office, made, most=1).key
    services.confirm_import_later(office, import_id=made, key=key, now=timezone.now())
    worked()


def _plan(count: int) -> object:
    from caicach.plans.domain.plans import NewPlan, PlanKind

    return NewPlan(PlanKind.ANNUAL, "UBND-T", 2026, 2026, f"Kế hoạch {count} dòng", ISSUED)


def _confirmed(office: object) -> None:
    from caicach.correspondence import queries as letters
    from caicach.correspondence import services as correspondence
    from caicach.plans import services as plans

    received = correspondence.receive_document(
        office, data=LETTER.encode(), filename="van-ban.txt", arrived_on=ISSUED, now=NOW
    )
    review = letters.review_of(office, received.id)
    plans.confirm_directive(office, document_id=received.id, version=review.version, now=NOW)


def _reported(reports: object, office: object, run_next: Callable[..., object]) -> None:
    asked = {"first": date(2026, 1, 1), "last": date(2026, 3, 31), "unit": "", "now": NOW}
    reports.make_progress_report_later(office, **asked)
    while run_next(now=NOW) is not None:
        pass


def _measured(name: str, act: Callable[[], object]) -> bool:
    """Prints the line of one act; whether one of its transactions took too long."""
    with watched() as watch:
        act()
    longest, busy = max(watch.clock), max(watch.processor)
    inside = f"  parsed inside: {watch.parsed_inside}" if watch.parsed_inside else ""
    print(f"  {name:<46}{longest:6.2f} s  processor {busy:6.2f} s  of {len(watch.clock)}{inside}", flush=True)
    return busy > LONGEST or watch.parsed_inside > 0


def main(arguments: list[str]) -> int:
    rows, over = int(arguments[0]) if arguments else ROWS, 0
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        _sample.start(folder)
        from django.urls import reverse

        over += _measured("import of the units", lambda: _sample.units(ISSUED))
        _sample.accounts(ISSUED)
        reverse("web:board")  # loads the pages, as a worker does before its first job
        over += sum(_measured(name, act) for name, act in acts(rows).items())
    print(f"none may take over {LONGEST} s of the processor: {over} do")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
