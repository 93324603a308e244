"""Stored files: kept once, told by their bytes, checked when they are read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from caicach.kernel.access import Actor
from caicach.kernel.errors import InvalidInput, NotFound, TooLarge
from caicach.kernel.files import queries, services
from caicach.kernel.files.media import media_type_of

NOW = datetime(2023, 2, 10, 8, 0, tzinfo=UTC)
OFFICER = Actor(user_id=7, name="Chuyên viên Sở Nội vụ")


@pytest.mark.django_db
def test_equal_bytes_are_kept_once_and_come_back_whole() -> None:
    first = services.store(OFFICER, data="Báo cáo".encode(), name="a.txt", now=NOW)
    second = services.store(OFFICER, data="Báo cáo".encode(), name="b.txt", now=NOW)
    assert (first.sha256, first.name, second.name) == (second.sha256, "a.txt", "b.txt")
    assert queries.read_bytes(queries.stored_file(second.pk)).decode() == "Báo cáo"


@pytest.mark.django_db
def test_a_file_altered_on_the_disk_is_not_served() -> None:
    file = services.store(OFFICER, data=b"minh chung cho bao cao", name="a.txt", now=NOW)
    queries.path_of(file.sha256).write_bytes(b"khac")
    with pytest.raises(NotFound, match=r"file\.damaged"):
        queries.read_bytes(file)


@pytest.mark.django_db(transaction=True)
def test_bytes_that_somebody_forgets_while_another_stores_them_are_there_in_the_end(tmp_path: Path) -> None:
    with override_settings(FILES_DIR=tmp_path):
        first = services.store(OFFICER, data=b"shared", name="a.txt", now=NOW)
        with transaction.atomic():
            second = services.store(OFFICER, data=b"shared", name="b.txt", now=NOW)
            # What the other does after its commit, which sees no row of this transaction.
            queries.path_of(first.sha256).unlink()
        services.discard(first)
        assert queries.read_bytes(second) == b"shared"


@pytest.mark.django_db
def test_what_a_failed_transaction_left_on_the_disk_is_swept_away_later(tmp_path: Path) -> None:
    with override_settings(FILES_DIR=tmp_path):
        kept = services.store(OFFICER, data=b"kept", name="a.txt", now=NOW)
        with transaction.atomic():
            lost = services.store(OFFICER, data=b"lost", name="b.txt", now=NOW)
            transaction.set_rollback(True)
        assert queries.path_of(lost.sha256).is_file()
        written_at = datetime.fromtimestamp(queries.path_of(lost.sha256).stat().st_mtime, UTC)
        assert services.sweep(now=written_at + timedelta(minutes=30)) == 0
        assert services.sweep(now=written_at + timedelta(hours=2)) == 1
        assert not queries.path_of(lost.sha256).exists()
        assert queries.read_bytes(kept) == b"kept"


@pytest.mark.django_db
def test_an_empty_file_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"file\.empty"):
        services.store(OFFICER, data=b"", name="a.txt", now=NOW)


@pytest.mark.django_db
@override_settings(UPLOAD_BYTES=10)
def test_a_file_above_the_bound_is_refused_with_the_bound_named() -> None:
    with pytest.raises(TooLarge, match=r"file\.too_large"):
        services.store(OFFICER, data=b"x" * 11, name="a.txt", now=NOW)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Tài liệu\\Báo cáo.docx", "Báo cáo.docx"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_b_Set-Cookie_ x.pdf"),
        ("", "tep"),
        ("...", "tep"),
    ],
)
def test_a_name_cannot_leave_its_place(name: str, expected: str) -> None:
    assert services.clean_name(name) == expected


def test_a_very_long_name_keeps_its_ending() -> None:
    assert services.clean_name("a" * 500 + ".pdf").endswith(".pdf")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<script>alert(1)</script>", "text/plain"),
        (b"<svg onload=x>", "text/plain"),
        (b"PK\x03\x04", "application/zip"),
    ],
)
def test_nothing_is_ever_called_a_page(data: bytes, expected: str) -> None:
    assert media_type_of(data) == expected
