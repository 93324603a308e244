"""A request to another server: its certificate is looked at, its addresses, its size and its time."""

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from caicach.kernel.outgoing import Answer, Endpoint, InnerAddress, TooMuch, Within, answer_of

BODY = b"x" * 1000


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """Of 127.0.0.1, vouched for by itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown, hidden = tmp_path / "may-chu.pem", tmp_path / "khoa.pem"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    hidden.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return shown, hidden


@pytest.fixture
def server(certificate: tuple[Path, Path]) -> Iterator[Endpoint]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(BODY)))
            self.end_headers()
            self.wfile.write(BODY)

        def log_message(self, *_args: object) -> None:
            pass

    class Quiet(HTTPServer):
        def handle_error(self, *_args: object) -> None:
            pass

    with Quiet(("127.0.0.1", 0), Answers) as listening:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        listening.socket = context.wrap_socket(listening.socket, server_side=True)
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield Endpoint(True, "127.0.0.1", listening.server_port, "/")
        finally:
            listening.shutdown()
            thread.join()


def asked(endpoint: Endpoint, largest: int = 1000, address: str = "127.0.0.1") -> Answer:
    within = Within(20, largest)
    return answer_of(endpoint, method="GET", headers={}, within=within, may_be=lambda found: found == address)


def test_a_certificate_that_nobody_trusts_is_refused_and_one_of_the_house_is_taken(
    server: Endpoint, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        asked(server)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert asked(server).body == BODY
    other = Endpoint(True, "localhost", server.port, "/")
    with pytest.raises(ssl.SSLCertVerificationError):
        answer_of(other, method="GET", headers={}, within=Within(20, 1000))


def test_an_address_that_may_not_be_and_an_answer_that_is_too_long_are_refused(
    server: Endpoint, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with pytest.raises(InnerAddress):
        asked(server, address="8.8.8.8")
    with pytest.raises(TooMuch):
        asked(server, largest=999)
    assert asked(server, largest=0).body == b""
