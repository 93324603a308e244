"""Pages of letters: whose they are, what they keep of what was typed, and the files they give."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree import ElementTree

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from caicach.correspondence import services
from caicach.correspondence.domain.editing import body_from_text
from caicach.correspondence.domain.letters import LetterState
from caicach.kernel.access import SYSTEM
from caicach.kernel.jobs.services import run_next
from factories.correspondence import OFFICE
from factories.keys import SECRET, pkcs12_file
from factories.letters import COMMITTEE, drafted, letter_text, numbered, page, sent, signed, version_of

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
DAY = datetime(2023, 4, 4, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def april(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: DAY)


@pytest.fixture
def clients(sign_in: SignIn) -> dict[str, Client]:
    services.save_office(SYSTEM, office=COMMITTEE, now=DAY)
    return {name: sign_in(name) for name in ("thuongtruc", "lanhdao", "tuphap", "huyen", "thamdinh")}


def seen(clients: dict[str, Client], address: str) -> dict[str, int]:
    return {name: client.get(address).status_code for name, client in clients.items()}


def fields(letter: int, **changes: object) -> dict[str, object]:
    """The draft's form as the browser sends it."""
    document = letter_text()
    return {
        "version": version_of(letter),
        "doc_type": "công văn",
        "issuer": document.issuer,
        "symbol": document.symbol,
        "place": document.place,
        "subject": document.subject,
        "addressees": "- Sở Tư pháp;\n- Sở Y tế.",
        "body": "1. Một\n2. Hai",
        "recipients": "- Như trên;\n- Lưu: VT.",
        "title": "TRƯỞNG BAN",
        "name": "Chủ tịch UBND tỉnh",
        "units": ["STP"],
        **changes,
    }


def test_a_draft_is_for_those_who_write_number_and_sign(clients: dict[str, Client]) -> None:
    letter = drafted()
    for part in ("", "pdf/", "docx/", "trang/1/"):
        assert seen(clients, f"/van-ban-di/{letter}/{part}") == {
            "thuongtruc": 200,
            "lanhdao": 200,
            "tuphap": 404,
            "huyen": 404,
            "thamdinh": 404,
        }
    forms = {"sua/": 403, "cap-so/": 403, "ky-tay/": 403}
    for part, of_leader in forms.items():
        found = seen(clients, f"/van-ban-di/{letter}/{part}")
        assert (found["thuongtruc"], found["lanhdao"], found["tuphap"]) == (200, of_leader, 404)
    found = seen(clients, f"/van-ban-di/{letter}/ky/nguoi-ky/")
    assert (found["thuongtruc"], found["lanhdao"], found["huyen"]) == (403, 200, 404)


def test_a_sent_letter_is_seen_by_its_units(clients: dict[str, Client]) -> None:
    letter = sent()
    found = seen(clients, f"/van-ban-di/{letter}/")
    assert found == {"thuongtruc": 200, "lanhdao": 200, "tuphap": 200, "huyen": 404, "thamdinh": 404}
    own = clients["tuphap"].get(f"/van-ban-di/{letter}/").content.decode()
    assert "Sở Y tế</th>" not in own
    assert "Ghi trả lời" not in own


def test_registers_and_series_are_for_the_office_and_leaders(clients: dict[str, Client]) -> None:
    for part in ("so-di/", "so-den/", "so-theo-doi/", "day-so/", "co-quan/"):
        found = seen(clients, f"/van-ban-di/{part}")
        assert found == {"thuongtruc": 200, "lanhdao": 200, "tuphap": 403, "huyen": 403, "thamdinh": 403}
    assert seen(clients, "/van-ban-di/don-doc/")["lanhdao"] == 403
    assert seen(clients, "/van-ban-di/co-quan/sua/bcd/")["lanhdao"] == 403


def test_a_draft_is_saved_as_it_was_typed(clients: dict[str, Client]) -> None:
    letter = drafted()
    answer = clients["thuongtruc"].post(
        f"/van-ban-di/{letter}/sua/", fields(letter, demand="Báo cáo", demand_due_on="14/04/2023")
    )
    assert answer.status_code == 302
    document = page(letter).document
    assert document.addressees == ("Sở Tư pháp", "Sở Y tế")
    assert [block.text for block in document.body] == ["Một", "Hai"]
    assert [recipient.text for recipient in document.recipients] == ["Như trên", "Lưu: VT"]
    assert [unit.unit for unit in page(letter).units] == ["STP"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"version": 99}, 409),
        ({"body": "| a | b |\n| c |"}, 422),
        ({"demand": "Báo cáo"}, 422),
        ({"demand_due_on": "31/02/2023"}, 422),
        ({"units": ["KHONG-CO"]}, 422),
    ],
)
def test_nothing_typed_is_lost_whatever_goes_wrong(
    clients: dict[str, Client], changes: dict[str, object], status: int
) -> None:
    letter = drafted()
    typed = fields(letter, subject="điều vừa gõ", opening="Một câu dài vừa gõ", **changes)
    answer = clients["thuongtruc"].post(f"/van-ban-di/{letter}/sua/", typed)
    assert answer.status_code == status
    shown = answer.content.decode()
    assert "điều vừa gõ" in shown
    assert "Một câu dài vừa gõ" in shown
    assert 'role="alert"' in shown
    assert page(letter).document == letter_text()


