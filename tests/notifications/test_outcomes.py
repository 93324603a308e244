"""Who asked for something that is done later hears what became of it where it failed, once, in plain words."""

from datetime import timedelta

import pytest

from caicach.correspondence import services as correspondence
from caicach.documents.values import Secrecy
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import BACK_OFF, Payload
from caicach.kernel.jobs.registry import Registry
from caicach.kernel.jobs.runs import Run
from caicach.kernel.said import tell
from caicach.notifications import queries
from caicach.notifications.domain.contents import Content
from factories.bad_files import CAT
from factories.correspondence import ARRIVED, NOW, reading, source
from factories.notifications import acting, reachable

pytestmark = pytest.mark.django_db


def heard(ids: dict[str, int], username: str) -> list[Content]:
    return [message.content for message in queries.messages(acting(ids, username)).items]


def brought(ids: dict[str, int]) -> int:
    actor = acting(ids, "thuongtruc")
    got = correspondence.receive_document(actor, data=CAT, filename="meo.jpg", arrived_on=ARRIVED, now=NOW)
    return got.id


def test_who_brought_a_scan_hears_that_it_could_not_be_read() -> None:
    ids = reachable()
    document = brought(ids)
    correspondence.read_next(now=NOW)
    (told,) = heard(ids, "thuongtruc")
    assert str(told.title) == "Không đọc được văn bản bạn đã nhập: meo.jpg"
    assert (told.link, bool(told.notes)) == (f"/van-ban/{document}/", True)
    assert heard(ids, "tuphap") == []


def test_who_brought_a_scan_hears_that_three_workers_died_of_it() -> None:
    ids = reachable()
    brought(ids)
    for hour in (0, 1, 2, 9):
        correspondence.claim_next(now=NOW + timedelta(hours=hour))
    (told,) = heard(ids, "thuongtruc")
    assert "đã dừng giữa chừng 3 lần" in str(told.notes[0])


def test_who_brought_a_secret_scan_hears_that_it_was_taken_away_and_nothing_of_it() -> None:
    ids = reachable()
    document = brought(ids)
    claimed = correspondence.claim_next(now=NOW)
    assert claimed is not None
    secret = reading(secrecy=Secrecy.SECRET)
    correspondence.finish_reading(document, claim=claimed[1], source=source(), reading=secret, now=NOW)
    (told,) = heard(ids, "thuongtruc")
    assert str(told.title).startswith("Văn bản bạn đã nhập lúc ")
    assert "độ mật «mật»" in str(told.notes[0])
    assert "meo" not in f"{told.title}{told.notes[0]}"


def test_who_brought_a_scan_hears_that_the_document_was_there_already() -> None:
    ids = reachable()
    actor = acting(ids, "thuongtruc")
    known = correspondence.register_reading(
        actor, data=b"words", filename="a.txt", source=source(), reading=reading(), arrived_on=ARRIVED, now=NOW
    )
    document = brought(ids)
    claimed = correspondence.claim_next(now=NOW)
    assert claimed is not None
    correspondence.finish_reading(document, claim=claimed[1], source=source(), reading=reading(), now=NOW)
    (told,) = heard(ids, "thuongtruc")
    assert "trùng với văn bản có sẵn" in str(told.title)
    assert told.link == f"/van-ban/{known.id}/"


def asked(ids: dict[str, int], registry: Registry, **changes: int | None) -> None:
    by = {"asked_by": ids["tuphap"], **changes}
    queue.enqueue_all([queue.NewJob("tests.work", "a", {}, **by)], now=NOW, registry=registry)  # type: ignore[arg-type]


def failing() -> Registry:
    def handler(_payload: Payload, _now: object) -> None:
        raise OSError("mất mạng")

    registry = Registry()
    registry.job("tests.work", title="Việc thử", max_attempts=2)(handler)
    return registry


@pytest.mark.parametrize(("by", "count"), [("tuphap", 1), (None, 0)])
def test_who_asked_for_a_job_hears_that_it_was_given_up_and_not_before(by: str | None, count: int) -> None:
    ids, registry = reachable(), failing()
    asked(ids, registry, asked_by=ids[by] if by else None)
    queue.run_next(now=NOW, registry=registry)
    assert heard(ids, "tuphap") == []
    queue.run_next(now=NOW + BACK_OFF[0], registry=registry)
    told = heard(ids, "tuphap")
    assert [str(one.title) for one in told] == ["Việc bạn yêu cầu không làm được: Việc thử"] * count
    assert all("mất mạng" in str(one.notes[0]) and one.link.startswith("/viec-nen/") for one in told)


def test_who_asked_for_a_long_job_hears_what_of_it_failed() -> None:
    def handler(_payload: Payload, _now: object, run: Run) -> None:
        run.advance()
        run.advance(failure=tell("Dòng 2 thiếu tên."))

    ids, registry = reachable(), Registry()
    registry.long_job("tests.work", title="Việc dài")(handler)
    asked(ids, registry)
    queue.run_next(now=NOW, registry=registry)
    (told,) = heard(ids, "tuphap")
    assert str(told.title) == "Việc bạn yêu cầu có 1 phần không làm được: Việc dài"
    assert str(told.notes[0]) == "Dòng 2 thiếu tên."
