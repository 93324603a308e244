"""A better reader comes: what persons did stays, the rest is renewed."""

from dataclasses import replace
from datetime import date

import pytest

from caicach.correspondence import services
from caicach.correspondence.domain.review import ProposalChanges
from caicach.documents.values import AssignedTask, Reading
from caicach.kernel.errors import Conflict
from caicach.kernel.vocabulary import ProposalKind
from factories.correspondence import (
    ITEM_1,
    ITEM_2,
    NOW,
    OFFICE,
    TEXT,
    proposal,
    reading,
    received,
    review,
    source,
    span,
)

pytestmark = pytest.mark.django_db


def read_again(document_id: int, found: Reading) -> int:
    return services.replace_reading(
        OFFICE,
        document_id=document_id,
        version=review(document_id).version,
        source=source(found.text),
        reading=found,
        now=NOW,
    )


def test_what_nobody_touched_is_renewed() -> None:
    got = received()
    better = replace(reading(version="2", place="Hồng Lĩnh"), obligations=())
    read_again(got, better)
    seen = review(got)
    assert (seen.reader_version, seen.value("place")) == ("2", "Hồng Lĩnh")
    assert [p.kind for p in seen.proposals] == [ProposalKind.TASK, ProposalKind.TASK]


def test_a_corrected_value_stays_and_shows_what_the_new_reader_read() -> None:
    got = received()
    services.correct_value(OFFICE, document_id=got, version=1, path="place", value="Kỳ Anh", now=NOW)
    read_again(got, reading(version="2", place="Hồng Lĩnh"))
    value = next(v for v in review(got).values if v.path == "place")
    assert (value.value, value.as_read, value.is_corrected) == ("Kỳ Anh", "Hồng Lĩnh", True)


def test_a_chosen_date_stays_until_the_document_gives_one() -> None:
    got = received(read=reading(date=None, date_partial="2023-02"))
    services.choose_effective_date(OFFICE, document_id=got, version=1, on=date(2023, 2, 13), reason="Dấu đến", now=NOW)
    read_again(got, reading(date=None, date_partial="2023-02"))
    assert review(got).effective_on == date(2023, 2, 13)
    read_again(got, reading())
    assert (review(got).effective_on, review(got).effective_on_reason) == (date(2023, 2, 10), "")


def test_an_edited_a_dropped_a_split_and_an_added_proposal_stay() -> None:
    got = received()
    first, second = proposal(got, "1"), proposal(got, "2")
    version = services.edit_proposal(
        OFFICE, document_id=got, version=1, proposal_id=first.id, changes=ProposalChanges(text="Rà soát"), now=NOW
    )
    parts = (span("Các đơn vị tổng hợp"), span("đẩy mạnh chuyển đổi số"))
    version = services.split_proposal(
        OFFICE, document_id=got, version=version, proposal_id=second.id, parts=parts, now=NOW
    )
    duty = next(p for p in review(got).proposals if p.kind is ProposalKind.OBLIGATION)
    version = services.drop_proposal(
        OFFICE, document_id=got, version=version, proposal_id=duty.id, reason="Đã có quy chế", now=NOW
    )
    services.add_proposal(
        OFFICE, document_id=got, version=version, quote=span("Lưu: VT"), kind=ProposalKind.TASK, now=NOW
    )
    before = review(got).proposals
    read_again(got, reading(version="2"))
    assert review(got).proposals == before


def test_a_new_order_found_by_the_better_reader_is_added_beside_them() -> None:
    got = received()
    first = proposal(got, "1")
    services.edit_proposal(
        OFFICE, document_id=got, version=1, proposal_id=first.id, changes=ProposalChanges(text="Rà soát"), now=NOW
    )
    better = reading(version="2")
    tasks = (*better.tasks, AssignedTask(item=None, text="triển khai công tác cải cách hành chính"))
    spans = {**better.spans, "tasks.2": span("triển khai công tác cải cách hành chính")}
    read_again(got, replace(better, tasks=tasks, spans=spans))
    texts = [p.text for p in review(got).proposals]
    assert texts.count("Rà soát") == 1
    assert "triển khai công tác cải cách hành chính" in texts
    assert ITEM_1[3:] not in texts


def test_quotes_move_with_their_words_when_the_text_is_read_differently() -> None:
    got = received()
    item = proposal(got, "2")
    services.edit_proposal(
        OFFICE, document_id=got, version=1, proposal_id=item.id, changes=ProposalChanges(text="Việc hai"), now=NOW
    )
    read_again(got, reading("Trang 1/1\n" + TEXT))
    after = proposal(got, "2")
    assert after.quote.of(review(got).text) == ITEM_2
    assert not after.is_uncertain


def test_a_quote_whose_letters_changed_keeps_the_persons_words_and_asks_to_be_looked_at() -> None:
    bad = TEXT.replace("đẩy mạnh chuyển đổi số", "đẩy manh chuyễn đổi sổ")
    got = received()
    item = proposal(got, "2")
    services.edit_proposal(
        OFFICE, document_id=got, version=1, proposal_id=item.id, changes=ProposalChanges(text="Việc hai"), now=NOW
    )
    found = reading(bad.replace(ITEM_2, ITEM_2)) if ITEM_2 in bad else None
    assert found is None
    other = replace(reading(), text=bad)
    read_again(got, other)
    after = proposal(got, "2")
    assert (after.text, after.quote_text, after.is_uncertain) == ("Việc hai", ITEM_2, True)
    assert after.quote.of(bad) == bad.split("\n")[9]
    assert len([p for p in review(got).proposals if p.item == "2"]) == 1


def test_a_reading_for_a_stale_version_is_not_kept() -> None:
    got = received()
    services.correct_value(OFFICE, document_id=got, version=1, path="place", value="Kỳ Anh", now=NOW)
    with pytest.raises(Conflict):
        services.replace_reading(
            OFFICE, document_id=got, version=1, source=source(), reading=reading(version="2"), now=NOW
        )
    assert review(got).reader_version == "1"


def test_the_kept_file_is_read_again_with_the_reader_of_today() -> None:
    got = received(TEXT.encode())
    version = services.read_again(OFFICE, document_id=got, version=1, now=NOW)
    assert version == 2
    assert review(got).value("number") == "08"
