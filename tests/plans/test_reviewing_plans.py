"""A plan's table becomes rows that people review: what is fine is confirmed, the rest waits at its place."""

from dataclasses import replace
from datetime import date

import pytest

from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.vocabulary import AddressRole, ReformArea
from caicach.plans import queries, services
from caicach.plans.domain.lines import LineChanges, LineShown
from caicach.plans.domain.plans import PlanFilters, PlanKind, PlanState
from factories.correspondence import HEALTH, JUSTICE, OFFICE, STRANGER, province
from factories.planning import NOW, PLAN, PLAN_OF_JUSTICE, ROWS, codes, html_table, imported, line, lines
from factories.plans import ON

pytestmark = pytest.mark.django_db
_ALL = PlanFilters()


def test_rows_of_the_file_stand_under_their_sections_and_nothing_is_given_yet() -> None:
    province()
    plan_id = imported()
    found = lines(plan_id)
    assert [one.draft.number for one in found] == ["1", "2", "1", "2", "3", "4"]
    assert found[0].draft.section == ("I CẢI CÁCH THỂ CHẾ",)
    assert found[0].draft.area is ReformArea.INSTITUTIONS
    assert [cell.title for cell in found[0].draft.cells][:2] == ["TT", "Nhiệm vụ"]
    page = queries.plan_page(OFFICE, plan_id, on=ON)
    assert (page.plan.state, page.tasks) == (PlanState.DRAFT, ())


def test_each_problem_stands_at_its_row() -> None:
    province()
    found = lines(imported())
    assert [codes(one) for one in found] == [
        set(),
        set(),
        set(),
        {"lead_unknown", "deadline_impossible"},
        {"lead_missing", "deadline_impossible", "repeated"},
        {"deadline_before_issue"},
    ]


def test_what_is_fine_is_confirmed_and_the_rest_waits() -> None:
    province()
    plan_id = imported()
    made = services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)
    page = queries.plan_page(OFFICE, plan_id, on=ON)
    assert [task.id for task in page.tasks] == list(made)
    assert page.plan.state is PlanState.IN_FORCE
    assert (page.plan.tasks, page.plan.open_lines) == (3, 3)
    first = page.tasks[0]
    assert (first.lead, first.cooperate, first.due_on) == (("Sở Tư pháp",), ("Sở Y tế",), date(2023, 6, 30))
    assert first.budget_raw == "50 triệu đồng"
    assert page.tasks[2].lead == ("Sở Tư pháp", "Sở Y tế")
    with pytest.raises(InvalidInput):
        services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)


def test_a_corrected_row_is_confirmed_later_and_stands_in_its_place() -> None:
    province()
    plan_id = imported()
    services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)
    wrong = line(plan_id, "Kiểm tra").draft
    changes = LineChanges(lead=("Sở Nội vụ",), deadline_on=date(2023, 2, 28))
    services.edit_line(OFFICE, plan_id=plan_id, line_id=wrong.id, version=wrong.version, changes=changes, now=NOW)
    services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)
    assert [task.number for task in queries.plan_page(OFFICE, plan_id, on=ON).tasks] == ["1", "2", "1", "2"]


def test_what_is_odd_goes_along_once_a_person_has_looked() -> None:
    province()
    data = html_table((("1", "Rà soát", "", "Sở Y tế", "", "", ""), ("2", "Rà soát", "", "Sở Y tế", "", "", "")))
    plan_id = imported(data=data)
    (odd,) = lines(plan_id, LineShown.PROBLEMS)
    assert codes(odd) == {"repeated"}
    services.look_at_line(OFFICE, plan_id=plan_id, line_id=odd.draft.id, version=odd.draft.version, now=NOW)
    assert len(services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)) == 2


