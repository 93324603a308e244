"""Components that a metric of the system gives: the figure, its points, where it came from, and its rows."""

from decimal import Decimal

import pytest

from caicach.indices import services
from caicach.indices.domain.cycle import Stage
from caicach.indices.models import ScoreEntry
from caicach.plans import services as plan_services
from caicach.web.shell.faces import rows_behind
from factories.correspondence import JUSTICE, OFFICE
from factories.indices import LATER, entry_of, opened, sheet_of
from factories.plans import LATER as ACCEPTED
from factories.plans import confirmed, report, row

pytestmark = pytest.mark.django_db


def with_tasks() -> int:
    """A year, and two tasks of Sở Tư pháp that fell due in it: one done on time, one not."""
    confirmed()
    done = report(JUSTICE, row("STP").assignment_id)
    plan_services.accept_report(OFFICE, report_id=done, quality=None, now=ACCEPTED)
    return opened()


def test_a_share_of_tasks_becomes_a_percentage_with_its_points_and_its_source() -> None:
    year_id = with_tasks()
    services.compute_figures(OFFICE, year_id=year_id, now=LATER)
    entry = entry_of(sheet_of(year_id, "STP"), "1.4", Stage.COMPUTED)
    assert entry is not None
    assert (entry.value, entry.points) == ("50", Decimal("1.5"))
    assert (entry.provenance["rows"], entry.provenance["source"]) == (2, ["Theo dõi nhiệm vụ", {}])


def test_computing_again_adds_nothing_while_the_rows_are_the_same() -> None:
    year_id = with_tasks()
    first = services.compute_figures(OFFICE, year_id=year_id, now=LATER)
    assert first == ScoreEntry.objects.filter(stage=Stage.COMPUTED.value).count()
    assert services.compute_figures(OFFICE, year_id=year_id, now=LATER) == 0


@pytest.mark.parametrize(
    ("source", "is_exact", "part"),
    [
        ("plans.on_time_share", True, "tu=01%2F01%2F2023"),
        ("plans.procedures_on_time_share", True, "linh-vuc=procedures"),
        ("plans.overdue_count", False, "don-vi=STP"),
    ],
)
def test_the_list_counts_as_the_metric_or_says_that_it_is_wider(source: str, is_exact: bool, part: str) -> None:
    found = rows_behind(source, "STP", 2023)
    assert found is not None
    assert found.is_exact == is_exact
    assert part in found.address


def test_a_metric_of_other_rows_has_no_list_of_tasks() -> None:
    assert rows_behind("surveys.satisfaction", "STP", 2023) is None
