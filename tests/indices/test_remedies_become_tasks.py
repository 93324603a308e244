"""Efforts, scenarios and remedies of a scored year: who may, what is refused, and the task that comes of it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from caicach.indices.domain.cycle import Cells
from caicach.indices.domain.efforts import Effort
from caicach.indices.domain.gap import Cause
from caicach.indices.domain.remedies import Target
from caicach.indices.models import AcceptedRemedy, RemedyEffort, Scenario, ScoringYear
from caicach.indices.queries import gaps
from caicach.indices.services import remedies
from caicach.indices.services.remedies import Accepted
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.plans.models import Task
from factories.correspondence import APPRAISER, COUNCIL, HEALTH, JUSTICE, OFFICE
from factories.indices import at_council

NOW = datetime(2024, 3, 1, 2, 0, tzinfo=UTC)
TODAY, DUE = date(2024, 3, 1), date(2024, 9, 30)
DONE = Accepted("1.1", Cells("dat"))

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> int:
    """Standing at the council: the plan of Sở Tư pháp was marked down for being late."""
    return at_council()


def accept(year: int, *chosen: Accepted, actor: object = JUSTICE) -> tuple[int, ...]:
    return remedies.accept_remedies(  # type: ignore[arg-type]
        actor, year_id=year, unit="STP", accepted=chosen or (DONE,), due_on=DUE, now=NOW
    )


def test_the_gap_tells_what_the_appraisal_took_from_what_the_survey_did(year: int) -> None:
    _, found, _ = gaps.gap_page(JUSTICE, year, "STP", target=Decimal(90))
    causes = {one.component: {part.cause for part in one.lost} for one in found.components}
    assert causes["1.1"] == {Cause.APPRAISED_DOWN}
    assert causes["2.1"] == {Cause.SURVEY}
    assert causes["1.4"] == {Cause.NOT_MEASURED}


def test_a_unit_sees_its_own_gap_and_a_stranger_none(year: int) -> None:
    assert gaps.gap_page(JUSTICE, year, "STP", target=None)[0].may_act
    assert not gaps.gap_page(APPRAISER, year, "STP", target=None)[0].may_act
    with pytest.raises(NotFound):
        gaps.gap_page(HEALTH, year, "STP", target=None)


def test_before_publication_a_unit_is_held_against_nobody_else(year: int) -> None:
    page, found, _ = gaps.gap_page(JUSTICE, year, "STP", target=None)
    assert set(page.found.names) == {"STP"}
    assert all(one.best is None for one in found.components)
    assert set(gaps.gap_page(COUNCIL, year, "STP", target=None)[0].found.names) > {"STP", "SYT"}


def test_a_what_if_changes_the_answer_and_nothing_that_is_kept(year: int) -> None:
    before = gaps.what_if_page(JUSTICE, year, "STP", {})[0].found.scored.scores
    _, moved, rows = gaps.what_if_page(JUSTICE, year, "STP", {"1.1": Cells("dat"), "2.2": Cells("không rõ")})
    assert rows["1.1"][:2] == (Decimal(1), Decimal(2))
    assert "số" in str(rows["2.2"][2])
    assert len(moved) == 1
    assert gaps.what_if_page(JUSTICE, year, "STP", {})[0].found.scored.scores.units == before.units


def test_an_accepted_remedy_is_a_task_with_lead_and_deadline_and_its_points_are_expected(year: int) -> None:
    (task_id,) = accept(year)
    task = Task.objects.get(pk=task_id)
    assert (task.origin, task.origin_ref) == ("remedy", "bo-nho/2023/1.1")
    assert list(task.assignments.values_list("unit_id", "due_on")) == [("STP", DUE)]
    _, _, _, rows = gaps.remedy_page(JUSTICE, year, "STP", target=None, on=TODAY)
    assert [(row.component, row.expected, row.done_on, row.won) for row in rows] == [("1.1", Decimal(1), None, None)]


def test_a_remedy_that_is_a_task_is_counted_on_and_costs_nothing_more(year: int) -> None:
    target = Target(percentage=Decimal(80))
    before = gaps.remedy_page(JUSTICE, year, "STP", target=target, on=TODAY)[2]
    accept(year)
    after = gaps.remedy_page(JUSTICE, year, "STP", target=target, on=TODAY)[2]
    assert before is not None
    assert after is not None
    assert after.cost <= before.cost


def test_a_remedy_whose_task_is_cancelled_is_counted_on_no_more_and_makes_room(year: int) -> None:
    target = Target(percentage=Decimal(80))
    before = gaps.remedy_page(JUSTICE, year, "STP", target=target, on=TODAY)[2]
    (task_id,) = accept(year)
    Task.objects.get(pk=task_id).assignments.update(is_cancelled=True)
    after = gaps.remedy_page(JUSTICE, year, "STP", target=target, on=TODAY)[2]
    assert before is not None
    assert after is not None
    assert after.cost == before.cost
    (another,) = accept(year)
    assert AcceptedRemedy.objects.get().task_id == another != task_id


def test_a_task_that_is_accepted_as_done_shows_its_day(year: int) -> None:
    (task_id,) = accept(year)
    Task.objects.get(pk=task_id).assignments.update(completed_on=DUE, accepted_on=DUE, judged_due_on=DUE)
    (row,) = gaps.remedy_page(JUSTICE, year, "STP", target=None, on=TODAY)[3]
    assert row.done_on == DUE


def test_the_same_remedy_twice_and_a_step_that_its_rule_does_not_give_are_refused(year: int) -> None:
    accept(year)
    with pytest.raises(Conflict, match="đã có nhiệm vụ"):
        accept(year)
    with pytest.raises(Conflict, match="không còn đúng"):
        accept(year, Accepted("1.2", Cells("99999")))
    with pytest.raises(InvalidInput, match="Chưa chọn"):
        remedies.accept_remedies(JUSTICE, year_id=year, unit="STP", accepted=(), due_on=DUE, now=NOW)
    assert Task.objects.filter(origin="remedy").count() == 1


def test_only_the_unit_and_the_office_write(year: int) -> None:
    effort = (Effort("1.1", Decimal(3)),)
    remedies.set_efforts(JUSTICE, year_id=year, unit="STP", efforts=effort, now=NOW)
    remedies.set_efforts(OFFICE, year_id=year, unit="STP", efforts=(Effort("1.1", Decimal(4)),), now=NOW)
    assert RemedyEffort.objects.get().days == 4
    with pytest.raises(NotAllowed):
        remedies.set_efforts(APPRAISER, year_id=year, unit="STP", efforts=effort, now=NOW)
    with pytest.raises(NotFound):
        remedies.set_efforts(HEALTH, year_id=year, unit="STP", efforts=effort, now=NOW)
    with pytest.raises(NotAllowed):
        accept(year, actor=APPRAISER)


def test_an_effort_that_is_said_moves_the_choice(year: int) -> None:
    no = Effort("1.1", Decimal(1), is_feasible=False)
    remedies.set_efforts(JUSTICE, year_id=year, unit="STP", efforts=(no,), now=NOW)
    found = gaps.remedy_page(JUSTICE, year, "STP", target=Target(percentage=Decimal(80)), on=TODAY)[2]
    assert found is not None
    assert "1.1" not in {one.step.component for one in found.remedies}


def test_a_scenario_is_kept_replaced_and_dropped(year: int) -> None:
    for value in ("dat", "khong"):
        cells = (Accepted("1.1", Cells(value)),)
        remedies.save_scenario(JUSTICE, year_id=year, unit="STP", name=" Làm sớm ", cells=cells, now=NOW)
    kept = Scenario.objects.get()
    assert (kept.name, kept.changes) == ("Làm sớm", [["1.1", "khong", "", ""]])
    remedies.drop_scenario(JUSTICE, year_id=year, unit="STP", name="Làm sớm", now=NOW)
    assert not Scenario.objects.exists()
    with pytest.raises(InvalidInput):
        remedies.save_scenario(JUSTICE, year_id=year, unit="STP", name="", cells=(), now=NOW)


def test_the_ranking_gives_an_interval_to_every_unit(year: int) -> None:
    _, found = gaps.ranking_with_intervals(OFFICE, year, draws=200, seed=1, noise=0.25)
    assert "2.1" in found.sources
    assert len(found.units) == 3


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("indices_effort_days", {"days": -1}),
        ("indices_effort_probability", {"probability": 0}),
        ("indices_effort_once", {}),
    ],
)
def test_what_an_effort_cannot_be_the_database_refuses(year: int, name: str, changes: dict[str, int]) -> None:
    row = {"year_id": year, "unit_id": "STP", "component": "1.1", "days": 1, "set_at": NOW, "set_by_name": "x"}
    RemedyEffort.objects.create(**row)
    said = name if name != "indices_effort_once" else "(?i)unique"
    with pytest.raises(IntegrityError, match=said), transaction.atomic():
        RemedyEffort.objects.create(**{**row, **({"component": "1.2"} if changes else {}), **changes})


def test_what_scenarios_and_remedies_cannot_be_the_database_refuses(year: int) -> None:
    of = {"year": ScoringYear.objects.get(pk=year), "unit_id": "STP"}
    kept = {**of, "saved_at": NOW, "saved_by_name": "x"}
    Scenario.objects.create(name="a", **kept)
    for name in ("", "a"):
        with pytest.raises(IntegrityError), transaction.atomic():  # indices_scenario_name, indices_scenario_name_once
            Scenario.objects.create(name=name, **kept)
    taken = {**of, "words": "x", "days": 1, "accepted_at": NOW, "accepted_by_name": "x"}
    AcceptedRemedy.objects.create(component="1.1", expected_points=1, task_id=1, **taken)
    for change in ({"component": "1.1", "task_id": 2}, {"component": "1.2", "task_id": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():  # indices_remedy_once, and a task of its own
            AcceptedRemedy.objects.create(**{"expected_points": 1, **taken, **change})
    with pytest.raises(IntegrityError, match="indices_remedy_wins"), transaction.atomic():
        AcceptedRemedy.objects.create(component="1.3", expected_points=0, task_id=3, **taken)
