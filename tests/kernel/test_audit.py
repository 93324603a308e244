"""The trail: nothing changes it unnoticed, on either database."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.audit import services
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.audit.queries import history_of, line_count

NOW = datetime(2023, 2, 10, 8, 0, tzinfo=UTC)
OFFICER = Actor(user_id=7, name="Chuyên viên Sở Nội vụ")


def _record(action: str = "plans.task.created", identity: int = 1, **more: object) -> None:
    services.record(OFFICER, action, subject=("plans.task", identity), now=NOW, new={"số": identity, **more})


def _record_twice() -> None:
    _record()
    AuditLine(pk=AuditLine.objects.get().pk, at=NOW).save(force_insert=True)


def _unguarded(statement: str) -> None:
    """Runs SQL as somebody who may drop the triggers would: what the seals are for."""
    tables = ("audit_auditline", "audit_auditseal")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_a_line_is_sealed_when_its_transaction_commits() -> None:
    with transaction.atomic():
        _record()
        assert [fault.problem for fault in services.verify()] == ["line is not sealed"]
    assert list(services.verify()) == []


@pytest.mark.django_db(transaction=True)
def test_a_transaction_longer_than_one_sealing_is_sealed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_BATCH", 3)
    with transaction.atomic():
        for identity in range(8):
            _record(identity=identity)
    assert list(services.verify()) == []


@pytest.mark.django_db(transaction=True)
def test_a_line_of_a_transaction_that_failed_does_not_exist() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        _record_twice()
    assert line_count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", ["UPDATE audit_auditline SET why = 'khác'", "DELETE FROM audit_auditline"])
def test_the_database_refuses_to_change_the_trail(statement: str) -> None:
    _record()
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "UPDATE audit_auditline SET actor_name = 'Người khác' WHERE subject_id = '2'",
            "content does not match its seal",
        ),
        ("DELETE FROM audit_auditline WHERE subject_id = '2'", "line was deleted"),
        ("DELETE FROM audit_auditseal WHERE number = 2", "number 2 is missing"),
    ],
)
def test_a_change_behind_the_back_of_the_product_is_found(statement: str, problem: str) -> None:
    for identity in (1, 2, 3):
        _record(identity=identity)
    services.seal_all()
    assert list(services.verify()) == []
    _unguarded(statement)
    assert problem in [fault.problem for fault in services.verify()]


@pytest.mark.django_db
def test_streams_have_chains_of_their_own_and_history_keeps_its_order() -> None:
    _record("plans.task.created", 1)
    _record("correspondence.document.received", 1)
    _record("plans.task.extended", 1, hạn="2023-03-01")
    assert services.seal_all() == 3
    assert [line.action for line in history_of("plans.task", 1)] == [
        "plans.task.created",
        "correspondence.document.received",
        "plans.task.extended",
    ]
    assert list(services.verify()) == []


@pytest.mark.django_db
def test_sealing_again_adds_nothing() -> None:
    _record()
    assert (services.seal_all(), services.seal_all()) == (1, 0)


def test_the_system_is_an_actor_without_a_user() -> None:
    assert SYSTEM.user_id is None
