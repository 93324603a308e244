"""The board of five minutes: a figure opens its rows, a past day is told as it was, tables leave as files."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from caicach.plans import queries, services
from caicach.plans.domain.boards import Change
from factories.correspondence import JUSTICE, NOW, OFFICE, STRANGER
from factories.plans import confirmed, report, rows
from factories.web import read_letter, version

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
LATE = "/dieu-hanh/?ngay=2023-02-20"


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    client = sign_in("thuongtruc")
    letter = read_letter()
    services.confirm_directive(OFFICE, document_id=letter, version=version(letter), now=NOW)
    return client


def _links(page: str, part: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]+)"', page) if part in link]


def test_every_figure_of_the_board_opens_as_many_rows_as_it_says(office: Client) -> None:
    for by in ("unit", "area", "document", "head"):
        page = office.get(f"/dieu-hanh/?theo={by}").content.decode()
        links = re.findall(r'<a href="([^"]+dieu-hanh/nhiem-vu[^"]+)">(?:<strong>)?([\d.]+)<', page)
        assert links
        for address, figure in links:
            opened = office.get(unescape(address)).context["page"]
            assert str(opened.total) == figure, address


def test_a_leader_reaches_a_task_in_two_clicks(office: Client, sign_in: SignIn) -> None:
    page = office.get("/dieu-hanh/").content.decode()
    first = _links(page, "/dieu-hanh/nhiem-vu/")[0]
    task = _links(office.get(first).content.decode(), "/nhiem-vu/")
    assert any(re.fullmatch(r"/nhiem-vu/\d+/", link) for link in task)


def test_the_board_is_for_who_oversees_and_rows_are_those_one_may_see(office: Client, sign_in: SignIn) -> None:
    assert sign_in("lanhdao").get("/dieu-hanh/").status_code == 200
    for name in ("tuphap", "huyen", "quantri"):
        assert sign_in(name).get("/dieu-hanh/").status_code == 403
    assert {row.unit for row in sign_in("tuphap").get("/dieu-hanh/nhiem-vu/").context["page"].items} == {"STP"}
    assert sign_in("huyen").get("/dieu-hanh/nhiem-vu/").context["page"].total == 0


def test_a_past_day_is_told_by_what_was_known_then(office: Client) -> None:
    own = next(row for row in rows() if row.unit == "STP")
    filed = report(JUSTICE, own.assignment_id, now=datetime(2023, 2, 16, 3, tzinfo=UTC), completed_on=date(2023, 2, 15))
    services.accept_report(OFFICE, report_id=filed, quality=None, now=datetime(2023, 2, 19, 3, tzinfo=UTC))
    done = [
        queries.leader_board(OFFICE, on=date(2023, 2, d), today=date(2023, 2, 20)).counts.done for d in (18, 19, 20)
    ]
    assert done == [0, 1, 1]
    board = queries.leader_board(OFFICE, on=date(2023, 2, 20), today=date(2023, 2, 20))
    assert board.changes[Change.NEWLY_DONE] == 1
    assert board.trend[-1].done == 1


def test_a_stranger_counts_nothing(office: Client) -> None:
    board = queries.leader_board(STRANGER, on=date(2023, 2, 20), today=date(2023, 2, 20))
    assert board.counts.total == 0
    assert board.trend[-1].total == 0
    assert set(board.changes.values()) == {0}


@pytest.mark.parametrize("address", ["/dieu-hanh/", "/dieu-hanh/nhiem-vu/", "/nhiem-vu/"])
def test_tables_leave_as_files(office: Client, address: str) -> None:
    shown = office.get(f"{address}?tai=csv")
    assert shown["Content-Disposition"].startswith("attachment")
    assert "Sở Tư pháp" in shown.getvalue().decode("utf-8-sig")
    sheet = load_workbook(BytesIO(office.get(f"{address}?tai=xlsx").getvalue())).active
    assert any("Sở Tư pháp" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_nonsense_in_the_address_is_said_and_not_an_error(office: Client) -> None:
    page = office.get("/dieu-hanh/?ngay=32/13/2023&theo=x")
    assert page.status_code == 200
    assert "không phải là ngày" in page.content.decode()


def test_the_board_costs_a_fixed_number_of_queries(office: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(40):
        queries.leader_board(OFFICE, on=date(2023, 2, 20), today=date(2023, 2, 20))


def test_an_order_that_several_units_are_late_with_is_one_line_of_the_worst() -> None:
    confirmed()
    day = date(2023, 4, 4)
    worst = queries.leader_board(OFFICE, on=day, today=day).worst
    first = next((line.row.item, line.more_units) for line in worst)
    assert first == ("1", 1)  # one leads, one cooperates
    assert len({line.row.task_id for line in worst}) == len(worst)
