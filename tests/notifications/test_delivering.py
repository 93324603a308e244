"""A letter reaches a server once, whatever that server does; what nobody can know is said."""

import email
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import NotAllowed
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.models import Job
from caicach.notifications import queries, services
from caicach.notifications.models import Delivery, Message
from factories.mail_servers import MailServer, Manner, mail_server
from factories.notifications import MORNING, acting, message_to, reachable
from ports import free_port

pytestmark = pytest.mark.slow

SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture(autouse=True)
def plain_smtp(settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = "127.0.0.1", False, 1
    settings.DEFAULT_FROM_EMAIL = "Cải cách <caicach@tinh.example>"


@pytest.fixture
def everybody(db: None) -> dict[str, int]:
    return reachable()


def a_letter(settings, port: int) -> dict[str, int]:
    settings.EMAIL_PORT = port
    ids = reachable()
    services.notify(SYSTEM, messages=[message_to(ids["tuphap"])], now=MORNING)
    return ids


def work_off(hours: float = 0) -> None:
    """Run what is due at that time; each job at most once."""
    now = MORNING + timedelta(hours=hours)
    while queue.run_next(now=now):
        pass


def the_delivery() -> tuple[str, int]:
    delivery = Delivery.objects.get()
    return delivery.state, delivery.attempts


@pytest.mark.django_db
def test_a_letter_is_accepted_by_an_independent_server_and_reads_well(settings) -> None:
    got: list[email.message.Message] = []

    class Keeps(MessageHandler):
        def handle_message(self, message: email.message.Message) -> None:
            got.append(message)

    port = free_port()
    controller = Controller(Keeps(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        a_letter(settings, port)
        work_off()
        work_off(100)
    finally:
        controller.stop()
    assert the_delivery() == ("sent", 1)
    (raw,) = got
    letter = email.message_from_bytes(raw.as_bytes(), policy=default)
    assert letter["Subject"] == "Nhắc việc ngày 20/02/2023: 2 việc"
    assert letter["To"].addresses[0].display_name == "Chuyên viên Sở Tư pháp"
    assert letter["From"].addresses[0].addr_spec == "caicach@tinh.example"
    assert letter["Message-ID"].startswith("<caicach.")
    assert letter["Date"].datetime == MORNING
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert "Muộn 3 ngày làm việc" in text.get_content()
    assert "\r\n\r\n" in text.get_content(), "a letter keeps its blank lines"
    assert "http://127.0.0.1/nhiem-vu/1/" in text.get_content()
    assert '<a href="http://127.0.0.1/nhiem-vu/1/">Rà soát thủ tục hành chính</a>' in html.get_content()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("manner", "words"),
    [
        (Manner.BUSY, "451"),
        (Manner.FULL, "452"),
        (Manner.REFUSES_SENDER, "550"),
        (Manner.DROPS_IN_DATA, "giữa chừng"),
        (Manner.HANGS_BEFORE_GREETING, "timed out"),
        (Manner.HANGS_AT_RECIPIENT, "timed out"),
    ],
)
def test_what_the_server_surely_did_not_take_is_sent_later_and_once(settings, manner: Manner, words: str) -> None:
    with mail_server(manner, Manner.ACCEPTS) as server:
        ids = a_letter(settings, server.port)
        work_off()
        assert the_delivery() == ("waiting", 1)
        (troubled,) = queries.troubled_deliveries(acting(ids, "quantri"))
        assert words in str(troubled.last_error)
        assert words in str(Job.objects.get().last_error)
        work_off(1)
        work_off(100)
    assert the_delivery() == ("sent", 2)
    assert len(server.kept) == 1
    assert queries.troubled_deliveries(acting(ids, "quantri")) == ()


@pytest.mark.django_db
def test_a_server_that_is_down_for_a_day_gets_the_letter_when_it_is_back(settings) -> None:
    with mail_server(Manner.ACCEPTS) as gone:
        port = gone.port
    a_letter(settings, port)
    for hours in range(24):
        work_off(hours)
    assert the_delivery()[0] == "waiting"
    with mail_server(Manner.ACCEPTS, port=port) as server:
        work_off(31)
    assert the_delivery()[0] == "sent"
    assert len(server.kept) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("manner", [Manner.REFUSES_RECIPIENT, Manner.REFUSES_LETTER])
def test_a_recipient_that_is_refused_is_not_tried_again_and_the_others_get_theirs(settings, manner: Manner) -> None:
    with mail_server(manner, Manner.ACCEPTS) as server:
        ids = a_letter(settings, server.port)
        services.notify(SYSTEM, messages=[message_to(ids["yte"])], now=MORNING)
        work_off()
        work_off(100)
        assert sorted(Delivery.objects.values_list("state", flat=True)) == ["refused", "sent"]
        assert len(server.kept) == 1
        (refused,) = queries.troubled_deliveries(acting(ids, "quantri"))
        assert "55" in str(refused.last_error)
        services.send_again(acting(ids, "quantri"), delivery_id=refused.id, now=MORNING)
        work_off()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db
def test_a_letter_whose_answer_was_lost_is_said_and_not_sent_again_by_itself(settings) -> None:
    with mail_server(Manner.LOSES_ANSWER, Manner.ACCEPTS) as server:
        ids = a_letter(settings, server.port)
        work_off()
        work_off(100)
        assert the_delivery() == ("unsure", 1)
        assert len(server.kept) == 1
        (unsure,) = queries.troubled_deliveries(acting(ids, "quantri"))
        for name in ("thuongtruc", "tuphap"):
            with pytest.raises(NotAllowed):
                services.send_again(acting(ids, name), delivery_id=unsure.id, now=MORNING)
        services.send_again(acting(ids, "quantri"), delivery_id=unsure.id, now=MORNING)
        work_off()
    first, second = (email.message_from_bytes(raw, policy=default)["Message-ID"] for raw in server.kept)
    assert first == second, "so that the reader's program may know it for the same"


@pytest.mark.django_db
def test_a_worker_that_died_while_the_answer_was_awaited_leaves_it_unsure(settings) -> None:
    a_letter(settings, 1)
    Delivery.objects.update(state="handed_over", claim="x")
    work_off()
    assert the_delivery()[0] == "unsure"
    assert "máy chủ thư có nhận hay không" in str(Delivery.objects.get().last_error)


@pytest.mark.django_db
@settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(manners=st.lists(st.sampled_from([m for m in Manner if not m.startswith("hangs")]), min_size=1, max_size=5))
def test_whatever_servers_do_in_turn_a_letter_is_never_doubled_and_never_lost(
    settings, everybody: dict[str, int], manners: list[Manner]
) -> None:
    Delivery.objects.all().delete()
    Message.objects.all().delete()
    Job.objects.all().delete()
    with mail_server(*manners, Manner.ACCEPTS) as server:
        settings.EMAIL_PORT = server.port
        services.notify(SYSTEM, messages=[message_to(everybody["tuphap"])], now=MORNING)
        for hours in range(0, 60, 7):
            work_off(hours)
    state, _ = the_delivery()
    assert len(server.kept) == (1 if state in {"sent", "unsure"} else 0)
    assert state in {"sent", "unsure", "refused"}
    assert Message.objects.count() == 1


MADE = """
import django; django.setup()
from datetime import datetime, UTC
from caicach.cli import installation
from caicach.kernel.access import SYSTEM
from caicach.notifications import services
from caicach.notifications.domain.channels import NewMessage
from caicach.kernel.said import Said
from caicach.notifications.domain.contents import Content
from caicach.organisations.models import User
installation.prepare()
user = User.objects.create(username="tuphap", display_name="Sở Tư pháp", email="tuphap@tinh.example")
services.notify(SYSTEM, messages=[NewMessage(user.pk, "a", Content(Said("Nhắc việc")))], now=datetime.now(UTC))
"""


def _environment(folder: Path, port: int) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SOURCE),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "CAICACH_MODE": "example",
        "CAICACH_DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'caicach.sqlite3'}",
        "CAICACH_SMTP_HOST": "127.0.0.1",
        "CAICACH_SMTP_PORT": str(port),
        "CAICACH_SMTP_SECURITY": "none",
        "CAICACH_LOG_LEVEL": "ERROR",
    }


