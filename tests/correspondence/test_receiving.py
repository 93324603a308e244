"""A file comes in: registered once, refused when secret, read by a worker when it is a picture."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from caicach.correspondence import queries, services
from caicach.correspondence.domain.received import DocumentFilters, Received, ReceivedState
from caicach.correspondence.models import ReceivedDocument
from caicach.documents.values import Secrecy
from caicach.kernel.audit.queries import history_of
from caicach.kernel.errors import InvalidInput, NotAllowed, NotFound
from caicach.kernel.files.models import StoredFile
from factories.correspondence import (
    ARRIVED,
    HEALTH,
    JUSTICE,
    LEADER,
    NOW,
    OFFICE,
    STRANGER,
    TEXT,
    province,
    reading,
    received,
    review,
    source,
)

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def receive(data: bytes, actor=OFFICE, name: str = "cong-van.txt") -> Received:
    return services.receive_document(actor, data=data, filename=name, arrived_on=ARRIVED, now=NOW)


def test_a_text_letter_is_read_at_once() -> None:
    got = receive(TEXT.encode())
    seen = review(got.id)
    assert got.state is ReceivedState.READ
    assert seen.text.startswith("UBND TỈNH HỒNG LAM")
    assert seen.format == "txt"
    assert {value.path for value in seen.values} >= {"number", "symbol", "issuer", "subject", "addressees"}


def test_who_may_not_receive_is_refused_before_anything_is_stored() -> None:
    for actor in (JUSTICE, LEADER, STRANGER):
        with pytest.raises(NotAllowed):
            receive(TEXT.encode(), actor)
    assert not ReceivedDocument.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 cut off", b"PK\x03\x04 not a package"])
def test_an_unreadable_file_leaves_nothing_behind(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        receive(data)
    assert not ReceivedDocument.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_same_bytes_are_registered_once() -> None:
    first = receive(TEXT.encode())
    second = receive(TEXT.encode(), name="ten-khac.txt")
    assert second == Received(first.id, ReceivedState.READ, is_duplicate=True, duplicate_of=first.id)
    assert ReceivedDocument.objects.count() == 1
    assert StoredFile.objects.count() == 1


def test_the_same_words_in_another_file_are_the_same_document() -> None:
    first = receive(TEXT.encode())
    assert receive(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()).duplicate_of == first.id


def test_the_same_number_symbol_issuer_and_date_are_the_same_document() -> None:
    first = received(b"clean file")
    other_text = reading(TEXT.replace("VT", "VT, TGV"), number="8", issuer="Ban Chỉ đạo CCHC")
    assert received(b"scan of the same letter", other_text) == first


def test_letters_with_a_blank_number_are_told_apart_by_their_words() -> None:
    first = received(b"a", reading(number=None))
    second = received(b"b", reading(TEXT.replace("VT", "VT, TGV"), number=None))
    assert first != second


def test_a_withdrawn_document_may_be_received_anew() -> None:
    first = received()
    services.withdraw_document(OFFICE, document_id=first, version=1, reason="Nhầm văn bản", now=NOW)
    assert received() != first


def test_a_secret_document_is_refused_and_nothing_of_it_is_kept() -> None:
    got = services.register_reading(
        OFFICE,
        data=b"secret words",
        filename="ke-hoach-mat.txt",
        source=source(),
        reading=reading(secrecy=Secrecy.SECRET),
        arrived_on=ARRIVED,
        now=NOW,
    )
    row = queries.document_of(OFFICE, got.id)
    assert got.state is ReceivedState.REFUSED
    assert row.failure is not None
    assert "«mật»" in row.failure.why
    assert (row.filename, row.subject, row.number, row.issuer) == ("", None, None, None)
    assert not StoredFile.objects.exists()
    assert review(got.id).text == ""
    with pytest.raises(NotFound):
        queries.source_file(OFFICE, got.id)


def test_the_database_holds_that_a_refused_document_keeps_nothing() -> None:
    got = received()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceivedDocument.objects.filter(pk=got).update(state="refused")


def test_a_scan_that_proves_secret_loses_its_file(django_capture_on_commit_callbacks) -> None:
    got = receive(PNG, name="scan.png")
    claimed = services.claim_next(now=NOW)
    assert claimed is not None
    secret = reading(secrecy=Secrecy.TOP_SECRET)
    services.finish_reading(got.id, claim=claimed[1], source=source(), reading=secret, now=NOW)
    assert queries.document_of(OFFICE, got.id).state is ReceivedState.REFUSED
    assert not StoredFile.objects.exists()
    assert "scan.png" not in str(history_of("document", got.id))


def test_a_picture_waits_for_the_worker_and_is_read_by_one() -> None:
    got = receive(PNG, name="scan.png")
    assert got.state is ReceivedState.RECEIVED
    first, second = services.claim_next(now=NOW), services.claim_next(now=NOW)
    assert first is not None
    assert second is None
    services.finish_reading(got.id, claim=first[1], source=source(), reading=reading(), now=NOW)
    assert queries.document_of(OFFICE, got.id).state is ReceivedState.READ
    assert len(review(got.id).proposals) == 3


def test_a_text_of_hundreds_of_pages_waits_for_the_worker() -> None:
    got = receive((TEXT + "Nội dung dài. " * 60_000).encode(), name="phu-luc.txt")
    assert got.state is ReceivedState.RECEIVED


def test_a_claim_that_expired_is_taken_up_and_the_dead_worker_writes_nothing() -> None:
    got = receive(PNG, name="scan.png")
    dead = services.claim_next(now=NOW)
    alive = services.claim_next(now=NOW + timedelta(hours=1))
    assert dead is not None
    assert alive is not None
    services.finish_reading(got.id, claim=dead[1], source=source(), reading=reading(version="dead"), now=NOW)
    assert queries.document_of(OFFICE, got.id).state is ReceivedState.READING
    services.finish_reading(got.id, claim=alive[1], source=source(), reading=reading(version="alive"), now=NOW)
    assert review(got.id).reader_version == "alive"


def test_a_file_on_which_three_workers_died_is_given_up() -> None:
    got = receive(PNG, name="scan.png")
    for hour in range(3):
        assert services.claim_next(now=NOW + timedelta(hours=hour)) is not None
    assert services.claim_next(now=NOW + timedelta(hours=9)) is None
    row = queries.document_of(OFFICE, got.id)
    assert row.state is ReceivedState.FAILED
    assert row.failure is not None
    assert row.failure.code == "document.reader_died"


def test_the_worker_says_why_a_picture_cannot_be_read() -> None:
    got = receive(PNG, name="meo.png")
    assert services.read_next(now=NOW) == got.id
    row = queries.document_of(OFFICE, got.id)
    assert row.state is ReceivedState.FAILED
    assert row.failure is not None
    assert all((row.failure.what, row.failure.why, row.failure.todo))
    assert services.read_next(now=NOW) is None


def test_a_refusal_is_told_in_the_language_of_who_reads_it() -> None:
    got = services.register_reading(
        OFFICE,
        data=b"secret words",
        filename="mat.txt",
        source=source(),
        reading=reading(secrecy=Secrecy.SECRET),
        arrived_on=ARRIVED,
        now=NOW,
    )
    with translation.override("en"):
        told = queries.document_of(OFFICE, got.id).failure
    assert told is not None
    assert told.what == "Secret documents are not accepted."
    assert "«mật»" in told.why
    assert "2018 Law" in told.why
    with translation.override("vi"):
        said = queries.review_of(OFFICE, got.id).failure
    assert said is not None
    assert said.what == "Không nhận văn bản mật."


def test_a_scan_of_a_registered_letter_is_withdrawn_as_its_duplicate() -> None:
    first = received()
    got = receive(PNG, name="scan.png")
    claimed = services.claim_next(now=NOW)
    assert claimed is not None
    services.finish_reading(got.id, claim=claimed[1], source=source(), reading=reading(), now=NOW)
    row = queries.document_of(OFFICE, got.id)
    assert (row.state, row.duplicate_of) == (ReceivedState.WITHDRAWN, first)


def test_lists_are_searched_without_diacritics_and_a_stranger_sees_nothing() -> None:
    got = received()
    found = queries.received_documents(OFFICE, filters=DocumentFilters(text="cai cach bcd"))
    assert [row.id for row in found.items] == [got]
    assert queries.received_documents(OFFICE, filters=DocumentFilters(text="không có")).total == 0
    assert queries.received_documents(LEADER, filters=DocumentFilters()).total == 1
    for actor in (JUSTICE, HEALTH, STRANGER):
        assert queries.received_documents(actor, filters=DocumentFilters()).total == 0
        with pytest.raises(NotFound):
            queries.review_of(actor, got)


def test_receiving_leaves_a_line_in_the_trail() -> None:
    province()
    (line,) = history_of("document", received())
    assert line.action == "correspondence.document.received"
    assert line.new["file"] == "cong-van-08.txt"
