"""Pages of the rooms of dossiers, surveys, procedures, periodic reports, inspections, publications, and of the chair.

``python -m benchmarks.rooms [share]``: milliseconds of the processor for a look after a write and for a look with
nobody writing since, at two sizes of each room, and the size at which the look after a write would pass one second:
carried on along the line through both, which is no measurement. ``share`` makes all sizes smaller (0.1: a tenth).
"""

import csv
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks import _sample
from benchmarks.procedures_register import _record

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

RUNS, SECOND = 5, 1000.0
TODAY = date(2026, 11, 27)


@dataclass(frozen=True)
class Room:
    """``fill`` brings the room to so many; ``paths`` are its pages, asked for once it holds something."""

    counted: str
    sizes: tuple[int, int]
    fill: Callable[[int], None]
    paths: Callable[[], dict[str, str]]


def rooms(codes: list[str]) -> tuple[Room, ...]:
    return (
        Room("dossiers", (10_000, 40_000), dossiers, _dossier_pages),
        Room("submissions", (1_000, 5_000), _submissions, _survey_pages),
        Room("procedures", (2_000, 10_000), _procedures, lambda: {"register of procedures": "/thu-tuc/?tim=giay phep"}),
        Room(
            "findings on portals",
            (2_000, 10_000),
            lambda size: _findings(size, codes),
            lambda: {"board of audits": "/thu-tuc/kiem-tra/", "findings on portals": "/thu-tuc/ton-tai/"},
        ),
        Room(
            "inspections",
            (200, 1_000),
            lambda size: _inspections(size, codes),
            lambda: {"inspections": "/kiem-tra/", "findings of inspections": "/kiem-tra/ton-tai/"},
        ),
        Room("editions", (50, 300), _editions, lambda: {"publications": "/cong-bo/", "open page": "/cong-khai/"}),
    )


def main(arguments: list[str]) -> int:
    share = float(arguments[0]) if arguments else 1.0
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        _sample.start(folder)
        codes = _sample.units(TODAY)
        _sample.accounts(TODAY)
        _sample.fill(codes, int(3_000 * share), TODAY)
        from caicach.cli.installation import collect_static

        collect_static()
        look = _looker()
        print(f"  {'page':<30}{'room':<34}{'after a write':>14}{'kept':>8}   one second at about", flush=True)
        _periodic()
        for name, path in _periodic_pages().items():
            _line(name, f"{len(codes):,} units", look(path))
        for room in rooms(codes):
            found: dict[str, list[tuple[int, tuple[float, float]]]] = {}
            for size in (max(10, int(one * share)) for one in room.sizes):
                room.fill(size)
                _sample.analyse()
                for name, path in room.paths().items():
                    found.setdefault(name, []).append((size, look(path)))
            for name, (small, large) in found.items():
                _line(name, f"{large[0]:,} {room.counted}", large[1], _carried_on(small, large))
        _line("state of the reform", "all of them", look("/hien-trang/"))
    return 0


def _line(name: str, room: str, figures: tuple[float, float], limit: str = "") -> None:
    print(f"  {name:<30}{room:<34}{figures[0]:>11.0f} ms{figures[1]:>5.0f} ms   {limit}", flush=True)


def _carried_on(small: tuple[int, tuple[float, float]], large: tuple[int, tuple[float, float]]) -> str:
    grown, slower = large[0] - small[0], large[1][0] - small[1][0]
    if slower <= 0.05 * large[1][0]:
        return "does not grow"
    return f"{large[0] + (SECOND - large[1][0]) * grown / slower:,.0f}"


def _looker() -> Callable[[str], tuple[float, float]]:
    from django.contrib.auth import get_user_model
    from django.test import Client

    people = get_user_model().objects
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(people.get(username="noivu"))

    def timed(path: str) -> float:
        began = process_time()
        answer = client.get(path)
        b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return 1000 * (process_time() - began)

    def look(path: str) -> tuple[float, float]:
        timed(path)
        after = []
        for _ in range(RUNS):
            people.filter(username="tuphap").update(display_name="Chuyên viên")
            after.append(timed(path))
        return median(after), median(timed(path) for _ in range(RUNS))

    return look