def _until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def _state(folder: Path) -> tuple[str, str]:
    with sqlite3.connect(folder / "caicach.sqlite3") as database:
        delivery = database.execute("SELECT state FROM notifications_delivery").fetchone()
        job = database.execute("SELECT state FROM jobs_job WHERE key LIKE 'delivery:%'").fetchone()
    return delivery[0], job[0]


def _lease_expires(folder: Path) -> None:
    with sqlite3.connect(folder / "caicach.sqlite3") as database:
        database.execute("UPDATE jobs_job SET claimed_until = '2020-01-01 00:00:00' WHERE state = 'running'")


def test_a_worker_killed_in_the_middle_of_a_letter_has_not_sent_it_and_another_sends_it_once(tmp_path: Path) -> None:
    worker = [sys.executable, "-m", "caicach.cli.main", "worker"]
    with mail_server(Manner.HANGS_AT_RECIPIENT) as hanging:
        port, environment = hanging.port, _environment(tmp_path, hanging.port)
        subprocess.run([sys.executable, "-c", MADE], env=environment, cwd=tmp_path, check=True, timeout=120)
        killed = subprocess.Popen(worker, env=environment, cwd=tmp_path, stderr=subprocess.DEVNULL)
        assert _until(lambda: _state(tmp_path) == ("sending", "running"))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    assert _state(tmp_path) == ("sending", "running")
    _lease_expires(tmp_path)
    with mail_server(Manner.ACCEPTS, port=port) as server:
        for _ in range(2):
            subprocess.run([*worker, "--once"], env=environment, cwd=tmp_path, check=True, timeout=120)
    assert _state(tmp_path) == ("sent", "done")
    assert len(server.kept) == 1


def test_a_worker_told_to_stop_finishes_its_letter_first(tmp_path: Path) -> None:
    with mail_server(Manner.HANGS_BEFORE_GREETING, Manner.ACCEPTS) as server:
        environment = {**_environment(tmp_path, server.port), "CAICACH_SMTP_TIMEOUT": "2"}
        subprocess.run([sys.executable, "-c", MADE], env=environment, cwd=tmp_path, check=True, timeout=120)
        worker = subprocess.Popen(
            [sys.executable, "-m", "caicach.cli.main", "worker"],
            env=environment,
            cwd=tmp_path,
            stderr=subprocess.DEVNULL,
        )
        assert _until(lambda: _state(tmp_path) == ("sending", "running"))
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=30) == 0
        assert _state(tmp_path) == ("waiting", "waiting")
        assert isinstance(server, MailServer)
