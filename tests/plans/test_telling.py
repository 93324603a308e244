"""Everybody who has something to do hears of it at once, in a message that opens it; nobody of the own act."""

from datetime import date

import pytest

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.saying import say
from caicach.notifications import queries as notifications
from caicach.organisations import queries as organisations
from caicach.organisations.services import record_merge
from caicach.plans import services
from factories.correspondence import NOW, received, review
from factories.plans import LATER, at, row
from factories.web import people

pytestmark = pytest.mark.django_db


def actor(username: str) -> Actor:
    return organisations.actor_of(organisations.user_id_of(username), date(2023, 2, 20))


def heard(username: str) -> list[tuple[str, str]]:
    """Titles and links, oldest first."""
    found = notifications.messages(actor(username)).items
    return [(say(message.content.title), message.content.link) for message in reversed(found)]


@pytest.fixture
def letter() -> int:
    people()
    document = received()
    version = review(document).version
    services.confirm_directive(actor("thuongtruc"), document_id=document, version=version, now=NOW)
    return document


def test_a_unit_hears_of_its_new_work_once_however_much_it_is(letter: int) -> None:
    for name in ("tuphap", "tuphap2", "yte"):
        assert heard(name) == [("2 nhiệm vụ mới giao", "/viec-don-vi/")]
    for name in ("huyen", "lanhdao", "thuongtruc", "quantri"):
        assert heard(name) == []
    (message,) = notifications.messages(actor("tuphap")).items
    (section,) = message.content.sections
    assert section.total == 2
    assert {line.link for line in section.lines} == {f"/nhiem-vu/{row('STP', item).task_id}/" for item in "12"}


def test_a_report_is_heard_of_by_who_decides_and_its_return_by_the_unit(letter: int) -> None:
    mine = row("STP").assignment_id
    given: dict[str, object] = {"text": "Đã xong", "is_completed": False, "completed_on": None, "files": ()}
    first = services.report_progress(actor("tuphap"), assignment_id=mine, now=LATER, **given)  # type: ignore[arg-type]
    services.report_progress(
        actor("yte"),
        assignment_id=row("SYT").assignment_id,
        now=LATER,
        **given,  # type: ignore[arg-type]
    )
    assert heard("thuongtruc") == [("Có báo cáo chờ chấp nhận", "/theo-doi/#cho-chap-nhan")]  # once a day
    assert heard("lanhdao") == []
    services.return_report(actor("thuongtruc"), report_id=first, reason="Thiếu số liệu", now=LATER)
    assert heard("tuphap2")[-1] == ("Báo cáo bị trả lại, cần bổ sung", f"/nhiem-vu/{row('STP').task_id}/")
    assert [title for title, _ in heard("yte")] == ["2 nhiệm vụ mới giao"]


def test_an_extension_is_heard_of_when_asked_and_when_decided(letter: int) -> None:
    mine = row("STP", "2").assignment_id
    asked = services.request_extension(
        actor("tuphap"), assignment_id=mine, proposed_on=date(2023, 3, 20), reason="Chờ số liệu", now=LATER
    )
    assert heard("thuongtruc") == [("Có đề nghị gia hạn chờ quyết định", f"/phan-cong/{mine}/xin-gia-han/{asked}/")]
    services.refuse_extension(actor("thuongtruc"), request_id=asked, reason="Không đủ lý do", now=LATER)
    assert heard("tuphap2")[-1][0] == "Đề nghị gia hạn không được đồng ý"
    again = services.request_extension(
        actor("tuphap"), assignment_id=mine, proposed_on=date(2023, 3, 20), reason="Chờ số liệu", now=LATER
    )
    services.grant_extension(actor("thuongtruc"), request_id=again, now=LATER)
    assert heard("tuphap")[-1][0] == "Được gia hạn đến 20/03/2023"


def test_who_takes_the_work_of_a_unit_that_ended_hears_of_it(letter: int) -> None:
    record_merge(
        SYSTEM,
        from_codes=("SYT", "HBS"),
        into="HBS",
        effective_on=date(2023, 2, 15),
        order_document="01/QĐ",
        now=at(2023, 2, 15),
    )
    services.hand_over(actor("thuongtruc"), heirs={"SYT": ("HBS",)}, now=LATER)
    assert [title for title, _ in heard("huyen")] == ["2 nhiệm vụ mới giao"]
