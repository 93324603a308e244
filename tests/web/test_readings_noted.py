"""Who read a letter is in the trail: a line a person and day, of those alone to whom it was shown."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from caicach.correspondence import services
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit.queries import history_of
from caicach.plans import services as plans
from factories.correspondence import NOW, OFFICE
from factories.letters import COMMITTEE, DRAFTED, drafted
from factories.web import PASSWORD, read_letter, version

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


def readers(kind: str, identity: int) -> list[str]:
    return [line.actor_name for line in history_of(kind, identity)]


def test_a_received_letter_tells_who_read_it_once_a_day(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    clients = {name: sign_in(name) for name in ("thuongtruc", "tuphap", "huyen")}
    letter = read_letter()
    clients["thuongtruc"].get(f"/van-ban/{letter}/soat/")
    plans.confirm_directive(OFFICE, document_id=letter, version=version(letter), now=NOW)
    for client in clients.values():
        for address in (f"/van-ban/{letter}/", f"/van-ban/{letter}/tep/", f"/van-ban/{letter}/"):
            client.get(address)
        client.get(f"/api/v1/documents/{letter}")
    assert readers("document_read", letter) == ["Chuyên viên Sở Nội vụ", "Chuyên viên Sở Tư pháp"]
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    sign_in_anew = Client()
    sign_in_anew.post("/dang-nhap/", {"username": "tuphap", "password": PASSWORD})
    sign_in_anew.get(f"/van-ban/{letter}/tep/")
    assert readers("document_read", letter)[2:] == ["Chuyên viên Sở Tư pháp"]


def test_a_letter_to_be_sent_tells_who_read_it(sign_in: SignIn) -> None:
    leader = sign_in("lanhdao")
    services.save_office(SYSTEM, office=COMMITTEE, now=DRAFTED)
    letter = drafted()
    leader.get(f"/van-ban-di/{letter}/pdf/")
    sign_in("huyen").get(f"/van-ban-di/{letter}/pdf/")
    assert readers("letter_read", letter) == ["Phó Chủ tịch UBND tỉnh"]
