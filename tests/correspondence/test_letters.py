"""A letter from draft to recall: nothing typed is lost, nothing sent is changed, every step has its side."""

from datetime import date, timedelta

import pytest

from caicach.correspondence import queries, services
from caicach.correspondence.domain.letter_problems import missing_parts
from caicach.correspondence.domain.letters import LetterFilters, LetterPurpose, LetterState, ReplyKind
from caicach.documents.values import Signatory
from caicach.kernel.errors import CaicachError, Conflict, InvalidInput, NotAllowed, NotFound
from factories.correspondence import JUSTICE, LEADER, OFFICE, OFFICE_COLLEAGUE, STRANGER, received
from factories.letters import (
    DEMAND,
    ISSUED_ON,
    SENT,
    drafted,
    letter_text,
    numbered,
    office,
    page,
    sent,
    signed,
    version_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def issuing_office() -> None:
    office()


def refused(act: object, kind: type[CaicachError] = InvalidInput) -> str:
    with pytest.raises(kind) as caught:
        act()  # type: ignore[operator]
    return caught.value.code


def test_a_draft_keeps_every_version_that_was_saved() -> None:
    letter = drafted()
    services.edit_letter(
        OFFICE, letter_id=letter, version=1, document=letter_text(subject="đôn đốc lần hai"), demand=DEMAND, now=SENT
    )
    assert [version.number for version in page(letter).versions] == [2, 1]
    assert queries.version_document(OFFICE, letter, 1).subject == letter_text().subject
    services.restore_version(OFFICE, letter_id=letter, version=2, number=1, now=SENT)
    assert page(letter).document == letter_text()
    assert len(page(letter).versions) == 3


def test_a_stale_draft_is_a_conflict_and_changes_nothing() -> None:
    letter = drafted()
    services.edit_letter(OFFICE, letter_id=letter, version=1, document=letter_text(subject="mới"), now=SENT)

    def save_again() -> None:
        services.edit_letter(
            OFFICE_COLLEAGUE, letter_id=letter, version=1, document=letter_text(subject="cũ"), now=SENT
        )

    assert refused(save_again, Conflict) == "letter.changed"
    assert page(letter).document.subject == "mới"


def test_a_draft_never_brings_its_own_number_or_date() -> None:
    letter = drafted(document=letter_text(number="99", date=date(2023, 1, 1)))
    assert (page(letter).document.number, page(letter).document.date) == (None, None)


def test_number_and_date_fix_the_text_in_one_step() -> None:
    letter = numbered()
    found = page(letter)
    assert (found.row.reference, found.row.state) == ("01/BCĐCCHC-TGV", LetterState.NUMBERED)
    assert (found.document.number, found.document.date) == ("01", ISSUED_ON)

    def edit() -> None:
        services.edit_letter(OFFICE, letter_id=letter, version=2, document=letter_text(), now=SENT)

    assert refused(edit, Conflict) == "letter.other_state"


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"addressees": ()}, "nơi nhận chính (Kính gửi)"),
        ({"signatory": None}, "chức vụ và họ tên người ký"),
        ({"signatory": Signatory(title="TRƯỞNG BAN")}, "chức vụ và họ tên người ký"),
        ({"subject": None}, "trích yếu"),
        ({"body": ()}, "nội dung"),
    ],
)
def test_a_letter_that_lacks_a_part_gets_no_number(changes: dict[str, object], missing: str) -> None:
    letter = drafted(document=letter_text(**changes))
    assert missing_parts(page(letter).document) == (missing,)
    assert refused(lambda: numbered(letter)) == "letter.incomplete"
    assert page(letter).row.state is LetterState.DRAFT
    assert page(numbered()).row.number == "01"  # the refused one took no number


def test_the_number_form_sent_twice_gives_one_number() -> None:
    letter = drafted()
    services.number_letter(OFFICE, letter_id=letter, version=1, issued_on=ISSUED_ON, now=SENT)

    def again() -> None:
        services.number_letter(OFFICE, letter_id=letter, version=1, issued_on=ISSUED_ON, now=SENT)

    assert refused(again, Conflict) == "letter.other_state"
    assert page(numbered()).row.number == "02"


def test_a_letter_is_sent_only_when_it_is_signed() -> None:
    letter = numbered()
    assert refused(lambda: sent(letter), Conflict) == "letter.other_state"
    assert page(sent(signed(letter))).row.state is LetterState.DISPATCHED


def test_only_a_scan_is_evidence_of_a_wet_signature() -> None:
    letter = numbered()

    def record() -> None:
        services.record_wet_signature(
            OFFICE, letter_id=letter, version=2, data=b"PK\x03\x04 docx", filename="a.docx", now=SENT
        )

    assert refused(record) == "letter.scan_kind"


def test_a_submitted_letter_is_returned_with_a_reason() -> None:
    letter = drafted()
    services.submit_letter(OFFICE, letter_id=letter, version=1, now=SENT)
    assert (
        refused(lambda: services.return_letter(LEADER, letter_id=letter, version=2, reason=" ", now=SENT))
        == "letter.reason_missing"
    )
    services.return_letter(LEADER, letter_id=letter, version=2, reason="Bổ sung căn cứ", now=SENT)
    assert page(letter).may_edit


