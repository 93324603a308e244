"""Three places side by side: the national database, the province's own pages, the page of a unit."""

from datetime import date

import pytest

from caicach.kernel.audit.verifying import verify
from caicach.kernel.errors import InvalidInput, NotAllowed, NotFound
from caicach.kernel.jobs import services as queue
from caicach.procedures import services
from caicach.procedures.auditing.findings import Status
from caicach.procedures.domain.three_places import Cell, PlaceKind
from caicach.procedures.models import Audit, NationalExport, NationalRecord, PortalFinding
from caicach.procedures.queries import register_on
from caicach.procedures.queries import three_places as queries
from caicach.procedures.queries.three_places import ComparedFilters
from caicach.procedures.record.codes import family
from factories.correspondence import province
from factories.procedures import DAY, DISTRICT, HEALTH, JUSTICE, OFFICE, audited, lines, made, registered

ON = date(2023, 2, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register() -> None:
    province()
    registered(*(made(number) for number in range(4)))


def _brought(*records: dict[str, object], data: bytes | None = None, taken_on: date = ON) -> None:
    services.bring_national(OFFICE, data=data or lines(*records), filename="csdlqg.jsonl", taken_on=taken_on, now=DAY)
    queue.run_next(now=DAY)


def _statuses(**asked: object) -> dict[str, tuple[Status | None, Status | None, dict[Status, int]]]:
    page = queries.compared_procedures(OFFICE, on=ON, **asked)  # type: ignore[arg-type]
    return {family(one.code): (one.national, one.province, dict(one.units)) for one in page.items}


def _wrong(number: int) -> dict[str, object]:
    return made(number, results="Công văn trả lời")


def test_every_place_is_told_and_what_was_not_looked_at_is_no_fault() -> None:
    _brought(made(0), _wrong(1), made(2), made(700))
    audited("SYT")
    codes = [family(made(number)["code"]) for number in range(4)]
    found = _statuses()
    assert [found[code][0] for code in codes] == [Status.OK, Status.CONTRADICTORY, Status.OK, Status.MISSING]
    assert {found[code][1] for code in codes} == {None}
    assert found[codes[0]][2] == {Status.OK: 1}
    assert found[codes[2]][2] == {Status.BLOCKED: 1}
    assert set(_statuses(filters=ComparedFilters(only_wrong=True))) >= {codes[1], codes[3]}
    assert codes[2] not in _statuses(filters=ComparedFilters(only_wrong=True))
    assert NationalRecord.objects.get(family=family(made(700)["code"])).status == "extra"
    assert list(verify()) == []


def test_without_an_export_the_national_database_is_not_said_to_lack_anything() -> None:
    assert {national for national, _, _ in _statuses().values()} == {None}


def test_one_procedure_is_shown_field_by_field_with_three_texts() -> None:
    code = made(1)["code"]
    _brought(_wrong(1))
    for unit in ("SYT", "TINH"):
        portal = services.save_portal(OFFICE, facts=services.PortalFacts(unit, f"https://{unit}.example/"), now=DAY)
        audit = Audit.objects.create(
            portal_id=portal, url="https://x.example/", register_on=ON, most_pages=9, asked_at=DAY, done_at=DAY,
            outcomes={family(code): ["contradictory" if unit == "SYT" else "ok", "", "https://x.example/1"]},
        )  # fmt: skip
        if unit == "SYT":
            PortalFinding.objects.create(
                unit_id=unit, family=family(code), field="results", code=code, name="x", status="contradictory",
                register_text="Giấy phép", portal_text="Thông báo", opened_in=audit, seen_in=audit,
            )  # fmt: skip
    found = queries.three_places(OFFICE, code, on=ON)
    assert [place.kind for place in found.places] == [PlaceKind.NATIONAL, PlaceKind.PROVINCE, PlaceKind.UNIT]
    (line,) = found.lines
    assert (line.field, line.register) == ("results", made(1)["results"])
    national, own, unit_cell = line.cells
    assert national == Cell(Status.CONTRADICTORY, "Công văn trả lời")
    assert own == Cell(Status.OK)
    assert unit_cell is not None
    assert unit_cell.text == "Thông báo"
    assert [place.kind for place in queries.three_places(JUSTICE, code, on=ON).places] == [PlaceKind.NATIONAL]
    with pytest.raises(NotFound):
        queries.three_places(OFFICE, "9.999999", on=ON)


def test_a_newer_export_takes_the_place_of_the_one_before_and_a_bad_one_changes_nothing() -> None:
    _brought(made(0))
    _brought(made(0), made(1))
    assert NationalRecord.objects.count() == 2
    _brought(data=b"\xff\xfe no records")
    assert NationalRecord.objects.count() == 2
    assert "csdlqg.jsonl" in str(NationalExport.objects.order_by("-pk")[0].problem)
    _brought(made(2), taken_on=date(2022, 1, 1))
    assert {row.code for row in NationalRecord.objects.all()} == {made(0)["code"], made(1)["code"]}
    with pytest.raises(InvalidInput):
        _brought(made(0), taken_on=date(2024, 1, 1))
    for stranger in (JUSTICE, HEALTH, DISTRICT):
        with pytest.raises(NotAllowed):
            services.bring_national(stranger, data=lines(made(0)), filename="a.jsonl", taken_on=ON, now=DAY)


def test_doubled_codes_of_an_export_count_once() -> None:
    _brought(made(0), _wrong(0), made(0))
    assert _statuses()[family(made(0)["code"])][0] is Status.OK


def test_the_pages_of_the_province_are_held_against_everything_in_force() -> None:
    assert len(register_on(ON, unit="TINH").current) == 4
