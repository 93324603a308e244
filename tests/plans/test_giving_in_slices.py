"""Many rows of a plan are given in several short transactions: all of them, wholes before their parts, each once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.kernel.audit.verifying import verify
from caicach.kernel.errors import InvalidInput
from caicach.plans import services
from caicach.plans.models import PlanLine, Task
from factories.correspondence import NOW, OFFICE, province
from factories.planning import imported

pytestmark = pytest.mark.django_db


def test_rows_given_in_slices_are_those_given_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    province()
    whole = imported()
    at_once = services.confirm_lines(OFFICE, plan_id=whole, now=NOW)
    assert len(at_once) > 2
    monkeypatch.setattr("caicach.plans.services.giving_lines.AT_ONCE", 1)
    sliced = imported()
    with CaptureQueriesContext(connection) as asked:
        made = services.confirm_lines(OFFICE, plan_id=sliced, now=NOW)
    saved = [one for one in asked.captured_queries if one["sql"].startswith("RELEASE")]
    assert len(saved) >= len(made)
    columns = ("number", "text", "section", "position", "parent__text")
    of = [
        list(Task.objects.filter(plan=plan).order_by("position", "id").values_list(*columns))
        for plan in (whole, sliced)
    ]
    assert of[0] == of[1]
    assert sorted(made) == sorted(
        PlanLine.objects.filter(plan=sliced, task__isnull=False).values_list("task", flat=True)
    )
    with pytest.raises(InvalidInput, match=r"plan\.nothing_to_confirm"):
        services.confirm_lines(OFFICE, plan_id=sliced, now=NOW)
    assert list(verify()) == []
