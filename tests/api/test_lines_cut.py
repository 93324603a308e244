"""The line to the server is cut in front of each statement of an act in turn: it is told, whole or not there at all."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from api.conftest import Answer, Program
from caicach.kernel.audit.models import AuditLine, AuditSeal
from caicach.kernel.audit.services import seal_all
from caicach.plans.models import Evidence, ProgressReport
from factories.correspondence import TEXT

pytestmark = [
    pytest.mark.slow,  # the same act some fifty times
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="a file has no line"),
]


@contextmanager
def cut_before(place: int) -> Iterator[list[str]]:
    """The server ends the line in front of that statement; later ones find it so, or a line opened anew."""
    said: list[str] = []
    settings = connection.settings_dict
    given = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}

    def execute(run: Callable[..., Any], sql: str, *more: Any) -> Any:
        if len(said) == place:
            with psycopg.connect(
                dbname=settings["NAME"], autocommit=True, **{k: v for k, v in given.items() if v}
            ) as own:
                own.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        said.append(sql)
        return run(sql, *more)

    with connection.execute_wrapper(execute):
        yield said
    connection.close()


def _report(program: Program, assignment: int, waiting: int | None) -> Answer:
    named = {"replaces": str(waiting)} if waiting else {}
    proof = SimpleUploadedFile("bao-cao.txt", b"Bao cao")
    return program.send(
        f"/assignments/{assignment}/reports", text="Đang làm.", is_completed="false", files=proof, **named
    )


def test_a_report_is_kept_whole_or_not_at_all_wherever_the_line_is_cut(programs: dict[str, Program]) -> None:
    office, justice = programs["office"], programs["justice"]
    letter = SimpleUploadedFile("cong-van.txt", TEXT.encode())
    document = office.send("/documents", file=letter, arrived_on="2023-02-14").body["id"]
    office.post(f"/documents/{document}/confirm", {"version": office.get(f"/documents/{document}").body["version"]})
    rows = office.get("/tasks", on="2023-02-15").body["items"]
    mine = next(row["assignment_id"] for row in rows if row["unit"] == "STP")
    place, told, is_over = 0, [], False
    while not is_over:
        before = ProgressReport.objects.count()
        waiting = ProgressReport.objects.filter(state="waiting").values_list("pk", flat=True).first()
        with cut_before(place) as said:
            answer = _report(justice, mine, waiting)
        kept = ProgressReport.objects.count() - before
        told.append((answer.status, kept))
        assert (answer.status, kept) in {(201, 1), (503, 0), (503, 1)}, (place, said[place:], answer.body)
        assert Evidence.objects.count() == ProgressReport.objects.count()
        assert AuditLine.objects.filter(action="plans.report.filed").count() == ProgressReport.objects.count()
        is_over, place = place >= len(said), place + 1
    assert told[-1] == (201, 1)
    assert told.count((503, 1)) <= 1  # where the line is cut at the commit itself, nobody can know
    seal_all()
    assert AuditSeal.objects.count() == AuditLine.objects.count()
