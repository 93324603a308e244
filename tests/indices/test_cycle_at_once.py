"""Two people of the scoring cycle at the same moment: one wins, the other is told, nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from caicach.indices import services
from caicach.indices.domain.cycle import Cells, Step
from caicach.indices.models import FrozenResult, Objection, ScoreEntry, ScoringYear
from caicach.kernel.errors import CaicachError, Conflict
from factories.correspondence import APPRAISER, APPRAISER_2, JUSTICE, JUSTICE_HEAD, OFFICE, OFFICE_COLLEAGUE
from factories.indices import LATER, SCORED, at_council, opened, self_scored, sheet_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run each act in a thread with its own connection; results, or our error where one was raised."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=20)
            return act()
        except CaicachError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def conflicts(results: list[object]) -> list[Conflict]:
    return [result for result in results if isinstance(result, Conflict)]


def test_of_two_appraisers_on_one_component_one_is_told() -> None:
    sheet_id = sheet_of(self_scored(), "SYT")

    def judge(member, cells: Cells | None) -> Callable[[], object]:
        return lambda: services.appraise(
            member, sheet_id=sheet_id, component="1.2", cells=cells, reason="Đếm lại", seen=None, now=LATER
        )

    results = at_once(judge(APPRAISER, None), judge(APPRAISER_2, Cells("70")))
    assert [error.code for error in conflicts(results)] == ["index_entry.somebody_else"]
    assert ScoreEntry.objects.filter(sheet_id=sheet_id, component="1.2", stage="appraisal_1").count() == 1


def test_of_two_of_a_unit_on_one_component_one_is_told() -> None:
    sheet_id = sheet_of(opened(), "STP")

    def score(who, value: str) -> Callable[[], object]:
        return lambda: services.self_score(
            who, sheet_id=sheet_id, component="1.1", cells=Cells(value), seen=None, now=SCORED
        )

    results = at_once(score(JUSTICE, "dat"), score(JUSTICE_HEAD, "khong"))
    assert len(conflicts(results)) == 1
    assert ScoreEntry.objects.filter(sheet_id=sheet_id, is_current=True).count() == 1


def test_nothing_slips_in_while_the_office_moves_on() -> None:
    year_id = opened()
    sheet_id = sheet_of(year_id, "STP")
    results = at_once(
        lambda: services.move_on(OFFICE, year_id=year_id, seen=Step.SELF_SCORING, reason="Hết hạn", now=LATER),
        lambda: services.self_score(
            JUSTICE, sheet_id=sheet_id, component="1.1", cells=Cells("dat"), seen=None, now=LATER
        ),
    )
    saved = ScoreEntry.objects.filter(sheet_id=sheet_id).count()
    assert saved == (0 if conflicts(results) else 1)
    assert ScoringYear.objects.get().step == "appraisal_1"


def test_a_result_is_frozen_once() -> None:
    year_id = at_council()
    results = at_once(
        lambda: services.freeze(OFFICE, year_id=year_id, now=LATER),
        lambda: services.freeze(OFFICE_COLLEAGUE, year_id=year_id, now=LATER),
    )
    assert len(conflicts(results)) == 1
    assert FrozenResult.objects.count() == 1


def test_an_objection_is_raised_once() -> None:
    sheet_id = sheet_of(at_council(), "STP")

    def raise_it(who) -> Callable[[], object]:
        return lambda: services.raise_objection(who, sheet_id=sheet_id, component="1.1", text="Đề nghị 2", now=LATER)

    results = at_once(raise_it(JUSTICE), raise_it(JUSTICE_HEAD))
    assert len(conflicts(results)) == 1
    assert Objection.objects.count() == 1
