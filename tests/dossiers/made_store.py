"""A store of dossiers as imports lay it: the example year, and dossiers that do what no rule foresees."""

import csv
import io
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from caicach.dossiers.clocks import Clocks
from caicach.dossiers.domain.columns import Column, ColumnMap
from caicach.dossiers.domain.example_year import PROCEDURES, MadeUnit, limits_text, made_rows
from caicach.dossiers.domain.intake import Intake, UnitName
from caicach.dossiers.engine.intake import staged_rows
from caicach.dossiers.engine.partitions import (
    DOSSIERS_FILE,
    EVENTS_FILE,
    OPEN_FILE,
    SETTLED_FILE,
    Arriving,
    Rules,
    partition_with,
)
from caicach.dossiers.engine.standing import PartFiles
from caicach.dossiers.limits_reading import read_limits
from caicach.kernel.calendar.in_force import working_time_in_force

CLOCK = working_time_in_force()
UNITS = (MadeUnit("Xã A", is_commune=True), MadeUnit("Sở B", is_commune=False))
UNTIL = datetime(2026, 11, 20, 9)
HEAD = (
    "ma_ho_so",
    "thoi_diem",
    "trang_thai",
    "don_vi",
    "co_quan",
    "ma_tthc",
    "linh_vuc",
    "kenh",
    "hen_tra",
    "cap",
    "phi_dia_gioi",
)
COLUMNS = ColumnMap(
    {
        Column.CODE: "ma_ho_so",
        Column.AT: "thoi_diem",
        Column.STATE: "trang_thai",
        Column.UNIT: "don_vi",
        Column.AGENCY: "co_quan",
        Column.PROCEDURE: "ma_tthc",
        Column.FIELD: "linh_vuc",
        Column.CHANNEL: "kenh",
        Column.PROMISED: "hen_tra",
        Column.AWAY: "phi_dia_gioi",
    }
)
NAMES = (UnitName("xa a", "A", "II", None, None), UnitName("so b", "B", "I", None, None))
LIMITS = read_limits(Path("han.yaml"), limits_text().replace("VD.05: {working_days: 12}", "VD.05: {working_hours: 40}"))


def made() -> Iterator[tuple[str, ...]]:
    """The example year, and dossiers that do what no rule foresees."""
    draw = random.Random(5)
    for row in made_rows(UNITS, CLOCK, year=2026, until=UNTIL, count=700, seed=5):
        yield (*row, "II" if row[3] == "Xã A" else "I", "1" if row[0].endswith("7") else "")
    states = ("4", "5", "6", "8", "9", "10", "7", "4", "transferred", "competent_received")
    for number in range(250):
        at = datetime(2026, 1, 5, 8) + timedelta(minutes=draw.randrange(300 * 24 * 60))
        procedure, code = draw.choice(PROCEDURES), f"000.H27-{at:%y%m}01-{number:05}"
        for state in ("2", *draw.choices(states, k=draw.randrange(7))):
            if at <= UNTIL:
                room, away = draw.choice(("Phòng 1", "Phòng 2")), "1" if number % 9 == 0 else ""
                told = (code, f"{at:%Y-%m-%dT%H:%M:%S}", state, "Xã A", room)
                yield (*told, procedure.code, procedure.field, "2", "", "II", away)
            at += timedelta(minutes=draw.randrange(5, 14 * 24 * 60))


ROWS = tuple(made())


def laid_store(folder: Path) -> tuple[PartFiles, ...]:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([HEAD, *ROWS])
    (folder / "log.csv").write_text(text.getvalue(), encoding="utf-8-sig")
    found = staged_rows(folder / "log.csv", "log.csv", Intake(COLUMNS, NAMES, date(2026, 11, 30)), folder)
    assert [one for one in found.aside if one[0] != "duplicate"] == []
    clocks = Clocks(LIMITS, CLOCK)
    rules = Rules(CLOCK, clocks.start, clocks.others)
    laid = []
    for part in found.parts:
        into = folder / part.name
        into.mkdir()
        arriving = Arriving(folder / part.events_file, folder / part.facts_file, 1, 1, True)
        extent = partition_with(None, arriving, rules, into).extent
        files = (into / name for name in (EVENTS_FILE, DOSSIERS_FILE, SETTLED_FILE, OPEN_FILE))
        laid.append(PartFiles(*files, extent, part.name))
    return tuple(laid)
