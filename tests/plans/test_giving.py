"""Before work is given its size is told; a common deadline, a first deadline, and units that have ended since."""

from dataclasses import replace
from datetime import date

import pytest

from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput, NotAllowed, NotFound
from caicach.kernel.metrics import Missing
from caicach.kernel.periods import Period, PeriodKind
from caicach.kernel.vocabulary import AddressRole
from caicach.organisations.services import record_merge
from caicach.plans import queries, services
from caicach.plans.domain.boards import Change
from caicach.plans.domain.extending import DeadlineCause
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import TaskFilters
from caicach.plans.metrics import on_time_share
from factories import planning
from factories.correspondence import HEALTH, JUSTICE, LEADER, NOW, OFFICE, STRANGER, province, received, review
from factories.plans import LATER, ON, at, confirmed, open_ended, report, row, rows, view

pytestmark = pytest.mark.django_db
COMMON = date(2023, 3, 31)
MERGED = date(2023, 2, 15)


def undated() -> int:
    """The invented letter, whose item 2 sets no day, waiting for confirmation."""
    province()
    return received(read=open_ended())


def confirm(document_id: int, **given: object) -> None:
    version = review(document_id).version
    services.confirm_directive(OFFICE, document_id=document_id, version=version, **{"now": NOW, **given})  # type: ignore[arg-type]


def health_joins_justice() -> None:
    record_merge(
        SYSTEM, from_codes=("SYT", "STP"), into="STP", effective_on=MERGED, order_document="01/QĐ", now=at(2023, 2, 15)
    )


def test_confirming_is_told_how_much_it_gives_and_what_is_odd() -> None:
    document = undated()
    giving = queries.directive_giving(OFFICE, document, on=date(2023, 2, 13))
    # Item 1: Sở Tư pháp leads, Sở Y tế helps; item 2 falls to both addressees.
    assert (giving.tasks, giving.assignments, giving.units) == (2, 4, 2)
    assert (giving.undated, giving.recurring, giving.late, giving.to_ended) == (2, 0, 0, 0)
    assert queries.directive_giving(OFFICE, document, on=date(2023, 2, 18)).late == 2
    health_joins_justice()
    (ended,) = queries.directive_giving(OFFICE, document, on=ON).ended
    assert (ended.code, ended.assignments, [code for code, _ in ended.heirs]) == ("SYT", 2, ["STP"])


def test_a_common_deadline_is_kept_as_what_it_is() -> None:
    confirm(undated(), common_due_on=COMMON)
    dated, common = row("STP"), row("STP", "2")
    assert (dated.due_on, common.due_on, common.original_due_on) == (date(2023, 2, 17), COMMON, COMMON)
    task = queries.task_page(OFFICE, common.task_id, on=ON).task
    assert task.deadline.is_common
    assert (task.deadline.on, task.deadline_raw) == (COMMON, None)
    assert not queries.task_page(OFFICE, dated.task_id, on=ON).task.deadline.is_common


def test_a_common_deadline_that_has_passed_gives_nothing() -> None:
    document = undated()
    with pytest.raises(InvalidInput) as refused:
        confirm(document, common_due_on=date(2023, 2, 12))
    assert refused.value.code == "deadline.common_passed"
    assert rows() == ()


def test_rows_of_a_plan_take_the_common_deadline_too() -> None:
    province()
    plan = planning.imported()
    for one in planning.lines(plan):
        if one.problems and not one.is_blocked:
            services.look_at_line(
                OFFICE, plan_id=plan, line_id=one.draft.id, version=one.draft.version, now=planning.NOW
            )
    services.confirm_lines(OFFICE, plan_id=plan, now=planning.NOW, common_due_on=COMMON)
    found = {r.text: r.due_on for r in rows() if r.role is AddressRole.LEAD}
    assert found["Rà soát văn bản quy phạm pháp luật"] == date(2023, 6, 30)
    assert found["Theo dõi thi hành pháp luật"] is None  # «Thường xuyên» is dated by its schedule


def test_what_nobody_dated_is_never_on_time() -> None:
    confirm(undated())
    second = row("STP", "2")
    assert second.state is TaskState.NO_DEADLINE
    services.accept_report(OFFICE, report_id=report(JUSTICE, second.assignment_id), quality=None, now=LATER)
    assert row("STP", "2").state is TaskState.DONE_UNDATED
    counts = next(line.counts for line in queries.roll_up(OFFICE, on=ON, by="unit") if line.key == "STP")
    assert (counts.done_undated, counts.done_on_time, counts.overdue) == (1, 0, 1)
    board = queries.leader_board(OFFICE, on=ON, today=ON)
    assert (board.counts.done_undated, board.counts.no_deadline, board.trend[-1].done) == (1, 1, 1)
    period = Period(PeriodKind.MONTH, date(2023, 3, 1))
    assert isinstance(on_time_share(["STP"], period)["STP"], Missing)


