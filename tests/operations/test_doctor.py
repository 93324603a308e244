"""``caicach doctor`` names what is wrong with an installation, each with what to do."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from factories.provider import liar, real_provider
from operations.disks import small_disk
from operations.places import Installation, Places, is_on_postgresql

pytestmark = [pytest.mark.installation, pytest.mark.timeout(900)]

TOMORROWS_LINE = """
from datetime import timedelta
from django.utils import timezone
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
audit.record(SYSTEM, "drill.clock.back", subject=("clock", 1), now=timezone.now() + timedelta(hours=1))
"""
EXAMINED = """
from django.utils import timezone
from caicach.kernel.anchors import services as anchors
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
audit.record(SYSTEM, "drill.trail", subject=("trail-drill", 1), now=timezone.now())
anchors.make_anchor(now=timezone.localtime())
anchors.examine(now=timezone.now())
"""
ALTERED = """
from django.db import connection
with connection.cursor() as cursor:
    if connection.vendor == "postgresql":
        cursor.execute("ALTER TABLE audit_auditline DISABLE TRIGGER ALL")
    else:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_auditline'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
    cursor.execute("UPDATE audit_auditline SET why = 'khac' WHERE action = 'drill.trail'")
"""
DEAD = "postgres://u:mat-khau-bi-mat@127.0.0.1:1/x?connect_timeout=2"


@pytest.fixture(scope="module")
def place(places: Places) -> Installation:
    return places.ready()


def _found(place: Installation, **changed: str) -> dict[str, dict[str, str]]:
    code, out, _ = place.said("doctor", "--json", **changed)
    found = {one["name"]: one for one in json.loads(out)}
    bad = [one for one in found.values() if one["level"] == "bad"]
    assert code == bool(bad)
    assert all(one["todo"] for one in bad), bad
    assert "mat-khau-bi-mat" not in out
    return found


def test_each_fault_is_named_and_what_is_fine_is_not_called_a_fault(place: Installation) -> None:
    place.run(TOMORROWS_LINE)  # as a clock that was moved back an hour leaves it
    wrong = {
        "CAICACH_SECRET_KEY": "caicach2026" * 6,
        "CAICACH_HOTS": "caicach.tinh.gov.vn",
        "CAICACH_SMTP_HOST": "127.0.0.1",
        "CAICACH_SMTP_PORT": "1",
        "CAICACH_BACKUP_DIR": str(place.folder / "sao-luu"),
    }
    found = _found(place, **wrong)
    bad = {name for name, one in found.items() if one["level"] == "bad"}
    assert bad == {"settings", "secret", "worker", "schedules", "clock", "backup", "proxy", "mail"}
    assert "CAICACH_HOTS" in found["settings"]["said"]
    assert found["database"]["level"] == found["fonts"]["level"] == found["disk"]["level"] == "fine"


def test_what_the_newer_rooms_need_of_the_machine_is_told(place: Installation) -> None:
    found = _found(place, HTTPS_PROXY="http://proxy.tinh.example:3128", CAICACH_AUDIT_PRIVATE_HOSTS="")
    assert found["webform"]["level"] == "fine"
    assert (found["outgoing"]["level"], "443" in found["outgoing"]["todo"]) == ("warning", True)
    assert {found[name]["level"] for name in ("memory", "temporary")} <= {"fine", "warning"}
    left = place.folder / "var" / "audits" / "1"
    left.mkdir(parents=True)
    with (left / "pages.warc").open("wb") as pages:
        pages.truncate(2_000_000_000)
    with small_disk(place.folder / "tam", "1m") as disk:
        found = _found(place, TMPDIR=str(disk))
    (left / "pages.warc").unlink()
    assert {found[name]["level"] for name in ("audits", "temporary")} == {"warning"}
    assert found["outgoing"]["level"] == "fine"


def test_a_provider_of_single_sign_on_is_examined(place: Installation) -> None:
    set_up = {"CAICACH_OIDC_CLIENT": "caicach", "CAICACH_OIDC_SECRET": "mat-khau-bi-mat"}
    assert "single-sign-on" not in _found(place)
    with real_provider() as issuer:
        fine = _found(place, CAICACH_OIDC_ISSUER=issuer, **set_up)["single-sign-on"]
        warned = _found(place, CAICACH_OIDC_ISSUER=issuer, CAICACH_OIDC_CLIENT="caicach")["single-sign-on"]
    assert (fine["level"], "https://127.0.0.1/dang-nhap/chung/ve/" in fine["said"]) == ("fine", True)
    assert warned["level"] == "warning"
    gone = _found(place, CAICACH_OIDC_ISSUER=issuer, **set_up)["single-sign-on"]
    assert (gone["level"], "không trả lời" in gone["said"]) == ("bad", True)
    with liar() as provider:
        provider.answers["openid-configuration"] = lambda handler: handler.wfile.write(
            f"HTTP/1.0 200 OK\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\n\r\n{json.dumps(provider.document())}".encode()
        )
        late = _found(place, CAICACH_OIDC_ISSUER=provider.issuer, **set_up)["single-sign-on"]
    assert (late["level"], "Đồng hồ" in late["said"]) == ("bad", True)


def test_the_last_examination_of_the_trail_is_told(places: Places) -> None:
    place = places.ready()
    assert _found(place)["trail"]["level"] == "warning"
    place.run(EXAMINED)
    fine = _found(place)["trail"]
    assert (fine["level"], "0 lỗi" in fine["said"]) == ("fine", True)
    place.run(f"{ALTERED}\n{EXAMINED}")
    bad = _found(place)["trail"]
    assert (bad["level"], "audit verify" in bad["todo"]) == ("bad", True)


def test_a_dead_database_is_told_and_the_rest_is_examined_all_the_same(place: Installation) -> None:
    found = _found(place, DATABASE_URL=DEAD, CAICACH_PROXIES="127.0.0.1")
    assert found["database"]["level"] == "bad"
    assert found["proxy"]["level"] == found["fonts"]["level"] == "fine"


def test_a_wrong_setting_is_the_only_finding_and_names_itself(place: Installation) -> None:
    found = _found(place, CAICACH_SECRET_KEY="ngan")
    assert list(found) == ["settings"]
    assert "CAICACH_SECRET_KEY" in found["settings"]["said"]


def test_faults_of_the_machine_are_named(place: Installation) -> None:
    written, shown = place.folder / "caicach.env", place.folder / "var" / "caicach.sqlite3"
    written.write_text("CAICACH_LOG_LEVEL=WARNING\n")
    written.chmod(0o644)
    if not is_on_postgresql():
        shown.chmod(0o644)
        shown.parent.chmod(0o755)
    elsewhere = {"CAICACH_CONFIG": str(written), "CAICACH_TLS": "0", "PATH": str(place.folder)}
    try:
        with small_disk(place.folder / "disk", "1m") as disk:
            found = _found(place, **elsewhere, CAICACH_DATA_DIR=str(disk), DATABASE_URL=place.database)
    finally:
        if not is_on_postgresql():
            shown.chmod(0o600)
    bad = {name for name, one in found.items() if one["level"] == "bad"}
    assert bad >= {"settings", "disk"} | (set() if is_on_postgresql() else {"database"})
    assert found["settings"]["todo"] == f"Hãy chạy: chmod 600 {written}"
    assert {found[name]["level"] for name in ("proxy", "tesseract", "backup")} == {"warning"}


def test_a_place_without_tables_is_told_what_makes_them(places: Places) -> None:
    place = places.new()
    found = _found(place)
    assert (found["database"]["level"], "caicach upgrade" in found["database"]["todo"]) == ("bad", True)
    assert not (place.folder / "var" / "caicach.sqlite3").exists()


@pytest.mark.skipif(is_on_postgresql(), reason="a server looks after its own files")
def test_a_damaged_database_file_is_told(place: Installation, places: Places) -> None:
    other = places.new()
    (other.folder / "var").mkdir()
    file = other.folder / "var" / "caicach.sqlite3"
    shutil.copy(place.folder / "var" / "caicach.sqlite3", file)
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(file.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = b"x" * 4096
    file.write_bytes(data)
    found = _found(other, CAICACH_PROXIES="127.0.0.1")
    assert found["database"]["level"] == "bad"
    assert "khôi phục bản sao lưu" in found["database"]["todo"]
