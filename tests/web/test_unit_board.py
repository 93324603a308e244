"""The board of a unit: what needs it today, each thing once; the figures are those that leaders see."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from caicach.plans import services
from factories.correspondence import JUSTICE, NOW, OFFICE
from factories.plans import report, rows
from factories.web import read_letter, version

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    client = sign_in("thuongtruc")
    letter = read_letter()
    services.confirm_directive(OFFICE, document_id=letter, version=version(letter), now=NOW)
    return client


def _parts(client: Client) -> dict[str, int]:
    return {part.title: len(part.rows) for part in client.get("/viec-don-vi/").context["parts"]}


def test_each_thing_stands_once_at_the_place_that_asks_something(
    office: Client, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = next(row for row in rows() if row.unit == "STP")
    monkeypatch.setattr(timezone, "now", lambda: datetime(2023, 3, 10, 3, tzinfo=UTC))
    unit = sign_in("tuphap")
    assert _parts(unit) == {"Đến hạn trong 14 ngày tới": 1}
    waiting = report(JUSTICE, own.assignment_id)
    assert _parts(unit) == {"Đã báo cáo, chờ chấp nhận": 1}
    services.return_report(OFFICE, report_id=waiting, reason="Thiếu quyết định", now=NOW)
    assert _parts(unit) == {"Bị trả lại, cần bổ sung": 1}


def test_the_figures_open_the_units_own_rows(office: Client, sign_in: SignIn) -> None:
    unit = sign_in("tuphap")
    page = unit.get("/viec-don-vi/")
    assert page.context["counts"].total == 1
    assert unit.get(page.context["total"].address).context["page"].total == 1


def test_it_is_for_people_of_a_unit_and_shows_no_other(office: Client, sign_in: SignIn) -> None:
    assert sign_in("huyen").get("/viec-don-vi/").context["counts"].total == 0
    seen = {
        name: sign_in(name).get("/viec-don-vi/").status_code for name in ("tuphap", "tuphap2", "lanhdao", "quantri")
    }
    assert seen == {"tuphap": 200, "tuphap2": 200, "lanhdao": 403, "quantri": 403}


def test_what_is_late_is_told_by_role_and_opens_its_rows(
    office: Client, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2023, 6, 10, 3, tzinfo=UTC))
    unit = sign_in("tuphap")
    for address in ("/viec-don-vi/", "/nhiem-vu/"):
        lead, _ = unit.get(address).context["late_roles"]
        assert lead.cell.count == 1
        assert unit.get(lead.cell.address).context["page"].total == 1