def test_the_number_form_sent_twice_gives_one_number(clients: dict[str, Client]) -> None:
    letter = drafted()
    typed = {"version": version_of(letter), "issued_on": "04/04/2023", "reserved": "", "copies": "12"}
    first = clients["thuongtruc"].post(f"/van-ban-di/{letter}/cap-so/", typed)
    second = clients["thuongtruc"].post(f"/van-ban-di/{letter}/cap-so/", typed)
    assert (first.status_code, second.status_code) == (302, 409)
    assert page(letter).row.reference == "01/BCĐCCHC-TGV"
    assert page(numbered()).row.number == "02"


def test_a_letter_without_addressee_or_signatory_says_so_before_the_number(clients: dict[str, Client]) -> None:
    letter = drafted(document=letter_text(addressees=(), signatory=None))
    shown = clients["thuongtruc"].get(f"/van-ban-di/{letter}/").content.decode()
    assert "nơi nhận chính (Kính gửi), chức vụ và họ tên người ký" in shown
    typed = {"version": version_of(letter), "issued_on": "04/04/2023"}
    answer = clients["thuongtruc"].post(f"/van-ban-di/{letter}/cap-so/", typed)
    assert answer.status_code == 422
    assert "nơi nhận chính" in answer.content.decode()


def test_a_wrong_password_is_told_and_never_sent_back(clients: dict[str, Client]) -> None:
    letter = numbered()
    key = SimpleUploadedFile("khoa.p12", pkcs12_file("Chủ tịch UBND tỉnh"))
    typed = {"version": version_of(letter), "method": "pkcs12", "file": key, "password": "mat-khau-sai"}
    answer = clients["lanhdao"].post(f"/van-ban-di/{letter}/ky/nguoi-ky/", typed)
    assert answer.status_code == 422
    assert "Không mở được tệp khóa" in answer.content.decode()
    assert "mat-khau-sai" not in answer.content.decode()
    key.seek(0)
    answer = clients["lanhdao"].post(f"/van-ban-di/{letter}/ky/nguoi-ky/", {**typed, "password": SECRET})
    assert answer.status_code == 302
    assert page(letter).row.state is LetterState.SIGNED
    checked = clients["lanhdao"].get(f"/van-ban-di/{letter}/chu-ky/").content.decode()
    assert "chứng thư không dẫn tới gốc nào được tin cậy" in checked


def test_an_altered_file_is_told_on_the_page(clients: dict[str, Client]) -> None:
    letter = numbered()
    key = SimpleUploadedFile("khoa.p12", pkcs12_file("Chủ tịch UBND tỉnh"))
    typed = {"version": version_of(letter), "method": "pkcs12", "file": key, "password": SECRET}
    clients["lanhdao"].post(f"/van-ban-di/{letter}/ky/nguoi-ky/", typed)
    data = bytearray(clients["lanhdao"].get(f"/van-ban-di/{letter}/pdf/").content)
    data[data.index(b"stream") + 40] ^= 1
    for content, said in ((bytes(data), "tệp đã bị thay đổi"), (b"x", "Không đọc được chữ ký")):
        file = SimpleUploadedFile("a.pdf", content)
        answer = clients["tuphap"].post("/van-ban-di/kiem-tra-chu-ky/", {"file": file})
        assert said in answer.content.decode()


