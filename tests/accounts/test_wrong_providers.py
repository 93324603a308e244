"""A provider that answers wrongly, in every way: nothing opens, one sentence says why, the password still works."""

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from joserfc import jws
from joserfc.jwk import ECKey, OctKey, OKPKey
from joserfc.util import urlsafe_b64decode

from caicach.accounts import asking_provider
from caicach.kernel.outgoing import Within
from factories.provider import CLIENT, KEY, OTHER_KEY, SECRET, Liar, answer
from factories.single_sign_on import HERE, after, is_in, lines, sent, told
from factories.web import PASSWORD, people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def province() -> None:
    people()


WRONG: dict[str, tuple[Callable[[Liar], object], str]] = {
    "nonce": (lambda p: p.claims.update(nonce="khac"), "một lần đăng nhập khác"),
    "no nonce": (lambda p: p.claims.update(nonce=None), "một lần đăng nhập khác"),
    "audience": (lambda p: p.claims.update(aud="ung-dung-khac"), "cấp cho một ứng dụng khác"),
    "no audience": (lambda p: p.claims.update(aud=None), "cấp cho một ứng dụng khác"),
    "two audiences": (lambda p: p.claims.update(aud=[CLIENT, "khac"]), "cấp cho một ứng dụng khác"),
    "other party": (lambda p: p.claims.update(aud=[CLIENT, "khac"], azp="khac"), "cấp cho một ứng dụng khác"),
    "issuer": (lambda p: p.claims.update(iss="https://khac.example"), "không phải nơi đã cài đặt"),
    "expired": (lambda p: p.claims.update(exp=p.now - 61), "đã hết hạn"),
    "no time": (lambda p: p.claims.update(exp=None), "không ghi thời hạn"),
    "time as text": (lambda p: p.claims.update(exp="mai"), "không ghi thời hạn"),
    "of tomorrow": (lambda p: p.claims.update(iat=p.now + 86400, exp=p.now + 90000), "cấp ở tương lai"),
    "not before": (lambda p: p.claims.update(nbf=p.now + 86400), "cấp ở tương lai"),
    "nobody": (lambda p: p.claims.update(sub=None), "không nói ai"),
    "nobody by number": (lambda p: p.claims.update(sub=7), "không nói ai"),
    "a long name": (lambda p: p.claims.update(sub="x" * 256), "không nói ai"),
    "wrong key": (lambda p: setattr(p, "key", OTHER_KEY), "Chữ ký của thẻ không đúng"),
    "unknown key": (lambda p: p.header.update(kid="k9"), "không có khóa nào đã ký"),
    "unsigned": (lambda p: setattr(p, "raw", unsigned), "Thẻ ký bằng «none»"),
    "signature cut": (lambda p: setattr(p, "raw", lambda token: token.rpartition(".")[0] + "."), "Chữ ký của thẻ"),
    "claims altered": (lambda p: setattr(p, "raw", altered), "Chữ ký của thẻ không đúng"),
    "by our secret": (lambda p: setattr(p, "raw", by_secret), "Thẻ ký bằng «HS256»"),
    "no token": (lambda p: setattr(p, "raw", lambda _token: "x.y"), "không phải là một thẻ có chữ ký"),
    "no keys": (lambda p: setattr(p, "shown", []), "không có khóa nào để kiểm tra"),
    "odd keys": (lambda p: setattr(p, "shown", ODD_KEYS), "không có khóa nào để kiểm tra"),
    "token away": (lambda p: p.answers.update(token=answer(500)), "không trả lời"),
    "token refused": (lambda p: p.answers.update(token=answer(400)), "không nhận yêu cầu (mã 400)"),
    "token empty": (lambda p: p.answers.update(token=answer(200)), "không có thẻ nào"),
    "token no JSON": (lambda p: p.answers.update(token=answer(200, b"<html>")), "không phải là JSON"),
    "token a list": (lambda p: p.answers.update(token=answer(200, b"[1]")), "không phải là JSON"),
    "token nested": (lambda p: p.answers.update(token=answer(200, b"[" * 200_000)), "không phải là JSON"),
    "token no text": (lambda p: p.answers.update(token=answer(200, b"\xff\xfe\x00")), "không phải là JSON"),
    "token a flood": (lambda p: p.answers.update(token=answer(200, b" " * 256_001)), "dài quá 256000 byte"),
    "token elsewhere": (
        lambda p: p.answers.update(token=answer(307, Location="http://127.0.0.1:1/")),
        "chuyển sang địa chỉ khác",
    ),
    "keys elsewhere": (
        lambda p: p.answers.update(keys=answer(302, Location="http://127.0.0.1:1/")),
        "chuyển sang địa chỉ khác",
    ),
    "keys away": (lambda p: p.answers.update(keys=answer(503)), "không trả lời"),
    "hung up": (lambda p: p.answers.update(token=lambda handler: handler.connection.close()), "không trả lời"),
}
ODD_KEYS: list[dict[str, object]] = [
    {"kty": "la"},
    {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
    {"kty": "EC", "crv": "P-999", "x": "a", "y": "b"},
    {"kty": "oct", "k": "YWFhYWFhYWFhYWFhYWFhYWFh"},
    KEY.as_dict(private=False) | {"use": "enc"},
]


def unsigned(token: str) -> str:
    return f"eyJhbGciOiJub25lIn0.{token.split('.')[1]}."


def altered(token: str) -> str:
    head, _, signature = token.split(".")
    return f"{head}.eyJzdWIiOiJuZ3VvaS0yIn0.{signature}"


def by_secret(token: str) -> str:
    """Signed with what both know: whoever stole the secret could make it."""
    payload = urlsafe_b64decode(token.split(".")[1].encode())
    assert json.loads(payload)["sub"] == "nguoi-1"
    return jws.serialize_compact({"alg": "HS256"}, payload, OctKey.import_key(SECRET), algorithms=["HS256"])


@pytest.mark.parametrize("how", WRONG)
def test_a_wrong_answer_opens_nothing_is_told_in_one_place_and_loses_nothing(lying: Liar, how: str) -> None:
    change, said = WRONG[how]
    client = Client()
    back = lying.authorise(sent(client, "?next=/nhiem-vu/"), iss=lying.issuer)
    change(lying)
    answered = client.get(back)
    assert answered["Location"] == "/dang-nhap/?next=%2Fnhiem-vu%2F"
    page = told(client, answered)
    assert said in page
    assert "đăng nhập bằng mật khẩu" in page
    assert not is_in(client)
    assert not [line for line in lines() if line.action == "accounts.signed_in"]
    assert client.post("/dang-nhap/?next=/nhiem-vu/", {"username": "tuphap", "password": PASSWORD}).status_code == 302


def test_what_is_right_opens_the_session_with_every_kind_of_key_and_with_keys_that_change(lying: Liar) -> None:
    for key, algorithm in (
        (KEY, "RS256"),
        (OTHER_KEY, "PS256"),
        (ECKey.generate_key("P-256", {"kid": "e"}), "ES256"),
        (OKPKey.generate_key("Ed25519", {"kid": "o"}), "Ed25519"),
    ):
        lying.discovery["id_token_signing_alg_values_supported"] = [algorithm]
        lying.key, lying.shown = key, [*ODD_KEYS, key.as_dict(private=False)]
        lying.header = {"alg": algorithm, "kid": key.kid}
        client = Client()
        client.get(lying.authorise(sent(client), iss=lying.issuer))
        assert is_in(client), algorithm


DISCOVERIES: dict[str, tuple[Callable[[Liar], object], str]] = {
    "another issuer": (
        lambda p: p.discovery.update(issuer="https://khac.example"),
        "tự xưng là «https://khac.example»",
    ),
    "no issuer": (lambda p: p.discovery.update(issuer=None), "tự xưng là"),
    "no token address": (lambda p: p.discovery.update(token_endpoint=None), "không cho biết địa chỉ"),
    "a stranger's host": (
        lambda p: p.discovery.update(token_endpoint="https://khac.example/token"),
        "máy chủ lạ «khac.example»",
    ),
    "an inner host": (lambda p: p.discovery.update(jwks_uri="http://10.0.0.1/keys"), "không dùng kết nối mã hóa"),
    "a script": (
        lambda p: p.discovery.update(authorization_endpoint="javascript:alert(1)"),
        "không dùng kết nối mã hóa",
    ),
    "a file": (lambda p: p.discovery.update(jwks_uri="file:///etc/passwd"), "không dùng kết nối mã hóa"),
    "a bad port": (lambda p: p.discovery.update(jwks_uri="http://127.0.0.1:999999/"), "viết sai"),
    "a line of its own": (
        lambda p: p.discovery.update(token_endpoint=f"{p.issuer}/token\r\nX: y"),
        "không dùng kết nối mã hóa",
    ),
    "only secrets": (
        lambda p: p.discovery.update(id_token_signing_alg_values_supported=["HS256", "none"]),
        "không ký bằng thuật toán nào",
    ),
    "no JSON": (lambda p: p.answers.update({"openid-configuration": answer(200, b"x")}), "không phải là JSON"),
    "not found": (lambda p: p.answers.update({"openid-configuration": answer(404)}), "mã 404"),
    "elsewhere": (
        lambda p: p.answers.update({"openid-configuration": answer(301, Location="http://127.0.0.1:1/")}),
        "chuyển sang địa chỉ khác",
    ),
    "away": (lambda p: p.answers.update({"openid-configuration": answer(502)}), "không trả lời"),
}


@pytest.mark.parametrize("how", DISCOVERIES)
def test_a_provider_that_says_odd_things_of_itself_is_not_gone_to(lying: Liar, how: str) -> None:
    change, said = DISCOVERIES[how]
    change(lying)
    client = Client()
    answered = client.get("/dang-nhap/chung/?next=/nhiem-vu/")
    assert answered["Location"] == "/dang-nhap/?next=%2Fnhiem-vu%2F"
    assert said in told(client, answered)


@pytest.mark.parametrize(("named", "said"), [("https://khac.example", "của «https://khac.example»"), ("", "luôn nói")])
def test_an_answer_that_names_another_issuer_or_lacks_the_promised_name_is_not_taken(
    lying: Liar, named: str, said: str
) -> None:
    client = Client()
    answered = client.get(lying.authorise(sent(client), iss=named))
    assert said in told(client, answered)
    assert not [path for path in lying.asked if path.endswith("/token")]


def test_a_provider_that_never_promised_to_name_itself_need_not(lying: Liar) -> None:
    lying.discovery["authorization_response_iss_parameter_supported"] = False
    client = Client()
    client.get(lying.authorise(sent(client), iss=""))
    assert [path for path in lying.asked if path.endswith("/token")]


def test_a_provider_that_drips_is_given_up_and_then_left_alone_for_some_seconds(
    lying: Liar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking_provider, "WITHIN", Within(seconds=0.3, largest=1000))

    def drip(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    lying.answers["openid-configuration"] = drip
    client = Client()
    for _ in range(3):
        assert "không trả lời" in told(client, client.get("/dang-nhap/chung/"))
    asked = len(lying.asked)
    assert "tạm dừng ít giây" in told(client, client.get("/dang-nhap/chung/"))
    assert len(lying.asked) == asked
    lying.answers.clear()
    monkeypatch.setattr(timezone, "now", after(seconds=61))
    assert sent(client).startswith(lying.issuer)


def test_garbage_sent_back_asks_the_provider_for_nothing(lying: Liar) -> None:
    client = Client()
    for query in ("", "?code=a&state=b", "?state=", "?error=access_denied&state=x", "?code=%00&state=%F0%9F%98%80"):
        assert "không còn dùng được" in told(client, client.get(f"/dang-nhap/chung/ve/{query}"))
    assert lying.asked == []


def test_an_error_of_the_provider_is_told_by_its_code_alone(lying: Liar) -> None:
    client = Client()
    state = parse_qs(urlsplit(sent(client)).query)["state"][0]
    page = told(client, client.get(f"/dang-nhap/chung/ve/?state={state}&error=server_error%3Cb%3E&error_description=x"))
    assert "mã «server_errorb»" in page


def test_the_way_back_leads_to_pages_of_ours_alone(lying: Liar) -> None:
    for then in ("https://khac.example/", "//khac.example/", "javascript:alert(1)"):
        client = Client()
        assert client.get(lying.authorise(sent(client, f"?next={then}")))["Location"] == "/"


def test_a_browser_at_another_name_of_ours_begins_at_the_one_that_the_provider_knows(
    settings: Any, lying: Liar
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "khac.tinh.example"]
    client = Client(HTTP_HOST="khac.tinh.example")
    assert sent(client, "?next=/nhiem-vu/") == f"{HERE}/dang-nhap/chung/?next=/nhiem-vu/"
    assert lying.asked == []
