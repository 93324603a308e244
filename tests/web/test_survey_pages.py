"""Surveys on pages: from a questionnaire to answers that leave, and who is let in."""

import json
import zlib
from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from caicach.kernel.access import SYSTEM
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.models import Job
from caicach.kernel.search import services as search
from caicach.surveys.collection import services
from caicach.surveys.collection.models import AnswerLink, AnswerLinks, Collector, Survey
from caicach.surveys.collection.services import exporting
from caicach.surveys.collection.services.links import INVITE_KIND
from caicach.web.surveys.codes import collect_settings
from factories import surveys as made
from factories.mail_servers import MailServer, Manner, mail_server
from surveys.form_books import workbook

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Captured = Callable[..., Any]


def test_only_those_who_run_surveys_see_them(sign_in: SignIn) -> None:
    number = made.survey()
    for name in ("lanhdao", "tuphap", "quantri"):
        client = sign_in(name)
        assert client.get("/khao-sat/").status_code == 403
        assert client.get(f"/khao-sat/{number}/").status_code == 404
        assert client.get(f"/khao-sat/{number}/tra-loi/").status_code == 404
        assert client.post(f"/khao-sat/{number}/tra-loi/tai/", {"kind": "csv"}).status_code == 404
        assert "/khao-sat/" not in client.get("/tro-giup/").content.decode()


