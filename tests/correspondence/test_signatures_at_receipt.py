"""A signed letter comes in: its signatures are judged once, and what was known then stays with it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from caicach.correspondence import queries
from caicach.correspondence.models import ReceivedDocument
from caicach.correspondence.services.rereading import refuse_kept
from caicach.correspondence.services.signature_checks import check_signatures
from caicach.correspondence.signing.fetching import revocation_answers
from caicach.correspondence.signing.findings import Revocation, Verdict, Wanted
from caicach.documents.values import Secrecy
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit.queries import history_of
from caicach.kernel.errors import NotFound
from caicach.kernel.jobs.services import run_next
from factories.correspondence import NOW, OFFICE, STRANGER, received
from factories.keys import certificate, revocation_list, trusted
from factories.signed_files import page_rewritten, plain_pdf, signed_at

SIGNED = datetime(2023, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)
NAME = "Văn thư Sở Nội vụ"


@pytest.fixture
def roots(tmp_path: Path, settings) -> Path:
    settings.TRUST_DIR = str(tmp_path)
    (tmp_path / "root.pem").write_bytes(trusted()[0])
    return tmp_path


def verdicts(document: int) -> list[Verdict]:
    kept = queries.signatures_at_receipt(OFFICE, document)
    return [finding.verdict for finding in kept.findings] if kept else []


@pytest.mark.django_db(transaction=True)
def test_what_was_known_at_receipt_is_kept_as_it_was(roots: Path) -> None:
    document = received(signed_at(plain_pdf(), SIGNED))
    assert verdicts(document) == []
    while run_next(now=NOW) is not None:
        pass
    (roots / "root.pem").unlink()
    check_signatures(document, now=NOW + DAY)
    kept = queries.signatures_at_receipt(OFFICE, document)
    assert kept is not None
    assert (kept.checked_at, kept.roots, kept.asked, verdicts(document)) == (NOW, 1, False, [Verdict.VALID])
    assert [line.action for line in history_of("document", document)].count("correspondence.signatures.checked") == 1
    with pytest.raises(NotFound):
        queries.signatures_at_receipt(STRANGER, document)


@pytest.mark.django_db
def test_a_file_without_signatures_asks_for_nothing(roots: Path) -> None:
    document = received(plain_pdf())
    assert run_next(now=NOW) is None
    check_signatures(document, now=NOW)
    assert queries.signatures_at_receipt(OFFICE, document) is None


@pytest.mark.django_db
def test_of_a_document_refused_as_secret_no_judgement_stays(roots: Path) -> None:
    document = received(page_rewritten(signed_at(plain_pdf(), SIGNED)))
    check_signatures(document, now=NOW)
    assert verdicts(document) == [Verdict.PAGE_CHANGED]
    refuse_kept(SYSTEM, ReceivedDocument.objects.get(pk=document), Secrecy.SECRET, NOW)
    refused = ReceivedDocument.objects.get(pk=document)
    assert (refused.reference_order, refused.issuer_order) == (None, None)  # places of texts tell of the texts
    assert verdicts(document) == []
    check_signatures(document, now=NOW)
    assert verdicts(document) == []


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/elsewhere/ca.crl":
            self.send_response(302)
            self.send_header("Location", "/ca.crl")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(revocation_list(NOW, NOW + DAY, SIGNED - DAY).public_bytes(Encoding.DER))

    def do_POST(self) -> None:
        self.send_error(500)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def certificate_authority() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.slow
def test_an_authority_is_asked_only_where_its_host_is_named(roots: Path, settings) -> None:
    with certificate_authority() as address:
        data = signed_at(plain_pdf(), SIGNED, by=certificate(NAME, asked_at=address))
        (silent,) = queries.judged_signatures(data, filename="7.pdf", now=NOW)
        settings.REVOCATION_HOSTS = ["127.0.0.1"]
        (asked,) = queries.judged_signatures(data, filename="7.pdf", now=NOW)
    assert (silent.verdict, silent.revocation) == (Verdict.VALID, Revocation.UNKNOWN)
    assert (asked.verdict, asked.revocation) == (Verdict.REVOKED, Revocation.REVOKED)


def test_an_answer_that_sends_elsewhere_is_none() -> None:
    with certificate_authority() as address:
        hosts = frozenset({"127.0.0.1"})
        assert revocation_answers([Wanted(f"{address}/elsewhere/ca.crl")], hosts=hosts) == ()
        assert len(revocation_answers([Wanted(f"{address}/ca.crl")], hosts=hosts)) == 1
    assert revocation_answers([Wanted(f"{address}/ca.crl"), Wanted("http://[x/")], hosts=hosts) == ()
