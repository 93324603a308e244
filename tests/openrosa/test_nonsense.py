"""Nonsense, a full disk, a database that is away: told at the doors of fieldwork in their form, and nothing is kept."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.kernel.access import SYSTEM
from caicach.kernel.files.models import StoredFile
from caicach.surveys.collection import services
from caicach.surveys.collection.domain.values import LinkKind
from caicach.surveys.collection.models import Submission
from openrosa.collecting import NOW, PICTURE, instance, open_survey

pytestmark = pytest.mark.django_db


class Doors:
    """The door of collectors and the door of links, each with a survey that is open."""

    def __init__(self) -> None:
        survey, account = open_survey()
        links = services.issue_links(
            SYSTEM, survey_id=survey, kind=LinkKind.KIOSK, label="Quầy", count=1, days=9, now=NOW
        )
        self.submission = f"/odk/key/{account.token}/submission"
        self.answer = f"/phieu/{links.tokens[0]}/gui/"
        self.places = ((self.submission, "xml_submission_file", "OpenRosaResponse"), (self.answer, "xml", '"told"'))

    def told(self, xml: bytes, **more: bytes) -> list[int]:
        """What both doors answer; each in its own form."""
        return [self.sent(path, part, form, xml, **more) for path, part, form in self.places]

    def sent(self, path: str, part: str, form: str, xml: bytes, **more: bytes) -> int:
        files = {part: SimpleUploadedFile("phieu.xml", xml, "text/xml")}
        files |= {name: SimpleUploadedFile(f"{name}.png", data) for name, data in more.items()}
        answer = Client(raise_request_exception=False).post(path, files)
        if 400 <= answer.status_code < 500:
            assert form in answer.content.decode(), answer.content[:300]
        return answer.status_code


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Doors:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return Doors()


@pytest.mark.parametrize(
    "xml",
    [
        b"\x00" * 50,
        instance("a1").replace(b"<xa>", b"<xa>\x00"),
        instance("a" * 5_000),
        instance("").replace(b"uuid:", b""),
        instance("a1").replace(b"version=", b"version='x' phien="),
        instance("a1").replace(b'id="', b'id="khong-co-'),
        instance("a1")[:-20],
    ],
)
def test_what_is_no_answer_of_the_form_is_refused_and_nothing_is_kept(doors: Doors, xml: bytes) -> None:
    before = StoredFile.objects.count()
    told = doors.told(xml)
    assert all(400 <= status < 500 for status in told), told
    assert (Submission.objects.count(), StoredFile.objects.count()) == (0, before)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 2_000), byte=st.binary(min_size=1, max_size=3))
def test_a_submission_with_other_bytes_anywhere_is_received_or_refused(doors: Doors, at: int, byte: bytes) -> None:
    whole = instance("a1")
    at %= len(whole)
    for status in doors.told(whole[:at] + byte + whole[at + len(byte) :]):
        assert status in {200, 201, 202} or 400 <= status < 500


def test_a_request_that_is_cut_off_in_the_middle_is_told_and_keeps_nothing(doors: Doors) -> None:
    for path, part, _ in doors.places:
        body = (
            f'--x\r\nContent-Disposition: form-data; name="{part}"; filename="a.xml"\r\n'
            "Content-Type: text/xml\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        ).encode() + b"PGRhdGEg!!!"
        answer = Client(raise_request_exception=False).generic("POST", path, body, "multipart/form-data; boundary=x")
        assert 400 <= answer.status_code < 500
        answer = Client(raise_request_exception=False).generic("POST", path, b"abc", "multipart/form-data; boundary=")
        assert 400 <= answer.status_code < 500
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("door", [0, 1])
def test_a_full_disk_is_told_with_507_and_the_same_is_received_afterwards(
    doors: Doors, door: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.FILES_DIR = tmp_path
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", _failing(OSError(errno.ENOSPC, "No space left on device")))
        assert doors.sent(*doors.places[door], instance("a1"), anh=PICTURE) == 507
    assert Submission.objects.count() == 0
    assert doors.sent(*doors.places[door], instance("a1"), anh=PICTURE) == 201


@pytest.mark.parametrize("door", [0, 1])
def test_a_database_that_is_away_is_told_with_503(doors: Doors, door: int, monkeypatch: pytest.MonkeyPatch) -> None:
    away = OperationalError("connection to server failed: Connection refused")
    away.__cause__ = psycopg.OperationalError(str(away))  # as the framework wraps it
    with monkeypatch.context() as gone:
        gone.setattr(Submission, "save", _failing(away))
        assert doors.sent(*doors.places[door], instance("a1")) == 503
    assert doors.sent(*doors.places[door], instance("a1")) == 201


def _failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail
