"""Passkeys beside the code of the phone: added with the password, good for one answer at one place, never a copy."""

import html
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from caicach.accounts import queries, services
from caicach.accounts.domain import passkeys
from caicach.accounts.domain.passkeys import Place
from caicach.accounts.models import Passkey, SecondFactor
from caicach.kernel.access import Actor
from caicach.kernel.audit.queries import history_of
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.organisations import queries as organisations
from factories.passkeys import ORIGIN, Device
from factories.web import PASSWORD, people

HERE = Place(ORIGIN)
LOCAL = {"HTTP_HOST": "localhost"}


def question() -> passkeys.Question:
    return passkeys.question_for_new(HERE, user_id=1, name="tuphap", kept=())


def test_a_device_makes_a_passkey_and_answers_with_it() -> None:
    device, asked = Device(), question()
    kept = passkeys.new_passkey(HERE, asked.state, device.made(asked.options))
    known = passkeys.question_for_known(HERE, [kept])
    assert json.loads(known.options)["allowCredentials"][0]["id"] in device.answered(known.options)
    found = passkeys.answered_by(HERE, [kept], known.state, device.answered(known.options))
    assert (found.identity, found.uses) == (kept.identity, 2)
    assert not passkeys.is_copied(kept, found)
    again = json.loads(passkeys.question_for_new(HERE, user_id=1, name="tuphap", kept=[kept]).options)
    assert len(again["excludeCredentials"]) == 1


WRONG: dict[str, dict[str, Any]] = {
    "another page": {"origin": "http://localhost.khac.example"},
    "another port": {"origin": "http://localhost:81"},
    "another host": {"host": "khac.example"},
    "another question": {"challenge": "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4"},
}


@pytest.mark.parametrize("how", WRONG)
def test_an_answer_to_another_question_or_of_another_place_is_refused(how: str) -> None:
    device, asked = Device(), question()
    with pytest.raises(InvalidInput):
        passkeys.new_passkey(HERE, asked.state, device.made(asked.options, **WRONG[how]))
    kept = passkeys.new_passkey(HERE, asked.state, device.made(asked.options))
    known = passkeys.question_for_known(HERE, [kept])
    with pytest.raises(InvalidInput):
        passkeys.answered_by(HERE, [kept], known.state, device.answered(known.options, **WRONG[how]))
    with pytest.raises(InvalidInput):
        passkeys.answered_by(HERE, [kept], known.state, Device().answered(known.options))
    with pytest.raises(InvalidInput):
        passkeys.answered_by(HERE, [], known.state, device.answered(known.options))
    with pytest.raises(InvalidInput):
        passkeys.answered_by(HERE, [kept], known.state, device.made(asked.options))


@pytest.mark.slow
@given(some.data())
def test_nonsense_is_refused_and_nothing_else(data: some.DataObject) -> None:
    device, asked = Device(), question()
    answer = json.loads(device.made(asked.options))
    part = data.draw(some.sampled_from(["clientDataJSON", "attestationObject", "id", "rawId", "type", "response"]))
    value = data.draw(some.one_of(some.none(), some.text(max_size=40), some.integers(), some.lists(some.integers())))
    if part in answer["response"]:
        whole = str(answer["response"][part])
        cut = data.draw(some.integers(0, len(whole)))
        answer["response"][part] = data.draw(some.sampled_from([value, whole[:cut], whole[:cut] + "A" + whole[cut:]]))
    else:
        answer[part] = value
    for given_answer in (json.dumps(answer), data.draw(some.text(max_size=60)), "[" * 9000, "x" * 20_000):
        try:
            passkeys.new_passkey(HERE, asked.state, given_answer)
        except InvalidInput:
            continue


def second_factor_on(username: str = "tuphap") -> Actor:
    who = actor(username)
    services.begin_second_factor(who)
    SecondFactor.objects.filter(user_id=who.user_id).update(confirmed_at=timezone.now())
    return who


def actor(username: str = "tuphap") -> Actor:
    return organisations.actor_of(organisations.user_id_of(username), timezone.localdate())


def options(page: str) -> str:
    (found,) = re.findall(r'data-options="([^"]*)"', page)
    return html.unescape(found)


PAGE, STEP = "/tai-khoan/buoc-hai/", "/dang-nhap/buoc-hai/"


def added(device: Device, name: str = "máy ở cơ quan") -> tuple[Client, Any]:
    """Somebody signed in adds the device on the page."""
    client = Client(**LOCAL)
    client.force_login(_user())
    page = client.get(PAGE).content.decode()
    typed = {"name": name, "own_password": PASSWORD, "passkey": device.made(options(page))}
    return client, client.post(f"{PAGE}khoa/", typed)


def _user() -> Any:
    from caicach.organisations.models import User  # noqa: PLC0415

    return User.objects.get(username="tuphap")


