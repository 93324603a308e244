"""A long report is made in the background: the same as at once, seen when it is whole, whatever interrupts it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client

from caicach.kernel.errors import NotAllowed
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.models import Job
from caicach.reports import queries, services
from caicach.reports.models import Report, ReportRow
from factories.correspondence import JUSTICE, OFFICE
from factories.histories import FIRST, LAST, random_histories
from factories.plans import confirmed

NOW = datetime(2023, 7, 3, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("thuongtruc")


def _work() -> None:
    while queue.run_next(now=NOW):
        pass


def test_a_report_made_later_is_the_report_made_at_once(office: Client) -> None:
    random_histories()
    job, again = (services.make_progress_report_later(OFFICE, first=FIRST, last=LAST, now=NOW) for _ in range(2))
    assert job == again
    at_once = services.make_progress_report(OFFICE, first=FIRST, last=LAST, now=NOW)
    _work()
    later = Report.objects.exclude(pk=at_once).get()
    assert later.digest == Report.objects.get(pk=at_once).digest
    view = queries.report_view(OFFICE, later.pk)
    assert view.is_whole
    assert view.report == queries.report_view(OFFICE, at_once).report
    page = office.get(f"/viec-nen/{job}/").content.decode()
    assert "Lập báo cáo tiến độ" in page


def test_a_report_that_is_being_made_is_not_seen_and_is_made_anew_after_a_death(office: Client) -> None:
    random_histories()
    job = services.make_progress_report_later(OFFICE, first=FIRST, last=LAST, now=NOW)

    def die(execute: Callable[..., object], sql: str, *given: object) -> object:
        if "reports_reportrow" in sql and sql.startswith("INSERT"):
            raise OSError("the worker lost its disk")
        return execute(sql, *given)

    with connection.execute_wrapper(die):
        queue.run_next(now=NOW)
    begun = Report.objects.get()
    assert begun.digest == ""
    assert not queries.reports_made(OFFICE).items
    ReportRow.objects.create(report=begun, position=0, part="now", unit="STP", data={})  # a slice that was kept
    Job.objects.filter(pk=job).update(run_at=NOW, checkpoint={"report": begun.pk, "rows": 1}, done=1)
    _work()
    made = Report.objects.get()
    assert made.pk != begun.pk
    assert queries.report_view(OFFICE, made.pk).is_whole
    kept = Job.objects.get(pk=job)
    assert kept.done == kept.total == made.rows.count()


def test_who_may_not_make_a_report_does_not_have_it_made(office: Client) -> None:
    with pytest.raises(NotAllowed):
        services.make_progress_report_later(JUSTICE, first=FIRST, last=LAST, unit="SYT", now=NOW)
    assert not Job.objects.filter(kind="reports.make").exists()


def test_the_page_has_a_long_report_made_in_the_background(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    confirmed()
    asked = {"period": "tu-chon", "first": "15/02/2023", "last": "14/03/2023", "unit": ""}
    assert office.post("/bao-cao-tien-do/", asked)["Location"].startswith("/bao-cao-tien-do/")
    monkeypatch.setattr("caicach.reports.services.making.MADE_AT_ONCE", 1)
    assert office.post("/bao-cao-tien-do/", asked)["Location"].startswith("/viec-nen/")
