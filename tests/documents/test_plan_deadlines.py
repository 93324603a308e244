"""The deadline of a plan's row is the grammar's own reading of its cell; what is not sure of it is told at the row."""

from datetime import date

import pytest
from tests.documents.deadline_wordings import WORDINGS
from tests.documents.plan_tables import HEADER, html_plan, read

from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.plan.as_json import plan_from_kept, plan_to_keep

ISSUED = date(2026, 1, 5)  # the day of the plan that html_plan writes


def plan(*cells):
    rows = [(str(at), f"Việc số {at}", "", "Sở Y tế", "", cell) for at, cell in enumerate(cells, start=1)]
    return read(html_plan((HEADER, *rows)))


def test_every_wording_means_in_a_plan_what_it_means_in_a_letter():
    words = [words for words, _ in WORDINGS]
    rows = plan(*words).rows
    assert [row.deadline for row in rows] == [read_deadline(one, issued=ISSUED, year=2026) for one in words]


def test_every_doubt_is_told_at_its_row_and_kept():
    reading = plan(*(words for words, meaning in WORDINGS if "!" in meaning))
    told = [(warning.row, warning.code) for warning in reading.warnings if warning.code.startswith("plan.deadline_")]
    rows = enumerate(reading.rows)
    assert [one for one in told if not one[1].endswith("before_document")] == [
        (at, f"plan.deadline_{doubt.kind}") for at, row in rows for doubt in row.deadline.doubts
    ]
    assert plan_from_kept(plan_to_keep(reading)).rows == reading.rows


@pytest.mark.parametrize("cells", [("1/31/2026", "2/10/2026", "3/12/2026", "6/30/2026")])
def test_days_beside_one_that_only_exists_with_its_month_first_are_not_taken(cells):
    reading = plan(*cells, "Quý II/2026")
    assert [row.deadline_on for row in reading.rows] == [None, None, None, None, date(2026, 6, 30)]
    told = [warning.row for warning in reading.warnings if warning.code == "plan.deadline_month_first"]
    assert told == [0, 1, 2, 3]


def test_a_number_for_a_day_is_offered_and_several_days_are_all_kept():
    serial, several = plan("46188", "20/3; 20/6; 20/9; 20/12/2026").rows
    assert (serial.deadline_on, several.deadline_on) == (date(2026, 6, 15), date(2026, 12, 20))
    assert len(several.deadline.days) == 4
