"""Units report with evidence; the standing office accepts or returns; deadlines move, the first promise stays."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from caicach.kernel.access import Actor
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.files.models import StoredFile
from caicach.plans import queries, services
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import NewFile, Quality, ReportState
from caicach.plans.models import Assignment, ProgressReport
from factories.correspondence import (
    HEALTH,
    JUSTICE,
    JUSTICE_HEAD,
    LEADER,
    NOW,
    OFFICE,
    OFFICE_OF_JUSTICE,
    STRANGER,
)
from factories.plans import LATER, ON, PROOF, confirmed, report, row, rows, view

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> int:
    confirmed()
    return row("STP").assignment_id


def test_a_report_waits_and_its_acceptance_completes_the_task(lead: int) -> None:
    got = report(JUSTICE, lead)
    assert row("STP").is_waiting
    assert row("STP").state is TaskState.IN_TIME  # the claim was made in time; the deadline passed while it waits
    services.accept_report(OFFICE, report_id=got, quality=Quality.GOOD, now=LATER)
    done = view(lead)
    assert (done.row.state, done.row.completed_on) == (TaskState.DONE_ON_TIME, date(2023, 2, 17))
    assert (done.quality, done.reports[0].decided_by) == (Quality.GOOD, OFFICE.name)
    assert [e.name for e in done.reports[0].evidence] == ["ket-qua.txt"]


def test_a_returned_report_counts_for_nothing_and_says_why(lead: int) -> None:
    got = report(JUSTICE, lead)
    services.return_report(OFFICE, report_id=got, reason="Thiếu danh mục", now=LATER)
    after = view(lead)
    assert after.row.state is TaskState.OVERDUE
    assert after.row.days_late == 1
    assert (after.reports[0].state, after.reports[0].decision_reason) == (ReportState.RETURNED, "Thiếu danh mục")
    again = report(JUSTICE, lead)
    services.accept_report(OFFICE, report_id=again, quality=None, now=LATER)
    assert [r.number for r in view(lead).reports] == [1, 2]


def test_a_return_needs_a_reason(lead: int) -> None:
    got = report(JUSTICE, lead)
    with pytest.raises(InvalidInput):
        services.return_report(OFFICE, report_id=got, reason=" ", now=LATER)
    assert view(lead).reports[0].state is ReportState.WAITING


def test_work_done_after_the_deadline_is_late_by_working_days(lead: int) -> None:
    got = report(JUSTICE, lead, completed_on=date(2023, 2, 20))
    assert row("STP").state is TaskState.OVERDUE
    services.accept_report(OFFICE, report_id=got, quality=None, now=LATER)
    assert (row("STP").state, row("STP").days_late) == (TaskState.DONE_LATE, 1)


def test_a_progress_note_begins_the_work_without_completing_it(lead: int) -> None:
    day = datetime(2023, 2, 15, 3, 0, tzinfo=UTC)
    got = report(JUSTICE, lead, now=day, is_completed=False, completed_on=None, files=())
    assert row("STP", on=date(2023, 2, 15)).state is TaskState.IN_TIME
    assert row("STP", on=date(2023, 2, 14)).state is TaskState.NOT_YET_DUE
    services.accept_report(OFFICE, report_id=got, quality=None, now=LATER)
    assert row("STP").state is TaskState.OVERDUE


def test_one_report_waits_at_a_time_unless_it_replaces_the_one_seen(lead: int) -> None:
    first = report(JUSTICE, lead)
    with pytest.raises(Conflict) as error:
        report(JUSTICE_HEAD, lead)
    assert JUSTICE.name in error.value.why
    second = report(JUSTICE_HEAD, lead, replaces=first)
    assert [r.state for r in view(lead).reports] == [ReportState.REPLACED, ReportState.WAITING]
    with pytest.raises(Conflict):
        report(JUSTICE, lead, replaces=first)
    with pytest.raises(Conflict):
        services.accept_report(OFFICE, report_id=first, quality=None, now=LATER)
    services.accept_report(OFFICE, report_id=second, quality=None, now=LATER)


def test_the_database_holds_one_waiting_report_and_a_day_for_completion(lead: int) -> None:
    got = ProgressReport.objects.get(pk=report(JUSTICE, lead))
    got.pk, got.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        got.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.update(completed_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.update(state="returned")


@pytest.mark.parametrize("day", [None, date(2023, 2, 9), date(2023, 2, 21)])
def test_the_day_of_completion_lies_between_the_letter_and_the_report(lead: int, day: date | None) -> None:
    with pytest.raises(InvalidInput):
        report(JUSTICE, lead, completed_on=day)


def test_completion_by_the_lead_needs_evidence_or_an_explanation(lead: int) -> None:
    with pytest.raises(InvalidInput):
        report(JUSTICE, lead, text=" ", files=())
    report(HEALTH, row("SYT").assignment_id, text="", files=())
    report(JUSTICE, lead, text="", files=(PROOF,))


@pytest.mark.parametrize("data", [b"PK\x03\x04 archive", b"\x00\x01\x02\xff program", b""])
def test_a_file_that_is_no_evidence_is_refused_and_nothing_is_kept(lead: int, data: bytes) -> None:
    kept = StoredFile.objects.count()
    with pytest.raises(InvalidInput):
        report(JUSTICE, lead, files=(PROOF, NewFile("a.pdf", data)))
    assert StoredFile.objects.count() == kept
    assert not view(lead).reports


def test_evidence_is_served_to_the_unit_and_the_office_and_to_nobody_else(lead: int) -> None:
    report(JUSTICE, lead)
    (evidence,) = view(lead).reports[0].evidence
    for actor in (JUSTICE, OFFICE, LEADER):
        assert queries.evidence_file(actor, evidence.file_id).data == PROOF.data
    for actor in (HEALTH, STRANGER):
        with pytest.raises(NotFound):
            queries.evidence_file(actor, evidence.file_id)
    letter = StoredFile.objects.order_by("id").first()
    with pytest.raises(NotFound):
        queries.evidence_file(OFFICE, letter.pk)


def test_a_unit_reports_its_own_work_only(lead: int) -> None:
    for actor, error in ((OFFICE, NotAllowed), (LEADER, NotAllowed), (HEALTH, NotFound), (STRANGER, NotFound)):
        with pytest.raises(error):
            report(actor, lead)
    assert not view(lead).reports


def test_a_superior_unit_sees_the_work_below_it_but_does_not_report_it(lead: int) -> None:
    above = Actor(20, "Đơn vị cấp trên", JUSTICE.roles, frozenset({"STP", "TINH"}), frozenset({"TINH"}))
    assert queries.assignment_page(above, lead, on=ON)
    with pytest.raises(NotAllowed):
        report(above, lead)


def test_nobody_decides_the_report_of_the_own_unit(lead: int) -> None:
    got = report(JUSTICE, lead)
    with pytest.raises(NotAllowed) as error:
        services.accept_report(OFFICE_OF_JUSTICE, report_id=got, quality=None, now=LATER)
    assert error.value.code == "report.own_unit"
    for actor, kind in ((JUSTICE, NotAllowed), (HEALTH, NotFound), (STRANGER, NotFound)):
        with pytest.raises(kind):
            services.accept_report(actor, report_id=got, quality=None, now=LATER)
    assert view(lead, OFFICE_OF_JUSTICE).reports[0].may_decide is False
    assert view(lead).reports[0].may_decide is True
    services.accept_report(LEADER, report_id=got, quality=None, now=LATER)


def test_a_report_is_decided_once_and_finished_work_is_not_reported_again(lead: int) -> None:
    got = report(JUSTICE, lead)
    services.accept_report(OFFICE, report_id=got, quality=None, now=LATER)
    with pytest.raises(Conflict):
        services.return_report(OFFICE, report_id=got, reason="x", now=LATER)
    with pytest.raises(Conflict):
        report(JUSTICE, lead)


def extend(assignment_id: int, due_on: date, *, actor: Actor = OFFICE, reason: str = "Chờ Bộ", day: int = 15) -> None:
    now = datetime(2023, 2, day, 3, 0, tzinfo=UTC)
    services.extend_deadline(actor, assignment_id=assignment_id, due_on=due_on, reason=reason, now=now)


def test_an_extension_keeps_the_first_promise(lead: int) -> None:
    extend(lead, date(2023, 2, 24))
    extend(lead, date(2023, 2, 28), day=16)
    after = view(lead)
    assert (after.row.original_due_on, after.row.due_on) == (date(2023, 2, 17), date(2023, 2, 28))
    assert [(c.old_due_on, c.new_due_on) for c in after.deadline_changes] == [
        (date(2023, 2, 17), date(2023, 2, 24)),
        (date(2023, 2, 24), date(2023, 2, 28)),
    ]
    assert row("SYT").due_on == date(2023, 2, 17)
    assert after.row.state is TaskState.NOT_YET_DUE


def test_extension_after_deadline_is_refused(lead: int) -> None:
    with pytest.raises(InvalidInput) as error:
        extend(lead, date(2023, 3, 1), day=18)
    assert error.value.code == "deadline.already_passed"


def test_an_extension_is_later_has_a_reason_and_comes_from_the_office(lead: int) -> None:
    for due_on, reason in ((date(2023, 2, 17), "x"), (date(2023, 2, 16), "x"), (date(2023, 2, 24), " ")):
        with pytest.raises(InvalidInput):
            extend(lead, due_on, reason=reason)
    for actor, kind in ((JUSTICE, NotAllowed), (LEADER, NotAllowed), (HEALTH, NotFound), (STRANGER, NotFound)):
        with pytest.raises(kind):
            extend(lead, date(2023, 2, 24), actor=actor)
    assert not view(lead).deadline_changes


def test_lateness_is_judged_by_the_deadline_in_force_on_the_day_of_completion(lead: int) -> None:
    extend(lead, date(2023, 2, 24))
    got = report(JUSTICE, lead, completed_on=date(2023, 2, 20))
    services.accept_report(OFFICE, report_id=got, quality=None, now=LATER)
    assert view(lead).row.state is TaskState.DONE_ON_TIME
    assert view(lead).judged_due_on == date(2023, 2, 24)


def test_no_service_ever_writes_the_first_deadline_again(lead: int) -> None:
    before = dict(Assignment.objects.order_by("id").values_list("id", "original_due_on"))
    extend(lead, date(2023, 2, 24))
    services.return_report(OFFICE, report_id=report(JUSTICE, lead), reason="x", now=LATER)
    services.accept_report(OFFICE, report_id=report(JUSTICE, lead), quality=None, now=LATER)
    services.cancel_task(OFFICE, task_id=row("STP").task_id, reason="Thay văn bản", now=LATER)
    assert dict(Assignment.objects.order_by("id").values_list("id", "original_due_on")) == before


def test_a_cancelled_task_leaves_the_boards_but_keeps_what_was_done(lead: int) -> None:
    services.accept_report(OFFICE, report_id=report(JUSTICE, lead), quality=None, now=LATER)
    other = row("SYT")
    for actor, kind in ((JUSTICE, NotAllowed), (LEADER, NotAllowed), (STRANGER, NotFound)):
        with pytest.raises(kind):
            services.cancel_task(actor, task_id=other.task_id, reason="x", now=LATER)
    services.cancel_task(OFFICE, task_id=other.task_id, reason="Thay văn bản", now=LATER)
    assert {r.unit for r in rows() if r.item == "1"} == {"STP"}
    with pytest.raises(Conflict) as error:
        report(HEALTH, other.assignment_id)
    assert "Thay văn bản" in error.value.why
    with pytest.raises(Conflict):
        services.cancel_task(OFFICE, task_id=other.task_id, reason="x", now=LATER)


def test_the_history_of_a_task_tells_everything_in_order(lead: int) -> None:
    extend(lead, date(2023, 2, 24))
    services.return_report(OFFICE, report_id=report(JUSTICE, lead), reason="Thiếu danh mục", now=LATER)
    page = queries.task_page(OFFICE, row("STP").task_id, on=ON)
    assert [line.action for line in page.history] == [
        "plans.task.created",
        "plans.task.deadline_extended",
        "plans.report.filed",
        "plans.report.returned",
    ]
    assert page.history[-1].why == "Thiếu danh mục"
    assert page.history[0].at == NOW
    assert len(page.assignments) == 2
    assert len(queries.task_page(JUSTICE, row("STP").task_id, on=ON).assignments) == 1
    with pytest.raises(NotFound):
        queries.task_page(STRANGER, row("STP").task_id, on=ON)
