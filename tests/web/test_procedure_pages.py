"""The register on pages: brought, looked at, confirmed; found without marks; a page for citizens without sign-in."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.procedures import queries
from caicach.procedures.record.register import records_of
from factories.procedures import DAY, OFFICE, lines, made, registered

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_a_list_is_brought_looked_at_and_confirmed(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    file = SimpleUploadedFile("danh-muc.jsonl", lines(made(1), made(2, code="sai")))
    answer = office.post("/thu-tuc/nhap/", {"file": file, "default_from": "01/01/2023"})
    assert answer.status_code == 302
    page = office.get(answer["Location"])
    assert "mã «sai» không theo mẫu" in page.content.decode()
    (line,) = queries.imports(OFFICE)
    key = queries.import_preview(OFFICE, line.id).key
    assert office.post(answer["Location"], {"key": "khác"}).status_code == 409
    assert office.post(answer["Location"], {"key": key}).status_code == 302
    found = office.get("/thu-tuc/", {"tim": "chung chi"}).content.decode()
    assert made(1)["code"] in found
    assert "Phiên bản" in office.get(f"/thu-tuc/ma/{made(1)['code']}/").content.decode()


def test_a_citizen_reads_and_prints_without_signing_in_what_is_not_internal(sign_in: SignIn) -> None:
    sign_in("thuongtruc")
    registered(made(1), made(2, code="6.000002"))
    stranger = Client()
    assert made(1)["name"] in stranger.get("/thu-tuc/cong-khai/").content.decode()
    assert made(2)["name"] not in stranger.get("/thu-tuc/cong-khai/").content.decode()
    assert made(1)["papers"][1]["name"] in stranger.get(f"/thu-tuc/cong-khai/{made(1)['code']}/").content.decode()
    assert [stranger.get(f"/thu-tuc/cong-khai/{code}/").status_code for code in ("6.000002", "1.999999")] == [404, 404]


def test_the_register_leaves_whole_and_comes_back_the_same(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    registered(made(1), made(2))
    assert "cpsv:PublicService" in office.get("/thu-tuc/tep/jsonld/").content.decode()
    data = office.get("/thu-tuc/tep/jsonl/").content
    sheet = b"".join(office.get("/thu-tuc/", {"tai": "xlsx"}).streaming_content)
    kept = list(queries.records_in_force(OFFICE, on=DAY.date()))
    assert [[one for _, one in records_of("x", file)[0]] for file in (data, sheet)] == [kept, kept]
