"""Legal documents from the list to their review: days by plan and by law, who does what, files in, figures out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from caicach.institutions import queries, services
from caicach.institutions.domain.documents import (
    Course,
    DocumentKind,
    DocumentState,
    DraftingStep,
    Issue,
    Milestone,
    Origin,
    Review,
    Standing,
    StepDays,
    clocks_of,
    due_of,
    state_of,
)
from caicach.institutions.domain.sheets import RULE_HEADS
from caicach.institutions.models import BusinessRule, LegalDocument
from caicach.kernel.audit.verifying import verify
from caicach.kernel.calendar import load_calendar
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed
from caicach.kernel.tables.listed import rows_under
from factories.correspondence import province
from factories.institutions import facts, issued, required, rule
from factories.procedures import DAY, HEALTH, JUSTICE, OFFICE

CALENDAR = load_calendar()
ON = DAY.date()


def _state(course: Course, on: date) -> DocumentState:
    return state_of(course, clocks_of(course, on=on, calendar=CALENDAR), on=on)


def test_a_text_from_above_sets_its_own_day_and_the_earlier_of_both_counts() -> None:
    higher = facts(origin=Origin.HIGHER, basis_effective_on=date(2026, 7, 1), due_on=date(2026, 8, 1))
    assert due_of(higher) == date(2026, 6, 21)
    assert due_of(replace(higher, is_shortened=True)) == date(2026, 7, 1)
    assert due_of(replace(higher, kind=DocumentKind.OTHER)) == date(2026, 8, 1)
    assert due_of(replace(higher, basis_effective_on=date(2025, 3, 1))) == date(2026, 8, 1)


def test_documents_of_the_centre_take_effect_45_days_after_signing_at_least() -> None:
    circular = facts(kind=DocumentKind.CIRCULAR, origin=Origin.HIGHER, basis_effective_on=date(2026, 7, 1), due_on=None)
    assert due_of(circular) == date(2026, 5, 17)
    signed = Issue("12/2026/TT-BNV", date(2026, 5, 15), date(2026, 6, 20), date(2026, 5, 18))
    clocks = {one.milestone: one for one in clocks_of(Course(circular, signed), on=date(2026, 7, 1), calendar=CALENDAR)}
    assert clocks[Milestone.EFFECTIVE].due_on == date(2026, 6, 29)
    later = replace(signed, effective_on=date(2026, 6, 29))
    clocks = {one.milestone: one for one in clocks_of(Course(circular, later), on=date(2026, 7, 1), calendar=CALENDAR)}
    assert Milestone.EFFECTIVE not in clocks


def test_states_follow_days_alone() -> None:
    asked = facts(due_on=date(2026, 6, 30), steps={DraftingStep.APPRAISED: StepDays(date(2026, 5, 15))})
    course = Course(asked)
    days = [date(2026, 4, 1), date(2026, 5, 5), date(2026, 5, 16)]
    assert [_state(course, day) for day in days] == [DocumentState.RUNNING, DocumentState.SOON, DocumentState.LATE]
    signed = replace(course, issue=Issue("1/2026/QĐ-UBND", date(2026, 7, 1)))
    assert _state(signed, date(2026, 6, 30)) is DocumentState.LATE, "not known yet on that day"
    assert _state(signed, date(2026, 7, 1)) is DocumentState.ISSUED_LATE
    wrong = replace(signed, review=Review(date(2026, 8, 1), "Trái thẩm quyền", date(2026, 9, 1), "Quyết định 9"))
    days = [date(2026, 7, 31), date(2026, 8, 1), date(2026, 9, 1)]
    expected = [DocumentState.ISSUED_LATE, DocumentState.FAULTY, DocumentState.MENDED]
    assert [_state(wrong, day) for day in days] == expected
    assert _state(replace(course, dropped_on=date(2026, 5, 1)), date(2026, 5, 16)) is DocumentState.DROPPED


def test_sending_in_three_days_ends_on_a_working_day_and_effect_too_soon_is_told() -> None:
    signed = Issue("1/2026/QĐ-UBND", date(2026, 5, 28), date(2026, 6, 2))
    clocks = {one.milestone: one for one in clocks_of(Course(facts(), signed), on=date(2026, 6, 2), calendar=CALENDAR)}
    assert clocks[Milestone.SENT].due_on == date(2026, 6, 1), "31/5/2026 is a Sunday"
    assert clocks[Milestone.SENT].standing is Standing.LATE
    assert clocks[Milestone.EFFECTIVE].due_on == date(2026, 6, 7)
    fine = replace(signed, effective_on=date(2026, 6, 7), sent_on=date(2026, 6, 1))
    clocks = {one.milestone: one for one in clocks_of(Course(facts(), fine), on=date(2026, 6, 2), calendar=CALENDAR)}
    assert clocks[Milestone.SENT].standing is Standing.IN_TIME
    assert Milestone.EFFECTIVE not in clocks
    before_the_law = Issue("1/2023/QĐ-UBND", date(2023, 5, 26), date(2023, 5, 27))
    clocks_then = clocks_of(Course(facts(), before_the_law), on=date(2023, 6, 30), calendar=CALENDAR)
    assert {one.milestone for one in clocks_then} == {Milestone.ISSUED}, "no limit of a law that was not in force"


@pytest.mark.django_db
def test_the_office_requires_the_drafter_reports_a_stranger_does_neither() -> None:
    province()
    document = required()
    step = {DraftingStep.DRAFTED: ON}
    with pytest.raises(NotAllowed):
        services.save_document(JUSTICE, facts=facts("Khác"), now=DAY)
    with pytest.raises(NotAllowed):
        services.report_steps(HEALTH, document_id=document, done=step, seen=1, now=DAY)
    services.report_steps(JUSTICE, document_id=document, done=step, seen=1, now=DAY)
    with pytest.raises(Conflict):
        services.report_steps(JUSTICE, document_id=document, done={}, seen=1, now=DAY)
    services.save_document(OFFICE, facts=facts(due_on=date(2023, 5, 5)), document_id=document, seen=2, now=DAY)
    kept = queries.document_view(HEALTH, document, on=ON).line.course
    assert (kept.facts.due_on, kept.facts.steps[DraftingStep.DRAFTED].done_on) == (date(2023, 5, 5), ON)
    with pytest.raises(InvalidInput):
        required(" quy định  MỨC CHI hội nghị")
    with pytest.raises(InvalidInput):
        issued(document, ON + timedelta(days=9), seen=3)
    review = Review(ON, "Sai thẩm quyền")
    with pytest.raises(InvalidInput):
        services.review_document(OFFICE, document_id=document, review=review, seen=3, now=DAY)
    issued(document, ON, seen=3)
    with pytest.raises(NotAllowed):
        services.review_document(JUSTICE, document_id=document, review=review, seen=4, now=DAY)
    services.review_document(OFFICE, document_id=document, review=review, seen=4, now=DAY)
    (line,) = queries.board(HEALTH, on=ON).faulty
    assert line.id == document
    with pytest.raises(InvalidInput):
        services.drop_document(OFFICE, document_id=document, why="Không cần", seen=5, now=DAY)
    assert list(verify()) == []


@pytest.mark.django_db
def test_the_issued_text_says_its_number_and_days_and_a_wrong_one_is_doubted() -> None:
    province()
    document = required("Quy định mức chi hội nghị", kind=DocumentKind.COUNCIL)
    text = (
        "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH\nSố: 07/2023/QĐ-UBND\nHà Tĩnh, ngày 10 tháng 02 năm 2023\n\nQUYẾT ĐỊNH\n"
        "Về giá dịch vụ thoát nước\n\nĐiều 1. Giá dịch vụ.\n"
        "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 25 tháng 02 năm 2023.\n"
    )
    data = text.encode()
    with pytest.raises(NotAllowed):
        services.bring_issued(HEALTH, document_id=document, data=data, filename="qd.txt", seen=1, now=DAY)
    services.bring_issued(JUSTICE, document_id=document, data=data, filename="qd.txt", seen=1, now=DAY)
    view = queries.document_view(JUSTICE, document, on=ON)
    issue = view.line.course.issue
    assert (issue.number, issue.signed_on, issue.effective_on) == (
        "07/2023/QĐ-UBND",
        date(2023, 2, 10),
        date(2023, 2, 25),
    )
    assert len(view.doubts) == 2, "a decision where a resolution was due, of another subject"
    assert queries.issued_file(HEALTH, document).data == data


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("institutions_document_numbered", {"signed_on": ON}),
        ("institutions_document_sent_after", {"sent_on": ON}),
        ("institutions_document_fault_reviewed", {"fault": "Sai"}),
        ("institutions_document_mended_fault", {"mended_on": ON}),
        ("institutions_document_dropped_why", {"dropped_on": ON}),
        ("institutions_document_titled", {"title": ""}),
    ],
)
def test_the_database_holds_what_a_document_must_be(name: str, changes: dict[str, object]) -> None:
    province()
    document = required()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        LegalDocument.objects.filter(pk=document).update(**changes)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("institutions_rule_named", {"name": ""}),
        ("institutions_rule_costs", {"cost_before": -1}),
        ("institutions_rule_done_by", {"done_on": ON}),
    ],
)
def test_the_database_holds_what_a_rule_must_be(name: str, changes: dict[str, object]) -> None:
    province()
    made = services.save_rule(OFFICE, facts=rule(), now=DAY)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BusinessRule.objects.filter(pk=made).update(**changes)


@pytest.mark.django_db
def test_one_of_a_name_and_a_unit() -> None:
    province()
    first, second = required(), required("Khác")
    key = LegalDocument.objects.get(pk=first).key
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalDocument.objects.filter(pk=second).update(key=key)


def test_a_table_without_the_needed_column_has_no_rows() -> None:
    assert not rows_under([[["Tên", "Loại"], ["A", "B"]]], RULE_HEADS, "name")
