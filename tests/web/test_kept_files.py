"""A form refused for one thing keeps the file chosen for another; a waiting page leads on when it is over."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.kernel.files.kept import (
    KEPT_FOR,
    MOST,
    KeptUpload,
    keep_file,
    keep_upload,
    kept_upload,
    new_token,
    sweep_kept,
)
from factories.planning import html_table
from factories.web import read_letter

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
PLAN = {"title": "Kế hoạch năm", "kind": "annual", "unit": "TINH", "first_year": "2023", "issued_on": "5/1/2023"}


def token_of(page: str) -> str:
    return page.split('name="file-giu" value="')[1].split('"', maxsplit=1)[0]


def test_a_wrong_day_does_not_lose_the_file(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    file = SimpleUploadedFile("ke-hoach.html", html_table())
    wrong = office.post("/ke-hoach/moi/", {**PLAN, "issued_on": "31/2/2023", "file": file})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert "Giữ tệp đã chọn: ke-hoach.html" in page
    # Another wrong answer keeps it, and the right one reads it.
    again = office.post("/ke-hoach/moi/", {**PLAN, "title": "", "file-giu": token_of(page)}).content.decode()
    done = office.post("/ke-hoach/moi/", {**PLAN, "file-giu": token_of(again)}, follow=True)
    assert "Đã đọc bảng nhiệm vụ" in done.content.decode()
    assert "ke-hoach.html" in done.content.decode()


def test_what_is_kept_is_its_persons_alone_and_unticking_drops_it(sign_in: SignIn) -> None:
    office, colleague = sign_in("thuongtruc"), Client()
    colleague.post("/dang-nhap/", {"username": "lanhdao", "password": "mot-mat-khau-dai-2023"})
    file = SimpleUploadedFile("ke-hoach.html", html_table())
    page = office.post("/ke-hoach/moi/", {**PLAN, "title": "", "file": file}).content.decode()
    stranger = Client()
    stranger.post("/dang-nhap/", {"username": "tuphap", "password": "mot-mat-khau-dai-2023"})
    other = stranger.post("/ke-hoach/moi/", {**PLAN, "unit": "STP", "file-giu": token_of(page)}, follow=True)
    assert "Đã đọc bảng nhiệm vụ" not in other.content.decode()
    without = office.post("/ke-hoach/moi/", PLAN, follow=True)
    assert "Đã đọc bảng nhiệm vụ" not in without.content.decode()


def test_a_file_marked_secret_is_not_kept(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    secret = SimpleUploadedFile("a.html", "<p>MẬT</p><p>UBND TỈNH</p>".encode() + html_table())
    page = office.post("/ke-hoach/moi/", {**PLAN, "file": secret}).content.decode()
    assert "file-giu" not in page


def test_kept_files_go_after_a_while_and_are_few(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"  # the sweep takes what other processes of this run keep too
    now = datetime.now(UTC)
    kept = [keep_upload(7, name=f"../{n}.txt", data=b"x") for n in range(MOST + 2)]
    assert kept[-1].name == f"{MOST + 1}.txt"
    assert kept_upload(7, kept[0].token, now=now) is None
    assert kept_upload(7, kept[-1].token, now=now) == kept[-1]
    assert kept_upload(8, kept[-1].token, now=now) is None
    assert kept_upload(7, "../8", now=now) is None
    later = now + KEPT_FOR + timedelta(minutes=1)
    assert kept_upload(7, kept[-1].token, now=later) is None
    assert sweep_kept(now=later) == MOST
    assert sweep_kept(now=later) == 0


def test_a_file_is_not_there_before_it_is_whole(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"
    token, now = new_token(), datetime.now(UTC)

    class Watched(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert kept_upload(7, token, now=now) is None
            return super().read(size)

    keep_file(7, name="lon.csv", data=Watched(b"x"), token=token)
    assert kept_upload(7, token, now=now) == KeptUpload(token, "lon.csv", b"x")
    assert [path.name for path in (tmp_path / "kept" / "7").iterdir()] == [token]


def test_the_waiting_page_of_a_scan_is_led_on_when_reading_ends(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    letter = read_letter()
    asked = office.get(f"/van-ban/{letter}/", headers={"HX-Request": "true"})
    assert (asked.status_code, asked.headers["HX-Redirect"]) == (204, f"/van-ban/{letter}/soat/")
    assert office.get(f"/van-ban/{letter}/").headers["Location"] == f"/van-ban/{letter}/soat/"
