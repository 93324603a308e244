"""What machines ask of an installation, and what a request leaves in its log and its counts."""

import io
import json
import logging
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from caicach.kernel import readiness
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.jobs import services as jobs
from caicach.kernel.jobs import workers
from caicach.kernel.jobs.models import Worker
from caicach.kernel.logs import JsonLine, WithoutAddresses
from caicach.web.shell import measured
from caicach.web.shell.forwarded import ForwardedMiddleware
from caicach.web.shell.signing_in import address_of
from config.refusals import proxies_of

TOKEN = "ma-cua-prometheus-dai-va-kho-doan"


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_a_process_that_answers_is_alive_whatever_name_it_is_asked_by() -> None:
    answer = Client().get("/health", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_a_process_that_is_forked_counts_for_itself() -> None:
    before = measured.totals()
    asked = ("requests", "GET", "forked/", "200")
    measured.note("GET", "forked/", 200, 0.01)
    if (child := os.fork()) == 0:
        try:
            measured.note("GET", "forked/", 200, 0.01)
            measured.totals()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert measured.totals()[asked] - before.get(asked, 0) == 2


@pytest.mark.django_db(transaction=True)
def test_ready_wants_a_living_worker_and_schedules_on_time() -> None:
    asked = Client().get("/ready")
    assert (asked.status_code, asked.json()["checks"]["worker"]) == (503, "failed")
    assert asked.json()["checks"] | {"worker": ""} == {
        "database": "ok",
        "worker": "",
        "schedules": "failed",
        "disk": "ok",
    }
    with workers.beating():
        jobs.tick(now=timezone.now(), calendar=calendar_in_force())
        asked = Client().get("/ready")
        assert (asked.status_code, asked.json()["ready"]) == (200, True), asked.json()
    assert Client().get("/ready").status_code == 503  # it ended in order, and is not taken for living


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_fell_silent_is_not_taken_for_living() -> None:
    with workers.beating():
        assert len(workers.living(now=timezone.now())) == 1
        assert workers.living(now=timezone.now() + workers.SILENT_AFTER + timedelta(seconds=20)) == ()


@pytest.mark.django_db(transaction=True)
def test_a_worker_shows_its_life_again_after_its_connection_was_cut() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("a file has no connection that is cut")
    with workers.beating():
        Worker.objects.update(seen_at=timezone.now() - timedelta(hours=1))
        name = Worker.objects.get().name
        connection.connection.close()  # as the server cuts it: behind Django's back
        workers._write_beat(name)  # missed, and told in the log
        workers._write_beat(name)
        assert len(workers.living(now=timezone.now())) == 1


@pytest.mark.django_db
def test_figures_are_for_who_has_the_token(settings: LazySettings) -> None:
    assert Client().get("/metrics").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert Client().get("/metrics", headers={"authorization": "Bearer khac"}).status_code == 404
    Client().get("/dang-nhap/")
    Client().get("/khong-co-trang-nay/bi-mat/")
    answer = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    lines = answer.content.decode().splitlines()
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert any(
        line.startswith('caicach_requests_total{method="GET",route="dang-nhap/",status="200"} ') for line in lines
    )
    assert 'caicach_jobs{state="dead"} 0' in lines
    assert "caicach_database_up 1" in lines
    assert "bi-mat" not in answer.content.decode()
    _check_exposition(lines)


def _check_exposition(lines: list[str]) -> None:
    """Each family is told once, before its samples; buckets grow; the count is that of the last bucket."""
    kinds: dict[str, str] = {}
    for line in lines:
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in kinds
            kinds[name] = kind
        elif not line.startswith("#"):
            name = line.partition("{")[0].partition(" ")[0]
            base = next((name.removesuffix(s) for s in ("_bucket", "_sum", "_count") if name.endswith(s)), name)
            assert base in kinds or name in kinds, line
            float(line.rpartition(" ")[2])
    route = 'caicach_request_seconds_bucket{route="dang-nhap/",le='
    buckets = [float(line.rpartition(" ")[2]) for line in lines if line.startswith(route)]
    (count,) = [line for line in lines if line.startswith('caicach_request_seconds_count{route="dang-nhap/"}')]
    assert buckets == sorted(buckets)
    assert buckets[-1] == float(count.rpartition(" ")[2]) > 0


@pytest.mark.parametrize(
    ("peer", "proxies", "claimed", "address", "is_secure"),
    [
        ("203.0.113.9", "", "10.1.1.1", "203.0.113.9", False),  # nobody is named: nobody is believed
        ("203.0.113.9", "10.0.0.5", "10.1.1.1", "203.0.113.9", False),
        ("10.0.0.5", "10.0.0.5", "198.51.100.7", "198.51.100.7", True),
        ("10.0.0.5", "10.0.0.5", "1.2.3.4, 198.51.100.7", "198.51.100.7", True),  # the first was written by the browser
        ("10.0.0.5", "10.0.0.0/24", "198.51.100.7, 10.0.0.9", "198.51.100.7", True),  # two proxies in a row
        ("10.0.0.5", "10.0.0.5", "khong phai dia chi", "", True),
        ("", "unix", "198.51.100.7", "198.51.100.7", True),
        ("", "10.0.0.5", "198.51.100.7", "", False),
    ],
)
def test_forwarding_headers_are_believed_of_a_named_proxy_only(
    peer: str, proxies: str, claimed: str, address: str, is_secure: bool
) -> None:
    headers = {"x-forwarded-for": claimed, "x-forwarded-proto": "https", "x-forwarded-host": "gia.example"}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer)
    scheme = ("HTTP_X_FORWARDED_PROTO", "https")
    with override_settings(PROXIES=proxies_of(proxies.split()), SECURE_PROXY_SSL_HEADER=scheme, BEHIND_TLS=True):
        ForwardedMiddleware(lambda _request: None)(request)  # type: ignore[arg-type,return-value]
        assert (address_of(request), request.is_secure()) == (address, is_secure)
    assert "HTTP_X_FORWARDED_HOST" not in request.META


@pytest.mark.django_db
def test_a_request_is_logged_by_its_route_under_the_id_its_answer_carries() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLine())
    handler.addFilter(WithoutAddresses())
    loggers = [logging.getLogger(name) for name in ("caicach.requests", "django.request")]
    for logger in loggers:
        logger.addHandler(handler)
    loggers[0].setLevel(logging.INFO)
    try:
        answer = Client().get("/lich/khoa-bi-mat-cua-nguoi-dung.ics", {"q": "Nguyễn Văn A"})
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
        loggers[0].setLevel(logging.NOTSET)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    (told,) = [line for line in lines if line["logger"] == "caicach.requests"]
    assert told["request"] == answer["X-Request-Id"]
    assert {"method", "route", "status", "ms", "at", "level"} <= set(told)
    assert "bi-mat" not in stream.getvalue()
    assert "Nguyễn" not in stream.getvalue()


@pytest.mark.django_db
def test_an_id_is_kept_where_the_proxy_gave_it_and_made_anew_otherwise(settings: LazySettings) -> None:
    given = {"x-request-id": "tu-proxy-0001"}
    assert Client().get("/dang-nhap/", headers=given)["X-Request-Id"] != "tu-proxy-0001"
    settings.PROXIES = proxies_of(["127.0.0.1"])
    assert Client().get("/dang-nhap/", headers=given)["X-Request-Id"] == "tu-proxy-0001"


def test_a_data_folder_that_is_gone_is_told_and_the_rest_is_examined(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "gone"
    check = readiness.of_disk()
    assert not check.is_fine
    assert str(settings.DATA_DIR) in str(check.said)
