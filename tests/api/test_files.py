"""Files over HTTP: bad ones refused with what, why and what to do; good ones sent to those who may have them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from api.conftest import BASE, Program
from caicach.kernel.files.models import StoredFile
from factories.bad_files import CAT, REFUSED, TCVN3
from factories.correspondence import TEXT

pytestmark = pytest.mark.django_db
Programs = dict[str, Program]
NAME = "Báo cáo «quý I»; số 08.txt"


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, settings: Any) -> Path:
    settings.FILES_DIR = tmp_path
    return tmp_path


def _hand_in(program: Program, data: bytes, name: str) -> Any:
    return program.send("/documents", file=SimpleUploadedFile(name, data), arrived_on="2023-02-14")


@pytest.mark.parametrize("kind", REFUSED)
def test_a_bad_file_is_refused_and_nothing_of_it_is_kept(programs: Programs, disk: Path, kind: str) -> None:
    data, code, status = REFUSED[kind]
    answer = _hand_in(programs["office"], data, "cong-van.docx")
    assert (answer.status, answer.body["code"]) == (status, code), answer.body
    assert all(answer.body[key] for key in ("what", "why", "todo"))
    assert not StoredFile.objects.exists()
    assert not [path for path in disk.rglob("*") if path.is_file()]
    assert programs["office"].get("/documents").body["total"] == 0


def test_an_upload_above_the_bound_is_refused_by_its_announced_length(programs: Programs, settings: Any) -> None:
    settings.UPLOAD_BYTES = 100_000
    answer = _hand_in(programs["office"], b"x" * 2_000_000, "lon.txt")
    assert (answer.status, answer.body["code"]) == (413, "file.too_large")
    assert all(answer.body[key] for key in ("what", "why", "todo"))
    assert not StoredFile.objects.exists()


def test_a_picture_waits_and_old_text_is_read(programs: Programs) -> None:
    assert _hand_in(programs["office"], CAT, "meo.jpg").body["state"] == "received"
    assert _hand_in(programs["office"], TCVN3, "cu.txt").body["state"] == "read"


def _confirmed_with_evidence(programs: Programs) -> tuple[int, int]:
    """Ids of a confirmed document and of the evidence that Justice sent."""
    office, justice = programs["office"], programs["justice"]
    document = _hand_in(office, TEXT.encode(), NAME).body["id"]
    version = office.get(f"/documents/{document}").body["version"]
    assert office.post(f"/documents/{document}/confirm", {"version": version}).status == 200
    rows = justice.get("/tasks", on="2023-02-15").body["items"]
    mine = next(row for row in rows if row["item"] == "1")
    sent = justice.send(
        f"/assignments/{mine['assignment_id']}/reports",
        text="Đã rà soát.",
        is_completed="true",
        completed_on="2023-02-16",
        files=SimpleUploadedFile(NAME, b"<script>alert(1)</script>"),
    )
    assert sent.status == 201, sent.body
    page = office.get(f"/tasks/{mine['task_id']}").body
    lead = next(a for a in page["assignments"] if a["row"]["unit"] == "STP")
    return document, lead["reports"][0]["evidence"][0]["file_id"]


def test_files_leave_as_attachments_that_no_browser_runs(programs: Programs) -> None:
    document, evidence = _confirmed_with_evidence(programs)
    for path in (f"/documents/{document}/source", f"/evidence/{evidence}"):
        headers = {"Authorization": f"Bearer {programs['office'].token}"}
        answer = Client().get(f"{BASE}{path}", headers=headers)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/plain"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o")
        assert "private" in answer["Cache-Control"]


def test_three_people_and_a_file(programs: Programs, letter: Callable[[], Any]) -> None:
    """The unit in charge and the office get it; a unit that only cooperates gets the letter, not the evidence."""
    document, evidence = _confirmed_with_evidence(programs)
    source = f"/documents/{document}/source"
    statuses = {
        who: (programs[who].get(source).status, programs[who].get(f"/evidence/{evidence}").status)
        for who in ("office", "justice", "health", "nobody")
    }
    assert statuses == {"office": (200, 200), "justice": (200, 200), "health": (200, 404), "nobody": (401, 401)}
