"""One act over many: each by its own rule, what cannot be done is told, and nobody acts on what is not theirs."""

from datetime import date
from functools import partial

import pytest

from caicach.kernel.errors import InvalidInput, NotAllowed
from caicach.kernel.vocabulary import AddressRole, ReformArea
from caicach.notifications.models import Message
from caicach.organisations.queries import user_id_of
from caicach.plans import queries, services
from caicach.plans.domain.tasks import Quality, TaskFilters
from caicach.plans.models import Assignment, ExtensionRequest, ProgressReport, Task
from factories.correspondence import HEALTH, JUSTICE, OFFICE, STRANGER
from factories.plans import LATER, ON, asked_for_later, at, confirmed, report, row, rows
from factories.web import people

pytestmark = pytest.mark.django_db


def waiting() -> list[int]:
    confirmed()
    return [report(JUSTICE, row("STP").assignment_id), report(HEALTH, row("SYT").assignment_id)]


def test_reports_are_accepted_together_and_what_was_decided_meanwhile_is_told() -> None:
    both = waiting()
    found, total = queries.reports_to_decide(OFFICE, on=ON, size=10)
    assert ([one.head.report_id for one in found], total) == (both, 2)
    assert found[0].text
    assert found[0].files
    services.return_report(OFFICE, report_id=both[0], reason="Thiếu", now=LATER)
    done = services.accept_reports(OFFICE, report_ids=[*both, *both, 10**6], quality=Quality.GOOD, now=LATER)
    assert (done.done, len(done.left)) == (1, 2)
    states = dict(ProgressReport.objects.values_list("pk", "state"))
    assert states == {both[0]: "returned", both[1]: "accepted"}
    assert queries.reports_to_decide(OFFICE, on=ON, size=10) == ((), 0)


def test_only_who_decides_sees_and_accepts_them() -> None:
    both = waiting()
    for actor in (JUSTICE, STRANGER):
        with pytest.raises(NotAllowed):
            queries.reports_to_decide(actor, on=ON, size=10)
        with pytest.raises(NotAllowed):
            services.accept_reports(actor, report_ids=both, quality=None, now=LATER)


def test_requests_are_decided_together_each_to_its_own_day(together: tuple[int, int]) -> None:
    later, passed = together
    done = services.grant_extensions(OFFICE, request_ids=together, due_on=None, reason="", now=LATER)
    assert (done.done, [error.code for error in done.left]) == (1, ["deadline.already_passed"])
    states = dict(ExtensionRequest.objects.values_list("pk", "state"))
    assert states == {later: "granted", passed: "waiting"}
    assert row("STP").due_on == date(2023, 3, 20)
    refused = services.refuse_extensions(OFFICE, request_ids=[passed, later], reason="Đã quá hạn", now=LATER)
    assert (refused.done, [error.code for error in refused.left]) == (1, ["extension.already_decided"])
    assert row("SYT").due_on == date(2023, 2, 17)


def test_only_who_decides_decides_of_many_requests(together: tuple[int, int]) -> None:
    for act in (
        partial(services.grant_extensions, due_on=None, reason="x", now=LATER),
        partial(services.refuse_extensions, reason="x", now=LATER),
    ):
        with pytest.raises(NotAllowed):
            act(JUSTICE, request_ids=together)
    assert set(ExtensionRequest.objects.values_list("state", flat=True)) == {"waiting"}


@pytest.fixture
def together() -> tuple[int, int]:
    """One whose deadline lies ahead, one whose deadline has passed meanwhile."""
    confirmed()
    Assignment.objects.filter(pk=row("STP").assignment_id).update(due_on=date(2023, 3, 10))
    Assignment.objects.filter(pk=row("SYT").assignment_id).update(due_on=date(2023, 2, 17))
    asked_on = at(2023, 2, 15)
    return (
        asked_for_later(JUSTICE, row("STP").assignment_id, now=asked_on),
        asked_for_later(HEALTH, row("SYT").assignment_id, now=asked_on),
    )