def test_a_blocked_row_that_is_named_is_refused_and_nothing_is_made() -> None:
    province()
    plan_id = imported()
    ids = tuple(one.draft.id for one in lines(plan_id))
    with pytest.raises(InvalidInput) as refused:
        services.confirm_lines(OFFICE, plan_id=plan_id, line_ids=ids, now=NOW)
    assert refused.value.code == "plan.line_blocked"
    assert not queries.plan_page(OFFICE, plan_id, on=ON).tasks


def test_units_chosen_by_hand_hold_against_the_words() -> None:
    province()
    plan_id = imported()
    wrong = line(plan_id, "Kiểm tra").draft
    services.set_line_units(
        OFFICE,
        plan_id=plan_id,
        line_id=wrong.id,
        version=wrong.version,
        role=AddressRole.LEAD,
        units=("SNV",),
        now=NOW,
    )
    assert codes(line(plan_id, "Kiểm tra")) == {"deadline_impossible"}


def test_a_dropped_row_comes_back_when_it_is_restored() -> None:
    province()
    plan_id = imported()
    one = line(plan_id, "Khảo sát").draft
    with pytest.raises(InvalidInput):
        services.drop_line(OFFICE, plan_id=plan_id, line_id=one.id, version=one.version, reason=" ", now=NOW)
    services.drop_line(OFFICE, plan_id=plan_id, line_id=one.id, version=one.version, reason="Đã xong", now=NOW)
    (dropped,) = lines(plan_id, LineShown.DROPPED)
    assert dropped.draft.drop_reason == "Đã xong"
    services.restore_line(OFFICE, plan_id=plan_id, line_id=one.id, version=dropped.draft.version, now=NOW)
    assert not lines(plan_id, LineShown.DROPPED)


def test_a_split_row_gives_its_parts_its_units_and_deadline() -> None:
    province()
    plan_id = imported()
    one = line(plan_id, "Rà soát").draft
    parts = ("Rà soát văn bản", "Công bố danh mục")
    services.split_line(OFFICE, plan_id=plan_id, line_id=one.id, version=one.version, parts=parts, now=NOW)
    found = lines(plan_id)[:2]
    assert [part.draft.text for part in found] == list(parts)
    assert {part.draft.deadline_on for part in found} == {date(2023, 6, 30)}
    assert {phrase.phrase for part in found for phrase in part.draft.lead} == {"Sở Tư pháp"}


def test_a_split_row_that_is_taken_back_stands_alone_again() -> None:
    province()
    plan_id = imported()
    one = line(plan_id, "Rà soát").draft
    before = [other.draft.text for other in lines(plan_id)]
    parts = ("Rà soát văn bản", "Công bố danh mục")
    services.split_line(OFFICE, plan_id=plan_id, line_id=one.id, version=one.version, parts=parts, now=NOW)
    services.restore_line(OFFICE, plan_id=plan_id, line_id=one.id, version=one.version + 1, now=NOW)
    assert [other.draft.text for other in lines(plan_id)] == before


def test_an_added_row_waits_for_its_lead() -> None:
    province()
    plan_id = imported()
    services.add_line(OFFICE, plan_id=plan_id, text="Tuyên truyền", now=NOW)
    assert codes(line(plan_id, "Tuyên truyền")) == {"lead_missing"}


def test_reading_again_overwrites_nothing_that_a_person_did() -> None:
    province()
    plan_id = imported()
    kept = line(plan_id, "Rà soát").draft
    changes = LineChanges(text="Rà soát văn bản của tỉnh")
    services.edit_line(OFFICE, plan_id=plan_id, line_id=kept.id, version=kept.version, changes=changes, now=NOW)
    gone = line(plan_id, "Khảo sát").draft
    services.drop_line(OFFICE, plan_id=plan_id, line_id=gone.id, version=gone.version, reason="Trùng", now=NOW)
    (file,) = queries.plan_review(OFFICE, plan_id, shown=LineShown.OPEN).files
    services.read_plan_again(OFFICE, plan_id=plan_id, file_id=file.id, now=NOW)
    services.import_plan_file(OFFICE, plan_id=plan_id, data=html_table(), filename="lan-hai.html", now=NOW)
    found = lines(plan_id)
    assert found[0].draft.text == "Rà soát văn bản của tỉnh"
    assert [one.draft.number for one in found] == ["1", "2", "1", "2", "3"]
    assert len(lines(plan_id, LineShown.DROPPED)) == 1


