"""The digests of a day over 100,000 open assignments of some 300 units: seconds, and SQL queries, which stay the same.

``python -m benchmarks.reminders [assignments]``. The database lies in a folder of its own that is removed afterwards.
"""

import os
import sys
import tempfile
from datetime import date, timedelta
from time import perf_counter

from benchmarks import _sample
from benchmarks._sample import ON

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

WANTED = 100_000


def main(wanted: int) -> int:
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        os.environ["CAICACH_SMTP_HOST"] = "127.0.0.1"
        _sample.start(folder)
        _measure(wanted)
    return 0


def _measure(wanted: int) -> None:
    from caicach.plans.models import Task

    units = _sample.units()
    rows = _sample.fill(units, wanted)
    Task.objects.update(created_at=_sample.noon(ON) - timedelta(days=60))  # none is new on the second day
    people = _people(units)
    print(f"{rows:,} assignments of {len(units)} units, {people} accounts with addresses")
    on = ON
    _round("first round: everything is told", on, units)
    _round("next working day: what reached a moment", on + timedelta(days=1), units)
    _round("the same day again: nobody is told", on + timedelta(days=1), units)


def _people(units: list[str]) -> int:
    """A focal point and a head for every unit, an office of three, two leaders."""
    from caicach.kernel.access import Role
    from caicach.organisations.models import RoleGrant, User

    roles = [(unit, role) for unit in units for role in (Role.FOCAL_POINT, Role.UNIT_HEAD)]
    roles += [(units[0], Role.STANDING_OFFICE)] * 3 + [(units[0], Role.LEADER)] * 2
    users = User.objects.bulk_create(
        [User(username=f"u{n}", display_name=f"Người thứ {n}", email=f"u{n}@tinh.example") for n in range(len(roles))]
    )
    since = ON - timedelta(days=200)
    RoleGrant.objects.bulk_create(
        [
            RoleGrant(user=user, role=role.value, unit_id=unit, valid_from=since)
            for user, (unit, role) in zip(users, roles, strict=True)
        ]
    )
    return len(users)


def _round(name: str, on: date, units: list[str]) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from caicach.kernel.access import SYSTEM
    from caicach.plans import services

    with CaptureQueriesContext(connection) as asked:
        started = perf_counter()
        services.plan_round(SYSTEM, on=on)
        planned = perf_counter() - started
        queries = len(asked)
        services.send_round(SYSTEM, on=on, now=_sample.noon(ON))
        told = perf_counter() - started - planned
    found = services.plan_round(SYSTEM, on=on)
    print(
        f"  {name:<44} plan {planned:5.2f} s ({queries} queries), plan and tell {told:5.2f} s "
        f"({len(asked) - queries} queries), {len(found.digests)} people, {found.items:,} lines counted"
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else WANTED))
