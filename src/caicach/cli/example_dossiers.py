"""The example year of dossiers: made from a seed and taken in by the same door as any export."""

import csv
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from caicach.dossiers.domain.example_year import (
    COLUMNS,
    SOURCE,
    TRAIT_COLUMNS,
    MadeUnit,
    limits_text,
    made_rows,
    with_traits,
)

if TYPE_CHECKING:
    from caicach.kernel.access import Actor

YEAR: Final = 2026
LAST: Final = datetime(2026, 11, 28, 17)  # noqa: DTZ001 -- local time
COUNT: Final = 21_000
_EMPLOYERS: Final = 14
"""Departments that handle dossiers in the example."""


def load_dossiers(actor: "Actor", *, now: datetime) -> int:
    """How many new dossiers there are; loading again changes nothing."""
    from caicach.dossiers import queries, services
    from caicach.kernel.calendar.in_force import working_time_in_force
    from caicach.organisations.domain.units import Level
    from caicach.organisations.queries import units_on

    services.set_limits(actor, text=limits_text(), now=now)
    there = units_on(LAST.date())
    departments = [unit for unit in there if unit.level is Level.DEPARTMENT][:_EMPLOYERS]
    communes = [unit for unit in there if unit.level is Level.COMMUNE]
    units = [MadeUnit(unit.name, unit.level is Level.COMMUNE) for unit in (*communes, *departments)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"ho-so-{YEAR}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow((*COLUMNS, *TRAIT_COLUMNS))
            made = made_rows(units, working_time_in_force(), year=YEAR, until=LAST, count=COUNT)
            writer.writerows(with_traits(made))
        taken = services.import_file(actor, source=SOURCE, path=path, now=now)
    return queries.import_line(actor, taken).new
