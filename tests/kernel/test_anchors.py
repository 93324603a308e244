"""The heads of the trail lie outside the database, and the nightly examination says what it found."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import connection
from django.db.backends.utils import CursorWrapper

from caicach.cli.main import main
from caicach.kernel.access import SYSTEM
from caicach.kernel.anchors import jobs, services
from caicach.kernel.audit import services as audit
from caicach.kernel.audit.anchors import anchor_of
from caicach.kernel.audit.queries import history_of

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 2, 10, 19, 10, tzinfo=UTC)
DAY = "2023-02-11"  # in the province


@pytest.fixture
def place(tmp_path: Path, settings: LazySettings) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "anchors"


def _act(number: int) -> None:
    audit.record(SYSTEM, "jobs.job.tried_again", subject=("job", number), now=NOW)


@contextmanager
def _without_triggers() -> Iterator[CursorWrapper]:
    """The database as who owns it may have it for a moment."""
    tables = ("audit_auditline", "audit_auditseal")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            yield cursor
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield cursor
        for _, statement in triggers:
            cursor.execute(statement)


def _cut_off() -> None:
    with _without_triggers() as cursor:
        cursor.execute("DELETE FROM audit_auditseal WHERE line_id = (SELECT max(id) FROM audit_auditline)")
        cursor.execute("DELETE FROM audit_auditline WHERE id = (SELECT max(id) FROM audit_auditline)")


def test_a_day_has_one_file_that_nobody_may_write_again(place: Path) -> None:
    _act(1)
    jobs.make({}, NOW)
    (path,) = place.iterdir()
    before = path.read_text()
    _act(2)
    jobs.make({}, NOW)
    assert (path.name, path.read_text(), path.stat().st_mode & 0o777) == (f"{DAY}.txt", before, 0o400)
    assert "jobs 1 " in before


@pytest.mark.django_db(transaction=True)
def test_a_tail_that_was_cut_off_is_found_by_the_command(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _act(1)
    _act(2)
    assert main(["audit", "anchor"]) == 0
    printed = capsys.readouterr().out
    assert main(["audit", "verify"]) == 0
    assert "1 mốc" in capsys.readouterr().out
    paper = tmp_path / "thu.txt"
    paper.write_text(printed)
    for path in place.iterdir():
        path.unlink()  # whoever cuts the tail off takes the anchor of this server away, too
    audit.record(SYSTEM, "zz.last.line", subject=("x", 1), now=NOW)
    main(["audit", "anchor"])
    capsys.readouterr()
    _cut_off()
    assert main(["audit", "verify"]) == 1
    assert "zz #1 (dòng None): Mốc" in capsys.readouterr().err
    for path in place.iterdir():
        path.unlink()
    assert main(["audit", "verify", "--anchor", str(paper)]) == 0  # the paper is older than what was cut off


def test_the_letter_carries_the_anchor_of_the_day(place: Path, settings: LazySettings) -> None:
    _act(1)
    jobs.make({}, NOW)
    jobs.send({"on": DAY}, NOW)
    assert mail.outbox == []  # no address is set
    settings.ANCHOR_MAIL, settings.EMAIL_HOST = ["thanhtra@hatinh.gov.vn"], "127.0.0.1"
    jobs.send({"on": DAY}, NOW)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["thanhtra@hatinh.gov.vn"], "Mốc nhật ký ngày 11/02/2023")
    assert services.kept_anchors()[0] == anchor_of(str(letter.body), name="thư")


@pytest.mark.django_db(transaction=True)
def test_the_nightly_examination_leaves_what_it_found_in_the_trail(place: Path) -> None:
    services.make_anchor(now=NOW)
    _act(1)
    services.examine(now=NOW)
    assert [line.new["faults"] for line in history_of("trail", "2023-02-10")] == [0]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organisations_user (username, display_name, password, email, is_active, is_demo) "
            "VALUES ('ma', 'Không ai', '!', '', TRUE, FALSE)"
        )
    services.examine(now=NOW)
    (last,) = [line.new for line in history_of("trail", "2023-02-10") if line.new["faults"]]
    assert last["named"][0].startswith("Tài khoản số ")