def test_the_register_leaves_as_tables_with_the_columns_of_the_decree(clients: dict[str, Client]) -> None:
    numbered(drafted(document=letter_text(subject="=1+1 là công thức")))
    answer = clients["thuongtruc"].get("/van-ban-di/so-di/?tai=csv")
    head, line = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    assert (head[0], line[0], line[1]) == ("Số, ký hiệu văn bản", "01/BCĐCCHC-TGV", "2023-04-04")
    answer = clients["thuongtruc"].get("/van-ban-di/so-di/?tai=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    assert sheet["A3"].value == "01/BCĐCCHC-TGV"
    assert len(next(iter(sheet.rows))) == 8
    follow = clients["thuongtruc"].get("/van-ban-di/so-theo-doi/?tai=csv").getvalue().decode("utf-8-sig")
    assert len(next(csv.reader(io.StringIO(follow)))) == 7


def test_the_package_holds_the_fields_of_the_decree_and_the_files(clients: dict[str, Client]) -> None:
    letter = drafted()
    assert clients["thuongtruc"].get(f"/van-ban-di/{letter}/goi-du-lieu/").status_code == 409
    signed(numbered(letter))
    assert clients["thuongtruc"].get(f"/van-ban-di/{letter}/goi-du-lieu/").status_code == 409  # a scan nobody looked at
    while run_next(now=timezone.now()):
        pass
    answer = clients["thuongtruc"].get(f"/van-ban-di/{letter}/goi-du-lieu/")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.namelist() == [
        "metadata.xml",
        "01-01-BCĐCCHC-TGV.pdf",
        "02-01-BCĐCCHC-TGV.docx",
        "03-ban-ky.png",
    ]
    root = ElementTree.fromstring(archive.read("metadata.xml"))
    told = {element.tag: element.text for element in root.iter()}
    assert (told["CodeNumber"], told["CodeNotation"], told["IssuedDate"]) == ("01", "BCĐCCHC-TGV", "04/04/2023")
    assert (told["FullName"], told["Position"], told["PageAmount"]) == ("Chủ tịch UBND tỉnh", "TRƯỞNG BAN", "1")
    assert [to.findtext("OrganName") for to in root.findall("To")] == ["Sở Tư pháp", "Sở Y tế"]
    assert clients["lanhdao"].get(f"/van-ban-di/{letter}/goi-du-lieu/").status_code == 403


def test_no_field_of_the_package_is_cut_and_who_numbers_is_told_before(clients: dict[str, Client]) -> None:
    long = letter_text(subject="x" * 501, addressees=("Sở Tư pháp", "Y" * 201))
    letter = drafted(document=long)
    before = clients["thuongtruc"].get(f"/van-ban-di/{letter}/cap-so/").content.decode()
    assert "trích yếu (501 ký tự, tối đa 500); nơi nhận «YYY" in before
    signed(numbered(letter))
    while run_next(now=timezone.now()):
        pass
    refused = clients["thuongtruc"].get(f"/van-ban-di/{letter}/goi-du-lieu/")
    assert refused.status_code == 422
    assert "trích yếu (501 ký tự, tối đa 500)" in refused.content.decode()
    for form in ("pdf", "docx"):
        assert clients["thuongtruc"].get(f"/van-ban-di/{letter}/{form}/").status_code == 200


def test_an_office_and_its_series_are_data_that_a_person_changes(clients: dict[str, Client]) -> None:
    office = clients["thuongtruc"]
    typed = {
        "version": 1,
        "code": "snv",
        "name": "Sở Nội vụ",
        "issuer": "SỞ NỘI VỤ",
        "symbol": "SNV",
        "place": "Hồng Lam",
        "signatories": "KT. GIÁM ĐỐC | PHÓ GIÁM ĐỐC | | Phó Giám đốc",
    }
    assert office.post("/van-ban-di/co-quan/them/", typed).status_code == 302
    assert office.post("/van-ban-di/co-quan/sua/snv/", {**typed, "version": 7}).status_code == 409
    office.post("/van-ban-di/day-so/luu/", {"office": "snv", "name": "Quyết định", "kinds": ["quyết định"]})
    shown = office.get("/van-ban-di/day-so/").content.decode()
    assert "Sở Nội vụ: Quyết định" in shown
    begun = office.post("/van-ban-di/soan/", {"office": "snv", "doc_type": "báo cáo"})
    letter = int(begun["Location"].split("/")[2])
    document = page(letter, OFFICE).document
    assert (document.symbol, document.signatory and document.signatory.capacity) == ("BC-SNV", "KT. GIÁM ĐỐC")


def test_who_ends_a_letter_second_is_told_with_the_reason_as_typed(clients: dict[str, Client]) -> None:
    letter = sent()
    address = f"/van-ban-di/{letter}/ket-thuc/thu-hoi/"
    stale = {"version": version_of(letter), "reason": "Ghi nhầm ngày họp"}
    assert clients["thuongtruc"].post(address, stale | {"reason": "Gửi nhầm"}).status_code == 302
    answer = clients["thuongtruc"].post(address, stale)
    assert answer.status_code == 409
    assert "Ghi nhầm ngày họp" in answer.content.decode()
    assert clients["thuongtruc"].get(address).status_code == 302
    assert clients["thuongtruc"].post(f"/van-ban-di/{letter}/ket-thuc/khac/", stale).status_code == 302


def test_rows_typed_into_a_table_whose_letter_was_submitted_come_back(clients: dict[str, Client]) -> None:
    letter = drafted(document=letter_text(body=body_from_text("1. Như bảng.\n| TT | Việc |\n| 1 | Rà soát |")))
    stale = {"version": version_of(letter), "cot-0": ["TT", "1"], "cot-1": ["Việc", "Rà soát lại"]}
    services.submit_letter(OFFICE, letter_id=letter, version=version_of(letter), now=DAY)
    answer = clients["thuongtruc"].post(f"/van-ban-di/{letter}/bang/1/", stale)
    assert answer.status_code == 409
    assert ">Rà soát lại</textarea>" in answer.content.decode()
