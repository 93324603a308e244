"""A database that is busy is said, with what was typed kept, and nothing is written."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from django.test import Client

from caicach.plans.models import ProgressReport
from factories.plans import confirmed, row

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


@contextmanager
def somebody_writes() -> Iterator[None]:
    """Another connection holds what a writer needs; waiting here is cut short."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        other = sqlite3.connect(settings["NAME"], isolation_level=None, uri=True)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.rollback()
            other.close()
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
    names = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    given = {name: value for name, value in {**names, "password": settings["PASSWORD"]}.items() if value}
    with psycopg.connect(dbname=settings["NAME"], **given) as lock:
        lock.execute("LOCK TABLE plans_assignment, plans_progressreport IN ACCESS EXCLUSIVE MODE")
        yield
        lock.rollback()


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_is_kept_and_the_same_again_succeeds(sign_in: SignIn) -> None:
    confirmed()
    unit, assignment = sign_in("tuphap"), row("STP").assignment_id
    typed = {"text": "Đã rà soát xong ba thủ tục", "is_completed": "0", "completed_on": ""}
    address = f"/phan-cong/{assignment}/bao-cao/"
    with somebody_writes():
        answer = unit.post(address, typed)
    assert answer.status_code == 503
    assert "Hãy chờ một lát rồi thử lại" in answer.content.decode()
    if connection.vendor == "sqlite":  # readers go on beside a writer; a locked table of PostgreSQL shows no form
        assert "Đã rà soát xong ba thủ tục" in answer.content.decode()
    assert not ProgressReport.objects.exists()
    assert unit.post(address, typed).status_code == 302
