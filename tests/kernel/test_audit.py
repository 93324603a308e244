"""The trail: nothing changes it unnoticed, on either database."""

from datetime import UTC, datetime

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.audit import services
from caicach.kernel.audit.anchors import Anchor, Head, anchor_of
from caicach.kernel.audit.domain import Problem
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.audit.queries import history_of
from caicach.kernel.audit.verifying import Verified, verify
from caicach.kernel.errors import InvalidInput

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
        verified = Verified()
        assert list(verify(verified=verified)) == []
        assert (verified.lines, verified.waiting) == (0, 1)
    assert list(verify(verified=verified)) == []
    assert (verified.lines, verified.waiting) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_longer_than_one_sealing_is_sealed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_BATCH", 3)
    with transaction.atomic():
        for identity in range(8):
            _record(identity=identity)
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_a_line_of_a_transaction_that_failed_does_not_exist() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        _record_twice()
    assert AuditLine.objects.count() == 0


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
            Problem.ALTERED,
        ),
        ("DELETE FROM audit_auditline WHERE subject_id = '2'", Problem.LINE_DELETED),
        ("DELETE FROM audit_auditseal WHERE number = 2", Problem.SEAL_MISSING),
    ],
)
def test_a_change_behind_the_back_of_the_product_is_found(statement: str, problem: Problem) -> None:
    for identity in (1, 2, 3):
        _record(identity=identity)
    services.seal_all()
    assert list(verify()) == []
    _unguarded(statement)
    assert problem in [fault.problem for fault in verify()]


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
    assert list(verify()) == []


@pytest.mark.django_db
def test_sealing_again_adds_nothing() -> None:
    _record()
    assert (services.seal_all(), services.seal_all()) == (1, 0)


def test_the_system_is_an_actor_without_a_user() -> None:
    assert SYSTEM.user_id is None


@pytest.mark.django_db
def test_verify_seals_nothing_and_a_line_that_waits_is_no_fault() -> None:
    _record()
    assert list(verify()) == list(verify()) == []
    assert services.seal_all() == 1


@pytest.mark.django_db
def test_a_line_put_in_by_hand_is_found_and_never_sealed() -> None:
    _record(identity=1)
    services.seal_all()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditline (stream, at, action, actor_name, subject_kind, subject_id, old, new, why) "
            "VALUES ('plans', '2023-02-10 09:00:00+00', 'plans.task.created', 'Lãnh đạo', 'x', '9', '{}', '{}', '')"
        )
    _record(identity=2)
    services.seal_all()
    (fault,) = verify()
    assert (fault.problem, fault.line_id) == (Problem.FOREIGN, AuditLine.objects.get(subject_id="9").pk)
    assert "không do chương trình này ghi" in str(fault.said)


@pytest.mark.django_db
def test_a_mark_of_another_installation_is_no_mark(settings: LazySettings) -> None:
    _record()
    settings.SECRET_KEY = "another installation's secret, long enough to be one"
    assert [fault.problem for fault in verify()] == [Problem.FOREIGN]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statements", "problem"),
    [
        (("DELETE FROM audit_auditseal WHERE number > 1", "DELETE FROM audit_auditline WHERE id > {first}"), "cut_off"),
        (("DELETE FROM audit_auditseal", "DELETE FROM audit_auditline"), "cut_off"),
        (("UPDATE audit_auditline SET why = 'khác' WHERE id = {first}", "RESEAL"), "rewritten"),
    ],
)
def test_what_the_chain_alone_does_not_tell_an_anchor_does(statements: tuple[str, ...], problem: str) -> None:
    for identity in (1, 2, 3):
        _record(identity=identity)
    services.seal_all()
    kept = anchor_of(services.anchor_now(now=NOW).text(), name="mốc")
    assert list(verify([kept])) == []
    first = AuditLine.objects.order_by("id").values_list("id", flat=True)[0]
    for statement in statements:
        _unguarded("DELETE FROM audit_auditseal" if statement == "RESEAL" else statement.format(first=first))
    if "RESEAL" in statements:  # as somebody who knows the secret, too, would
        for line in AuditLine.objects.order_by("id"):
            _unguarded(f"UPDATE audit_auditline SET mark = '{services.mark_of(line)}' WHERE id = {line.pk}")
        services.seal_all()
    assert list(verify()) == []
    assert [fault.problem.value for fault in verify([kept])] == [problem]


def test_an_anchor_is_read_as_it_was_written_also_out_of_a_letter() -> None:
    anchor = Anchor(NOW, {"plans": Head(7, "a" * 64), "indices": Head(1, "b" * 64)})
    letter = f"Hãy giữ thư này.\n\n> {anchor.text().replace(chr(10), chr(10) + '> ')}\n-- \nPhòng CNTT"
    assert anchor_of(anchor.text(), name="x") == anchor_of(letter, name="x") == anchor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "xin chào",
        "caicach-anchor hôm nay\nplans 1 " + "a" * 64,
        "caicach-anchor 2023-02-10T08:00:00+00:00\nplans x",
    ],
)
def test_what_is_no_anchor_is_told(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"mốc nhật ký «thư\.txt»"):
        anchor_of(text, name="thư.txt")


@pytest.mark.django_db
def test_the_quick_pass_says_the_same_text_as_the_slow_one() -> None:
    _record(
        "plans.task.edited", 5, chữ='Sở "A"\\\n\t\u2028', số=1.5, mảng=[1, None, True, {"b": 1, "a": "ă"}], dài=10**20
    )
    services.record(SYSTEM, "plans.x.y", subject=("a", "b"), now=NOW.replace(microsecond=7), why="vì «thế»")
    assert services.seal_all() == 2
    assert list(verify()) == []
