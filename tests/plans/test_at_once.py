"""Two people at the same moment, on two connections: one wins, the other is told, nothing is lost or doubled."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from caicach.correspondence import services as correspondence
from caicach.correspondence.models import ReceivedDocument
from caicach.kernel.errors import CaicachError, Conflict
from caicach.plans import services
from caicach.plans.domain.tasks import ReportState
from caicach.plans.models import Assignment, Evidence, ProgressReport, Task
from factories.correspondence import (
    ARRIVED,
    JUSTICE,
    JUSTICE_HEAD,
    NOW,
    OFFICE,
    OFFICE_COLLEAGUE,
    province,
    reading,
    received,
    review,
    source,
)
from factories.plans import LATER, confirmed, report, row, view

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


def test_of_two_who_confirm_at_once_one_wins() -> None:
    province()
    got = received()
    results = at_once(
        lambda: services.confirm_directive(OFFICE, document_id=got, version=1, now=NOW),
        lambda: services.confirm_directive(OFFICE_COLLEAGUE, document_id=got, version=1, now=NOW),
    )
    assert len(conflicts(results)) == 1
    assert Task.objects.count() == 2
    assert Assignment.objects.count() == 4
    assert review(got).version == 2


def test_of_two_who_report_at_once_one_wins() -> None:
    confirmed()
    lead = row("STP").assignment_id
    results = at_once(lambda: report(JUSTICE, lead), lambda: report(JUSTICE_HEAD, lead))
    (lost,) = conflicts(results)
    assert lost.code == "report.already_waiting"
    assert ProgressReport.objects.count() == 1
    assert Evidence.objects.count() == 1


def test_of_acceptance_and_return_at_once_one_wins() -> None:
    confirmed()
    lead = row("STP").assignment_id
    got = report(JUSTICE, lead)
    results = at_once(
        lambda: services.accept_report(OFFICE, report_id=got, quality=None, now=LATER),
        lambda: services.return_report(OFFICE_COLLEAGUE, report_id=got, reason="Thiếu", now=LATER),
    )
    (lost,) = conflicts(results)
    assert lost.code == "report.already_decided"
    after = view(lead)
    was_accepted = after.reports[0].state is ReportState.ACCEPTED
    assert (after.row.completed_on is not None) is was_accepted


def test_of_two_corrections_at_once_one_wins_and_neither_is_half_written() -> None:
    got = received()

    def correct(actor, value: str) -> Callable[[], object]:
        return lambda: correspondence.correct_value(
            actor, document_id=got, version=1, path="place", value=value, now=NOW
        )

    results = at_once(correct(OFFICE, "Kỳ Anh"), correct(OFFICE_COLLEAGUE, "Hồng Lĩnh"))
    assert len(conflicts(results)) == 1
    value = next(v for v in review(got).values if v.path == "place")
    assert (value.value, value.corrected_by) in {("Kỳ Anh", OFFICE.name), ("Hồng Lĩnh", OFFICE_COLLEAGUE.name)}


def test_the_same_letter_handed_in_twice_at_once_is_registered_once() -> None:
    def hand_in() -> object:
        return correspondence.register_reading(
            OFFICE,
            data=b"letter",
            filename="a.txt",
            source=source(),
            reading=reading(),
            arrived_on=ARRIVED,
            now=NOW,
        )

    results = at_once(hand_in, hand_in)
    assert sorted(result.is_duplicate for result in results) == [False, True]  # type: ignore[attr-defined]
    assert ReceivedDocument.objects.count() == 1


def test_of_two_workers_one_claims_a_scan() -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
    correspondence.queue_document(OFFICE, data=png, filename="a.png", arrived_on=ARRIVED, now=NOW)
    results = at_once(*[lambda: correspondence.claim_next(now=NOW)] * 2)
    assert sum(result is not None for result in results) == 1
