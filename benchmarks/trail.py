"""Verifying the trail: seconds for so many lines, and for twice and four times as many, which must grow in step.

``python benchmarks/trail.py [lines] [postgres://…]``; 5,000,000 lines are to be verified within 60 s. The embedded
database lies in a folder of its own that is removed afterwards; one of PostgreSQL must be empty, and is left full.
"""

import json
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

WANTED = 500_000
STREAMS = ("correspondence", "indices", "plans")
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
BATCH = 10_000


def main(wanted: int, address: str | None) -> int:
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        os.environ |= {
            "CAICACH_MODE": "example",
            "CAICACH_DATA_DIR": folder,
            "DATABASE_URL": address or f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
            "CAICACH_LOG_LEVEL": "ERROR",
        }
        from caicach.cli import installation

        installation.start()
        installation.prepare()
        from caicach.kernel.anchors.services import first_faults
        from caicach.kernel.audit.services import anchor_now
        from caicach.kernel.audit.verifying import Verified

        made = 0
        for step in (wanted // 4, wanted // 2, wanted):
            began = perf_counter()
            _fill(made, step - made)
            made, filled = step, perf_counter() - began
            verified = Verified()
            began, worked = perf_counter(), process_time()
            faults, _more = first_faults((anchor_now(now=NOW),), verified, named=1)
            took, worked = perf_counter() - began, process_time() - worked
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            assert not faults, faults
            assert verified.lines >= step, verified
            print(
                f"{verified.lines:>9,} lines: {took:6.1f} s by the clock, {worked:6.1f} s of the processor "
                f"({verified.lines / worked:,.0f} a second), {memory:,.0f} MB; made in {filled:.0f} s",
                flush=True,
            )
    return 0


def _fill(already: int, wanted: int) -> None:
    """Lines as acts leave them, with their seals, put in by the thousand; every tenth bears the state of a thing."""
    from django.db import connection, transaction

    from caicach.kernel.audit.domain import GENESIS, canonical, digest_of
    from caicach.kernel.audit.models import AuditLine, AuditSeal

    chains = {}
    for stream in STREAMS:
        last = AuditSeal.objects.filter(stream=stream).order_by("-number").first()
        chains[stream] = (last.number, last.digest) if last else (0, GENESIS)
    newest = AuditLine.objects.order_by("-id").values_list("id", flat=True).first() or 0
    marks = "?" if connection.vendor == "sqlite" else "%s"
    lines_sql = f"INSERT INTO audit_auditline ({_LINE}) VALUES ({', '.join([marks] * 12)})"  # noqa: S608 (no word of a stranger)
    seals_sql = f"INSERT INTO audit_auditseal ({_SEAL}) VALUES ({', '.join([marks] * 5)})"  # noqa: S608
    for start in range(0, wanted, BATCH):
        lines, seals = [], []
        for content in _contents(newest + start + 1, already + start, min(BATCH, wanted - start)):
            stream = str(content["stream"])
            number, digest = chains[stream]
            # Things that are no rows here: the states are read and kept, the comparison finds none of them.
            states = canonical({"bench.1": {str(content["id"]): digest[:32]}}) if number % 10 == 0 else ""
            chains[stream] = number, digest = number + 1, digest_of(digest, content, states)
            lines.append(_row(content))
            seals.append((stream, number, content["id"], digest, states or None))
        with transaction.atomic(), connection.cursor() as cursor:
            raw = cursor.cursor
            raw.executemany(lines_sql, lines)
            raw.executemany(seals_sql, seals)


_LINE = "id, stream, at, action, actor_id, actor_name, subject_kind, subject_id, old, new, why, mark"
_SEAL = "stream, number, line_id, digest, states"


def _contents(first: int, salt: int, count: int) -> Iterator[dict[str, object]]:
    for n in range(count):
        at = NOW + timedelta(seconds=salt + n, microseconds=n)
        stream = STREAMS[n % 3]
        yield {
            "id": first + n,
            "stream": stream,
            "at": at.isoformat(),
            "action": f"{stream}.task.deadline_extended",
            "actor_id": n % 300,
            "actor_name": f"Chuyên viên Sở thứ {n % 300}",
            "subject": ["task", str(n)],
            "old": {"due_on": "2026-03-31"} if n % 2 else {},
            "new": {"due_on": "2026-04-15", "decided_on": "2026-03-02", "report": n},
            "why": "Chờ ý kiến của Bộ Nội vụ về cơ cấu tổ chức" if n % 3 else "",
        }


def _row(content: dict[str, object]) -> tuple[object, ...]:
    from django.db import connection

    at = datetime.fromisoformat(str(content["at"]))
    kind, identity = content["subject"]
    return (
        content["id"],
        content["stream"],
        at if connection.vendor == "postgresql" else str(at.replace(tzinfo=None)),
        content["action"],
        content["actor_id"],
        content["actor_name"],
        kind,
        identity,
        json.dumps(content["old"]),
        json.dumps(content["new"]),
        content["why"],
        "0" * 64,
    )


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(int(given[0]) if given else WANTED, given[1] if len(given) > 1 else None))
