"""Three people in every test: the one in charge, a colleague, a stranger."""

from collections.abc import Callable

import pytest
from django.test import Client

from caicach.plans import services
from factories.correspondence import JUSTICE, NOW, OFFICE
from factories.plans import report, rows, view
from factories.web import read_letter, version

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


@pytest.fixture
def letter(sign_in: SignIn) -> int:
    """The invented letter, read and waiting for review."""
    return read_letter()


@pytest.fixture
def assignment(letter: int) -> int:
    """What the confirmed letter asks of Sở Tư pháp."""
    services.confirm_directive(OFFICE, document_id=letter, version=version(letter), now=NOW)
    return next(row.assignment_id for row in rows() if row.unit == "STP")


@pytest.fixture
def clients(sign_in: SignIn) -> dict[str, Client]:
    return {name: sign_in(name) for name in ("thuongtruc", "lanhdao", "tuphap", "huyen", "quantri")}


def test_a_letter_under_review_is_seen_by_the_office_and_leaders_only(clients: dict[str, Client], letter: int) -> None:
    for address in (f"/van-ban/{letter}/soat/", f"/van-ban/{letter}/tep/"):
        seen = {name: client.get(address).status_code for name, client in clients.items()}
        assert seen == {"thuongtruc": 200, "lanhdao": 200, "tuphap": 404, "huyen": 404, "quantri": 404}


def test_a_leader_sees_the_review_without_its_forms(clients: dict[str, Client], letter: int) -> None:
    page = clients["lanhdao"].get(f"/van-ban/{letter}/soat/?mo=v-number").content.decode()
    assert "<textarea" not in page
    assert "soat/xac-nhan" not in page
    answer = clients["lanhdao"].post(f"/van-ban/{letter}/soat/xac-nhan/", {"version": version(letter)})
    assert answer.status_code == 403


def test_a_confirmed_letter_is_seen_by_the_units_it_gave_work(clients: dict[str, Client], assignment: int) -> None:
    document = view(assignment).row.document_id
    for address in (f"/van-ban/{document}/", f"/van-ban/{document}/tep/"):
        seen = {name: client.get(address).status_code for name, client in clients.items()}
        assert seen == {"thuongtruc": 200, "lanhdao": 200, "tuphap": 200, "huyen": 404, "quantri": 404}


def test_a_task_and_its_evidence_do_not_exist_for_a_stranger(clients: dict[str, Client], assignment: int) -> None:
    report(JUSTICE, assignment)
    found = view(assignment)
    evidence = found.reports[0].evidence[0].file_id
    for address in (f"/nhiem-vu/{found.row.task_id}/", f"/minh-chung/{evidence}/"):
        seen = {name: client.get(address).status_code for name, client in clients.items()}
        assert seen == {"thuongtruc": 200, "lanhdao": 200, "tuphap": 200, "huyen": 404, "quantri": 404}


def test_only_the_unit_reports_and_only_the_assigning_side_decides(clients: dict[str, Client], assignment: int) -> None:
    form = f"/phan-cong/{assignment}/bao-cao/"
    seen = {name: client.get(form).status_code for name, client in clients.items()}
    assert seen == {"thuongtruc": 403, "lanhdao": 403, "tuphap": 200, "huyen": 404, "quantri": 404}
    waiting = report(JUSTICE, assignment)
    seen = {name: client.get(f"{form}{waiting}/").status_code for name, client in clients.items()}
    assert seen == {"thuongtruc": 200, "lanhdao": 200, "tuphap": 403, "huyen": 404, "quantri": 404}
    for address in (f"/phan-cong/{assignment}/gia-han/", f"/nhiem-vu/{view(assignment).row.task_id}/huy/"):
        seen = {name: client.get(address).status_code for name, client in clients.items()}
        assert seen == {"thuongtruc": 200, "lanhdao": 403, "tuphap": 403, "huyen": 404, "quantri": 404}


def test_the_board_and_receiving_are_for_the_office(clients: dict[str, Client]) -> None:
    seen = {name: client.get("/theo-doi/").status_code for name, client in clients.items()}
    assert seen == {"thuongtruc": 200, "lanhdao": 200, "tuphap": 403, "huyen": 403, "quantri": 403}
    seen = {name: client.get("/van-ban/tiep-nhan/").status_code for name, client in clients.items()}
    assert seen == {"thuongtruc": 200, "lanhdao": 403, "tuphap": 403, "huyen": 403, "quantri": 403}


def test_files_leave_as_attachments_that_no_browser_runs(clients: dict[str, Client], letter: int) -> None:
    answer = clients["thuongtruc"].get(f"/van-ban/{letter}/tep/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_everybody_begins_at_what_needs_them(clients: dict[str, Client]) -> None:
    first = {name: client.get("/")["Location"] for name, client in clients.items()}
    assert first == {
        "thuongtruc": "/theo-doi/",
        "lanhdao": "/dieu-hanh/",
        "tuphap": "/viec-don-vi/",
        "huyen": "/viec-don-vi/",
        "quantri": "/hang-doi/",
    }