def dossiers(size: int) -> None:
    from caicach.dossiers import services
    from caicach.dossiers.domain.example_year import COLUMNS, SOURCE, MadeUnit, limits_text, made_rows
    from caicach.kernel.access import SYSTEM
    from caicach.kernel.calendar.in_force import working_time_in_force
    from caicach.organisations.domain.units import Level
    from caicach.organisations.queries import units_on

    now = _sample.noon(TODAY)
    services.set_limits(SYSTEM, text=limits_text(), now=now)
    there = [unit for unit in units_on(TODAY) if unit.level in {Level.DEPARTMENT, Level.COMMUNE}]
    units = [MadeUnit(unit.name, unit.level is Level.COMMUNE) for unit in there]
    until = datetime(2026, 11, 27, 7)  # noqa: DTZ001 -- local time
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{size}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(COLUMNS)
            writer.writerows(made_rows(units, working_time_in_force(), year=2026, until=until, count=size))
        services.import_file(SYSTEM, source=SOURCE, path=path, now=now)


def _dossier_pages() -> dict[str, str]:
    year = "tu=01/01/2026&den=27/11/2026"
    return {
        "board of dossiers": f"/ho-so/?{year}",
        "list of dossiers": f"/ho-so/danh-sach/?{year}",
        "official tables": f"/ho-so/bieu/?{year}",
    }


def survey() -> None:
    """The example's, with its answers."""
    from django.conf import settings

    from caicach.cli import example_survey
    from caicach.kernel.access import SYSTEM

    example_survey.load_survey(SYSTEM, settings.EXAMPLES_DIR / "surveys" / example_survey.FORM)


def _submissions(size: int) -> None:
    from random import Random

    from caicach.cli import example_survey
    from caicach.surveys.collection.models import FormVersion, Submission

    if not FormVersion.objects.exists():
        survey()
    version = FormVersion.objects.latest("pk")  # of the survey that runs: the example has one of the year before too
    chance, there = Random(size), Submission.objects.filter(survey_id=version.survey_id).count()  # noqa: S311 -- a reproducible sample
    begun = datetime(2026, 11, 9, 8).astimezone()
    rows = []
    for number in range(there, size):
        area = example_survey._AREAS[number % 3]
        xml = example_survey._answered(chance, area, begun + timedelta(minutes=number)).decode()
        rows.append(
            Submission(
                survey_id=version.survey_id,
                version=version,
                instance_id=f"uuid:{number:032x}",
                sha256=f"{number:064x}",
                xml=xml,
                received_on=TODAY,
            )
        )
    Submission.objects.bulk_create(rows, batch_size=500)


def _survey_pages() -> dict[str, str]:
    from caicach.surveys.collection.models import Survey

    survey = Survey.objects.latest("pk").pk
    return {"results of a survey": f"/khao-sat/{survey}/ket-qua/", "a survey": f"/khao-sat/{survey}/"}


def _procedures(size: int) -> None:
    from caicach.procedures.domain.versions import digest_of, kept_plain, search_text
    from caicach.procedures.models import ProcedureVersion
    from caicach.procedures.record.codes import family
    from caicach.procedures.record.record_reading import procedure_of
    from caicach.procedures.record.values import Change

    rows = []
    for number in range(ProcedureVersion.objects.count(), size):
        one = procedure_of(_record(number))
        rows.append(
            ProcedureVersion(
                family=family(one.code),
                code=one.code,
                name=one.name,
                field=one.field,
                change=Change.NEW.value,
                valid_from=date(2026, 1, 1),
                record=kept_plain(one),
                digest=digest_of(one),
                words=search_text(one),
            )
        )
    ProcedureVersion.objects.bulk_create(rows, batch_size=500)


