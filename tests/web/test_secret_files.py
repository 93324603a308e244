"""A file that bears a mark of secrecy is refused with the reason at every door, and nothing of it is kept."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from caicach.documents.bounded import refuse_secret_file
from caicach.kernel.errors import NotAllowed
from caicach.kernel.files.models import StoredFile
from caicach.kernel.files.queries import path_of
from caicach.kernel.jobs.services import run_next
from caicach.kernel.tables import Table, workbook_of
from caicach.notifications.queries import messages
from caicach.organisations.queries import actor_of, user_id_of
from documents.scan_files import LETTER, page_picture
from factories.plans import confirmed, row

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
HEAD = "UBND TỈNH MẪU\nSỞ NỘI VỤ\nSố: 12/KH-SNV\nMẬT\n\nKẾ HOẠCH\nKiểm tra công vụ năm 2023\n"


def document(text: str = HEAD) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    table = made.add_table(rows=2, cols=3)
    for cell, words in zip(table.rows[0].cells, ("TT", "Nhiệm vụ", "Cơ quan chủ trì"), strict=True):
        cell.text = words
    for cell, words in zip(table.rows[1].cells, ("1", "Kiểm tra công vụ", "Sở Nội vụ"), strict=True):
        cell.text = words
    made.save(out)
    return out.getvalue()


FILES = {
    "ke-hoach.docx": document(),
    "ke-hoach.txt": HEAD.encode(),
    "bang.xlsx": workbook_of(Table("MẬT", ("Đơn vị", "Điểm"), (("Sở Nội vụ", 5),), notes=("Số: 12/BC-SNV",))),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_mark_is_seen_in_files_of_every_kind(name: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        refuse_secret_file(FILES[name], filename=name)
    assert "«Mật»" in refused.value.why or "«MẬT»" in refused.value.why.upper()


@pytest.mark.slow
def test_a_file_without_a_mark_or_without_sense_passes() -> None:
    refuse_secret_file(document(HEAD.replace("MẬT\n", "")), filename="a.docx")
    refuse_secret_file(b"%PDF-1.7 broken", filename="a.pdf")
    refuse_secret_file("Bảo mật thông tin; bí mật nhà nước".encode(), filename="a.txt")


def upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, FILES[name])


def refused(answer: object, before: int) -> None:
    assert answer.status_code == 403, answer  # type: ignore[attr-defined]
    assert "độ mật" in answer.content.decode()  # type: ignore[attr-defined]
    assert StoredFile.objects.count() == before


def test_a_plan(sign_in: SignIn) -> None:
    typed = {"title": "Kế hoạch kiểm tra", "kind": "annual", "unit": "TINH", "first_year": "2023"}
    typed |= {"last_year": "", "reference": "", "issued_on": "05/01/2023", "parent": ""}
    answer = sign_in("thuongtruc").post("/ke-hoach/moi/", {**typed, "file": upload("ke-hoach.docx")})
    refused(answer, 0)
    assert 'value="Kế hoạch kiểm tra"' in answer.content.decode()


def test_evidence_of_a_report(sign_in: SignIn) -> None:
    confirmed()
    before = StoredFile.objects.count()
    typed = {"text": "Đã làm", "is_completed": "0", "completed_on": "", "evidence": [upload("ke-hoach.docx")]}
    refused(sign_in("tuphap").post(f"/phan-cong/{row('STP').assignment_id}/bao-cao/", typed), before)


@pytest.mark.slow
@pytest.mark.parametrize(("mark", "status"), [("MẬT", 404), ("Nơi nhận: như trên", 200)])
def test_a_scan_is_kept_and_withheld_until_the_worker_has_looked_at_it(
    sign_in: SignIn,
    mark: str,
    status: int,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    confirmed()
    client, assignment = sign_in("tuphap"), row("STP").assignment_id
    picture = io.BytesIO()
    page_picture((*LETTER, (85, 140, mark))).save(picture, "PNG")
    scan = SimpleUploadedFile("ban-quet.png", picture.getvalue())
    typed = {"text": "Đã làm", "is_completed": "0", "completed_on": "", "evidence": [scan]}
    assert client.post(f"/phan-cong/{assignment}/bao-cao/", typed).status_code == 302
    kept = StoredFile.objects.get(name="ban-quet.png")
    address = f"/minh-chung/{kept.pk}/"
    waiting = client.get(address)
    assert waiting.status_code == 409
    assert "độ mật" in waiting.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        while run_next(now=timezone.now()):
            pass
    assert client.get(address).status_code == status
    tuphap = actor_of(user_id_of("tuphap"), timezone.now().date())
    heard = [str(one.content.notes[0]) for one in messages(tuphap).items if "bản quét" in str(one.content.title)]
    assert [words.startswith("Tệp gửi lúc ") and " đã bị gỡ. " in words for words in heard] == [True] * (status == 404)
    assert path_of(kept.sha256).exists() == (status == 200)
    assert StoredFile.objects.filter(name="ban-quet.png").exists() == (status == 200)


def test_results_of_a_past_year_are_refused_when_the_worker_reads_them(sign_in: SignIn) -> None:
    client, typed = (
        sign_in("thuongtruc"),
        {"year": "2022", "set_code": "bo", "set_name": "", "file": upload("bang.xlsx")},
    )
    address = client.post("/chi-so/nhap/", typed)["Location"]
    assert "Đang chờ đọc" in client.get(address).content.decode()
    run_next(now=timezone.now())
    page = client.get(address).content.decode()
    assert "độ mật" in page
    assert "bang.xlsx" not in page
    assert not StoredFile.objects.exists()


def test_results_of_a_past_year_lead_on_to_what_was_read_and_are_taken_in_once(sign_in: SignIn) -> None:
    table = workbook_of(Table("Kết quả", ("Mã đơn vị", "Mã tiêu chí", "Điểm"), (("STP", "1.1", 1),)))
    typed = {"year": "2022", "set_code": "bo", "set_name": "", "file": SimpleUploadedFile("kq.xlsx", table)}
    client = sign_in("thuongtruc")
    address = client.post("/chi-so/nhap/", typed)["Location"]
    assert client.post(address).status_code == 409
    run_next(now=timezone.now())
    assert "Nhập 1 điểm, 0 tồn tại" in client.get(address).content.decode()
    year_page = client.post(address)["Location"]
    assert client.post(address)["Location"] == year_page
    assert "Xem tồn tại của năm" in client.get(address).content.decode()
