"""Doubtful submissions, which a person keeps or leaves out; requests about personal data, by their clocks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from caicach.kernel.access import SYSTEM
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.calendar import load_calendar
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.data_requests import RequestKind, RequestOutcome, RequestState, clocks_of
from caicach.surveys.collection.domain.form_model import AskedQuestion
from caicach.surveys.collection.domain.quality import Clocks, Sign, flags_of, interviewer_effect
from caicach.surveys.collection.models import Submission
from factories import surveys as made

SignIn = Callable[[str], Client]
SCALE = {str(mark): f"Mức {mark}" for mark in range(1, 6)}
START = datetime(2026, 11, 2, 8, tzinfo=UTC)


def _asked(path: str, kind: str = "string", choices: dict[str, str] | None = None) -> AskedQuestion:
    return AskedQuestion(path, kind, path, "", choices or {}, False)


def test_each_sign_is_raised_by_what_it_names_and_by_nothing_else() -> None:
    names = "abcde"
    questions = [*(_asked(name, choices=SCALE) for name in names), _asked("g", "geopoint"), _asked("t", "int")]
    rows = 20
    columns = {
        name: [str(1 + (row * 7 + at * (1 + row % 3)) % 5) for row in range(rows)] for at, name in enumerate(names)
    }
    columns |= {
        "t": [str(row) for row in range(rows)],
        "g": ["18.34 105.9 0 0"] + [f"18.{row} 105.9" for row in range(1, rows)],
    }
    columns["s"] = [START.isoformat()] * rows
    columns["e"] = [(START + timedelta(minutes=10)).isoformat()] * rows
    for name in (*names, "t", "g"):
        columns[name][2] = columns[name][1]
    for at, name in enumerate(names):
        columns[name][4] = "3"
        columns[name][1] = columns[name][2] = str(1 + at)
    columns["e"][5] = (START + timedelta(minutes=3)).isoformat()
    columns["e"][6] = (START - timedelta(minutes=3)).isoformat()
    columns["e"][7] = (START + timedelta(hours=30)).isoformat()
    columns["g"][8] = "48.85 2.35 0 0"
    columns["s"][9] = (START + timedelta(days=2)).isoformat()
    columns["e"][9] = (START + timedelta(days=2, minutes=10)).isoformat()
    found = flags_of(questions, columns, Clocks("s", "e"), ["2026-11-02"] * rows)
    lines = [(flag.row, flag.sign) for flag in found if flag.sign is not Sign.STRAIGHT_LINE or flag.row == 4]
    assert lines == [
        (1, Sign.DUPLICATE), (2, Sign.DUPLICATE), (4, Sign.STRAIGHT_LINE), (5, Sign.SPEEDER), (6, Sign.TIME),
        (7, Sign.TIME), (8, Sign.PLACE), (9, Sign.TIME),
    ]  # fmt: skip


def test_interviewers_who_do_not_differ_have_no_effect() -> None:
    nothing = interviewer_effect([1, 2, 3, 1, 2, 3], list("aaabbb"))
    assert nothing is not None
    assert nothing.share < 0
    assert interviewer_effect([1, 2], ["a", "a"]) is None


def test_clocks_run_by_the_legal_calendar() -> None:
    """15/08/2026 is a Saturday; 02/09/2026 is a holiday with a day beside it."""
    calendar = load_calendar()
    clocks = clocks_of(RequestKind.VIEW, date(2026, 8, 5), calendar)
    assert (clocks.acknowledge_by, clocks.due_on) == (date(2026, 8, 7), date(2026, 8, 17))
    deleted = clocks_of(RequestKind.DELETE, date(2026, 8, 13), calendar).due_on
    assert calendar.is_working_day(deleted)
    assert deleted > date(2026, 9, 2)


@pytest.fixture
def number(db: None) -> int:
    found = made.survey(is_anonymous=False)
    for who in range(2):
        issued = made.collector(found, name=f"Tổ {who}")
        for at in range(6):
            marks = {"tiep_can": "2", "thai_do": "2", "thoi_gian": "2", "ket_qua": "2"} if at == 3 else {}
            mark = str(2 + (at + who) % 3)
            made.received(
                found, issued, uuid=f"b{who}{at}", tuoi=str(20 + 7 * at + who), **marks, chung=(marks and "2") or mark
            )
    return found


def test_who_is_left_out_counts_in_nothing_and_the_effect_is_shown(sign_in: SignIn, number: int) -> None:
    office, address = sign_in("thuongtruc"), f"/khao-sat/{number}/chat-luong/"
    assert sign_in("tuphap").get(address).status_code == 404
    page = office.get(address).content.decode()
    assert "Chọn một mức cho mọi câu" in page
    assert "Phần khác nhau do điều tra viên" in page
    decision = f"{address}phieu/uuid:b03/"
    assert "41" in office.get(decision).content.decode().partition("Câu trả lời của phiếu")[2]
    assert office.post(decision, {"decision": "out", "reason": " "}).status_code == 422
    assert office.post(decision, {"decision": "out", "reason": "Gọi lại: không có người này"}).status_code == 302
    assert AuditLine.objects.filter(action="surveys.quality_decided", subject_id=str(number)).count() == 1
    assert "uuid:b03" not in [row[0] for row in queries.answers_table(SYSTEM, number).rows]  # type: ignore[index]
    quality = queries.survey_quality(SYSTEM, number)
    assert (quality.checked, quality.left_out) == (12, {"uuid:b03"})
    services.decide_quality(
        SYSTEM, survey_id=number, instance_id="uuid:b03", is_left_out=False, reason="Đã gặp", now=made.AT
    )
    assert len(list(queries.answers_table(SYSTEM, number).rows)) == 12


def test_a_back_check_takes_of_every_interviewer_and_the_same_again(number: int) -> None:
    drawn = services.draw_back_check(SYSTEM, survey_id=number, share=20, seed=5, now=made.AT)
    assert drawn == services.draw_back_check(SYSTEM, survey_id=number, share=20, seed=5, now=made.AT)
    assert {name[:7] for name in drawn} == {"uuid:b0", "uuid:b1"}
    assert len(drawn) == 4


def test_a_request_is_acknowledged_extended_once_and_closed_with_its_submission(number: int) -> None:
    given = {"survey_id": number, "kind": RequestKind.DELETE, "asked_by": "Bà An, 0912", "text": "Xoá phiếu của tôi"}
    with pytest.raises(InvalidInput):
        services.register_request(SYSTEM, **given, received_on=date(2023, 3, 1), now=made.AT)  # type: ignore[arg-type]
    made_id = services.register_request(SYSTEM, **given, received_on=date(2023, 2, 13), now=made.AT)  # type: ignore[arg-type]
    line = queries.data_request(SYSTEM, made_id, on=date(2023, 2, 20))
    assert (line.acknowledge_by, line.due_on, line.state) == (
        date(2023, 2, 15), date(2023, 3, 6), RequestState.UNACKNOWLEDGED,
    )  # fmt: skip
    services.acknowledge_request(SYSTEM, request_id=made_id, now=made.AT)
    for until in (date(2023, 3, 6), date(2023, 3, 30)):
        with pytest.raises(InvalidInput):
            services.extend_request(SYSTEM, request_id=made_id, until=until, reason="Nhiều phiếu", now=made.AT)
    services.extend_request(SYSTEM, request_id=made_id, until=date(2023, 3, 20), reason="Nhiều phiếu", now=made.AT)
    with pytest.raises(Conflict):
        services.extend_request(SYSTEM, request_id=made_id, until=date(2023, 3, 22), reason="Nữa", now=made.AT)
    closing = {"outcome": RequestOutcome.DONE, "answer": "Đã xoá phiếu", "now": made.AT}
    services.close_request(SYSTEM, request_id=made_id, submission="uuid:b11", **closing)  # type: ignore[arg-type]
    assert not Submission.objects.filter(instance_id="uuid:b11").exists()
    assert queries.data_request(SYSTEM, made_id, on=date(2023, 5, 1)).state is RequestState.CLOSED_IN_TIME


def test_the_register_is_kept_on_pages(sign_in: SignIn, number: int) -> None:
    office = sign_in("thuongtruc")
    assert sign_in("tuphap").get("/khao-sat/du-lieu-ca-nhan/").status_code == 403
    typed = {
        "survey": str(number),
        "kind": "view",
        "asked_by": "Ông Bình",
        "text": "Cho xem",
        "received_on": "13/02/2023",
    }
    answer = office.post("/khao-sat/du-lieu-ca-nhan/moi/", typed)
    assert answer.status_code == 302
    page = answer.headers["Location"]
    assert office.post(f"{page}bao-nhan/").status_code == 302
    assert office.post(page, {"outcome": "done", "answer": ""}).status_code == 422
    assert office.post(page, {"outcome": "done", "answer": "Đã gửi bản sao"}).status_code == 302
    assert "Đã gửi bản sao" in office.get(page).content.decode()
    assert "Ông Bình" in office.get("/khao-sat/du-lieu-ca-nhan/").content.decode()
