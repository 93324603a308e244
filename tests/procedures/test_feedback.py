"""Feedback from receipt to the published answer: limits, who does what, nothing of the sender in public, form 06."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from caicach.kernel.calendar import load_calendar
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.metrics import Measured, Missing, measure
from caicach.kernel.periods import parse_period
from caicach.organisations.models import User
from caicach.procedures import services
from caicach.procedures.domain.feedback import (
    FeedbackChannel,
    FeedbackCourse,
    FeedbackKind,
    FeedbackState,
    answer_due,
    counts_in_period,
)
from caicach.procedures.models import Feedback
from caicach.procedures.queries import feedback as queries
from caicach.procedures.services import FeedbackFacts
from factories.procedures import DAY, DISTRICT, HEALTH, LEADER, OFFICE
from factories.web import people

ON = DAY.date()
CALENDAR = load_calendar()


def _received(unit: str = "SYT", *, received_on: date = date(2023, 2, 1), now: object = DAY) -> int:
    facts = FeedbackFacts(
        received_on,
        FeedbackChannel.COUNTER,
        FeedbackKind.BEHAVIOUR,
        "Chậm trả kết quả",
        "Nguyễn Văn A",
        "0900",
        "",
        unit,
    )
    return services.receive_feedback(OFFICE, facts=facts, now=DAY)


def test_fifteen_working_days_and_no_limit_where_none_is_known() -> None:
    assert answer_due(date(2023, 1, 17), CALENDAR) == date(2023, 2, 14)
    assert answer_due(date(2020, 1, 2), CALENDAR) is None
    assert answer_due(date(2035, 1, 2), CALENDAR) is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({}, FeedbackState.RECEIVED),
        ({"routed_on": date(2023, 2, 2)}, FeedbackState.ROUTED),
        ({"refused_on": date(2023, 2, 3)}, FeedbackState.REFUSED),
        ({"answered_on": date(2023, 2, 3)}, FeedbackState.ANSWERED),
        ({"answered_on": date(2023, 2, 3), "published_on": date(2023, 2, 4)}, FeedbackState.PUBLISHED),
        ({"answered_on": date(2023, 4, 3)}, FeedbackState.RECEIVED),
    ],
)
def test_a_state_is_told_from_days(days: dict[str, date], expected: FeedbackState) -> None:
    course = FeedbackCourse(date(2023, 2, 1), **days)
    assert course.state_on(date(2023, 2, 20), date(2023, 2, 22)) is expected
    assert FeedbackCourse(date(2023, 2, 1)).state_on(date(2023, 2, 23), date(2023, 2, 22)) is FeedbackState.LATE


def test_the_rows_of_form_06_add_up() -> None:
    first, last = date(2023, 2, 1), date(2023, 2, 28)
    days = (date(2023, 1, 5), date(2023, 1, 20), date(2023, 2, 10), date(2023, 3, 2))
    courses = [(FeedbackKind.RULE, FeedbackCourse(day, answered_on=day + timedelta(days=20))) for day in days]
    courses.append((FeedbackKind.BEHAVIOUR, FeedbackCourse(date(2023, 2, 3))))
    for row in counts_in_period(courses, first, last):
        assert row.before + row.received == row.handled + row.in_hand
    assert [row.in_hand for row in counts_in_period(courses, first, last)] == [1, 1, 2]


@pytest.mark.django_db
class TestTables:
    @pytest.fixture(autouse=True)
    def province(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(timezone, "now", lambda: DAY)
        people()

    def test_from_the_counter_to_an_answer_that_everybody_reads(self) -> None:
        office, unit = Client(), Client()
        office.force_login(User.objects.get(username="thuongtruc"))
        unit.force_login(User.objects.get(username="yte"))
        typed = {"received_on": "13/02/2023", "channel": "counter", "kind": "rule", "content": "Quy định khó hiểu",
                 "sender": "Nguyễn Văn A", "contact": "", "code": "", "unit": ""}  # fmt: skip
        assert office.post("/thu-tuc/phan-anh/moi/", {**typed, "content": ""}).status_code == 422
        page = office.post("/thu-tuc/phan-anh/moi/", typed)["Location"]
        assert unit.get(page).status_code == 404
        assert office.post(page, {"act": "route", "unit": "SYT", "version": "1"}).status_code == 302
        assert office.post(page, {"act": "route", "unit": "SYT", "version": "1"}).status_code == 409
        assert "Nguyễn Văn A" in unit.get(page).content.decode()
        assert unit.post(page, {"act": "answer", "answer": "", "version": "2"}).status_code == 422
        assert unit.post(page, {"act": "answer", "answer": "Sẽ sửa mẫu", "version": "2"}).status_code == 302
        assert unit.post(page, {"act": "publish", "version": "3"}).status_code == 403
        assert "Sẽ sửa mẫu" not in Client().get("/thu-tuc/phan-anh/cong-khai/").content.decode()
        assert office.post(page, {"act": "publish", "version": "3"}).status_code == 302
        public = Client().get("/thu-tuc/phan-anh/cong-khai/").content.decode()
        assert "Sẽ sửa mẫu" in public
        assert "Nguyễn Văn A" not in public
        assert "Đã công khai" in office.get("/thu-tuc/phan-anh/", {"trang-thai": "published"}).content.decode()
        assert office.get("/thu-tuc/phan-anh/", {"tai": "csv"}).status_code == 200

    def test_who_sees_and_who_writes(self) -> None:
        one = _received()
        with pytest.raises(NotFound):
            queries.feedback_view(DISTRICT, one, on=ON)
        assert not queries.feedback_view(LEADER, one, on=ON).may_answer
        facts = FeedbackFacts(ON, FeedbackChannel.PHONE, FeedbackKind.RULE, "x")
        for person in (LEADER, HEALTH):
            with pytest.raises(NotAllowed):
                services.receive_feedback(person, facts=facts, now=DAY)
            with pytest.raises(NotAllowed):
                services.route_feedback(person, feedback_id=one, unit="STP", seen=1, now=DAY)
            with pytest.raises(NotAllowed):
                services.refuse_feedback(person, feedback_id=one, refusal="x", seen=1, now=DAY)
        with pytest.raises(NotAllowed):
            services.answer_feedback(LEADER, feedback_id=one, answer="x", seen=1, now=DAY)
        services.refuse_feedback(OFFICE, feedback_id=one, refusal="Trùng", seen=1, now=DAY)
        with pytest.raises(Conflict):
            services.answer_feedback(HEALTH, feedback_id=one, answer="x", seen=2, now=DAY)
        with pytest.raises(Conflict):
            services.publish_feedback(OFFICE, feedback_id=one, seen=2, now=DAY)
        with pytest.raises(InvalidInput):
            _received(received_on=date(2023, 3, 1))

    def test_the_share_in_time_is_missing_where_none_was_due(self) -> None:
        in_time = _received()
        _received(received_on=date(2023, 1, 30))
        services.answer_feedback(HEALTH, feedback_id=in_time, answer="Đã rõ", seen=1, now=DAY)
        figures = measure("procedures.feedback_in_time_share", ["SYT", "STP"], parse_period("2023-02"))
        assert isinstance(figures["SYT"], Measured)
        assert figures["SYT"].value == Decimal("0.5")
        assert isinstance(figures["STP"], Missing)
        due = measure("procedures.feedback_due_count", ["SYT"], parse_period("2023-02"))["SYT"]
        assert isinstance(due, Measured)
        assert due.value == 2

    def test_the_tables_hold_their_rules(self) -> None:
        given = {
            "received_on": ON,
            "channel": "phone",
            "kind": "rule",
            "content": "x",
            "made_at": DAY,
            "made_by_name": "x",
        }
        for wrong in (
            {"content": ""}, {"answered_on": ON, "answer": "x"}, {"refused_on": ON}, {"published_on": ON},
            {"unit_id": "SYT", "answer": "x", "answered_on": ON, "published_on": date(2023, 1, 1)},
        ):  # fmt: skip
            with pytest.raises(IntegrityError), transaction.atomic():
                Feedback.objects.create(**{**given, **wrong})


OPEN = {"kind": "rule", "content": "Thủ tục đòi <b>hai</b> bản sao", "sender": "Trần Thị B", "contact": "0901"}


@pytest.mark.django_db
def test_anybody_sends_feedback_where_the_province_let_it_and_nobody_reads_the_sender(settings: LazySettings) -> None:
    people()
    citizen = Client()
    assert citizen.get("/thu-tuc/phan-anh/gui/").status_code == 404
    assert citizen.post("/thu-tuc/phan-anh/gui/", OPEN).status_code == 404
    with pytest.raises(NotFound):
        services.send_feedback(facts=FeedbackFacts(ON, FeedbackChannel.PAGE, FeedbackKind.RULE, "x", "a", "b"), now=DAY)
    settings.PUBLIC_FEEDBACK = True
    assert "Gửi phản ánh" in citizen.get("/thu-tuc/phan-anh/cong-khai/").content.decode()
    lacking = citizen.post("/thu-tuc/phan-anh/gui/", {**OPEN, "contact": ""})
    assert lacking.status_code == 422
    answer = citizen.post("/thu-tuc/phan-anh/gui/", OPEN, follow=True).content.decode()
    row = Feedback.objects.get()
    assert f"<strong>{row.pk}</strong>" in answer
    assert (row.channel, row.unit_id, row.sender) == ("page", None, "Trần Thị B")
    assert "Trần Thị B" not in answer + Client().get("/thu-tuc/phan-anh/cong-khai/").content.decode()
    assert Client().get("/thu-tuc/phan-anh/da-gui/").status_code == 302
    with pytest.raises(InvalidInput):
        services.send_feedback(facts=FeedbackFacts(ON, FeedbackChannel.PAGE, FeedbackKind.RULE, "x", " ", "b"), now=DAY)


@pytest.mark.django_db
def test_who_sends_much_waits_and_keeps_what_was_typed(settings: LazySettings) -> None:
    settings.PUBLIC_FEEDBACK = True
    citizen = Client()
    for number in range(5):
        assert citizen.post("/thu-tuc/phan-anh/gui/", {**OPEN, "content": f"Lần {number}"}).status_code == 302
    refused = citizen.post("/thu-tuc/phan-anh/gui/", {**OPEN, "content": "Lần thứ sáu"})
    assert refused.status_code == 422
    assert "Lần thứ sáu" in refused.content.decode()
    assert Feedback.objects.count() == 5


HEAD = (
    "Ngày tiếp nhận,Tiếp nhận qua,Về việc,Nội dung,Mã TTHC,Người gửi,Cách liên hệ,Đơn vị,Ngày trả lời,Nội dung trả lời"
)
ROWS = (
    "01/02/2023,Điện thoại,Hành vi,Chậm trả kết quả,1.100007,Lê C,0902,Sở Y tế,03/02/2023,Đã xin lỗi",
    "02/02/2023,,Nội dung quy định,Bỏ bản sao,,,,,,",
)


def _file(*rows: str) -> bytes:
    return "\n".join((HEAD, *rows)).encode("utf-8-sig")


@pytest.mark.django_db
def test_a_file_of_feedback_is_taken_whole_once_and_answers_with_it() -> None:
    people()
    brought = services.import_feedback(OFFICE, data=_file(*ROWS), filename="pakn.csv", now=DAY)
    assert (brought.added, brought.same, brought.problems) == (2, 0, ())
    again = services.import_feedback(OFFICE, data=_file(*ROWS), filename="pakn.csv", now=DAY)
    assert (again.added, again.same) == (0, 2)
    answered = Feedback.objects.get(unit="SYT")
    assert (answered.answered_on, answered.family, answered.channel) == (date(2023, 2, 3), "1.100007", "phone")
    with pytest.raises(NotAllowed):
        services.import_feedback(HEALTH, data=_file(*ROWS), filename="pakn.csv", now=DAY)
    with pytest.raises(InvalidInput, match="cột"):
        services.import_feedback(OFFICE, data=b"a,b\n1,2", filename="khac.csv", now=DAY)


@pytest.mark.django_db
def test_every_fault_of_a_file_is_told_with_its_line_and_nothing_is_taken() -> None:
    people()
    wrong = (
        ROWS[0].replace("Sở Y tế", "Sở Vũ trụ"),
        ROWS[1].replace("02/02/2023", "31/02/2023"),
        ROWS[1].replace("02/02/2023", "02/02/2033"),
        ROWS[0].replace("Đã xin lỗi", ""),
        ROWS[0].replace("03/02/2023", "03/01/2023"),
        ROWS[1].replace("Nội dung quy định", "Thời tiết"),
        ROWS[1].replace("02/02/2023", ""),
    )
    brought = services.import_feedback(OFFICE, data=_file(*wrong), filename="pakn.csv", now=DAY)
    assert [str(told).partition(":")[0] for told in brought.problems] == [f"Dòng {n}" for n in range(2, 9)]
    assert not Feedback.objects.exists()