def test_a_survey_from_its_name_to_its_close(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    assert "Chưa có cuộc khảo sát nào" in office.get("/khao-sat/").content.decode()
    typed = {"title": "Khảo sát 2023", "anonymity": "anonymous", "retained_until": "31/12/2024"}
    late = office.post("/khao-sat/moi/", {**typed, "retained_until": "01/01/2023"})
    assert late.status_code == 422
    address = office.post("/khao-sat/moi/", typed)["Location"]
    number = Survey.objects.get().pk
    assert address == f"/khao-sat/{number}/"
    assert "Chưa có bảng hỏi" in office.get(address).content.decode()
    assert office.post(f"{address}mo/").status_code == 409
    version = made.version(number)
    assert office.post(f"{address}mo/").status_code == 302
    page = office.get(f"{address}bang-hoi/{version}/").content.decode()
    assert "Ông/bà nộp hồ sơ ở đâu?" in page
    assert "${kenh} = &#x27;khac&#x27;" in page
    assert office.post(f"{address}dong/").status_code == 302
    assert "Đã đóng" in office.get("/khao-sat/").content.decode()


def test_every_finding_in_a_questionnaire_is_told_with_its_row(sign_in: SignIn) -> None:
    number, office = made.survey(is_open=False), sign_in("thuongtruc")
    rows = (("type", "name", "label"), ("tuổi", "tuoi", "Tuổi"), ("select_one khong_co", "x", "Chọn"))
    file = SimpleUploadedFile("hong.xlsx", workbook({"survey": rows}))
    answer = office.post(f"/khao-sat/{number}/bang-hoi/", {"file": file})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "dòng 2" in page
    assert "dòng 3" in page
    assert "Traceback" not in page


def test_password_and_token_of_a_collector_are_shown_once(sign_in: SignIn) -> None:
    number, office = made.survey(), sign_in("thuongtruc")
    page = office.post(f"/khao-sat/{number}/dieu-tra-vien/", {"name": "Tổ 1", "days": "30"}).content.decode()
    username = Collector.objects.get().username
    assert username in page
    assert "/odk/key/" in page
    later = office.get(f"/khao-sat/{number}/").content.decode()
    assert username in later
    assert "/odk/key/" not in later
    assert office.post(f"/khao-sat/{number}/dieu-tra-vien/{username}/thu-hoi/").status_code == 302
    assert "Đã thu hồi" in office.get(f"/khao-sat/{number}/").content.decode()


def test_answers_are_shown_and_leave_with_a_line_in_the_trail(sign_in: SignIn) -> None:
    number, office = made.survey(), sign_in("thuongtruc")
    issued = made.collector(number)
    made.received(number, issued, uuid="a1")
    made.received(number, issued, uuid="a2", khu_vuc="mien_nui", now=made.AT + timedelta(days=1))
    assert "mien_nui" not in office.get(f"/khao-sat/{number}/tra-loi/").content.decode()
    made.leaves_whole(number)
    page = office.get(f"/khao-sat/{number}/tra-loi/").content.decode()
    assert "mien_nui" in page
    page = office.get(f"/khao-sat/{number}/").content.decode()
    assert "không ghi" in page
    assert "Ngày nhiều nhất" in page
    answer = office.post(f"/khao-sat/{number}/tra-loi/tai/", {"kind": "csv", "what": "answers"})
    data = BytesIO(b"".join(answer)).getvalue().decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert len(data) == 3
    assert AuditLine.objects.filter(action="surveys.answers_exported", subject_id=str(number)).count() == 1


def test_a_large_file_is_made_by_the_worker_and_waits_for_who_asked(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, office = made.survey(), sign_in("thuongtruc")
    made.received(number, made.collector(number), uuid="a1")
    monkeypatch.setattr(exporting, "_MOST_CELLS_AT_ONCE", 0)
    answer = office.post(f"/khao-sat/{number}/tra-loi/tai/", {"kind": "sav", "what": "answers"})
    assert answer["Location"].startswith("/viec-nen/")
    address = Job.objects.get(kind=exporting.EXPORT_KIND).link
    assert office.get(address).status_code == 404
    while queue.run_next(now=timezone.now()):
        pass
    assert address in office.get(answer["Location"]).content.decode()
    assert not AuditLine.objects.filter(action="surveys.answers_exported").exists()
    file = office.get(address)
    whole = b"".join(file.streaming_content)
    assert (whole[:4], len(whole)) == (b"$FL2", int(file["Content-Length"]))
    assert AuditLine.objects.filter(action="surveys.answers_exported").count() == 1
    assert sign_in("lanhdao").get(address).status_code == 404


def test_a_link_is_shown_with_its_code_and_a_sheet_to_print(sign_in: SignIn) -> None:
    number, office = made.survey(), sign_in("thuongtruc")
    typed = {"kind": "open", "label": "Tờ tại quầy", "count": "1", "days": "30"}
    page = office.post(f"/khao-sat/{number}/duong-dan/", typed).content.decode()
    sheet = page.partition('<section class="desk-sheet"')[2].partition("</section>")[0]
    assert 'class="qr"' in sheet
    assert "/phieu/" in sheet
    assert "Phiếu ẩn danh" in sheet
    assert "ông/bà" in sheet


def test_collect_reads_its_settings_from_the_code() -> None:
    written = collect_settings("https://tinh.example/odk/key/x", "Khảo sát 2026")
    read = json.loads(zlib.decompress(b64decode(written)))
    assert read["general"]["server_url"] == "https://tinh.example/odk/key/x"
    assert read["project"]["name"] == "Khảo sát 2026"


@pytest.mark.parametrize(("username", "is_found"), [("thuongtruc", True), ("lanhdao", False), ("tuphap", False)])
def test_the_search_finds_surveys_for_those_who_run_them(sign_in: SignIn, username: str, is_found: bool) -> None:
    number = made.survey()
    services.close_survey(SYSTEM, survey_id=number, now=made.AT)
    search.prepare()
    search.refresh_all(on=made.AT.date())
    page = sign_in(username).get("/tim-kiem/", {"tim": "hai long 2026.1"}).content.decode()
    assert (f"/khao-sat/{number}/" in page) == is_found


INVITED = {
    "label": "Thư mời",
    "words": "Mời ông/bà cho ý kiến.",
    "days": "30",
    "addresses": "a@x.vn\nb@x.vn\n\nA@x.vn\nc@x.vn\n",
}


def _send_through(server: MailServer, settings: LazySettings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.PUBLIC_URL = "127.0.0.1", server.port, "http://testserver"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


def test_each_address_gets_a_link_of_its_own_once(sign_in: SignIn, settings: LazySettings) -> None:
    number, office = made.survey(), sign_in("thuongtruc")
    address = f"/khao-sat/{number}/thu-moi/"
    assert office.post(address, INVITED).status_code == 409  # no mail server
    manners = Manner.BUSY, Manner.LOSES_ANSWER, Manner.REFUSES_RECIPIENT, Manner.BUSY, Manner.ACCEPTS
    with mail_server(*manners) as server:
        _send_through(server, settings)
        for wrong in ("không", "a@tỉnh.vn"):
            answer = office.post(address, INVITED | {"addresses": f"b@x.vn\n{wrong}"})
            assert "không phải là địa chỉ" in answer.content.decode()
        answer = office.post(address, INVITED)
        assert answer["Location"].startswith("/viec-nen/")
        at = timezone.now()
        queue.run_next(now=at)
        first = Job.objects.get(kind=INVITE_KIND)
        assert (first.done, first.failed, len(server.recipients)) == (2, 2, 4)  # one full box keeps nobody waiting
        assert "Máy chủ thư chưa nhận thư" in str(first.last_error)
        while queue.run_next(now=(at := at + timedelta(hours=1))):
            pass
    assert len(server.kept) == 2
    job = Job.objects.get(kind=INVITE_KIND)
    assert (job.done, job.failed) == (3, 2)
    assert all("x.vn" not in f"{one.payload}{one.failures}{one.checkpoint}{one.last_error}" for one in (first, job))
    text = [message_from_bytes(kept, policy=policy.default).get_content() for kept in server.kept]
    links = {line.removeprefix("http://testserver") for one in text for line in one.splitlines() if "/phieu/" in line}
    assert len(links) == AnswerLink.objects.filter(links__survey=number).count() == 2
    assert all(Client().get(link).status_code == 200 for link in links)


def test_whom_revoked_links_were_for_is_forgotten_at_once(
    sign_in: SignIn, settings: LazySettings, tmp_path: Path, django_capture_on_commit_callbacks: Captured
) -> None:
    settings.FILES_DIR = tmp_path / "files"
    number, office = made.survey(is_open=False), sign_in("thuongtruc")
    with mail_server(Manner.ACCEPTS) as server:
        _send_through(server, settings)
        assert "không mở" in office.post(f"/khao-sat/{number}/thu-moi/", INVITED).content.decode()
        services.open_survey(SYSTEM, survey_id=number, now=timezone.now())
        office.post(f"/khao-sat/{number}/thu-moi/", INVITED)
        (kept,) = (tmp_path / "kept").glob("*/*")
        with django_capture_on_commit_callbacks(execute=True):
            office.post(f"/khao-sat/{number}/duong-dan/{AnswerLinks.objects.get().pk}/thu-hoi/")
        assert not kept.exists()
        queue.run_next(now=timezone.now())
    assert (Job.objects.get(kind=INVITE_KIND).failed, server.kept, AnswerLink.objects.count()) == (1, [], 0)
