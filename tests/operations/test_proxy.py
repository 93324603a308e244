"""The nginx and Caddy examples as they are shipped, in front of the application; only ports and certificate differ."""

import datetime
import http.client
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from operations.places import SOURCE, Installation, Places
from ports import free_port

pytestmark = [pytest.mark.installation, pytest.mark.timeout(900)]
HOST = "caicach.tinh.gov.vn"
SHIPPED = SOURCE.parent / "deploy"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass(frozen=True)
class Site:
    plain: int
    tls: int
    name: str

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        trusting = ssl._create_unverified_context()  # its certificate is the test's own
        connection = http.client.HTTPSConnection(HOST, self.tls, timeout=60, context=trusting)
        connection._create_connection = _to_this_machine  # type: ignore[attr-defined]
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return _answer(connection, method, path, body, {"Host": HOST, **named})


def _to_this_machine(address: tuple[str, int], *told: object) -> socket.socket:
    return socket.create_connection(("127.0.0.1", address[1]), timeout=60)


def _answer(
    connection: http.client.HTTPConnection, method: str, path: str, body: str | None, headers: dict[str, str]
) -> Answer:
    try:
        connection.request(method, path, body, headers)
        with connection.getresponse() as answer:
            return Answer(answer.status, answer.headers, answer.read().decode())
    finally:
        connection.close()


def _certificate(folder: Path) -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now.replace(year=9999)
    )
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _changed(name: str, *changes: tuple[str, str]) -> str:
    text = (SHIPPED / name).read_text(encoding="utf-8")
    for shipped, ours in changes:
        assert shipped in text, shipped
        text = text.replace(shipped, ours)
    return text


def _nginx(folder: Path, plain: int, tls: int, inner: int) -> list[str]:
    text = _changed(
        "nginx.conf",
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{tls} ssl;"),
        ("127.0.0.1:8000", f"127.0.0.1:{inner}"),
        ("/etc/ssl/caicach", str(folder)),
    )
    text = re.sub(r"^\s*listen \[::\].*\n", "", text, flags=re.MULTILINE)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "site.conf").write_text(text, encoding="utf-8")
    whole = f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
    whole += f"http {{ {temporary} include {folder}/site.conf; }}"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    return ["nginx", "-c", str(folder / "nginx.conf")]


def _caddy(folder: Path, plain: int, tls: int, inner: int) -> list[str]:
    """With a certificate of the house, as the example says for a closed network."""
    text = _changed(
        "Caddyfile",
        (f"{HOST} {{", f"{HOST} {{\n\ttls {folder}/fullchain.pem {folder}/key.pem"),
        ("127.0.0.1:8000", f"127.0.0.1:{inner}"),
    )
    ports = f"{{\n\thttp_port {plain}\n\thttps_port {tls}\n\tadmin off\n\tstorage file_system {folder}/kept\n}}\n"
    (folder / "Caddyfile").write_text(ports + text, encoding="utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


PROXIES: dict[str, Callable[[Path, int, int, int], list[str]]] = {"nginx": _nginx, "caddy": _caddy}


@pytest.fixture(scope="module")
def behind(places: Places) -> Iterator[tuple[Installation, int]]:
    """The application, which stands behind one proxy after the other."""
    place, inner = places.ready(), free_port()
    words = ("-m", "caicach.cli.main", "serve", "--without-worker", "--workers", "1", "--port", str(inner))
    more = {"CAICACH_HOSTS": HOST, "CAICACH_PROXIES": "127.0.0.1", "CAICACH_METRICS_TOKEN": "m" * 40}
    with (place.folder / "web.log").open("w") as out:
        served = place.start(*words, into=out, CAICACH_LOG_LEVEL="INFO", CAICACH_LOG_FORMAT="json", **more)
    _certificate(place.folder)
    yield place, inner
    served.terminate()
    served.wait(timeout=60)


@pytest.fixture(scope="module", params=sorted(PROXIES))
def site(request: pytest.FixtureRequest, behind: tuple[Installation, int]) -> Iterator[Site]:
    name = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    (place, inner), (plain, tls) = behind, (free_port(), free_port())
    log, made, until = place.folder / f"{name}.log", Site(plain, tls, name), time.monotonic() + 120
    with log.open("w") as out:
        proxy = subprocess.Popen(PROXIES[name](place.folder, plain, tls, inner), stdout=out, stderr=out)
    try:
        while not _answers(made):
            assert proxy.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text() + (place.folder / "web.log").read_text()
            time.sleep(0.3)
        yield made
    finally:
        proxy.terminate()
        proxy.wait(timeout=60)


def _answers(site: Site) -> bool:
    try:
        return site.ask("GET", "/health").status == 200
    except OSError:
        return False


def test_plain_http_is_sent_to_tls_and_pages_are_reached_by_it(site: Site) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.plain, timeout=30)
    answer = _answer(connection, "GET", "/dang-nhap/", None, {"Host": HOST})
    assert answer.status in {301, 308}
    assert re.fullmatch(rf"https://{HOST}(:{site.tls})?/dang-nhap/", answer.headers["Location"])
    page = site.ask("GET", "/dang-nhap/")
    assert page.status == 200
    assert "max-age" in page.headers["Strict-Transport-Security"]  # the application knows that it is reached by TLS
    assert "; Secure" in page.headers["Set-Cookie"]
    assert re.fullmatch(r"[0-9a-f-]{32,36}", page.headers["X-Request-Id"])


def test_what_machines_ask_stays_inside(site: Site) -> None:
    assert site.ask("GET", "/metrics", Authorization=f"Bearer {'m' * 40}").status == 404
    assert site.ask("GET", "/ready").status == 404


def test_a_guesser_is_slowed_down_whatever_address_it_claims(site: Site) -> None:
    pages = [_sign_in(site, f"10.9.8.{number}") for number in range(7)]
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in pages[0]
    assert "Đã nhập sai nhiều lần" in pages[-1]


def _sign_in(site: Site, claimed: str) -> str:
    page = site.ask("GET", "/dang-nhap/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert token is not None
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    typed = {"csrfmiddlewaretoken": token[1], "username": f"ai.do.{site.name}", "password": "doan-mo"}
    return site.ask(
        "POST",
        "/dang-nhap/",
        urllib.parse.urlencode(typed),
        Cookie=cookie,
        Referer=f"https://{HOST}/dang-nhap/",
        Content_Type="application/x-www-form-urlencoded",
        X_Forwarded_For=claimed,
        X_Real_Ip=claimed,
        Forwarded=f"for={claimed}",
    ).text