def test_a_first_deadline_is_given_once_to_all_units_of_a_task() -> None:
    confirm(undated())
    task = row("STP", "2").task_id
    wanted = queries.undated_work(OFFICE, on=ON, filters=TaskFilters(), task_id=task)
    assert {one.unit for one in wanted} == {"STP", "SYT"}
    ids = [one.assignment_id for one in wanted]
    assert services.give_deadlines(OFFICE, assignment_ids=ids, due_on=COMMON, now=LATER, reason="Họp giao ban") == 2
    given = view(ids[0])
    assert (given.row.due_on, given.row.original_due_on, given.row.state) == (COMMON, None, TaskState.NOT_YET_DUE)
    (change,) = given.deadline_changes
    assert (change.cause, change.old_due_on, str(change.reason)) == (DeadlineCause.GIVEN, None, "Họp giao ban")
    # Nothing was moved, and the day before it had none.
    moved = queries.tasks_at(
        OFFICE, on=ON, today=ON, filters=TaskFilters(), change=Change.MOVED, since=date(2023, 2, 13)
    )
    assert moved.total == 0
    before = queries.unit_tasks(OFFICE, on=date(2023, 2, 19), filters=TaskFilters(states=(TaskState.NO_DEADLINE,)))
    assert before.total == 2
    with pytest.raises(InvalidInput) as nothing:
        services.give_deadlines(OFFICE, assignment_ids=ids, due_on=COMMON, now=LATER)
    assert nothing.value.code == "deadline.nothing_undated"


def test_a_first_deadline_is_the_offices_to_give_and_not_in_the_past() -> None:
    confirm(undated())
    ids = [row("STP", "2").assignment_id]
    for actor, error in ((JUSTICE, NotAllowed), (LEADER, NotAllowed), (STRANGER, NotAllowed)):
        with pytest.raises(error):
            services.give_deadlines(actor, assignment_ids=ids, due_on=COMMON, now=LATER)
    with pytest.raises(InvalidInput):
        services.give_deadlines(OFFICE, assignment_ids=ids, due_on=date(2023, 2, 19), now=LATER)
    with pytest.raises(NotFound):
        services.give_deadlines(OFFICE, assignment_ids=[0], due_on=COMMON, now=LATER)
    services.give_deadlines(OFFICE, assignment_ids=[ids[0], row("STP").assignment_id], due_on=COMMON, now=LATER)
    assert row("STP").due_on == date(2023, 2, 17)  # a deadline that is there is moved by an extension only


def test_heirs_chosen_at_confirmation_take_the_work_and_lead_once() -> None:
    document = undated()
    health_joins_justice()
    confirm(document, now=at(2023, 2, 20), heirs={"SYT": ("STP",)})
    found = {(r.item, r.unit, r.role) for r in rows()}
    assert found == {("1", "STP", AddressRole.LEAD), ("2", "STP", AddressRole.LEAD)}


def test_work_of_an_ended_unit_moves_with_what_was_done_of_it() -> None:
    confirmed()
    helped = row("SYT")
    report(HEALTH, helped.assignment_id, now=at(2023, 2, 14), is_completed=False, completed_on=None)
    record_merge(
        SYSTEM, from_codes=("SYT", "SNV"), into="SNV", effective_on=MERGED, order_document="01/QĐ", now=at(2023, 2, 15)
    )
    (ended,) = queries.ended_work(OFFICE, on=ON, task_id=helped.task_id)
    assert (ended.name, ended.assignments) == ("Sở Y tế", 1)
    with pytest.raises(NotAllowed):
        services.hand_over(JUSTICE, heirs={"SYT": ("SNV",)}, now=LATER)
    assert services.hand_over(OFFICE, heirs={"SYT": ("SNV",)}, now=LATER, task_ids=(helped.task_id,)) == 1
    moved = view(helped.assignment_id)
    assert (moved.row.unit, moved.row.role, moved.row.due_on) == ("SNV", AddressRole.COOPERATE, helped.due_on)
    assert len(moved.reports) == 1
    assert "Chuyển từ Sở Y tế ngày 20/02/2023." in str(moved.reason)
    assert [unit.code for unit in queries.ended_work(OFFICE, on=ON)] == ["SYT"]  # item 2 is still there
    lines = queries.task_page(OFFICE, helped.task_id, on=ON).history
    assert [line.old["name"] for line in lines if line.action == "plans.assignment.moved"] == ["Sở Y tế"]


def test_work_goes_to_several_heirs_only_from_units_that_ended_to_units_that_exist() -> None:
    confirmed()
    second = row("SYT", "2")
    health_joins_justice()
    with pytest.raises(InvalidInput) as unknown:
        services.hand_over(OFFICE, heirs={"SYT": ("SYT",)}, now=LATER)
    assert unknown.value.code == "assignment.heir_unknown"
    with pytest.raises(InvalidInput) as staying:
        services.hand_over(OFFICE, heirs={"STP": ("SNV",)}, now=LATER)
    assert staying.value.code == "assignment.nothing_to_move"
    services.hand_over(OFFICE, heirs={"SYT": ("SNV", "HBS")}, now=LATER, task_ids=(second.task_id,))
    found = {r.unit: (r.role, r.due_on) for r in rows() if r.item == "2"}
    assert found == dict.fromkeys(("SNV", "HBS", "STP"), (AddressRole.LEAD, second.due_on))
    assert replace(view(second.assignment_id).row, unit="", unit_name="").task_id == second.task_id
