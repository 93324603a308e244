"""The indicators of TT 01/2018 that dossiers tell, beside the pure clocks of the same dossiers one by one."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from caicach.dossiers import queries, services
from caicach.dossiers.domain.board import Grouping
from caicach.dossiers.domain.clock.values import Verdict
from caicach.dossiers.domain.nine import CONTACT_POINTS, TIME_POINTS, Points, agency_points
from caicach.dossiers.queries import BoardFilters
from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput
from caicach.kernel.metrics import Measured, Missing, measure
from caicach.kernel.periods import parse_period
from factories.correspondence import OFFICE, province
from factories.web import PASSWORD, people

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 8, 1, 2, tzinfo=UTC)
END = datetime(2025, 6, 30, 23, 59, 59)
YEAR = BoardFilters(date(2024, 1, 1), date(2024, 12, 31), datetime(2024, 12, 31, 23, 59, 59))
HEAD = "Mã hồ sơ;Đơn vị;Mã TTHC;Cơ quan;Thời điểm;Trạng thái"
LIMITS = """by: ma_tthc
limits:
  "1.001": {working_days: 5}
  "1.002": {working_days: 9, parts: {"Phòng A": 3, "Phòng B": 6}}
"""


def rows(count: int) -> list[str]:
    draw = random.Random(7)
    found = []
    for number in range(count):
        at = datetime(2024, 1, 3, 8) + timedelta(hours=24 * draw.randrange(300))
        code = f"000.H1-{at:%y%m%d}-{number:04}"
        unit, procedure = draw.choice(("Sở Tư pháp", "Sở Y tế")), draw.choice(("1.001", "1.002"))
        steps = [("2", "Phòng A")]
        steps += [("5", "Phòng A"), ("4", "Phòng A")] * draw.choice((0, 0, 1, 2))
        steps += [("transferred", "Phòng B")] if procedure == "1.002" else []
        steps += [draw.choice((("9", "Phòng B"), ("9", "Phòng B"), ("7", "Phòng B")))]
        for state, room in steps:
            found.append(f"{code};{unit};{procedure};{room};{at:%d/%m/%Y %H:%M};{state}")
            at += timedelta(hours=draw.randrange(2, 130))
    return found


@pytest.fixture
def dossiers(tmp_path: Path) -> None:
    province()
    services.set_limits(SYSTEM, text=LIMITS, now=NOW)
    (tmp_path / "ho-so.csv").write_text("\n".join((HEAD, *rows(160), "")), encoding="utf-8")
    services.import_file(SYSTEM, source="Một cửa", path=tmp_path / "ho-so.csv", now=NOW)


@pytest.mark.usefixtures("dossiers")
def test_points_are_those_of_the_clocks_one_by_one() -> None:
    until = BoardFilters(date(2024, 1, 1), END.date(), END)
    codes = {one.code: one.unit for one in queries.dossiers(OFFICE, until, size=500).items}
    expected: dict[str, list[Points]] = {}
    for code, unit in codes.items():
        view = queries.dossier_view(OFFICE, code, now=END)
        assert view.clocks is not None
        law = view.clocks.law
        told = TIME_POINTS.get(law.verdict)
        if told is None:
            assert law.verdict in {Verdict.NOT_JUDGED, Verdict.OPEN_OVERDUE}
            continue
        legs = agency_points(law.legs)
        requests = sum(step.what.value == "supplement_asked" for step in view.steps)
        sums = expected.setdefault(unit, [Points(0, 0)] * 3)
        more = (Points(told, 1), legs, Points((*CONTACT_POINTS, 0)[min(requests, 2)], 1))
        expected[unit] = [Points(a.points + b.points, a.count + b.count) for a, b in zip(sums, more, strict=True)]
    lines = queries.nine(OFFICE, until, grouping=Grouping.UNIT)
    assert {line.key: [line.total_time, line.agency_time, line.contacts] for line in lines} == expected
    assert all(line.agency_time.count > 20 and line.agency_time.points > 0 for line in lines)
    (whole,) = queries.nine(OFFICE, until, grouping=None)
    assert whole.total_time.count == sum(line.total_time.count for line in lines) > 80


@pytest.mark.usefixtures("dossiers")
def test_a_period_in_which_the_circular_did_not_hold_is_refused() -> None:
    for first, last in ((date(2018, 12, 1), date(2019, 2, 1)), (date(2025, 6, 1), date(2025, 7, 1))):
        with pytest.raises(InvalidInput, match="chín chỉ số"):
            queries.nine(OFFICE, BoardFilters(first, last, END), grouping=None)
    found = measure("dossiers.total_time_points", ["STP"], parse_period("2024"))["STP"]
    assert isinstance(found, Measured)
    assert Decimal(0) <= found.value <= 2
    later = measure("dossiers.total_time_points", ["STP"], parse_period("2026"))["STP"]
    assert isinstance(later, Missing)
    assert "TT 01/2018" in str(later.reason)


def test_the_page_opens_the_dossiers_and_says_what_is_not_there(client: Client, tmp_path: Path) -> None:
    people()
    services.set_limits(SYSTEM, text=LIMITS, now=NOW)
    (tmp_path / "ho-so.csv").write_text("\n".join((HEAD, *rows(40), "")), encoding="utf-8")
    services.import_file(SYSTEM, source="Một cửa", path=tmp_path / "ho-so.csv", now=NOW)
    client.login(username="thuongtruc", password=PASSWORD)
    page = client.get("/ho-so/chin-chi-so/?tu=01/01/2024&den=31/12/2024").content.decode()
    assert "Sở Tư pháp" in page
    assert "loai=asked_again" in page
    assert "9. Dịch vụ công trực tuyến: Hệ thống thông tin" in page
    empty = client.get("/ho-so/chin-chi-so/?tu=01/01/2023&den=31/12/2023").content.decode()
    assert "Trong kỳ này không có hồ sơ nào" in empty
    exported = client.get("/ho-so/chin-chi-so/?tu=01/01/2024&den=31/12/2024&tai=csv")
    assert "Sở Tư pháp" in b"".join(exported).decode("utf-8-sig")  # type: ignore[arg-type]
    assert client.get("/ho-so/chin-chi-so/?tu=01/01/2026&den=31/12/2026").status_code == 422


def test_the_page_says_why_it_is_empty_where_every_dossier_came_later(client: Client, tmp_path: Path) -> None:
    people()
    row = "000.H1-250701-0001;Sở Tư pháp;1.001;Phòng A;15/07/2025 08:00;2"
    (tmp_path / "ho-so.csv").write_text("\n".join((HEAD, row, "")), encoding="utf-8")
    services.import_file(SYSTEM, source="Một cửa", path=tmp_path / "ho-so.csv", now=NOW)
    client.login(username="thuongtruc", password=PASSWORD)
    page = client.get("/ho-so/chin-chi-so/").content.decode()
    assert "chỉ có từ 15/07/2025, sau ngày 30/06/2025" in " ".join(page.split())
    assert "/ho-so/766/" in page
    assert "/ho-so/nap/" in page