def test_nested_numbers_make_parts_and_a_circle_is_told_at_its_rows() -> None:
    province()
    rows = (("1", "Toàn bộ", "", "Sở Y tế", "", "", ""), ("1.1", "Một phần", "", "Sở Y tế", "", "", ""))
    plan_id = imported(data=html_table(rows))
    whole, part = lines(plan_id)
    assert part.draft.parent == whole.draft.id
    services.edit_line(
        OFFICE,
        plan_id=plan_id,
        line_id=whole.draft.id,
        version=whole.draft.version,
        changes=LineChanges(parent=part.draft.id),
        now=NOW,
    )
    assert [codes(one) for one in lines(plan_id)] == [{"parent_circular"}, {"parent_circular"}]


def test_parts_become_parts_of_the_task_of_their_whole() -> None:
    province()
    rows = (("1", "Toàn bộ", "", "Sở Y tế", "", "", ""), ("1.1", "Một phần", "", "Sở Y tế", "", "", ""))
    plan_id = imported(data=html_table(rows))
    whole, part = services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)
    assert [one.id for one in queries.task_page(OFFICE, whole, on=ON).parts] == [part]


def test_a_stale_row_is_told() -> None:
    province()
    plan_id = imported()
    one = line(plan_id, "Rà soát").draft
    services.look_at_line(OFFICE, plan_id=plan_id, line_id=one.id, version=one.version, now=NOW)
    with pytest.raises(Conflict):
        services.look_at_line(OFFICE, plan_id=plan_id, line_id=one.id, version=one.version, now=NOW)


def test_a_confirmed_row_is_changed_at_its_task_only() -> None:
    province()
    plan_id = imported()
    services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)
    done = lines(plan_id, LineShown.CONFIRMED)[0].draft
    with pytest.raises(Conflict):
        services.drop_line(OFFICE, plan_id=plan_id, line_id=done.id, version=done.version, reason="x", now=NOW)


def test_a_file_without_a_table_makes_no_plan() -> None:
    province()
    with pytest.raises(InvalidInput):
        imported(data=b"<html><body><p>Khong co bang</p></body></html>")
    assert not queries.plans(OFFICE, filters=_ALL, on=ON).total


def test_a_unit_imports_its_own_plan_and_no_other() -> None:
    province()
    rows = (*ROWS[:3],)
    plan_id = imported(PLAN_OF_JUSTICE, html_table(rows), JUSTICE)
    assert len(lines(plan_id, actor=JUSTICE)) == 2
    for actor, error in ((HEALTH, NotAllowed), (STRANGER, NotAllowed)):
        with pytest.raises(error):
            imported(PLAN_OF_JUSTICE, actor=actor)
        with pytest.raises(NotFound):
            lines(plan_id, actor=actor)
    with pytest.raises(NotAllowed):
        imported(PLAN, actor=JUSTICE)


def test_a_day_without_year_takes_the_plans_year_and_a_plan_of_many_years_asks() -> None:
    province()
    data = html_table((("1", "Rà soát", "", "Sở Y tế", "", "Quý II, IV", ""),))
    annual = lines(imported(data=data))
    found = [(one.draft.deadline_on, codes(one)) for one in annual]
    assert found == [(date(2023, 6, 30), set()), (date(2023, 12, 31), set())]
    programme = replace(PLAN, kind=PlanKind.PROGRAMME, last_year=2025, reference="13/KH-UBND")
    longer = lines(imported(programme, data))[0]
    assert (longer.draft.deadline_on, codes(longer)) == (None, {"deadline_year_missing"})
