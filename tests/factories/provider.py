"""Providers of single sign-on: a real one in a process of its own, and one that answers as a test wants it to.

The real one lacks two things that the rules ask for: it does not look at the verifier of PKCE, and sends no ``state``
back with a refusal. Both are tried with the other.
"""

import base64
import hashlib
import json
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from joserfc import jws
from joserfc.jwk import RSAKey

from ports import free_port

CLIENT, SECRET = "caicach", "bi-mat:cua/ung dung"


@contextmanager
def real_provider() -> Iterator[str]:
    """``oidc-provider-mock`` (Authlib) as a server; its issuer. Anybody signs in there by saying who it is."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            issuer = f"http://localhost:{port}"
            _wait_for(f"{issuer}/.well-known/openid-configuration", server)
            yield issuer
        finally:
            server.terminate()


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the provider did not start")


def tell_claims(issuer: str, subject: str, **claims: object) -> None:
    request = urllib.request.Request(
        f"{issuer}/users/{quote(subject)}",
        data=json.dumps(claims).encode(),
        method="PUT",
        headers={"Content-Type": "application/json"},
    )
    urllib.request.urlopen(request, timeout=10).close()


def signed_in_there(address: str, subject: str, action: str = "authorize") -> str:
    """What the browser is sent back to by the real provider, once somebody signed in at its page."""
    data = urlencode({"sub": subject, "action": action}).encode()
    try:
        urllib.request.build_opener(_Stays).open(address, data=data, timeout=10)
    except urllib.error.HTTPError as answer:
        return str(answer.headers["Location"])
    raise AssertionError("the provider sent nobody back")


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        return None


@dataclass
class Liar:
    """A provider that holds to the rules (PKCE, the secret, one use of a code) but where it is told otherwise."""

    port: int = 0
    discovery: dict[str, object] = field(default_factory=dict)
    claims: dict[str, object] = field(default_factory=dict)
    header: dict[str, object] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: KEY)
    shown: list[dict[str, object]] = field(default_factory=lambda: [KEY.as_dict(private=False)])
    answers: dict[str, Callable[[BaseHTTPRequestHandler], object]] = field(default_factory=dict)
    raw: Callable[[str], str] = str
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    now: float = 0.0

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}/realms/tinh"

    def authorise(self, address: str, **said: str) -> str:
        """Somebody signs in at the provider's page; where the browser goes then."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        if "error" in said:
            return f"{asked['redirect_uri']}?{urlencode({'state': asked['state'], **said})}"
        code = f"ma-{len(self.codes)}"
        self.codes[code] = asked
        answer = {"code": code, "state": asked["state"], "iss": self.issuer, **said}
        return f"{asked['redirect_uri']}?{urlencode({name: value for name, value in answer.items() if value})}"

    def document(self) -> dict[str, object]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "authorization_response_iss_parameter_supported": True,
            **self.discovery,
        }

    def token(self, headers: Any, body: bytes) -> tuple[int, dict[str, object]]:
        said = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        pair = base64.b64decode(headers["Authorization"].removeprefix("Basic ")).decode().split(":")
        assert [unquote(part) for part in pair] == [CLIENT, SECRET]
        asked = self.codes.pop(said["code"], None)
        if asked is None:
            return 400, {"error": "invalid_grant"}
        assert said["redirect_uri"] == asked["redirect_uri"]
        digest = hashlib.sha256(said["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.raw(self.signed(asked["nonce"]))}

    def signed(self, nonce: str) -> str:
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "nguoi-1", "nonce": nonce}
        claims |= {"iat": self.now, "exp": self.now + 300} | self.claims
        payload = json.dumps({name: value for name, value in claims.items() if value is not None}).encode()
        header = {name: value for name, value in ({"alg": "RS256", "kid": "k1"} | self.header).items() if value}
        return jws.serialize_compact(header, payload, self.key, algorithms=[str(header["alg"])])


KEY = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})


@contextmanager
def liar() -> Iterator[Liar]:
    told = Liar()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, body: bytes) -> None:
            told.asked.append(self.path)
            part = self.path.rpartition("/")[2]
            if part in told.answers:
                told.answers[part](self)
                return
            status, said = {
                "openid-configuration": lambda: (200, told.document()),
                "keys": lambda: (200, {"keys": told.shown}),
                "token": lambda: told.token(self.headers, body),
            }[part]()
            answer(status, json.dumps(said).encode())(self)

        def log_message(self, *_args: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_args: object) -> None:
            pass  # who hangs up on a flood is right

    with Quiet(("127.0.0.1", 0), Answers) as server:
        told.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()


def answer(status: int, body: bytes = b"{}", **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return send
