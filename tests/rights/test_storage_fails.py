"""A database that fails in the middle of any act, at any statement, in any way that databases fail: it is told, and
nothing half is kept. The disk likewise. What nobody told would be a defect for the person in front of it.
"""

import errno
import os
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from caicach.organisations.models import User
from factories import surveys
from rights.matrix import OTHERWISE, PARTS, PEOPLE, TYPED, Answer, Asked, asked, kept
from rights.test_matrix import quick
from rights.world import World, built
from web.test_files_not_parsed_here import DOORS, FILES, PICTURE, needed

__all__ = ["quick"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db]  # every route is imported, and asked several times

PLAIN: Final = ("van-ban.txt", "Sở Tư pháp rà soát thủ tục.".encode())
KEEPING: Final = {
    *("ExportForm.export", "ShownForm.evidence", "web:inspection_answers POST", "web:send_answer POST"),
    *("api:receive_dossiers POST", "api:receive_document POST", "api:report_progress POST"),
    "openrosa:token_submission POST",
}
"""Those that keep a file as it came, whatever it says: these at least meet the full disk."""
STATEMENTS: Final = 2
"""Of each act, so many of its statements fail, one at a time: where writing begins, on a server ends, and another."""
TOLD: Final = {503, 507}
WRITING: Final = ("INSERT", "UPDATE", "DELETE")
OF_THE_REQUEST: Final = frozenset({"SentForm", "Session", "SignInAttempts", "ApiToken", "Visit"})
"""What a request keeps beside the act."""


@dataclass(frozen=True)
class Fault:
    """What the driver raises; ``is_final``: nor is a later statement answered. ``is_of_writing``: no reading fails."""

    raised: Callable[[], Exception]
    is_final: bool = False
    is_of_writing: bool = False


def _unique() -> Exception:
    error = sqlite3.IntegrityError("UNIQUE constraint failed: somewhere.once")
    error.sqlite_errorname = "SQLITE_CONSTRAINT_UNIQUE"
    return error


_SERVER: Final = {
    "server stopped": Fault(lambda: psycopg.errors.AdminShutdown("terminating connection"), is_final=True),
    "server died": Fault(lambda: psycopg.errors.CrashShutdown("terminating connection"), is_final=True),
    "line cut": Fault(lambda: psycopg.OperationalError("consuming input failed: server closed"), is_final=True),
    "line closed": Fault(lambda: psycopg.InterfaceError("connection already closed"), is_final=True),
    "server starts": Fault(lambda: psycopg.errors.CannotConnectNow("the database starts"), is_final=True),
    "too many lines": Fault(lambda: psycopg.errors.TooManyConnections("too many clients already"), is_final=True),
    "deadlock": Fault(lambda: psycopg.errors.DeadlockDetected("deadlock detected")),
    "serialisation": Fault(lambda: psycopg.errors.SerializationFailure("could not serialize access")),
    "too long": Fault(lambda: psycopg.errors.QueryCanceled("canceling statement due to statement timeout")),
    "locked": Fault(lambda: psycopg.errors.LockNotAvailable("canceling statement due to lock timeout")),
    "memory": Fault(lambda: psycopg.errors.OutOfMemory("out of shared memory")),
    "disk fails": Fault(lambda: psycopg.errors.IoError("could not read block")),
    "disk full": Fault(lambda: psycopg.errors.DiskFull("could not extend file"), is_of_writing=True),
    "standby": Fault(lambda: psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT"), is_of_writing=True),
    "twice": Fault(lambda: psycopg.errors.UniqueViolation("duplicate key value"), is_of_writing=True),
    "gone": Fault(lambda: psycopg.errors.ForeignKeyViolation("is not present in table"), is_of_writing=True),
}
_EMBEDDED: Final = {
    "locked": Fault(lambda: sqlite3.OperationalError("database is locked")),
    "disk fails": Fault(lambda: sqlite3.OperationalError("disk I/O error"), is_final=True),
    "file away": Fault(lambda: sqlite3.OperationalError("unable to open database file"), is_final=True),
    "disk full": Fault(lambda: sqlite3.OperationalError("database or disk is full"), is_of_writing=True),
    "read only": Fault(lambda: sqlite3.OperationalError("attempt to write a readonly database"), is_of_writing=True),
    "twice": Fault(_unique, is_of_writing=True),
}


@contextmanager
def watched(fault: Fault | None = None, at: int = -1) -> Iterator[list[str]]:
    """The statements of a request; the one in that place fails. Undoing is left to work: the line is the test's own."""
    said: list[str] = []

    def execute(run: Callable[..., Any], sql: str, *given: Any) -> Any:
        if "SAVEPOINT" in sql:
            return run(sql, *given)
        said.append(sql)
        place = len(said) - 1
        if fault is not None and (place == at or (fault.is_final and place > at)):
            with connection.wrap_database_errors:
                raise fault.raised()
        return run(sql, *given)

    with connection.execute_wrapper(execute):
        yield said


def counted() -> dict[str, int]:
    """How many rows there are of everything, beside what a request keeps for itself."""
    tables = [model._meta.db_table for model in apps.get_models() if _is_of_acts(model)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables))
        return dict(cursor.fetchall())