@pytest.fixture
def at_home(db: None, settings: Any) -> None:
    people()
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = ORIGIN, ["*"]
    second_factor_on()


def with_password() -> tuple[Client, str]:
    client = Client(**LOCAL)
    sent = client.post("/dang-nhap/?next=/nhiem-vu/", {"username": "tuphap", "password": PASSWORD})
    assert sent["Location"] == STEP
    return client, options(client.get(STEP).content.decode())


def is_in(client: Client) -> bool:
    return client.get("/nhiem-vu/").status_code == 200


def acts() -> list[str]:
    return [line.action for line in history_of("organisations.user", actor().user_id)]


def test_a_passkey_stands_for_the_code_at_sign_in_and_each_answer_is_good_once(at_home: None) -> None:
    device = Device()
    _, answered = added(device)
    assert answered["Location"] == PAGE
    assert "accounts.passkey_added" in acts()
    client, asked = with_password()
    assert not is_in(client)
    answer = device.answered(asked)
    assert client.post(STEP, {"passkey": answer})["Location"] == "/nhiem-vu/"
    assert is_in(client)
    other, _ = with_password()
    assert other.post(STEP, {"passkey": answer}).status_code == 422
    again = other.post(STEP, {"passkey": answer})
    assert again.status_code == 422
    assert "Khóa truy cập không được chấp nhận" in again.content.decode()
    assert not is_in(other)
    (view,) = queries.own_passkeys(actor())
    assert view.used_at is not None


def test_a_passkey_that_counts_back_may_be_a_copy(at_home: None) -> None:
    device = Device()
    added(device)
    for counts, status in ((5, 302), (-3, 422), (0, 422), (4, 302)):
        client, asked = with_password()
        assert client.post(STEP, {"passkey": device.answered(asked, counts=counts)}).status_code == status
    assert acts().count("accounts.passkey_refused") == 2


def test_guesses_by_passkey_are_slowed_like_those_of_codes(at_home: None) -> None:
    added(Device())
    client, asked = with_password()
    seen = [client.post(STEP, {"passkey": Device().answered(asked)}).content.decode() for _ in range(6)]
    assert "Hãy đợi" in seen[-1]


@pytest.mark.parametrize(
    ("change", "status"),
    [({"own_password": "sai"}, 422), ({"name": ""}, 422), ({"passkey": "{}"}, 422), ({"passkey": ""}, 422)],
)
def test_a_passkey_is_added_with_the_password_and_a_right_answer_alone(
    at_home: None, change: dict[str, str], status: int
) -> None:
    client = Client(**LOCAL)
    client.force_login(_user())
    asked = options(client.get(PAGE).content.decode())
    right = {"name": "máy", "own_password": PASSWORD, "passkey": Device().made(asked)}
    assert client.post(f"{PAGE}khoa/", right | change).status_code == status
    assert client.post(f"{PAGE}khoa/", right).status_code == 422  # the question was used
    assert not Passkey.objects.exists()


def test_one_device_is_added_once_and_ten_are_enough(at_home: None) -> None:
    device = Device()
    added(device)
    assert added(device)[1].status_code == 409
    for number in range(9):
        assert added(Device(identity=f"thiet-bi-{number}".encode()))[1].status_code == 302
    assert added(Device(identity=b"qua-nhieu"))[1].status_code == 409
    assert Passkey.objects.count() == 10


def test_passkeys_are_removed_by_their_owner_and_end_with_the_second_step(at_home: None) -> None:
    client, _ = added(Device())
    (view,) = queries.own_passkeys(actor())
    for stranger in ("yte", "quantri"):
        with pytest.raises(NotFound):
            services.remove_passkey(actor(stranger), passkey_id=view.id, now=timezone.now())
    assert "máy ở cơ quan" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}khoa/{view.id}/go/").status_code == 302
    assert not Passkey.objects.exists()
    added(Device())
    services.end_second_factor(actor("quantri"), user_id=actor().user_id or 0, why="Mất máy", now=timezone.now())
    assert not Passkey.objects.exists()
    with pytest.raises(Conflict):
        services.add_passkey(actor(), name="a", password=PASSWORD, state={}, answer="{}", now=timezone.now())


@pytest.mark.parametrize("address", ["http://127.0.0.1", "http://caicach.khac.example"])
def test_at_another_address_the_code_of_the_phone_is_asked_for_alone(
    at_home: None, settings: Any, address: str
) -> None:
    added(Device())
    settings.PUBLIC_URL = address
    client = Client(**LOCAL)
    client.post("/dang-nhap/", {"username": "tuphap", "password": PASSWORD})
    page = client.get(STEP).content.decode()
    assert "data-passkey" not in page
    assert 'name="code"' in page
    client.force_login(_user())
    assert f"ở địa chỉ có tên: {address}" in client.get(PAGE).content.decode()
