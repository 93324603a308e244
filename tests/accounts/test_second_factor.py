"""A second step at sign-in: set up with a phone, passed by a code that works once, or by a recovery code."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from caicach.accounts import queries, services
from caicach.accounts.domain.totp import code_at, step_of
from caicach.accounts.models import RecoveryCode, SecondFactor
from caicach.cli.main import main
from caicach.kernel.access import Actor
from caicach.kernel.audit.queries import history_of
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.organisations import queries as organisations
from factories.web import PASSWORD, people

pytestmark = pytest.mark.django_db
DAY = datetime(2023, 2, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def province() -> None:
    people()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def at(now: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    at(DAY)
    return at


def actor(username: str = "tuphap") -> Actor:
    return organisations.actor_of(organisations.user_id_of(username), DAY.date())


def phone(who: Actor) -> Callable[[datetime], str]:
    """A phone that holds the secret of the page."""
    address = services.begin_second_factor(who).address
    (text,) = parse_qs(urlsplit(address).query)["secret"]
    secret = _decoded(text)
    return lambda now: code_at(secret, step_of(now))


def _decoded(text: str) -> bytes:
    bits = "".join(f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.index(sign):05b}" for sign in text)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))


def turned_on(who: Actor) -> tuple[Callable[[datetime], str], tuple[str, ...]]:
    shown = phone(who)
    return shown, services.confirm_second_factor(who, code=shown(DAY), now=DAY)


def passes(who: Actor, code: str, now: datetime) -> bool:
    return services.passes_second_step(user_id=who.user_id or 0, code=code, now=now)


def test_a_code_of_the_phone_works_once_and_within_a_minute() -> None:
    who = actor()
    shown, _ = turned_on(who)
    assert not passes(who, shown(DAY), DAY)
    later = DAY + timedelta(minutes=5)
    assert not passes(who, "000000" if shown(later) != "000000" else "111111", later)
    assert not passes(who, shown(later - timedelta(minutes=2)), later)
    assert passes(who, f" {shown(later)[:3]} {shown(later)[3:]} ", later)
    assert not passes(who, shown(later), later)
    assert passes(who, shown(later + timedelta(seconds=30)), later)


def test_recovery_codes_work_once_each_and_are_told_in_the_trail() -> None:
    who = actor()
    _, codes = turned_on(who)
    assert len(set(codes)) == 10
    assert passes(who, codes[0].upper(), DAY)
    assert not passes(who, codes[0], DAY)
    assert queries.recovery_codes_left(who) == 9
    assert not passes(actor("yte"), codes[1], DAY)
    acts = [line.action for line in history_of("organisations.user", who.user_id)]
    assert acts[-2:] == ["accounts.second_factor_on", "accounts.recovery_code_used"]


def test_the_tables_hold_neither_the_secret_nor_a_code() -> None:
    who = actor()
    secret = services.begin_second_factor(who).secret.replace(" ", "")
    _, codes = turned_on(who)
    kept = str([*SecondFactor.objects.values(), *RecoveryCode.objects.values()])
    assert secret not in kept
    assert not any(code.replace("-", "") in kept for code in codes)


def test_it_is_turned_on_by_a_right_code_and_off_by_the_password_or_the_administrator() -> None:
    who, admin = actor(), actor("quantri")
    user_id = who.user_id or 0
    phone(who)
    with pytest.raises(InvalidInput):
        services.confirm_second_factor(who, code="abc", now=DAY)
    assert not queries.has_second_factor(user_id)
    turned_on(who)
    with pytest.raises(Conflict):
        services.begin_second_factor(who)
    with pytest.raises(InvalidInput):
        services.end_second_factor(who, user_id=user_id, password="sai", now=DAY)
    with pytest.raises(NotAllowed):
        services.end_second_factor(actor("yte"), user_id=user_id, why="a", now=DAY)
    with pytest.raises(InvalidInput):
        services.end_second_factor(admin, user_id=user_id, now=DAY)
    services.end_second_factor(admin, user_id=user_id, why="Mất điện thoại", now=DAY)
    assert not queries.has_second_factor(user_id)
    with pytest.raises(NotFound):
        services.end_second_factor(who, user_id=user_id, password=PASSWORD, now=DAY)


def test_the_password_alone_opens_nothing(clock: Callable[[datetime], None]) -> None:
    shown, codes = turned_on(actor())
    client, typed = Client(), {"username": "tuphap", "password": PASSWORD}
    assert client.get("/dang-nhap/buoc-hai/")["Location"] == "/dang-nhap/"
    assert client.post("/dang-nhap/?next=/nhiem-vu/", typed)["Location"] == "/dang-nhap/buoc-hai/"
    assert client.get("/nhiem-vu/").status_code == 302
    assert client.post("/dang-nhap/buoc-hai/", {"code": "123"}).status_code == 422
    now = DAY + timedelta(minutes=2)
    clock(now)
    assert client.post("/dang-nhap/buoc-hai/", {"code": shown(now)})["Location"] == "/nhiem-vu/"
    assert client.get("/nhiem-vu/").status_code == 200
    late = Client()
    late.post("/dang-nhap/", typed)
    clock(now + timedelta(minutes=11))
    assert late.post("/dang-nhap/buoc-hai/", {"code": codes[0]})["Location"] == "/dang-nhap/"


def test_guesses_of_the_code_are_slowed(clock: Callable[[datetime], None]) -> None:
    _, codes = turned_on(actor())
    client = Client()
    client.post("/dang-nhap/", {"username": "tuphap", "password": PASSWORD})
    for number in range(5):
        client.post("/dang-nhap/buoc-hai/", {"code": f"00000{number}x"})
    waiting = client.post("/dang-nhap/buoc-hai/", {"code": codes[0]})
    assert "Hãy đợi 30 giây" in waiting.content.decode()
    assert queries.recovery_codes_left(actor()) == 10


def test_pages_turn_it_on_show_the_codes_once_and_turn_it_off(clock: Callable[[datetime], None]) -> None:
    client = Client()
    client.post("/dang-nhap/", {"username": "tuphap", "password": PASSWORD})
    shown = phone(actor())
    page = client.get("/tai-khoan/buoc-hai/").content.decode()
    assert "otpauth://totp/caicach%3Atuphap" in page
    assert client.post("/tai-khoan/buoc-hai/", {"code": "999"}).status_code == 422
    on = client.post("/tai-khoan/buoc-hai/", {"code": shown(DAY)}).content.decode()
    assert len(re.findall(r"<code>[a-z2-9]{5}-[a-z2-9]{5}</code>", on)) == 10
    later = client.get("/tai-khoan/buoc-hai/").content.decode()
    assert "<code>" not in later
    assert "Còn 10 mã dự phòng" in later
    assert client.post("/tai-khoan/buoc-hai/tat/", {"old_password": "sai"}).status_code == 422
    assert client.post("/tai-khoan/buoc-hai/tat/", {"old_password": PASSWORD}).status_code == 302
    assert not queries.has_second_factor(actor().user_id or 0)


def test_the_operator_lets_in_the_only_administrator_who_lost_everything(capsys: pytest.CaptureFixture[str]) -> None:
    turned_on(actor("quantri"))
    assert main(["users", "end-second-step", "quantri", "--why", "Mất điện thoại"]) == 0
    assert "chỉ cần mật khẩu" in capsys.readouterr().out
    assert (SecondFactor.objects.count(), RecoveryCode.objects.count()) == (0, 0)
    assert main(["users", "end-second-step", "quantri", "--why", "Mất điện thoại"]) == 4
    assert "[accounts.second_factor_off]" in capsys.readouterr().err
