"""What the database itself refuses of the scoring cycle, whoever writes."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from caicach.indices.models import (
    AppraiserField,
    Finding,
    FrozenResult,
    Objection,
    ScoreEntry,
    ScoringYear,
    Sheet,
    StepDate,
    UnitResult,
)
from factories.indices import LATER, SCORED, opened, sheet_of

pytestmark = pytest.mark.django_db
YEAR = {"set_name": "x", "opened_at": LATER, "opened_by_name": "x", "step": "self_scoring"}


def entry(sheet: int, **changes: object) -> ScoreEntry:
    plain = {"component": "1.1", "stage": "self", "number": 1, "value": "1", "made_at": SCORED, "made_by_name": "x"}
    return ScoreEntry.objects.create(sheet_id=sheet, **{**plain, **changes})


def objection(sheet: int, **changes: object) -> Objection:
    plain = {"component": "1.1", "text": "x", "state": "open", "raised_at": LATER, "raised_by_name": "x"}
    return Objection.objects.create(sheet_id=sheet, **{**plain, **changes})


def finding(year: int, **changes: object) -> Finding:
    plain = {"unit_id": "STP", "text": "x", "state": "open", "recorded_at": LATER, "recorded_by_name": "x"}
    return Finding.objects.create(year_id=year, **{**plain, **changes})


def result(year: int, **changes: object) -> FrozenResult:
    plain = {"number": 1, "frozen_at": LATER, "frozen_by_name": "x", "result_hash": "x"}
    return FrozenResult.objects.create(year_id=year, **{**plain, **changes})


def twice(act: Callable[[], object]) -> None:
    act()
    act()


CASES: dict[str, Callable[[int, int], object]] = {
    "indices_year_set_once": lambda y, s: ScoringYear.objects.create(
        year=2023, set_code="bo-nho", origin="imported", **YEAR
    ),
    "indices_year_definition_kept": lambda y, s: ScoringYear.objects.create(
        year=2022, set_code="bo-nho", origin="scored", **YEAR
    ),
    "indices_year_published_when": lambda y, s: ScoringYear.objects.filter(pk=y).update(step="published"),
    "indices_step_date_once": lambda y, s: StepDate.objects.create(year_id=y, step="published", due_on="2024-05-01"),
    "indices_sheet_unit_once": lambda y, s: Sheet.objects.create(
        year_id=y, unit_id="STP", unit_name="x", treatment="whole"
    ),
    "indices_sheet_removed_why": lambda y, s: Sheet.objects.filter(pk=s).update(removed_at=LATER),
    "indices_sheet_treated_why": lambda y, s: Sheet.objects.filter(pk=s).update(treatment="left_out"),
    "indices_sheet_successor_named": lambda y, s: Sheet.objects.filter(pk=s).update(
        treatment="as_successor", treatment_reason="x"
    ),
    "indices_appraiser_field_once": lambda y, s: twice(
        lambda: AppraiserField.objects.create(year_id=y, user_id=1, user_name="x", node_code="1")
    ),
    "indices_entry_number_once": lambda y, s: twice(lambda: entry(s, is_current=False)),
    "indices_entry_one_current": lambda y, s: (entry(s), entry(s, number=2)),
    "indices_entry_says_something": lambda y, s: entry(s, value=""),
    "indices_entry_not_applicable_why": lambda y, s: entry(s, value="-"),
    "indices_entry_council_why": lambda y, s: entry(s, stage="council"),
    "indices_entry_error_positive": lambda y, s: entry(s, standard_error="-0.1"),
    "indices_objection_text": lambda y, s: objection(s, text=""),
    "indices_objection_decided_why": lambda y, s: objection(s, state="upheld"),
    "indices_objection_one_open": lambda y, s: twice(lambda: objection(s)),
    "indices_result_number_once": lambda y, s: twice(lambda: result(y, withdrawn_at=LATER, withdrawn_reason="x")),
    "indices_result_one_in_force": lambda y, s: (result(y), result(y, number=2)),
    "indices_result_withdrawn_why": lambda y, s: result(y, withdrawn_at=LATER),
    "indices_unit_result_once": lambda y, s: (
        kept := result(y),
        twice(lambda: UnitResult.objects.create(result=kept, unit_id="STP", unit_name="x")),
    ),
    "indices_finding_text": lambda y, s: finding(y, text=""),
    "indices_finding_remedy_owned": lambda y, s: finding(y, state="planned", remedy="x"),
    "indices_finding_closed_why": lambda y, s: finding(y, state="closed", remedy="x", owner="x"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_database_refuses(name: str) -> None:
    year_id = opened()
    with pytest.raises(IntegrityError), transaction.atomic():
        CASES[name](year_id, sheet_of(year_id, "STP"))


def test_every_constraint_has_its_case() -> None:
    models = (ScoringYear, StepDate, Sheet, AppraiserField, ScoreEntry, Objection, FrozenResult, UnitResult, Finding)
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named == set(CASES)
