"""``caicach doctor`` names what is wrong with an installation, each with what to do."""

import json

import pytest

from operations.places import Installation, Places

pytestmark = [pytest.mark.installation, pytest.mark.timeout(900)]

TOMORROWS_LINE = """
from datetime import timedelta
from django.utils import timezone
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
audit.record(SYSTEM, "drill.clock.back", subject=("clock", 1), now=timezone.now() + timedelta(hours=1))
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


def test_a_dead_database_is_told_and_the_rest_is_examined_all_the_same(place: Installation) -> None:
    found = _found(place, DATABASE_URL=DEAD, CAICACH_PROXIES="127.0.0.1")
    assert found["database"]["level"] == "bad"
    assert found["proxy"]["level"] == found["fonts"]["level"] == "fine"


def test_a_wrong_setting_is_the_only_finding_and_names_itself(place: Installation) -> None:
    found = _found(place, CAICACH_SECRET_KEY="ngan")
    assert list(found) == ["settings"]
    assert "CAICACH_SECRET_KEY" in found["settings"]["said"]