def _findings(size: int, codes: list[str]) -> None:
    from caicach.procedures.models import Audit, Portal, PortalFinding

    now, given = _sample.noon(TODAY), {"made_at": _sample.noon(TODAY), "made_by_name": "Cơ quan thường trực"}
    for code in codes if not Portal.objects.exists() else ():
        address = f"https://{code.lower()}.tinh.example/"
        portal = Portal.objects.create(unit_id=code, url=address, most_pages=500, version=1, **given)
        tally = {"due": 300, "seen": 280, "shown": 250, "whole": 220, "correct": 180}
        Audit.objects.create(
            portal=portal, url=address, register_on=TODAY, most_pages=500, asked_at=now, done_at=now, tally=tally
        )
    audits = list(Audit.objects.select_related("portal"))
    there = PortalFinding.objects.count()
    PortalFinding.objects.bulk_create(
        (
            PortalFinding(
                unit_id=audits[number % len(audits)].portal.unit_id,
                family=f"1.{100_000 + number:06}",
                code=f"1.{100_000 + number:06}",
                name=f"Cấp giấy phép số {number}",
                field="fee",
                status="contradictory",
                register_text="20.000 đồng",
                portal_text="25.000 đồng",
                opened_in=audits[number % len(audits)],
                seen_in=audits[number % len(audits)],
            )
            for number in range(there, size)
        ),
        batch_size=500,
    )


def _inspections(size: int, codes: list[str]) -> None:
    from django.contrib.auth import get_user_model

    from caicach.inspections import services
    from caicach.inspections.models import Inspection
    from caicach.inspections.services import Member, NewInspection
    from caicach.kernel.access import SYSTEM

    if not Inspection.objects.exists():
        person = get_user_model().objects.get(username="thamdinh").pk
        new = NewInspection(
            unit=codes[1], checklist="discipline", first_on=TODAY, last_on=TODAY, team=(Member(person, is_head=True),)
        )
        services.plan_inspection(SYSTEM, new=new, now=_sample.noon(TODAY))
    first = Inspection.objects.order_by("pk")[0]
    columns = {f.attname: getattr(first, f.attname) for f in Inspection._meta.concrete_fields if not f.primary_key}
    made = [
        Inspection(**{**columns, "unit_id": codes[number % len(codes)]})
        for number in range(Inspection.objects.count(), size)
    ]
    Inspection.objects.bulk_create(made, batch_size=200)


def _editions(size: int) -> None:
    from caicach.kernel.access import SYSTEM
    from caicach.publications import services
    from caicach.publications.domain.values import PublicKind
    from caicach.publications.gathering import SourceRef
    from caicach.publications.models import PublishedEdition
    from caicach.reports import services as reports

    if not PublishedEdition.objects.exists():
        now = _sample.noon(TODAY)
        made = reports.make_progress_report(SYSTEM, first=date(2026, 7, 1), last=date(2026, 9, 30), unit="", now=now)
        services.publish(SYSTEM, source=SourceRef(PublicKind.PROGRESS, str(made)), now=now)
    first = PublishedEdition.objects.order_by("number")[0]
    columns = {
        f.attname: getattr(first, f.attname) for f in PublishedEdition._meta.concrete_fields if not f.primary_key
    }
    PublishedEdition.objects.bulk_create(
        PublishedEdition(**{**columns, "number": number, "series": f"{first.series}-{number}"})
        for number in range(PublishedEdition.objects.count() + 1, size + 1)
    )


def _periodic() -> None:
    from caicach.kernel.access import SYSTEM
    from caicach.kernel.periods import parse_period
    from caicach.regimes import services
    from caicach.regimes.domain.catalogue import form_named

    period, form = parse_period("2026Q3"), form_named("cchc-quarterly")
    services.open_period(SYSTEM, form=form, period=period, due_on=date(2026, 9, 17), now=_sample.noon(TODAY))


def _periodic_pages() -> dict[str, str]:
    return {
        "periodic reports": "/bao-cao-dinh-ky/",
        "a period, joined": "/bao-cao-dinh-ky/cchc-quarterly/2026Q3/",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
