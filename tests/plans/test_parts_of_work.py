"""Work inside a unit: given to a person, cut into sub-tasks whose progress rolls up, measured against a target."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.kernel.access import Actor, Role
from caicach.kernel.errors import InvalidInput, NotAllowed, NotFound
from caicach.kernel.vocabulary import AddressRole
from caicach.organisations import queries as organisations
from caicach.plans import queries, services
from caicach.plans.domain.progress import Part, is_below, rolled_up, share_of_target
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import GroupBy, Quality
from caicach.plans.models import Assignment, SubTask
from caicach.plans.services import NewSubTask
from factories.correspondence import HEALTH, JUSTICE, LEADER, OFFICE, STRANGER, received, review
from factories.plans import LATER, ON, report, row, rows, view
from factories.web import people

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def forests(draw: st.DrawFn) -> list[Part]:
    """Parts whose parents come before them."""
    parts: list[Part] = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        parent = draw(st.sampled_from([None, *range(1, number)]))
        done = draw(st.booleans())
        parts.append(Part(number, parent, draw(st.integers(1, 9)), draw(st.integers(0, 100)), done))
    return parts


def plainly(part: Part, parts: list[Part]) -> tuple[Decimal, bool]:
    """Progress and completeness of a part, as one would say it."""
    below = [plainly(child, parts) for child in parts if child.parent == part.id]
    if part.is_done and all(complete for _, complete in below):
        return Decimal(100), True
    if not below:
        return Decimal(min(part.progress, 99)), False
    weights = [child.weight for child in parts if child.parent == part.id]
    mean = sum((p * w for (p, _), w in zip(below, weights, strict=True)), Decimal(0)) / sum(weights)
    return min(mean, Decimal(99)), False


@UNHURRIED
@given(parts=forests(), order=st.randoms(use_true_random=False))
def test_progress_rolls_up_at_every_level_in_any_order(parts: list[Part], order) -> None:
    shuffled = list(parts)
    order.shuffle(shuffled)
    found = rolled_up(shuffled)
    for part in parts:
        exact, complete = plainly(part, parts)
        assert found.of[part.id] == int(exact)
        assert (found.of[part.id] == 100) == complete
    is_complete = all(plainly(part, parts)[1] for part in parts if part.parent is None)
    assert (found.whole is None) == (not parts)
    if found.whole is not None:
        assert (found.whole == 100) == is_complete


def test_a_circle_belongs_to_nobody_and_hangs_nothing() -> None:
    circle = [Part(1, 2, 1, 50, is_done=False), Part(2, 1, 1, 50, is_done=False)]
    assert rolled_up(circle).whole is None
    assert is_below({1: 2, 2: 1}, 1, 3)


@UNHURRIED
@given(figure=st.decimals(0, 10**6, places=2), target=st.decimals("0.01", 10**6, places=2))
def test_a_hundred_per_cent_of_the_target_means_reached(figure: Decimal, target: Decimal) -> None:
    assert (share_of_target(figure, target) >= 100) == (figure >= target)


@pytest.fixture
def lead() -> int:
    people()
    document = received()
    services.confirm_directive(OFFICE, document_id=document, version=review(document).version, now=LATER)
    return row("STP").assignment_id


def person(username: str) -> Actor:
    """The account as an actor for the office of justice."""
    return Actor(
        organisations.user_id_of(username),
        username,
        frozenset({Role.FOCAL_POINT}),
        frozenset({"STP"}),
        frozenset({"STP"}),
    )


def delegate(assignment_id: int, user_id: int | None, actor: Actor = JUSTICE, note: str = "") -> None:
    services.delegate_work(actor, assignment_id=assignment_id, user_id=user_id, note=note, now=LATER)


@pytest.mark.django_db
def test_work_is_given_to_a_person_of_the_unit_and_found_again_as_ones_own(lead: int) -> None:
    first, second = person("tuphap"), person("tuphap2")
    delegate(lead, first.user_id, note="Làm trước thứ Sáu")
    assert row("STP").delegate == "Chuyên viên Sở Tư pháp"
    assert [r.assignment_id for r in rows(first, worker=first.user_id)] == [lead]
    assert rows(second, worker=second.user_id) == ()
    delegate(lead, second.user_id)
    delegate(lead, None)
    history = view(lead).work.delegations
    assert [d.user_name for d in history] == ["Chuyên viên Sở Tư pháp", "Giám đốc Sở Tư pháp", ""]
    assert history[0].note == "Làm trước thứ Sáu"
    assert report(second, lead)  # colleagues still report


@pytest.mark.django_db
def test_work_is_given_inside_the_unit_only(lead: int) -> None:
    for stranger in ("yte", "lanhdao", "thuongtruc"):
        with pytest.raises(InvalidInput):
            delegate(lead, organisations.user_id_of(stranger))
    inside = person("tuphap").user_id
    for actor, kind in ((OFFICE, NotAllowed), (LEADER, NotAllowed), (HEALTH, NotFound), (STRANGER, NotFound)):
        with pytest.raises(kind):
            delegate(lead, inside, actor=actor)


def add(assignment_id: int, text: str, actor: Actor = JUSTICE, **given: object) -> int:
    new = NewSubTask(text=text, **given)  # type: ignore[arg-type]
    return services.add_sub_task(actor, assignment_id=assignment_id, given=new, now=LATER)


def advance(sub_task_id: int, progress: int = 0, *, is_done: bool = False) -> None:
    services.advance_sub_task(JUSTICE, sub_task_id=sub_task_id, progress=progress, is_done=is_done, now=LATER)


@pytest.mark.django_db
def test_a_task_is_not_done_while_a_part_is_open(lead: int) -> None:
    survey, publish = add(lead, "Rà soát", weight=3), add(lead, "Công khai")
    inner = add(lead, "Rà soát lĩnh vực hộ tịch", parent=survey)
    advance(inner, 50)
    assert view(lead).work.progress == 37
    assert [(s.text, s.depth, s.progress) for s in view(lead).work.sub_tasks] == [
        ("Rà soát", 0, 50),
        ("Rà soát lĩnh vực hộ tịch", 1, 50),
        ("Công khai", 0, 0),
    ]
    with pytest.raises(InvalidInput) as error:
        report(JUSTICE, lead)
    assert error.value.code == "task.open_sub_tasks"
    with pytest.raises(InvalidInput):
        advance(survey, is_done=True)
    assert report(JUSTICE, lead, is_completed=False, completed_on=None)  # progress may be told meanwhile
    for part in (inner, survey, publish):
        advance(part, is_done=True)
    assert view(lead).work.progress == 100
    assert row("STP").state is TaskState.OVERDUE  # parts that are done complete nothing by themselves


@pytest.mark.django_db
def test_a_part_opened_again_opens_what_holds_it(lead: int) -> None:
    outer = add(lead, "Ngoài")
    inner = add(lead, "Trong", parent=outer)
    advance(inner, is_done=True)
    advance(outer, is_done=True)
    advance(inner, 20)
    assert [s.done_on for s in view(lead).work.sub_tasks] == [None, None]
    waiting = add(lead, "Thêm", parent=outer)
    services.remove_sub_task(JUSTICE, sub_task_id=outer, now=LATER)
    assert view(lead).work.sub_tasks == ()
    with pytest.raises(NotFound):
        advance(waiting, 10)


@pytest.mark.django_db
def test_a_part_never_lies_in_itself_and_stays_within_the_deadline(lead: int) -> None:
    outer = add(lead, "Ngoài")
    inner = add(lead, "Trong", parent=outer)
    for parent in (inner, outer):
        with pytest.raises(InvalidInput) as error:
            services.edit_sub_task(JUSTICE, sub_task_id=outer, given=NewSubTask("Ngoài", parent=parent), now=LATER)
        assert error.value.code == "subtask.circle"
    for changes in ({"due_on": date(2023, 2, 18)}, {"weight": 0}, {"parent": 10_000}, {"owner": 10_000}):
        with pytest.raises(InvalidInput):
            add(lead, "Sai", **changes)
    with pytest.raises(InvalidInput):
        add(lead, " ")
    with pytest.raises(IntegrityError), transaction.atomic():
        SubTask.objects.filter(pk=outer).update(parent=outer)
    for change in ({"text": ""}, {"weight": 0}, {"progress": 101}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SubTask.objects.filter(pk=outer).update(**change)


@pytest.mark.django_db
def test_parts_are_the_units_own_and_lead_their_owner_to_the_task(lead: int) -> None:
    mine = person("tuphap2")
    got = add(lead, "Rà soát", owner=mine.user_id)
    assert [r.assignment_id for r in rows(mine, worker=mine.user_id)] == [lead]
    for actor, kind in ((OFFICE, NotAllowed), (HEALTH, NotFound), (STRANGER, NotFound)):
        with pytest.raises(kind):
            add(lead, "Của người khác", actor=actor)
        with pytest.raises(kind):
            services.remove_sub_task(actor, sub_task_id=got, now=LATER)
    advance(got, is_done=True)
    assert rows(mine, worker=mine.user_id) == ()


def aim(task_id: int, value: str = "60", unit: str = "dịch vụ công", actor: Actor = OFFICE) -> None:
    services.set_target(actor, task_id=task_id, value=Decimal(value), unit=unit, now=LATER)


@pytest.mark.django_db
def test_accepted_figures_make_the_series_and_complete_nothing(lead: int) -> None:
    aim(row("STP").task_id)
    target = view(lead).work.target
    assert target is not None
    assert (target.latest, target.share) == (None, None)
    plain = {"is_completed": False, "completed_on": None}
    for figure, accepted in ((20, True), (35, False), (60, True)):
        got = report(JUSTICE, lead, figure=Decimal(figure), **plain)
        if accepted:
            services.accept_report(OFFICE, report_id=got, quality=None, now=LATER)
        else:
            services.return_report(OFFICE, report_id=got, reason="Thiếu biểu", now=LATER)
    target = view(lead).work.target
    assert target is not None
    assert [point.figure for point in target.points] == [20, 60]
    assert target.share == 100
    assert row("STP").state is TaskState.OVERDUE
    with pytest.raises(InvalidInput) as error:
        report(JUSTICE, lead)
    assert error.value.code == "report.figure_missing"
    done = report(JUSTICE, lead, figure=Decimal(60))
    services.accept_report(OFFICE, report_id=done, quality=Quality.GOOD, now=LATER)
    assert [r.assignment_id for r in rows(quality=Quality.GOOD)] == [lead]
    assert row("STP").quality is Quality.GOOD


@pytest.mark.django_db
def test_a_target_is_a_number_with_a_unit_and_figures_need_one(lead: int) -> None:
    task = row("STP").task_id
    with pytest.raises(InvalidInput):
        report(JUSTICE, lead, figure=Decimal(3))
    for changes in ({"value": "0"}, {"value": "-1"}, {"unit": " "}, {"unit": "x" * 61}):
        with pytest.raises(InvalidInput):
            aim(task, **changes)
    for actor, kind in ((JUSTICE, NotAllowed), (LEADER, NotAllowed), (STRANGER, NotFound)):
        with pytest.raises(kind):
            aim(task, actor=actor)
    aim(task)
    for figure in ("-1", "1e15"):
        with pytest.raises(InvalidInput):
            report(JUSTICE, lead, figure=Decimal(figure))
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=lead).update(target_value=0)


@pytest.mark.django_db
def test_a_report_after_the_deadline_is_marked_as_late(lead: int) -> None:
    report(JUSTICE, lead)
    assert view(lead).reports[0].is_late
    assert row("STP").is_late_report


@pytest.mark.django_db
def test_every_assignment_names_the_head_who_answers(lead: int) -> None:
    found = row("STP")
    assert (found.answerable, found.post_code) == ("Giám đốc Sở Tư pháp", "STP:head")
    assert {r.unit for r in rows(heads=("STP:head",))} == {"STP"}
    assert rows(heads=("",)) == ()
    by_head = queries.roll_up(OFFICE, on=ON, by=GroupBy.HEAD)
    assert {(line.key, line.name) for line in by_head} == {
        ("STP:head", "Giám đốc Sở Tư pháp"),
        ("SYT:head", "Giám đốc Sở Y tế"),
    }
    assert found.role is AddressRole.LEAD
