"""Several days of one task are several drafts of its row, one a day; the day of each period goes with what recurs."""

from dataclasses import replace
from datetime import date

import pytest

from caicach.correspondence import services as letters
from caicach.correspondence.domain.review import ProposalChanges
from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.deadlines.values import DayOfPeriod, Recurrence
from caicach.documents.plan.opening import read_plan
from caicach.plans import queries, services
from caicach.plans.domain.lines import LineChanges, LineShown
from caicach.plans.domain.recurring import Cadence, DueKind, default_rule
from caicach.plans.models import Assignment
from factories.correspondence import NOW as LETTER_NOW
from factories.correspondence import OFFICE, proposal, province, reading, received, review
from factories.planning import NOW, codes, html_table, imported, lines
from factories.plans import ON, row

pytestmark = pytest.mark.django_db
QUARTERS = "20/3; 20/6; 20/9; 20/12/2023"
DAYS = [date(2023, month, 20) for month in (3, 6, 9, 12)]
ROWS = (
    ("1", "Báo cáo kết quả cải cách hành chính", "Báo cáo", "Sở Tư pháp", "", QUARTERS, ""),
    ("1.1", "Tổng hợp số liệu của đơn vị", "", "Sở Tư pháp", "", "15/12/2023", ""),
    ("2", "Kiểm tra bộ phận một cửa", "Biên bản", "Sở Y tế", "", "30/6/2023", ""),
)


@pytest.fixture
def plan() -> int:
    province()
    return imported(data=html_table(ROWS))


def test_a_row_with_several_days_is_a_draft_a_day_at_its_place(plan: int) -> None:
    found = [one.draft for one in lines(plan)]
    assert [one.deadline_on for one in found] == [*DAYS, date(2023, 12, 15), date(2023, 6, 30)]
    assert {(one.number, one.text, one.position) for one in found[:4]} == {("1", ROWS[0][1], 1)}
    assert all(QUARTERS in {cell.text for cell in one.cells} for one in found[:4])
    assert [codes(one) for one in lines(plan)] == [set()] * 6
    assert found[4].parent == found[3].id  # a part belongs to the last of them


def test_each_becomes_a_task_and_the_exported_plan_reads_back_as_many(plan: int) -> None:
    made = services.confirm_lines(OFFICE, plan_id=plan, now=NOW)
    page = queries.plan_page(OFFICE, plan, on=ON)
    assert len(made) == 6
    assert [task.due_on for task in page.tasks][:4] == DAYS
    file = queries.plan_export(OFFICE, plan, "xlsx", on=ON)
    again = read_plan(file.data, filename=file.name).rows
    assert [(one.no, one.deadline_on) for one in again][:4] == [("1", day) for day in DAYS]
    assert len(again) == 6
    assert not [one for one in again if one.deadline and one.deadline.doubts]


def test_a_person_takes_the_whole_back_with_its_last_day(plan: int) -> None:
    (whole,) = (one.draft for one in lines(plan, LineShown.DROPPED))
    services.restore_line(OFFICE, plan_id=plan, line_id=whole.id, version=whole.version, now=NOW)
    found = lines(plan)
    assert [one.draft.deadline_on for one in found] == [DAYS[-1], date(2023, 12, 15), date(2023, 6, 30)]
    assert codes(found[0]) == {"deadline_several"}


def test_reading_again_renews_what_nobody_touched_and_loses_nothing_of_the_rest(plan: int) -> None:
    file = queries.plan_review(OFFICE, plan, shown=LineShown.OPEN).files[0]
    before = [one.draft.id for one in lines(plan)]
    assert services.read_plan_again(OFFICE, plan_id=plan, file_id=file.id, now=NOW) == 6
    renewed = [one.draft for one in lines(plan)]
    assert not {one.id for one in renewed} & set(before)
    changes = LineChanges(deadline_on=date(2023, 6, 15))
    services.edit_line(
        OFFICE, plan_id=plan, line_id=renewed[1].id, version=renewed[1].version, changes=changes, now=NOW
    )
    services.read_plan_again(OFFICE, plan_id=plan, file_id=file.id, now=NOW)
    days = [one.draft.deadline_on for one in lines(plan)]
    assert days == [DAYS[0], date(2023, 6, 15), *DAYS[2:], date(2023, 12, 15), date(2023, 6, 30)]


