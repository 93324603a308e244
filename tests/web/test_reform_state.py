"""The state of the reform on one page: only what has figures, as a page and as one sheet of PDF."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from caicach.documents.write.pdf import write_pdf
from caicach.kernel.access import SYSTEM
from caicach.kernel.periods import parse_period
from caicach.kernel.said import tell
from caicach.regimes import services as regimes
from caicach.regimes.domain.catalogue import form_named
from caicach.surveys.collection import services as collection
from caicach.surveys.results import services as results
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.satisfaction import Factor, Satisfaction
from caicach.surveys.results.domain.values import Basis
from caicach.web.boards.reform_state import StateSection
from caicach.web.boards.state_views import _paper
from caicach.web.shell.state import StateLine, percent
from factories import surveys
from factories.correspondence import JUSTICE, NOW, OFFICE
from factories.indices import self_scored
from factories.inspections import concluded
from factories.plans import confirmed, report, row

SignIn = Callable[[str], Client]


def test_one_page_tells_plan_scores_inspections_and_reports(sign_in: SignIn) -> None:
    client = sign_in("lanhdao")
    confirmed()
    concluded()
    form, period = form_named("cchc-quarterly"), parse_period("2023Q1")
    regimes.open_period(OFFICE, form=form, period=period, due_on=date(2023, 3, 17), now=NOW)
    page = client.get("/hien-trang/").content.decode()
    for words in ("Cần quyết định", "Quá hạn", "Tồn tại chưa khắc phục", "0/4 đã chấp nhận"):
        assert words in page, words
    assert "Đang giải quyết, quá hạn" not in page
    answer = client.get("/hien-trang/?tai=pdf")
    assert len(pypdfium2.PdfDocument(BytesIO(answer.content))) == 1


def test_who_oversees_nothing_has_no_such_page(sign_in: SignIn) -> None:
    client = sign_in("tuphap")
    assert client.get("/hien-trang/").status_code == 403
    assert "/hien-trang/" not in client.get("/tro-giup/").content.decode()


def test_reports_that_wait_and_scores_so_far_are_counted(sign_in: SignIn) -> None:
    client = sign_in("lanhdao")
    confirmed()
    report(JUSTICE, row("STP").assignment_id)
    self_scored()
    shown = figures(client.get("/hien-trang/").content.decode())
    assert shown["Báo cáo nhiệm vụ chờ chấp nhận"] == "1"
    assert shown["Điểm dự kiến, theo điểm đã có đến nay"] == "48,0 đến 53,0 % (3 đơn vị)"
    assert shown["Thành phần chưa có điểm"] == "6"


def figures(page: str) -> dict[str, str]:
    """The words of each row with its figure of today."""
    rows = html.fromstring(page).xpath("//table[contains(@class, 'of-state')]//tr[td]")
    return {" ".join(one.xpath("string(th)").split()): " ".join(one.xpath("string(td[1])").split()) for one in rows}


def test_the_sheet_stays_one_where_every_room_has_figures() -> None:
    """Some forty figures, each with a title of two lines."""
    lines = tuple(StateLine(tell("Số tồn tại phát hiện qua kiểm tra, lần {n}", n=n), n, n, "/") for n in range(6))
    sections = tuple(StateSection(tell("Kiểm tra, kỷ luật từ đầu năm"), lines) for _ in range(6))
    document = _paper(sections, date(2026, 11, 30))
    (table,) = document.body
    assert sum(cell == "Số tồn tại phát hiện qua kiểm tra, lần 5" for row in table.rows for cell in row) == 6
    with pypdfium2.PdfDocument(BytesIO(write_pdf(document))) as pages:
        assert len(pages) == 1


def test_what_changed_and_the_heads_of_sections_stand_out_on_the_sheet() -> None:
    lines = (
        StateLine(tell("Quá hạn"), 131, 109),
        StateLine(tell("Đúng hạn"), percent(Decimal("0.941")), percent(Decimal("0.95"))),
        StateLine(tell("Chờ chấp nhận"), 7),
    )
    assert [line.change for line in lines] == [22, Decimal("-0.9"), None]
    (table,) = _paper((StateSection(tell("Nhiệm vụ"), lines),), date(2026, 11, 30)).body
    assert [row[:3] for row in table.rows][1:] == [
        ("NHIỆM VỤ", "", ""),
        ("Quá hạn", "131", "+22"),
        ("Đúng hạn", "94,1 %", "-0,9"),
        ("Chờ chấp nhận", "7", ""),
    ]
    assert table.look is not None
    assert table.look.bold_cells == {(1, 0)}


def test_satisfaction_is_told_of_the_whole_province_with_its_interval_or_that_there_is_none(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2023, 12, 4, 3, tzinfo=UTC))
    client = sign_in("lanhdao")
    assert "chưa có kết quả" in figures(client.get("/hien-trang/").content.decode())["Tỷ lệ hài lòng"]
    survey = surveys.survey()
    issued = surveys.collector(survey)
    for number, mark in enumerate("4" * 16 + "3" * 6):
        surveys.received(survey, issued, uuid=f"a{number}", chung=mark, ket_qua=mark)
    given = {"threshold": 5, "basis": Basis.SIMPLE, "population": 900, "design": None}
    results.set_rules(SYSTEM, survey_id=survey, now=surveys.AT, **given)  # type: ignore[arg-type]
    asked = Satisfaction(Indicator.SATISFIED_SHARE, (Factor("Chung", ("chung",)),), frozenset({"4", "5"}))
    period = parse_period("2023-02")
    results.set_satisfaction(
        SYSTEM, survey_id=survey, name="A", asked=asked, unit="TINH", period=period, now=surveys.AT
    )
    collection.close_survey(SYSTEM, survey_id=survey, now=surveys.AT)
    shown = figures(client.get("/hien-trang/").content.decode())
    (told,) = (value for title, value in shown.items() if title.startswith("Tỷ lệ hài lòng toàn tỉnh"))
    assert told.startswith("72,7 % (từ ")