def _is_of_acts(model: type[Model]) -> bool:
    return model.__name__ not in OF_THE_REQUEST and model._meta.managed


def acts(world: World, part: str) -> Iterator[tuple[Asked, str]]:
    """Everything of a part that writes, with who is let through."""
    table = kept()
    for one in asked(world, part):
        answers = table.get(one.name, {})
        who = next((name for name in PEOPLE if answers.get(name) is Answer.YES), None)
        if one.method != "GET" and who is not None:
            yield one, who


def statuses(
    one: Asked, client: Client, fault: Fault | None = None, at: int = -1
) -> tuple[int, list[str], dict[str, int]]:
    """The status, the statements, and how many rows there are then; all is undone."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        with watched(fault, at) as said:
            status = one._response(client).status_code
        connection.needs_rollback = False
        rows = counted()
        transaction.set_rollback(True)
    client.cookies = cookies  # type: ignore[assignment]
    return status, said, rows


def chosen(said: list[str], seed: str) -> list[int]:
    """Places of statements: where writing begins or ends, and of the others."""
    places = range(len(said))
    writing = [place for place in places if said[place].startswith(WRITING)]
    first = writing[-1:] if connection.vendor == "postgresql" else writing[:1]
    others = [place for place in places if place not in first]
    return sorted([*first, *random.Random(seed).sample(others, min(STATEMENTS - len(first), len(others)))])


@pytest.mark.parametrize("part", PARTS)
def test_no_act_ends_in_a_defect_or_half_where_the_database_fails(quick: None, part: str) -> None:
    faults = _SERVER if connection.vendor == "postgresql" else _EMBEDDED
    world, wrong = built(), []
    clients = signed_in()
    before = counted()
    for one, who in acts(world, part):
        client = clients[who]
        _, said, whole = statuses(one, client)
        for at in chosen(said, one.name):
            is_writing = said[at].startswith(WRITING)
            may = [name for name, fault in faults.items() if is_writing or not fault.is_of_writing]
            name = random.Random(f"{one.name} {at}").choice(may)
            status, _, after = statuses(one, client, faults[name], at)
            if status >= 500 and status not in TOLD:
                wrong.append(f"{one.name}: «{name}» at {said[at][:70]}: {status}")
            if after not in (before, whole):
                different = {table for table in after if after[table] != before.get(table)}
                wrong.append(f"{one.name}: «{name}» at {said[at][:70]}: half, {sorted(different)}")
    assert wrong == []


def signed_in() -> dict[str, Client]:
    clients = {name: Client(raise_request_exception=False) for name in PEOPLE}
    for name, username in PEOPLE.items():
        clients[name].force_login(User.objects.get(username=username))
        clients[name].get("/tro-giup/")  # the visit begins
    return clients


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """No file of the installation can be written; what is handed to a child has no name and needs no disk."""
    refused: list[str] = []

    def refuse(*given: Any, **named: Any) -> Any:
        refused.append(str(named.get("dir") or given))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", refuse)
        patch.setattr(tempfile, "mkdtemp", refuse)
        yield refused


def test_a_full_disk_is_told_at_every_form_that_takes_a_file_and_nothing_half_is_kept(
    quick: None, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    """Whatever a form writes on the disk; its text files are kept, looked at or read in a child, which needs none."""
    world, wrong, met = built(), [], set()
    settings.FILES_DIR = tmp_path  # nothing is there yet that need not be written again
    clients = signed_in()
    for name, door in DOORS.items():
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(username=door.username))
        client.get("/tro-giup/")
        before = counted()
        with transaction.atomic():
            with full_disk(monkeypatch) as refused:
                status = _given(client, world, name).status_code
            after = counted()
            transaction.set_rollback(True)
        if refused:
            met.add(name)
        if refused and (status != 507 or after != before):
            wrong.append((name, status, [table for table in after if after[table] != before[table]]))
    before = counted()
    taking = [(one, clients[who]) for one, who in acts(world, "api")]
    for one, client in [*taking, *((one, clients[who]) for one, who in outside_forms(world))]:
        with full_disk(monkeypatch) as refused:
            status, _, after = statuses(one, client)
        if refused:
            met.add(one.name)
        if refused and (status != 507 or after != before):
            wrong.append((one.name, status, [table for table in after if after[table] != before[table]]))
    assert wrong == []
    assert met >= KEEPING, sorted(met)


def outside_forms(world: World) -> Iterator[tuple[Asked, str]]:
    """The doors of pages and programs that take a file without a form of ours, and who sends one there."""
    picture = SimpleUploadedFile("anh.png", PICTURE)
    answer = SimpleUploadedFile("phieu.xml", surveys.xml("a9"), "text/xml")
    at_place = {**OTHERWISE["web:inspection_answers"], "c-1-1": "yes", "f-1-1": picture}
    instead = {"text": "A", "is_completed": "0", "files": picture, "replaces": world.of("web:report")["report_id"]}
    collector = {"token": world.parts["collector_token"]}
    for route, parts, who, sent in (
        ("openrosa:token_submission", collector, "roleless", {"xml_submission_file": answer, "anh": picture}),
        ("web:send_answer", world.of("web:send_answer"), "roleless", {"xml": answer, "file": picture}),
        ("web:inspection_answers", world.of("web:inspection_answers"), "office", at_place),
        ("api:report_progress", world.of("web:report"), "own", instead),
        ("api:receive_document", {}, "office", {"file": picture, "arrived_on": "2024-03-01"}),
    ):
        space, _, name = route.partition(":")
        ((_, wanted),) = get_resolver().namespace_dict[space][1].reverse_dict.getlist(name)[0][0]
        address = reverse(route, kwargs={one: parts[one] for one in wanted})
        yield Asked(route, "POST", address, sent, "multipart/form-data"), who


def _given(client: Client, world: World, name: str) -> HttpResponse:
    door, (_, _, column) = DOORS[name], name.partition(".")
    address = reverse(f"web:{door.route}", kwargs=needed(door.route, world.of(f"web:{door.at or door.route}")))
    typed = {**TYPED, **OTHERWISE.get(f"web:{door.route}", {}), **door.typed}
    typed[column] = [SimpleUploadedFile(*FILES.get(name, PLAIN))]
    if name in {"SignForm.picture", "FormFileForm.beside"}:  # what the other field needs to be looked at
        typed["file"] = SimpleUploadedFile(*FILES["SignForm.file" if door.route == "sign_letter" else ""])
    return client.post(address, typed)  # type: ignore[return-value]