def test_deadlines_are_extended_together_and_one_that_has_passed_stays() -> None:
    confirmed()
    rows = list(Assignment.objects.filter(due_on__isnull=False).order_by("id"))
    Assignment.objects.filter(pk=rows[0].pk).update(due_on=date(2023, 2, 1))
    ids = [one.pk for one in rows]
    done = services.extend_deadlines(
        OFFICE, assignment_ids=ids, due_on=date(2023, 12, 29), reason="Chờ hướng dẫn", now=LATER
    )
    assert done.done > 0
    assert done.done + len(done.left) == len(ids)
    assert Assignment.objects.get(pk=rows[0].pk).due_on == date(2023, 2, 1)
    with pytest.raises(NotAllowed):
        services.extend_deadlines(JUSTICE, assignment_ids=ids, due_on=date(2023, 12, 29), reason="x", now=LATER)


def test_units_are_reminded_once_for_all_of_their_work() -> None:
    people()
    confirmed()
    ids = list(Assignment.objects.order_by("id").values_list("pk", flat=True))
    Message.objects.all().delete()
    told = services.remind_units(OFFICE, assignment_ids=ids, words="Gửi trước 15/3", now=LATER)
    assert told == Message.objects.count() > 0
    assert "Gửi trước 15/3" in str(Message.objects.order_by("id")[0].content)
    with pytest.raises(NotAllowed):
        services.remind_units(JUSTICE, assignment_ids=ids, words="", now=LATER)


def test_tasks_are_called_off_together_with_one_reason() -> None:
    confirmed()
    ids = list(Task.objects.order_by("id").values_list("pk", flat=True))
    assert services.cancel_tasks(OFFICE, task_ids=ids, reason="Trùng", now=LATER).done == len(ids)
    assert not Task.objects.filter(cancelled_at__isnull=True).exists()
    assert services.cancel_tasks(OFFICE, task_ids=ids, reason=" ", now=LATER).done == 0


def test_work_is_passed_on_with_what_was_done_and_both_units_hear_of_it() -> None:
    people()
    confirmed()
    moved, kept = row("STP").assignment_id, row("SYT").assignment_id
    report(HEALTH, kept)
    Message.objects.all().delete()
    pass_on = partial(services.pass_on_many, reason="Nhầm đơn vị", now=LATER)
    done = pass_on(OFFICE, assignment_ids=[moved, kept], unit="HBS")
    assert (done.done, [error.code for error in done.left]) == (1, ["assignment.decision_waits"])
    taken = row("HBS")
    assert (taken.assignment_id, taken.due_on) == (moved, date(2023, 2, 17))
    told = {
        one.recipient.username: str(one.content) for one in Message.objects.select_related("recipient").order_by("id")
    }
    assert "Nhầm đơn vị" in told["tuphap"]
    assert "mới giao" in told["huyen"]
    for unit, code in (("HBS", "assignment.is_there"), ("KHONG-CO", "assignment.heir_unknown")):
        assert [error.code for error in pass_on(OFFICE, assignment_ids=[moved], unit=unit).left] == [code]
    unsaid = pass_on(OFFICE, assignment_ids=[moved], unit="STP", reason=" ")
    assert [error.code for error in unsaid.left] == ["assignment.move_reason"]
    with pytest.raises(NotAllowed):
        pass_on(JUSTICE, assignment_ids=[moved], unit="STP")


def test_work_passed_on_to_a_unit_that_has_the_task_is_there_once() -> None:
    confirmed()
    both = [one for one in rows() if one.task_id == row("STP").task_id]
    services.pass_on_many(OFFICE, assignment_ids=[row("STP").assignment_id], unit="SYT", reason="Gộp", now=LATER)
    assert {one.unit for one in both} == {"STP", "SYT"}
    assert [one.unit for one in rows() if one.task_id == both[0].task_id] == ["SYT"]


