"""Rows of a long plan are given in the background: a slice at a time, each row once, whatever interrupts it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caicach.kernel.errors import NotAllowed, NotFound
from caicach.kernel.jobs import services as queue
from caicach.plans import queries, services
from caicach.plans.models import PlanLine, Task
from factories.correspondence import JUSTICE, NOW, OFFICE
from factories.planning import imported

MORE = 600
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("thuongtruc")


@pytest.fixture
def long_plan(office: Client) -> int:
    """A plan with more than six hundred rows that are fine, one of them part of another."""
    plan_id = imported()
    fine = next(one.draft.id for one in queries.plan_review(OFFICE, plan_id, shown="fine").lines)  # type: ignore[arg-type]
    row = PlanLine.objects.get(pk=fine)
    columns = {f.attname: getattr(row, f.attname) for f in PlanLine._meta.concrete_fields if not f.primary_key}
    rows = [
        PlanLine(**{**columns, "text": f"Việc {n}", "position": 100 + n, "table_row": 100 + n}) for n in range(MORE)
    ]
    made = PlanLine.objects.bulk_create(rows)
    PlanLine.objects.filter(pk=made[0].pk).update(parent=made[-1])
    return plan_id


def test_a_long_plan_is_given_by_the_worker_each_row_once(long_plan: int, office: Client) -> None:
    first, again = (office.post(f"/ke-hoach/{long_plan}/soat/giao/") for _ in range(2))
    assert first["Location"] == again["Location"]
    assert first["Location"].startswith("/viec-nen/")
    assert not Task.objects.filter(plan=long_plan).exists()
    before = queries.plan_row(OFFICE, long_plan, on=date(2023, 2, 20)).open_lines
    while queue.run_next(now=timezone.now()):
        pass
    tasks = Task.objects.filter(plan=long_plan)
    assert tasks.count() >= MORE
    assert tasks.filter(text="Việc 0", parent__text=f"Việc {MORE - 1}").count() == 1
    assert len(set(tasks.values_list("text", flat=True))) == tasks.count()
    left = queries.plan_row(OFFICE, long_plan, on=date(2023, 2, 20)).open_lines
    assert before - left == tasks.count()
    page = office.get(first["Location"]).content.decode()
    assert "Giao các dòng đã ổn của kế hoạch" in page


def test_who_may_not_edit_the_plan_does_not_have_it_given(long_plan: int) -> None:
    with pytest.raises((NotAllowed, NotFound)):
        services.confirm_lines_later(JUSTICE, plan_id=long_plan, now=NOW)


def test_the_rows_are_reviewed_once_however_many_slices(long_plan: int, office: Client) -> None:
    office.post(f"/ke-hoach/{long_plan}/soat/giao/")
    with CaptureQueriesContext(connection) as asked:
        while queue.run_next(now=timezone.now()):
            pass
    reviews = [query for query in asked.captured_queries if _reads_every_row(query["sql"])]
    assert len(reviews) == 1


def test_a_row_changed_between_slices_is_reviewed_again(long_plan: int, office: Client) -> None:
    office.post(f"/ke-hoach/{long_plan}/soat/giao/")
    last = PlanLine.objects.get(plan=long_plan, text=f"Việc {MORE - 2}")
    looks = []

    def change(execute: Callable[..., object], sql: str, *given: object) -> object:
        """A colleague drops a row after the first slice, just when the job looks whether it shall stop."""
        if "is_stop_asked" in sql and sql.startswith("SELECT") and 'FROM "plans_' not in sql:
            looks.append(sql)
            if len(looks) == 2:
                services.drop_line(
                    OFFICE, plan_id=long_plan, line_id=last.pk, version=last.version, reason="Trùng", now=NOW
                )
        return execute(sql, *given)

    with connection.execute_wrapper(change):
        while queue.run_next(now=timezone.now()):
            pass
    assert len(looks) > 2
    assert PlanLine.objects.get(pk=last.pk).task_id is None
    assert Task.objects.filter(plan=long_plan).count() >= MORE - 1


def _reads_every_row(sql: str) -> bool:
    """Of all rows of the plan what a review looks at, in its order."""
    return sql.startswith("SELECT") and 'FROM "plans_planline"' in sql and 'ORDER BY "plans_planline"."position"' in sql
