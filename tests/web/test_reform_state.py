"""The state of the reform on one page: only what has figures, as a page and as one sheet of PDF."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pypdfium2
from django.test import Client

from caicach.kernel.periods import parse_period
from caicach.regimes import services as regimes
from caicach.regimes.domain.catalogue import form_named
from factories.correspondence import NOW, OFFICE
from factories.inspections import concluded
from factories.plans import confirmed

SignIn = Callable[[str], Client]


def test_one_page_tells_plan_scores_inspections_and_reports(sign_in: SignIn) -> None:
    client = sign_in("lanhdao")
    confirmed()
    concluded()
    form, period = form_named("cchc-quarterly"), parse_period("2023Q1")
    regimes.open_period(OFFICE, form=form, period=period, due_on=date(2023, 3, 17), now=NOW)
    page = client.get("/hien-trang/").content.decode()
    for words in ("Cần quyết định", "Quá hạn", "Chưa khắc phục", "0 trên 4 đơn vị đã được chấp nhận"):
        assert words in page, words
    assert "Hồ sơ, thủ tục, khảo sát" not in page
    answer = client.get("/hien-trang/?tai=pdf")
    assert len(pypdfium2.PdfDocument(BytesIO(answer.content))) == 1


def test_who_oversees_nothing_has_no_such_page(sign_in: SignIn) -> None:
    client = sign_in("tuphap")
    assert client.get("/hien-trang/").status_code == 403
    assert "/hien-trang/" not in client.get("/tro-giup/").content.decode()
