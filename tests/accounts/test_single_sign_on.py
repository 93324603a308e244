"""Sign-in by OpenID Connect: with a real provider's server, and with one that answers wrongly in every way."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from caicach.accounts import queries, services
from caicach.accounts.domain.totp import code_at, step_of
from caicach.accounts.models import ProviderLink, SecondFactor
from caicach.accounts.services.second_factor import _secret
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import queries as trail
from caicach.kernel.audit.queries import history_of
from caicach.notifications.models import Message
from caicach.organisations import account_queries
from caicach.organisations import queries as organisations
from caicach.organisations import services as users
from caicach.organisations.models import User
from factories.provider import CLIENT, Liar, signed_in_there, tell_claims
from factories.single_sign_on import HERE, actor, after, is_in, lines, link, sent, told, use, user
from factories.web import PASSWORD, people

pytestmark = pytest.mark.django_db
NOBODY = "http://127.0.0.1:1"


@pytest.fixture(autouse=True)
def province() -> None:
    people()


def test_somebody_who_is_linked_signs_in_at_a_real_provider_and_lands_where_the_link_led(
    settings: Any, real: str
) -> None:
    use(settings, real)
    link("so-77")
    client = Client()
    client.get("/dang-nhap/?next=/nhiem-vu/")
    address = sent(client, "?next=/nhiem-vu/")
    asked = parse_qs(urlsplit(address).query)
    assert asked["scope"] == ["openid email profile"]
    assert asked["redirect_uri"] == [f"{HERE}/dang-nhap/chung/ve/"]
    back = client.get(signed_in_there(address, "so-77"))
    assert back["Location"] == "/nhiem-vu/"
    assert is_in(client)
    (signed_in,) = [line for line in lines() if line.action == "accounts.signed_in"]
    assert signed_in.new["provider"] == urlsplit(real).netloc
    left = client.post("/dang-xuat/")
    page = client.get(left["Location"]).content.decode()
    assert f"{real}/oauth2/end_session?client_id={CLIENT}" in page
    assert not is_in(client)


def test_the_same_answer_a_second_time_and_in_another_browser_opens_nothing(settings: Any, real: str) -> None:
    use(settings, real)
    link("so-77")
    first, other = Client(), Client()
    back = signed_in_there(sent(first), "so-77")
    assert "không còn dùng được" in told(other, other.get(back))
    assert not is_in(other)
    assert first.get(back)["Location"] == "/"
    first.post("/dang-xuat/")
    assert "không còn dùng được" in told(first, first.get(back))
    assert not is_in(first)


def test_two_tabs_may_be_on_their_way_and_ten_minutes_are_enough(
    settings: Any, real: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(settings, real)
    link("so-77")
    client = Client()
    one, two, late = sent(client, "?next=/nhiem-vu/"), sent(client), sent(client)
    assert client.get(signed_in_there(one, "so-77"))["Location"] == "/nhiem-vu/"
    assert client.get(signed_in_there(two, "so-77"))["Location"] == "/"
    monkeypatch.setattr(timezone, "now", after(minutes=11))
    assert "quá 10 phút" in told(client, client.get(signed_in_there(late, "so-77")))


def test_who_declines_at_the_provider_is_told_and_keeps_the_way(lying: Liar) -> None:
    client = Client()
    answered = client.get(lying.authorise(sent(client, "?next=/nhiem-vu/"), error="access_denied"))
    assert answered["Location"] == "/dang-nhap/?next=%2Fnhiem-vu%2F"
    assert "bị hủy" in told(client, answered)


def test_nobody_gets_an_account_by_signing_in_there_and_learns_the_code_to_be_linked_by(
    settings: Any, real: str
) -> None:
    use(settings, real)
    before = len(organisations.accounts())
    users.set_email(SYSTEM, user_id=user(), email="lan@tinh.example", now=timezone.now())
    tell_claims(real, "so-78", email="lan@tinh.example", email_verified=True, preferred_username="tuphap")
    client = Client()
    page = told(client, client.get(signed_in_there(sent(client), "so-78")))
    assert "gửi mã «so-78» cho quản trị viên" in page
    assert not is_in(client)
    assert len(organisations.accounts()) == before
    assert not ProviderLink.objects.exists()
    told_lines = trail.trail(actor("quantri"), trail.TrailFilter(kind="accounts.provider")).lines
    assert [one.line.action for one in told_lines] == ["accounts.provider_refused_unknown"]
    assert told_lines[0].line.new["identity"] == "so-78"


@pytest.mark.parametrize(
    ("claim", "claims", "is_found"),
    [
        ("email", {"email": "Lan@tinh.example", "email_verified": True}, True),
        ("email", {"email": "lan@tinh.example", "email_verified": False}, False),
        ("email", {"email": "lan@tinh.example"}, False),
        ("email", {"email": "lan@tinh.example", "email_verified": "true"}, False),
        ("email", {"email": "hai@tinh.example", "email_verified": True}, False),
        ("email", {"email": "", "email_verified": True}, False),
        ("preferred_username", {"preferred_username": "tuphap"}, True),
        ("preferred_username", {"preferred_username": "TuPhap"}, False),
        ("preferred_username", {"preferred_username": ["tuphap"]}, False),
        ("preferred_username", {"preferred_username": ""}, False),
        ("ma_can_bo", {"ma_can_bo": "tuphap"}, True),
        ("ma_can_bo", {}, False),
    ],
)
def test_a_claim_that_the_operator_chose_finds_exactly_one_open_account_at_the_first_sign_in(
    settings: Any, lying: Liar, claim: str, claims: dict[str, object], is_found: bool
) -> None:
    settings.OIDC_CLAIM = claim
    ProviderLink.objects.all().delete()
    for username, email in (("tuphap", "lan@tinh.example"), ("yte", "hai@tinh.example"), ("huyen", "HAI@tinh.example")):
        users.set_email(SYSTEM, user_id=user(username), email=email, now=timezone.now())
    lying.claims = claims
    client = Client()
    client.get(lying.authorise(sent(client)))
    assert is_in(client) is is_found
    assert list(ProviderLink.objects.values_list("user_id", "subject")) == ([(user(), "nguoi-1")] if is_found else [])
    assert Message.objects.filter(recipient=user(), key__startswith="accounts.provider_linked").count() == 1 + is_found


def test_who_gets_anothers_name_or_address_at_the_provider_does_not_get_the_account(settings: Any, lying: Liar) -> None:
    """Names are handed on there, identifiers are not."""
    settings.OIDC_CLAIM = "preferred_username"
    lying.claims = {"sub": "nguoi-2", "preferred_username": "tuphap"}
    client = Client()
    assert "gửi mã «nguoi-2»" in told(client, client.get(lying.authorise(sent(client))))
    assert not is_in(client)
    lying.claims = {"preferred_username": "yte"}
    client.get(lying.authorise(sent(client)))
    assert str(user()) == client.session["_auth_user_id"]


@pytest.mark.parametrize(
    ("act", "said", "action"),
    [
        ("lock", "đã bị khóa", "accounts.provider_refused_locked"),
        ("end", "Mọi vai trò của bạn ở đây đã kết thúc", "accounts.provider_refused_roles_over"),
    ],
)
def test_whose_account_or_post_ended_is_told_so(lying: Liar, act: str, said: str, action: str) -> None:
    admin = actor("quantri")
    if act == "lock":
        services.deactivate(admin, user_id=user(), why="Nghỉ việc", now=timezone.now())
    else:
        (grant,) = account_queries.account(admin, user()).grants
        users.end_grant(admin, grant_id=grant.id, valid_to=date(2024, 1, 1), now=timezone.now())
    number = ProviderLink.objects.get().user_id
    client = Client()
    assert said in told(client, client.get(lying.authorise(sent(client))))
    assert not is_in(client)
    assert history_of("organisations.user", number)[-1].action == action


def second_factor_on(username: str = "tuphap") -> Callable[[], str]:
    services.begin_second_factor(actor(username))
    SecondFactor.objects.filter(user_id=user(username)).update(confirmed_at=timezone.now())
    secret = _secret(SecondFactor.objects.get(user_id=user(username)))
    return lambda: code_at(secret, step_of(timezone.now()))


def test_the_own_second_step_stays_unless_the_provider_is_trusted_with_it(settings: Any, lying: Liar) -> None:
    shown = second_factor_on()
    lying.claims = {"amr": ["pwd", "otp"], "acr": "loa-2"}
    client = Client()
    assert client.get(lying.authorise(sent(client, "?next=/nhiem-vu/")))["Location"] == "/dang-nhap/buoc-hai/"
    assert not is_in(client)
    assert client.post("/dang-nhap/buoc-hai/", {"code": shown()})["Location"] == "/nhiem-vu/"
    assert lines()[-1].new["provider"] == urlsplit(lying.issuer).netloc
    for trusted, target in ((["hwk"], "/dang-nhap/buoc-hai/"), (["loa-2"], "/"), (["mfa", "otp"], "/")):
        settings.OIDC_SECOND_STEP = trusted
        client = Client()
        assert client.get(lying.authorise(sent(client)))["Location"] == target


def test_without_a_provider_there_is_no_button_and_no_way(settings: Any) -> None:
    client = Client()
    assert "Đăng nhập bằng" not in client.get("/dang-nhap/").content.decode()
    assert "Chưa có hệ thống đăng nhập chung" in told(client, client.get("/dang-nhap/chung/"))
    client.post("/dang-nhap/", {"username": "quantri", "password": PASSWORD})
    assert client.get("/tai-khoan/dang-nhap-chung/").status_code == 404
    assert "Đăng nhập chung" not in client.get("/tai-khoan/").content.decode()


def test_the_button_says_what_the_operator_calls_the_account(settings: Any) -> None:
    use(settings, NOBODY)
    settings.OIDC_LABEL = "tài khoản <VNeID>"
    page = Client().get("/dang-nhap/?next=/nhiem-vu/").content.decode()
    assert "Đăng nhập bằng tài khoản &lt;VNeID&gt;" in page
    assert "/dang-nhap/chung/?next=/nhiem-vu/" in page


def test_a_provider_that_is_away_leaves_the_password(settings: Any) -> None:
    use(settings, NOBODY)
    client = Client()
    page = told(client, client.get("/dang-nhap/chung/"))
    assert "không trả lời" in page
    assert client.post("/dang-nhap/", {"username": "tuphap", "password": PASSWORD}).status_code == 302
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"
    assert client.get("/dang-nhap/chung/roi/")["Location"] == "/dang-nhap/"


def test_a_person_links_the_own_account_after_giving_the_password(settings: Any, real: str) -> None:
    use(settings, real)
    client = Client()
    client.post("/dang-nhap/", {"username": "tuphap", "password": PASSWORD})
    page = "/tai-khoan/dang-nhap-chung/"
    assert sent(client, "?gan=1") == page
    assert client.post(page, {"old_password": "sai"}).status_code == 422
    assert sent(client, "?gan=1") == page
    assert "?gan=1" in client.post(page, {"old_password": PASSWORD}).content.decode()
    answered = client.get(signed_in_there(sent(client, "?gan=1"), "so-9"))
    assert answered["Location"] == page
    assert "so-9" in told(client, answered)
    assert Message.objects.get(recipient=user()).key.startswith("accounts.provider_linked")
    other = Client()
    other.get(signed_in_there(sent(other), "so-9"))
    assert is_in(other)
    assert client.post(f"{page}go/").status_code == 302
    assert (is_in(client), is_in(other)) == (True, False)
    assert [line.action for line in lines() if "provider" in line.action] == [
        "accounts.provider_linked",
        "accounts.provider_unlinked",
    ]
    assert queries.provider_subject(actor("tuphap"), user_id=user(), issuer=real) == ""


def test_one_person_there_opens_one_account_here(settings: Any, lying: Liar) -> None:
    client = Client()
    client.post("/dang-nhap/", {"username": "yte", "password": PASSWORD})
    client.post("/tai-khoan/dang-nhap-chung/", {"old_password": PASSWORD})
    answered = client.get(lying.authorise(sent(client, "?gan=1")))
    assert "đã gắn với tài khoản khác" in told(client, answered)
    assert ProviderLink.objects.count() == 1


def test_the_administrator_links_by_the_identifier_and_takes_apart(settings: Any, real: str) -> None:
    use(settings, real)
    admin, address = Client(), f"/quan-tri/tai-khoan/{user()}/"
    admin.post("/dang-nhap/", {"username": "quantri", "password": PASSWORD})
    assert "Mã người dùng" in admin.get(address).content.decode()
    assert admin.post(f"{address}dang-nhap-chung/", {"subject": ""}).status_code == 422
    assert admin.post(f"{address}dang-nhap-chung/", {"subject": "so-5"}).status_code == 302
    assert admin.post(f"{address}dang-nhap-chung/", {"subject": "so-6"}).status_code == 409
    person = Client()
    person.get(signed_in_there(sent(person), "so-5"))
    assert is_in(person)
    page = admin.get(address).content.decode()
    assert "so-5" in page
    assert "Gắn với hệ thống đăng nhập chung" in page
    assert admin.post(f"{address}dang-nhap-chung/go/").status_code == 302
    assert not is_in(person)
    for stranger in ("yte", "thuongtruc"):
        client = Client()
        client.post("/dang-nhap/", {"username": stranger, "password": PASSWORD})
        assert client.post(f"{address}dang-nhap-chung/", {"subject": "so-7"}).status_code == 403
        assert client.post(f"{address}dang-nhap-chung/go/").status_code == 403


def test_who_has_no_password_does_not_lock_the_own_door(settings: Any, lying: Liar) -> None:
    ProviderLink.objects.all().delete()
    new = users.invite_user(
        SYSTEM, username="moi.den", display_name="Người mới", email="", role=None, unit="",
        valid_from=timezone.localdate(), now=timezone.now(),
    )  # fmt: skip
    assert not User.objects.get(pk=new).has_usable_password()
    link("nguoi-1", "moi.den")
    client = Client()
    client.get(lying.authorise(sent(client)))
    refused = client.post("/tai-khoan/dang-nhap-chung/go/")
    assert refused.status_code == 409
    assert "chưa có mật khẩu" in refused.content.decode()


def test_every_sentence_of_it_is_there_in_english(settings: Any, lying: Liar) -> None:
    settings.OIDC_LABEL = "the shared account"
    client = Client()
    client.cookies["caicach_language"] = "en"
    assert "Sign in with the shared account" in client.get("/dang-nhap/").content.decode()
    lying.claims["nonce"] = "other"
    page = told(client, client.get(lying.authorise(sent(client))))
    assert "belongs to another sign-in" in page
