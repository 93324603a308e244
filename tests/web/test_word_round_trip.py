"""A draft goes out as DOCX and comes back edited: what differs is shown, and nothing is kept before a person saves."""

import io
import re
from collections.abc import Callable

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.correspondence import services
from caicach.kernel.access import SYSTEM
from factories.correspondence import NOW
from factories.letters import COMMITTEE, drafted, page

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    services.save_office(SYSTEM, office=COMMITTEE, now=NOW)
    return sign_in("thuongtruc")


def edited(client: Client, letter: int, before: str, after: str) -> SimpleUploadedFile:
    """The DOCX of the draft with one phrase written otherwise."""
    answer = client.get(f"/van-ban-di/{letter}/docx/")
    made = docx.Document(io.BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content))
    found = [one for one in made.paragraphs if before in one.text]
    for one in found:
        words = one.text.replace(before, after)
        for run in one.runs[1:]:
            run.text = ""
        one.runs[0].text = words
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile("du-thao.docx", out.getvalue())


def compared(client: Client, letter: int, file: SimpleUploadedFile) -> str:
    answer = client.post(f"/van-ban-di/{letter}/tu-word/", {"file": file, "of_version": ""})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_file_that_nobody_edited_changes_nothing(office: Client) -> None:
    letter = drafted()
    assert "không có gì để lấy" in compared(office, letter, edited(office, letter, "không có chữ này", ""))


def test_an_edit_is_shown_and_taken_by_a_person(office: Client) -> None:
    letter = drafted()
    line = next(block.text for block in page(letter).document.body if len(block.text.split()) > 4)
    word = line.split()[-1]
    shown = compared(office, letter, edited(office, letter, line, line.replace(word, "THAY")))
    assert re.search(r"<ins\s*>[^<]*THAY", shown)
    assert page(letter).row.version == 1 or "THAY" not in str(page(letter).document.body)
    form = re.search(r'<textarea name="body"[^>]*>(.*?)</textarea>', shown, re.DOTALL)
    assert form
    assert "THAY" in form[1]


def test_what_is_no_letter_is_refused_and_others_have_no_door(office: Client, sign_in: SignIn) -> None:
    letter = drafted()
    broken = SimpleUploadedFile("du-thao.docx", b"PK\x03\x04hong")
    assert office.post(f"/van-ban-di/{letter}/tu-word/", {"file": broken}).status_code in {415, 422}
    assert sign_in("tuphap").get(f"/van-ban-di/{letter}/tu-word/").status_code in {403, 404}
