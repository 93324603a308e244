"""A rule that compares all units says nothing of the others to one of them before the year is settled."""

import pytest

from caicach.indices import queries
from caicach.indices.domain.cycle import Cells
from caicach.indices.models import Sheet
from factories.correspondence import HEALTH, JUSTICE
from factories.indices import SET, opened, say, sheet_of

pytestmark = pytest.mark.django_db

COMPARING = SET.replace(
    "rule: {kind: ratio, numerator: hồ sơ đúng hạn, denominator: hồ sơ đã giải quyết}", "rule: {kind: relative_to_best}"
)


def test_neither_the_best_figure_nor_points_from_it_are_told() -> None:
    year_id = opened(definition_text=COMPARING)
    say(HEALTH, sheet_of(year_id, "SYT"), "1.2", Cells("973"))
    own = sheet_of(year_id, "STP")
    say(JUSTICE, own, "1.2", Cells("50"))
    page = queries.component_page(JUSTICE, queries.sheet_page(JUSTICE, own), "1.2")
    told = " ".join(str(step) for line in page.trace for step in line.steps)
    assert "973" not in told
    assert page.trace[0].points is None
    assert queries.trace_of(Sheet.objects.get(pk=own)) == ()