def test_an_item_of_a_letter_with_several_days_is_a_proposal_a_day() -> None:
    province()
    words = "trước ngày 15/3/2023 và 15/6/2023"
    found = reading()
    first = replace(found.tasks[0], deadline=read_deadline(words))
    document = received(read=replace(found, tasks=(first, *found.tasks[1:])))
    days = [one.deadline_on for one in review(document).proposals if one.item == "1" and not one.is_dropped]
    assert days == [date(2023, 3, 15), date(2023, 6, 15)]
    services.confirm_directive(OFFICE, document_id=document, version=review(document).version, now=LETTER_NOW)
    due = Assignment.objects.filter(task__item="1", unit_id="STP").order_by("due_on").values_list("due_on", flat=True)
    assert list(due) == days


def test_the_day_of_each_month_reaches_the_task_and_its_occurrences() -> None:
    province()
    table = html_table((("1", "Báo cáo tháng", "", "Sở Tư pháp", "", "Trước ngày 25 hằng tháng", ""),))
    plan_id = imported(data=table)
    assert lines(plan_id)[0].draft.deadline.each == DayOfPeriod(25)  # type: ignore[union-attr]
    (task,) = services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)
    kept = queries.task_page(OFFICE, task, on=ON, period=None).task
    assert kept.deadline is not None
    rule = default_rule(kept.recurrence, date(2023, 2, 1), kept.deadline.each)
    services.start_series(OFFICE, task_id=task, rule=rule, now=NOW)
    services.open_occurrences(OFFICE, on=date(2023, 3, 31), now=NOW)
    due = Assignment.objects.filter(task_id=task).order_by("due_on").values_list("due_on", flat=True)
    assert list(due) == [date(2023, 2, 25), date(2023, 3, 25), date(2023, 4, 25)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("trước ngày 30/4 hằng năm", (Cadence.YEARLY, DueKind.DAY_OF_PERIOD, 30, 4)),
        ("Tháng 12 hằng năm", (Cadence.YEARLY, DueKind.DAY_OF_PERIOD, 31, None)),
        ("trước ngày 20 của tháng cuối quý", (Cadence.QUARTERLY, DueKind.DAY_OF_PERIOD, 20, None)),
        ("ngày 05 tháng đầu quý sau", (Cadence.QUARTERLY, DueKind.DAY_AFTER_PERIOD, 5, None)),
        ("trước ngày 05 tháng sau", (Cadence.MONTHLY, DueKind.DAY_AFTER_PERIOD, 5, None)),
        ("thứ Sáu hằng tuần", (Cadence.WEEKLY, DueKind.DAY_OF_PERIOD, 5, None)),
        ("hằng quý", (Cadence.QUARTERLY, DueKind.DAY_OF_PERIOD, 14, None)),
    ],
)
def test_the_words_offer_the_rule_of_a_series(words: str, expected: tuple[object, ...]) -> None:
    deadline = read_deadline(words)
    assert deadline is not None
    rule = default_rule(deadline.recurrence, ON, deadline.each)
    assert (rule.cadence, rule.due_kind, rule.due_number, rule.due_month) == expected


def test_words_typed_alone_set_the_day_and_those_not_understood_are_a_problem(plan: int) -> None:
    draft = lines(plan)[-1].draft

    def typed(**changes: object) -> None:
        version = lines(plan)[-1].draft.version
        services.edit_line(
            OFFICE,
            plan_id=plan,
            line_id=draft.id,
            version=version,
            changes=LineChanges(**changes),  # type: ignore[arg-type]
            now=NOW,
        )

    typed(deadline_raw="trước ngày 15 tháng 9")
    assert lines(plan)[-1].draft.deadline_on == date(2023, 9, 15)
    typed(deadline_raw="hằng quý, trước ngày 10 tháng đầu quý sau")
    assert (lines(plan)[-1].draft.deadline_on, lines(plan)[-1].draft.recurrence) == (None, Recurrence.QUARTERLY)
    typed(deadline_raw="trước rằm tháng Giêng")
    assert codes(lines(plan)[-1]) == {"deadline_not_understood"}
    typed(deadline_on=date(2023, 9, 1))
    assert (lines(plan)[-1].draft.deadline_on, codes(lines(plan)[-1])) == (date(2023, 9, 1), set())


def test_words_typed_alone_on_a_proposal_of_a_letter_set_its_day() -> None:
    province()
    document = received()
    first = proposal(document, "1")
    changes = ProposalChanges(deadline_raw="trong hai tuần kể từ ngày ban hành văn bản này")
    letters.edit_proposal(
        OFFICE, document_id=document, version=1, proposal_id=first.id, changes=changes, now=LETTER_NOW
    )
    kept = proposal(document, "1")
    assert (kept.deadline_on, kept.due_days, kept.due_unit) == (None, 2, "weeks")
    services.confirm_directive(OFFICE, document_id=document, version=review(document).version, now=LETTER_NOW)
    assert row("STP", "1").due_on == date(2023, 2, 24)