def test_a_unit_that_has_finished_its_part_takes_nothing_and_the_open_work_stays() -> None:
    confirmed()
    done_by = row("SYT").assignment_id
    services.accept_report(OFFICE, report_id=report(HEALTH, done_by), quality=None, now=LATER)
    done = services.pass_on_many(OFFICE, assignment_ids=[row("STP").assignment_id], unit="SYT", reason="Gộp", now=LATER)
    assert (done.done, [error.code for error in done.left]) == (0, ["assignment.is_done_there"])
    assert not Assignment.objects.get(pk=row("STP").assignment_id).is_cancelled


def test_a_unit_that_comes_to_lead_by_what_is_passed_on_hears_of_it() -> None:
    people()
    confirmed()
    taker = row("SYT").assignment_id
    Assignment.objects.filter(pk=taker).update(role=AddressRole.COOPERATE.value)
    Message.objects.all().delete()
    services.pass_on_many(OFFICE, assignment_ids=[row("STP").assignment_id], unit="SYT", reason="Gộp", now=LATER)
    assert Assignment.objects.get(pk=taker).role == AddressRole.LEAD.value
    assert Message.objects.filter(recipient_id=user_id_of("yte"), kind="work").count() == 1


def test_each_side_hears_once_of_all_that_was_passed_on_or_given_to_a_person() -> None:
    people()
    confirmed()
    ids = [one.assignment_id for one in rows(units=("STP",))]
    assert len(ids) > 1
    Message.objects.all().delete()
    services.delegate_many(JUSTICE, assignment_ids=ids, user_id=user_id_of("tuphap2"), note="", now=LATER)
    [told] = Message.objects.all()
    assert f"'count': {len(ids)}" in str(told.content)
    Message.objects.all().delete()
    services.pass_on_many(OFFICE, assignment_ids=ids, unit="HBS", reason="Nhầm", now=LATER)
    everybody = list(Message.objects.values_list("recipient__username", flat=True))
    assert sorted(everybody) == sorted(set(everybody))


def test_the_area_of_many_tasks_is_said_with_its_reason() -> None:
    confirmed()
    ids = list(Task.objects.order_by("id").values_list("pk", flat=True))
    said = partial(services.set_areas, task_ids=ids, area=ReformArea.PROCEDURES, now=LATER)
    assert said(OFFICE, reason="Theo kế hoạch").done == len(ids)
    assert set(Task.objects.values_list("area", flat=True)) == {ReformArea.PROCEDURES.value}
    assert [error.code for error in said(OFFICE, reason="").left] == ["plan.reason_missing"] * len(ids)
    with pytest.raises(NotAllowed):
        said(JUSTICE, reason="x")


def test_one_person_is_named_for_many_and_hears_of_it() -> None:
    people()
    confirmed()
    Message.objects.all().delete()
    ids = [row("STP").assignment_id, row("SYT").assignment_id]
    head = user_id_of("tuphap2")
    done = services.delegate_many(JUSTICE, assignment_ids=ids, user_id=head, note="Làm trước thứ Sáu", now=LATER)
    assert (done.done, [error.code for error in done.left]) == (1, ["task.not_found"])
    assert row("STP").delegate == "Giám đốc Sở Tư pháp"
    [told] = Message.objects.all()
    assert told.recipient_id == head
    assert "Làm trước thứ Sáu" in str(told.content)


@pytest.mark.parametrize("ids", [[], list(range(1, 502))])
def test_nothing_and_too_much_are_refused(ids: list[int]) -> None:
    with pytest.raises(InvalidInput):
        services.accept_reports(OFFICE, report_ids=ids, quality=None, now=LATER)


def test_what_is_ticked_or_else_all_of_the_filter_is_meant() -> None:
    confirmed()
    every, total = queries.chosen_rows(OFFICE, on=ON, filters=TaskFilters(), assignment_ids=(), most=2)
    assert (len(every), total) == (2, Assignment.objects.count())
    one = every[0].assignment_id
    ticked, count = queries.chosen_rows(OFFICE, on=ON, filters=TaskFilters(), assignment_ids=[one], most=9)
    assert ([found.assignment_id for found in ticked], count) == ([one], 1)
    assert queries.chosen_rows(STRANGER, on=ON, filters=TaskFilters(), assignment_ids=[one], most=9) == ((), 0)
