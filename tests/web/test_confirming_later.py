"""Rows of a long plan are given in the background: a slice at a time, each row once, whatever interrupts it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
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
