"""From a figure of the sheet to the rows it counted; and that silence of the appraisal is not the unit's own score."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from re import search

import pytest
from django.test import Client
from tests.indices.test_computed_figures import with_tasks

from caicach.indices import queries
from caicach.indices.domain.cycle import Cells
from caicach.indices.domain.sheet_form import score_sheet_document
from factories.correspondence import OFFICE
from factories.indices import at_council, council_says, self_scored, sheet_of

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


def test_from_the_figure_to_the_rows_that_it_counted_is_one_click(sign_in: SignIn) -> None:
    client = sign_in("thuongtruc")
    year_id = with_tasks()
    client.post(f"/chi-so/{year_id}/tinh-lai/")
    page = client.get(f"/chi-so/phieu/{sheet_of(year_id, 'STP')}/?ma=1.4").content.decode()
    found = search(r'href="(/dieu-hanh/nhiem-vu/\?[^"]+)"\s*>\s*Xem các dòng', page)
    assert found is not None
    listed = client.get(unescape(found[1])).context["page"]
    assert {one.unit for one in listed.items} == {"STP"}
    assert listed.total == 2


def test_what_nobody_appraised_has_no_appraised_points(sign_in: SignIn) -> None:
    client = sign_in("thuongtruc")
    sheet_id = sheet_of(self_scored(), "STP")
    page = queries.sheet_page(OFFICE, sheet_id)
    assert page.total.appraised is None
    assert {row.appraised for row in page.rows} == {None}
    assert page.total.own is not None
    assert Decimal(0) < page.total.own
    assert client.get(f"/chi-so/phieu/{sheet_id}/").status_code == 200


def test_what_the_council_decided_stands_on_the_sheet_and_in_its_form(sign_in: SignIn) -> None:
    client = sign_in("thuongtruc")
    year_id = at_council()
    council_says(year_id, "STP", "1.3", Cells("a"))
    sheet_id = sheet_of(year_id, "STP")
    page = queries.sheet_page(OFFICE, sheet_id)
    form = score_sheet_document(page, on=date(2024, 3, 1)).body[-1].rows
    assert form is not None
    assert next(line for line in form if line[0] == "1.3")[2:6] == ("3", "3", "", "1")
    shown = client.get(f"/chi-so/phieu/{sheet_id}/").content.decode()
    assert "Điểm tính" in shown