def test_each_step_has_its_side() -> None:
    letter = drafted()
    for actor in (LEADER, JUSTICE, STRANGER):
        with pytest.raises((NotAllowed, NotFound)):
            drafted(actor)
    with pytest.raises(NotAllowed):
        services.number_letter(LEADER, letter_id=letter, version=1, issued_on=ISSUED_ON, now=SENT)
    for actor in (JUSTICE, STRANGER):
        with pytest.raises(NotFound):
            page(letter, actor)


def test_a_unit_sees_the_letter_once_it_is_sent_and_its_own_reply_only() -> None:
    letter = sent()
    services.record_reply(
        OFFICE, letter_id=letter, unit="SYT", kind=ReplyKind.OTHER, replied_on=ISSUED_ON, note="Đã gọi", now=SENT
    )
    assert [unit.unit for unit in page(letter, JUSTICE).units] == ["STP"]
    assert page(letter, JUSTICE).versions == ()
    with pytest.raises(NotFound):
        page(letter, STRANGER)


def test_replies_say_who_answered_and_who_is_late() -> None:
    letter, came = sent(), received()
    services.record_reply(
        OFFICE,
        letter_id=letter,
        unit="STP",
        kind=ReplyKind.DOCUMENT,
        replied_on=ISSUED_ON,
        document_id=came,
        now=SENT,
    )
    after = {unit.unit: (len(unit.replies), unit.is_late) for unit in page(letter, on=DEMAND.due_on).units}
    assert after == {"STP": (1, False), "SYT": (0, False)}
    late = {unit.unit: unit.is_late for unit in page(letter, on=DEMAND.due_on + timedelta(days=1)).units}
    assert late == {"STP": False, "SYT": True}
    row = queries.letters_sent(OFFICE, filters=LetterFilters()).items[0]
    assert (row.asked, row.replied) == (2, 1)


def test_a_reply_before_the_letter_or_without_words_is_refused() -> None:
    letter = sent()

    def reply(on: date, note: str) -> object:
        return lambda: services.record_reply(
            OFFICE, letter_id=letter, unit="STP", kind=ReplyKind.OTHER, replied_on=on, note=note, now=SENT
        )

    assert refused(reply(date(2023, 4, 3), "x")) == "letter.reply_day"
    assert refused(reply(ISSUED_ON, " ")) == "letter.reply_without_words"


def test_a_recalled_letter_keeps_its_number_and_reason() -> None:
    letter = sent()
    services.recall_letter(OFFICE, letter_id=letter, version=version_of(letter), reason="Gửi nhầm", now=SENT)
    found = page(letter)
    assert (found.row.state, str(found.row.ended_reason), found.row.number) == (LetterState.RECALLED, "Gửi nhầm", "01")


def test_a_letter_of_wrong_content_is_replaced_by_one_of_equal_form() -> None:
    letter = sent()
    draft = services.draft_mending(OFFICE, letter_id=letter, purpose=LetterPurpose.REPLACEMENT, now=SENT)
    assert page(draft).document == letter_text()
    sent(signed(numbered(draft)))
    assert page(letter).row.state is LetterState.REPLACED
    assert "02/BCĐCCHC-TGV" in str(page(letter).row.ended_reason)


def test_a_slip_of_form_is_corrected_by_a_letter_that_cites_it() -> None:
    letter = sent()
    draft = services.draft_mending(OFFICE, letter_id=letter, purpose=LetterPurpose.CORRECTION, now=SENT)
    assert (
        page(draft).document.subject
        == "đính chính công văn số 01/BCĐCCHC-TGV ngày 04/04/2023 của Ban Chỉ đạo CCHC tỉnh"
    )
    sent(signed(numbered(draft)))
    assert page(letter).row.state is LetterState.DISPATCHED
    assert [link.id for link in page(letter).mended_by] == [draft]


def test_a_cancelled_letter_leaves_its_number_in_the_register() -> None:
    letter = numbered()
    services.cancel_letter(OFFICE, letter_id=letter, version=2, reason="Lãnh đạo không ký", now=SENT)
    again = services.draft_mending(OFFICE, letter_id=letter, purpose=LetterPurpose.REPLACEMENT, now=SENT)
    assert page(numbered(again)).row.number == "02"


def test_a_recalled_letter_leaves_the_hands_of_its_addressees_and_stays_with_the_office() -> None:
    letter = sent()
    assert queries.letter_pdf(JUSTICE, letter).data
    services.recall_letter(OFFICE, letter_id=letter, version=version_of(letter), reason="Gửi nhầm", now=SENT)
    for file in (queries.letter_pdf, queries.letter_docx):
        with pytest.raises(NotAllowed, match="đã được thu hồi"):
            file(JUSTICE, letter)
    assert queries.letter_pages(JUSTICE, letter) == 0
    assert queries.letter_pdf(OFFICE, letter).data
