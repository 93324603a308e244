"""Each bad file gets a clear message, and nothing of it is half-stored."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import override_settings

from caicach.correspondence import queries, services
from caicach.correspondence.domain.received import Received, ReceivedState
from caicach.correspondence.models import ReceivedDocument
from caicach.kernel.errors import CaicachError, TooLarge
from caicach.kernel.files.models import StoredFile
from factories.bad_files import CAT, REFUSED, TCVN3
from factories.correspondence import ARRIVED, NOW, OFFICE, reading, received, review

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, settings) -> Path:
    settings.FILES_DIR = tmp_path
    return tmp_path


def receive(data: bytes, name: str = "cong-van.docx") -> Received:
    return services.receive_document(OFFICE, data=data, filename=name, arrived_on=ARRIVED, now=NOW)


def files_on(disk: Path) -> list[Path]:
    return [path for path in disk.rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", REFUSED)
def test_a_bad_file_is_refused_with_what_why_and_what_to_do(kind: str, disk: Path) -> None:
    data, code, _ = REFUSED[kind]
    with pytest.raises(CaicachError) as refusal:
        receive(data)
    assert refusal.value.code == code
    assert "cong-van.docx" in refusal.value.what
    assert refusal.value.why
    assert refusal.value.todo
    assert not ReceivedDocument.objects.exists()
    assert not StoredFile.objects.exists()
    assert files_on(disk) == []


@override_settings(UPLOAD_BYTES=1_000)
def test_a_file_above_the_bound_is_refused_before_it_is_read(disk: Path) -> None:
    with pytest.raises(TooLarge, match=r"file\.too_large"):
        receive(b"x" * 1_001)
    assert files_on(disk) == []


def test_a_photo_of_a_cat_is_kept_as_failed_and_says_why(disk: Path) -> None:
    got = receive(CAT, "meo.jpg")
    assert got.state is ReceivedState.RECEIVED
    assert services.read_next(now=NOW) == got.id
    row = queries.document_of(OFFICE, got.id)
    assert row.state is ReceivedState.FAILED
    assert row.failure is not None
    assert all((row.failure.what, row.failure.why, row.failure.todo))
    assert len(files_on(disk)) == 1


def test_text_in_an_old_encoding_becomes_unicode() -> None:
    seen = review(receive(TCVN3, "cu.txt").id)
    assert "Về việc rà soát thủ tục hành chính" in seen.text
    assert "source.legacy_encoding" in {warning.code for warning in seen.warnings}


def test_a_long_or_strange_name_is_cleaned_and_kept() -> None:
    name = "..\\\\Công văn số 08 «về việc» \x00rà soát/" + "rất dài " * 60 + ".txt"
    row = queries.document_of(OFFICE, receive(TCVN3, name).id)
    assert row.filename.endswith(".txt")
    assert len(row.filename) <= 200
    assert "\x00" not in row.filename


def test_noise_read_as_a_value_is_no_error_of_the_database() -> None:
    noise = reading(number="1" * 200, symbol="QĐ" * 200, doc_type="x" * 300, issuer="y" * 3000)
    task = replace(noise.tasks[0], item="1." * 100)
    got = received(b"noise", replace(noise, tasks=(task, *noise.tasks[1:])))
    assert queries.document_of(OFFICE, got).number == "1" * 200
