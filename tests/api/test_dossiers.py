"""Dossiers pushed by another system: once is enough, twice is the same, and nothing of a person stays."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from api.conftest import Answer, Program
from caicach.dossiers.models import DossierImport
from caicach.kernel.files.models import StoredFile
from caicach.kernel.files.queries import path_of
from caicach.kernel.jobs import services as queue
from caicach.notifications.domain import signing

pytestmark = pytest.mark.django_db
Programs = dict[str, Program]
ROWS = """Mã hồ sơ;Đơn vị;Họ và tên;Ngày tiếp nhận;Ngày hẹn trả;Ngày xử lý xong
HS-230103-1;STP;Người Một;03/01/2023 08:00;10/01/2023;05/01/2023 09:00
HS-230103-2;Không có;Người Hai;03/01/2023 08:00;10/01/2023;
"""


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, settings: Any) -> None:
    settings.FILES_DIR = tmp_path


def push(program: Program, text: str = ROWS) -> Answer:
    return program.push("Một cửa", "hs.csv", text.encode())


def test_a_push_is_kept_then_read_and_laid_by_the_worker_and_may_be_repeated(programs: Programs) -> None:
    office = programs["office"]
    first = push(office)
    assert (first.status, first.body["finished_at"], first.body["rows"]) == (202, None, 0)
    assert push(office).body["id"] == first.body["id"]
    while queue.run_next(now=timezone.now()):
        pass
    done = office.get(f"/dossier-imports/{first.body['id']}").body
    assert done["finished_at"]
    assert (done["new"], done["rows"], [one["rows"] for one in done["reasons"]]) == (1, 2, [1])
    assert DossierImport.objects.count() == 1
    kept = b"".join(path_of(sha256).read_bytes() for sha256 in StoredFile.objects.values_list("sha256", flat=True))
    assert kept
    assert "Người".encode() not in kept


def test_only_who_may_import_pushes_or_asks(programs: Programs) -> None:
    made = push(programs["office"]).body["id"]
    assert push(programs["justice"]).status == 403
    assert programs["justice"].get(f"/dossier-imports/{made}").status == 403
    assert push(programs["nobody"]).status == 401


def _signed(program: Program, *, minutes: int = 0, source: str = "Một cửa", text: str = ROWS, token: str = "") -> str:
    at = int((timezone.now() + timedelta(minutes=minutes)).timestamp())
    return signing.signature(token or program.token, at, f"{source}\n".encode(), text.encode())


@pytest.mark.parametrize(
    "other",
    [{"minutes": -6}, {"minutes": 6}, {"source": "Khác"}, {"text": ROWS.replace("STP", "SYT")}, {"token": "x"}],
)
def test_a_push_signed_for_something_else_is_not_taken(programs: Programs, other: dict[str, Any]) -> None:
    office = programs["office"]
    refused = office.push("Một cửa", "hs.csv", ROWS.encode(), signature=_signed(office, **other))
    assert (refused.status, refused.body["code"]) == (403, "dossiers.signature")
    assert not DossierImport.objects.exists()


def test_a_push_without_a_signature_is_not_taken(programs: Programs) -> None:
    for none in ("", "t=1,v1=2", "v1=" + "0" * 64):
        refused = programs["office"].push("Một cửa", "hs.csv", ROWS.encode(), signature=none)
        assert (refused.status, refused.body["code"]) == (403, "dossiers.signature")


def test_a_file_that_says_nothing_of_dossiers_is_refused_by_the_worker_and_forgotten(programs: Programs) -> None:
    made = push(programs["office"], "a;b\n1;2\n")
    assert made.status == 202
    queue.run_next(now=timezone.now())
    done = programs["office"].get(f"/dossier-imports/{made.body['id']}").body
    assert "a, b" in done["refused"]
    assert done["finished_at"] is None
    assert not StoredFile.objects.exists()
    assert push(programs["office"], "a;b\n1;2\n").body["refused"] == ""  # it may be brought again
