"""A long list of procedures is read, compared and written by the worker: each row once, whatever dies meanwhile."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from caicach.kernel.audit.verifying import verify
from caicach.kernel.errors import Conflict
from caicach.kernel.files import services as files
from caicach.kernel.files.models import StoredFile
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.models import Job
from caicach.organisations.models import User
from caicach.procedures import queries, services
from caicach.procedures.domain.planning import ImportState, Outcome
from caicach.procedures.models import ImportStep, ProcedureVersion, RegisterImport
from caicach.procedures.services.importing import DIRECTLY
from factories.procedures import DAY, OFFICE, brought, confirmed, lines, made
from factories.web import people

MORE = 2 * DIRECTLY + 100
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(db: None) -> Client:
    people()
    client = Client()
    client.force_login(User.objects.get(username="thuongtruc"))
    return client


def _worked() -> None:
    while queue.run_next(now=DAY):
        pass


def _state(import_id: int) -> ImportState:
    return queries.import_preview(OFFICE, import_id, most=1).line.state


def test_a_worker_killed_between_slices_leaves_no_row_lost_or_doubled(office: Client) -> None:
    file = SimpleUploadedFile("danh-muc.jsonl", lines(*(made(number) for number in range(MORE))))
    page = office.post("/thu-tuc/nhap/", {"file": file, "default_from": "01/01/2023"})["Location"]
    assert "Đang đọc và đối chiếu" in office.get(page).content.decode()
    queue.run_next(now=timezone.now())
    (line,) = queries.imports(OFFICE)
    preview = queries.import_preview(OFFICE, line.id, most=3)
    assert (preview.line.counts["new"], preview.total, len(preview.steps)) == (MORE, MORE, 3)
    job = office.post(page, {"key": preview.key})["Location"]
    assert job.startswith("/viec-nen/")
    with connection.execute_wrapper(_dies_at_slice(2)), pytest.raises(SystemExit):
        queue.run_next(now=timezone.now())
    assert ProcedureVersion.objects.count() == DIRECTLY
    assert _state(line.id) is ImportState.WRITING
    assert "Còn 600 dòng" in office.get(page).content.decode()
    assert list(verify()) == []
    queue.run_next(now=timezone.now())
    assert ProcedureVersion.objects.count() == MORE
    assert _state(line.id) is ImportState.DONE
    assert not ImportStep.objects.exists()
    assert list(verify()) == []
    done = Job.objects.get(kind="procedures.confirm_import")
    assert (done.done, done.total) == (MORE, MORE)


def test_one_file_writes_at_a_time_and_a_stopped_one_goes_on() -> None:
    first, second = brought(*(made(number) for number in range(DIRECTLY + 1))), brought(made(9, name="Khác"))
    _worked()
    key = queries.import_preview(OFFICE, first, most=1).key
    other = queries.import_preview(OFFICE, second).key
    job = services.confirm_import_later(OFFICE, import_id=first, key=key, now=DAY)
    queue.ask_to_stop(OFFICE, key=Job.objects.get(pk=job).key, now=DAY)
    _worked()
    assert _state(first) is ImportState.WRITING
    with pytest.raises(Conflict):
        services.confirm_import(OFFICE, import_id=second, key=other, now=DAY)
    with pytest.raises(Conflict):
        services.drop_import(OFFICE, import_id=first, now=DAY)
    assert services.confirm_import(OFFICE, import_id=first, key=key, now=DAY)["new"] == DIRECTLY + 1
    with pytest.raises(Conflict):
        confirmed(second)
    assert confirmed(second)["corrected"] == 1
    assert list(verify()) == []


def test_a_long_file_compared_with_an_older_register_is_compared_again() -> None:
    long = brought(*(made(number) for number in range(DIRECTLY + 1)))
    _worked()
    key = queries.import_preview(OFFICE, long, most=1).key
    confirmed(brought(made(3)))
    assert queries.import_preview(OFFICE, long, most=1).is_old
    with pytest.raises(Conflict):
        services.confirm_import(OFFICE, import_id=long, key=key, now=DAY - timedelta(hours=1))
    assert _state(long) is ImportState.WAITING
    _worked()
    again = queries.import_preview(OFFICE, long, only=Outcome.SAME)
    assert (again.is_old, again.total) == (False, 1)


def test_a_file_that_the_worker_cannot_read_says_why_and_leaves_nothing(office: Client) -> None:
    import_id = brought(*(made(number) for number in range(DIRECTLY + 1)))
    _put(import_id, b"PK\x03\x04 word/ cut off")
    _worked()
    assert "Không nhận tệp này" in office.get(f"/thu-tuc/nhap/{import_id}/").content.decode()
    services.drop_import(OFFICE, import_id=import_id, now=DAY)
    assert not StoredFile.objects.exists()


def _put(import_id: int, data: bytes) -> None:
    """As if these had been the bytes that were brought."""
    row = RegisterImport.objects.select_related("file").get(pk=import_id)
    assert row.file is not None
    old, row.file = row.file, files.store(OFFICE, data=data, name=row.file.name, now=DAY)
    row.save()
    files.discard(old)


def _dies_at_slice(number: int) -> Callable[..., object]:
    """The process ends where the slice says to the trail what it wrote."""
    begun = 0

    def execute(ask: Callable[..., object], sql: str, *given: object) -> object:
        nonlocal begun
        begun += 'INSERT INTO "audit_auditline"' in sql and "procedures.import." in str(given)
        if begun == number:
            begun += 1  # what follows undoes the slice
            raise SystemExit
        return ask(sql, *given)

    return execute
