"""Pages of progress reports: one button, files, rights."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from caicach.plans import services
from factories.correspondence import NOW, OFFICE
from factories.web import read_letter, version

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
FREE = {"period": "tu-chon", "first": "15/02/2023", "last": "14/03/2023", "unit": ""}


def test_a_report_is_made_shown_taken_and_kept_from_strangers(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    letter = read_letter()
    services.confirm_directive(OFFICE, document_id=letter, version=version(letter), now=NOW)
    refused = office.post("/bao-cao-tien-do/", {**FREE, "first": "32/13/2023"})
    assert refused.status_code == 422
    address = office.post("/bao-cao-tien-do/", FREE)["Location"]
    assert "Kết quả chung" in office.get(address).content.decode()
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF-"), ("xlsx", b"PK")):
        sent = office.get(f"{address}tep/{kind}/")
        assert sent.getvalue().startswith(start)
        assert sent["Content-Disposition"].startswith("attachment")
    assert office.get(f"{address}tep/exe/").status_code == 404
    sheet = load_workbook(BytesIO(office.get(f"{address}so-lieu/?ma=I&tai=xlsx").getvalue())).active
    assert sheet.max_row >= 3
    assert office.get(f"{address}so-lieu/?ma=khong-co").status_code == 404
    seen = {name: sign_in(name).get(address).status_code for name in ("lanhdao", "tuphap", "huyen", "quantri")}
    assert seen == {"lanhdao": 200, "tuphap": 404, "huyen": 404, "quantri": 404}
    own = sign_in("tuphap").post("/bao-cao-tien-do/", {**FREE, "unit": "STP"})["Location"]
    seen = {name: sign_in(name).get(own).status_code for name in ("tuphap2", "lanhdao", "huyen", "yte")}
    assert seen == {"tuphap2": 200, "lanhdao": 200, "huyen": 404, "yte": 404}
