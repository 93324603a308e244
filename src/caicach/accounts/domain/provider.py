"""The provider of a sign-in by OpenID Connect: how it is set, what it says of itself, what is asked of it."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NoReturn
from urllib.parse import quote, urlencode, urlsplit

from caicach.kernel.errors import InvalidInput
from caicach.kernel.outgoing import Endpoint

DISCOVERY: Final = "/.well-known/openid-configuration"
SIGNED_BY: Final = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
"""Signatures that only the provider can make: neither «none» nor those by a secret that we know, too."""
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
EMAIL: Final = "email"
_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Provider:
    """As the operator set it. ``claim`` finds the account at the first sign-in; empty: nobody is found by it.

    ``second_step``: values of ``amr`` and ``acr`` that stand for our own second step.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    scopes: tuple[str, ...]
    claim: str
    second_step: frozenset[str]
    hosts: frozenset[str]

    @property
    def name(self) -> str:
        return urlsplit(self.issuer).netloc


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the provider says of itself. ``leaving`` is empty where it offers no page to sign out."""

    authorization: str
    token: str
    keys: str
    leaving: str
    algorithms: tuple[str, ...]
    takes_basic: bool
    names_itself: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser was sent away with; kept in its session until it comes back."""

    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


def wrong(*, why: str, **values: object) -> NoReturn:
    """The provider answered what cannot be believed."""
    raise InvalidInput(
        "accounts.provider_wrong",
        what="Hệ thống đăng nhập chung trả lời không đúng.",
        why=why,
        todo="Hãy đăng nhập bằng mật khẩu, hoặc báo người vận hành.",
        **values,
    )


def discovery_of(provider: Provider, document: Mapping[str, object]) -> Discovery:
    """Raises InvalidInput where the provider is another than was set, or names what may not be asked."""
    said, issuer = document.get("issuer"), provider.issuer
    if said != issuer:
        wrong(why="Nơi trả lời tự xưng là «{said}», không phải «{issuer}».", said=str(said or "")[:200], issuer=issuer)
    offered = _words(document, "id_token_signing_alg_values_supported") or ("RS256",)
    algorithms = tuple(name for name in SIGNED_BY if name in offered)
    if not algorithms:
        wrong(why="Nơi đó không ký bằng thuật toán nào được chấp nhận.")
    ways = _words(document, "token_endpoint_auth_methods_supported")
    return Discovery(
        authorization=_address(provider, document, "authorization_endpoint"),
        token=_address(provider, document, "token_endpoint"),
        keys=_address(provider, document, "jwks_uri"),
        leaving=_address(provider, document, "end_session_endpoint") if document.get("end_session_endpoint") else "",
        algorithms=algorithms,
        takes_basic=not ways or "client_secret_basic" in ways,
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )


def _words(document: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = document.get(name)
    return tuple(str(word) for word in found) if isinstance(found, list) else ()


def _address(provider: Provider, document: Mapping[str, object], name: str) -> str:
    address = document.get(name)
    if not isinstance(address, str):
        wrong(why="Nơi đó không cho biết địa chỉ «{name}».", name=name)
    endpoint_of(provider, address)
    return address


def endpoint_of(provider: Provider, address: str) -> Endpoint:
    """Where an address of the provider leads: over TLS, to a host that the operator named. Raises InvalidInput."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        wrong(why="Địa chỉ «{address}» viết sai.", address=address[:200])
    is_tls = parts.scheme == "https"
    if not (is_tls or (parts.scheme == "http" and host in LOOPBACK)) or parts.username or not address.isprintable():
        wrong(why="Địa chỉ «{address}» không dùng kết nối mã hóa (https).", address=address[:200])
    if host not in provider.hosts:
        wrong(why="Nơi đó chỉ sang máy chủ lạ «{host}»; người vận hành chưa cho phép máy chủ này.", host=host[:200])
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (f"?{parts.query}" if parts.query else "")
    return Endpoint(is_tls, host, port or (443 if is_tls else 80), path)


def sign_in_address(provider: Provider, known: Discovery, asked: Asked, *, back: str) -> str:
    """Where the browser goes: the code comes back to ``back``, bound to what only this session knows."""
    return _with(
        known.authorization,
        response_type="code",
        client_id=provider.client,
        redirect_uri=back,
        scope=" ".join(provider.scopes),
        state=asked.state,
        nonce=asked.nonce,
        code_challenge=challenge_of(asked.verifier),
        code_challenge_method="S256",
    )


def leaving_address(provider: Provider, known: Discovery, *, back: str) -> str:
    """Where the browser signs out of the provider; empty where it offers no such page."""
    return _with(known.leaving, client_id=provider.client, post_logout_redirect_uri=back) if known.leaving else ""


def _with(address: str, **said: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(said, quote_via=quote)}"


def challenge_of(verifier: str) -> str:
    """
    >>> challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
    """
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def token_request(
    provider: Provider, known: Discovery, asked: Asked, *, code: str, back: str
) -> tuple[dict[str, str], bytes]:
    """Headers and body that a code is exchanged with."""
    said = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": asked.verifier}
    headers = {"Content-Type": _FORM}
    if provider.secret and known.takes_basic:
        pair = f"{quote(provider.client, safe='')}:{quote(provider.secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        said["client_id"] = provider.client
        if provider.secret:
            said["client_secret"] = provider.secret
    return headers, urlencode(said).encode()
