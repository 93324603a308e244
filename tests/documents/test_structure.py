"""Every part of the form is found in letters of every layout, and says where it was found."""

import re
from datetime import date

import invented_letters as letters
import pytest

from caicach.documents.read.reader import read_source
from caicach.documents.read.source import SourceFormat, SourceText
from caicach.documents.values import BlockKind, Reading, RecipientRole, Urgency


def reading_of(text: str) -> Reading:
    return read_source(SourceText(text.lstrip("\n"), SourceFormat.TEXT))


def blocks_of(reading: Reading) -> list[tuple[BlockKind, str | None]]:
    return [(block.kind, block.path) for block in reading.document.body]


def test_a_department_letter_flattened_into_one_column_has_superior_and_issuer() -> None:
    document = reading_of(letters.DEPARTMENT_FLATTENED).document
    assert (document.superior, document.issuer) == ("UBND TỈNH X", "SỞ NỘI VỤ")
    assert (document.number, document.symbol) == ("0123", "SNV-CCHC")
    assert (document.place, document.date) == ("Hà Tĩnh", date(2024, 3, 5))
    assert document.doc_type == "công văn"
    assert document.subject == "báo cáo kết quả rà soát thủ tục hành chính nội bộ quý I năm 2024"


def test_addressees_wrapped_over_lines_are_one_each() -> None:
    assert reading_of(letters.DEPARTMENT_FLATTENED).document.addressees == (
        "Các sở, ban, ngành cấp tỉnh",
        "Ủy ban nhân dân các huyện, thành phố, thị xã",
        "Các đơn vị sự nghiệp công lập",
    )


def test_signature_beside_recipients_is_taken_out_of_them() -> None:
    document = reading_of(letters.DEPARTMENT_FLATTENED).document
    assert [recipient.text for recipient in document.recipients] == [
        "Như trên",
        "UBND tỉnh (b/c)",
        "Giám đốc, các PGĐ Sở",
        "Lưu: VT, CCHC",
    ]
    assert document.signatory is not None
    assert document.signatory.capacity == "KT. GIÁM ĐỐC"
    assert document.signatory.title == "PHÓ GIÁM ĐỐC"
    assert document.signatory.name == "Trần Văn Mẫu"


def test_recipients_carry_why_they_get_the_letter() -> None:
    roles = [recipient.role for recipient in reading_of(letters.PLAN_WITH_ROMAN_PARTS).document.recipients]
    assert roles == [
        RecipientRole.REPORT,
        RecipientRole.INFORM,
        RecipientRole.INFORM,
        RecipientRole.ACTION,
        RecipientRole.ARCHIVE,
    ]


def test_blank_number_and_day_are_none_without_a_warning() -> None:
    reading = reading_of(letters.PLAN_WITH_ROMAN_PARTS)
    assert reading.document.number is None
    assert reading.document.date is None
    assert reading.document.date_partial == "2025-02"
    assert reading.warnings == ()


def test_paths_run_through_roman_parts_clauses_and_points() -> None:
    kind = BlockKind
    assert blocks_of(reading_of(letters.PLAN_WITH_ROMAN_PARTS)) == [
        (kind.SECTION, "I"),
        (kind.CLAUSE, "I.1"),
        (kind.PARAGRAPH, "I.1"),
        (kind.CLAUSE, "I.2"),
        (kind.POINT, "I.2.a"),
        (kind.POINT, "I.2.b"),
        (kind.SECTION, "II"),
        (kind.CLAUSE, "II.1"),
        (kind.CLAUSE, "II.1.1"),
        (kind.CLAUSE, "II.1.2"),
        (kind.DASH, "II.1.2"),
        (kind.DASH, "II.1.2"),
        (kind.SECTION, "III"),
        (kind.PARAGRAPH, "III"),
    ]


def test_signature_above_the_recipients_is_read() -> None:
    signatory = reading_of(letters.PLAN_WITH_ROMAN_PARTS).document.signatory
    assert signatory is not None
    assert signatory.capacity == "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"
    assert (signatory.title, signatory.name) == ("PHÓ CHỦ TỊCH", "Lê Thị Ví Dụ")


def test_a_telegram_has_urgency_and_the_addressees_after_its_verb() -> None:
    document = reading_of(letters.TELEGRAM).document
    assert document.doc_type == "công điện"
    assert document.issuer == "THỦ TƯỚNG CHÍNH PHỦ"
    assert document.urgency is Urgency.FLASH
    assert document.addressees == (
        "Bộ trưởng các Bộ: Quốc phòng, Công an, Y tế",
        "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố phía Bắc",
    )


def test_a_notice_keeps_the_type_and_the_conclusion_as_its_subject() -> None:
    document = reading_of(letters.CONCLUSION_NOTICE).document
    assert document.doc_type == "thông báo"
    assert document.superior == "ỦY BAN NHÂN DÂN TỈNH Y"
    assert document.subject == ("Kết luận của Phó Chủ tịch UBND tỉnh tại cuộc họp về tiến độ giải ngân vốn đầu tư công")
    assert document.closing is not None
    assert document.closing.startswith("Văn phòng UBND tỉnh thông báo")


def test_a_party_letter_has_its_own_number_form_and_clauses() -> None:
    reading = reading_of(letters.PARTY_LETTER)
    document = reading.document
    assert (document.doc_type, document.number, document.symbol) == ("công văn", "445", "CV/TU")
    assert blocks_of(reading) == [(BlockKind.CLAUSE, "1"), (BlockKind.CLAUSE, "2")]
    assert document.signatory is not None
    assert (document.signatory.capacity, document.signatory.title) == ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")


def test_a_decision_keeps_bases_formula_articles_and_what_is_attached() -> None:
    reading = reading_of(letters.DECISION_WITH_RULES)
    document = reading.document
    assert document.issuer == "BỘ NỘI VỤ"
    assert document.superior is None
    assert (document.number, document.symbol) == ("12/2025", "QĐ-BNV")
    assert len(document.legal_bases) == 2
    assert document.opening == "BỘ TRƯỞNG BỘ NỘI VỤ\nQUYẾT ĐỊNH:"
    kind = BlockKind
    assert blocks_of(reading) == [
        (kind.ARTICLE, "Điều 1"),
        (kind.ARTICLE, "Điều 2"),
        (kind.ARTICLE, "Điều 3"),
        (kind.APPENDIX, None),
        (kind.PARAGRAPH, None),
        (kind.CHAPTER, "Chương I"),
        (kind.ARTICLE, "Điều 1"),
        (kind.CLAUSE, "Điều 1.1"),
        (kind.CLAUSE, "Điều 1.2"),
        (kind.APPENDIX, "I"),
        (kind.CLAUSE, "I.1"),
    ]


def test_columns_that_come_right_one_first_give_the_same_head() -> None:
    document = reading_of(letters.DISTRICT_OFFICE_RIGHT_COLUMN_FIRST).document
    assert document.superior == "UBND HUYỆN BÌNH MINH"
    assert document.issuer == "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"
    assert (document.number, document.symbol, document.place) == ("88", "PGDĐT", "Bình Minh")
    assert document.closing is not None
    assert document.closing.startswith("Nhận được Công văn này")


def test_a_footnote_between_pages_does_not_break_the_sentence_it_interrupts() -> None:
    document = reading_of(letters.NOTES_ACROSS_PAGES).document
    assert [(note.mark, note.text[:21]) for note in document.footnotes] == [("1", "Kế hoạch số 10/KH-UBN")]
    assert "đúng, đủ, sạch, sống và được chia sẻ" in document.body[0].text


def test_the_head_of_an_advisory_body_has_two_titles() -> None:
    signatory = reading_of(letters.NOTES_ACROSS_PAGES).document.signatory
    assert signatory is not None
    assert signatory.capacity == "KT. TRƯỞNG BAN"
    assert signatory.title == "PHÓ TRƯỞNG BAN"
    assert signatory.other_title == "GIÁM ĐỐC SỞ THÔNG TIN VÀ TRUYỀN THÔNG"


def test_a_handwritten_number_is_none_and_warned_of() -> None:
    garbled = letters.DEPARTMENT_FLATTENED.replace("0123/", "4@† /").replace("ngày 05", "ngày 4}")
    reading = reading_of(garbled)
    assert reading.document.number is None
    assert reading.document.date_partial == "2024-03"
    assert {warning.code for warning in reading.warnings} == {
        "reading.number_unreadable",
        "reading.date_unreadable",
    }


def test_a_type_whose_heading_is_garbled_is_told_by_the_symbol() -> None:
    garbled = letters.PLAN_WITH_ROMAN_PARTS.replace("KẾ HOẠCH\n", "K€ H0~CH\n").replace(
        "Cải cách hành chính nhà", "Về cải cách hành chính nhà"
    )
    assert reading_of(garbled).document.doc_type == "kế hoạch"


def test_stamps_of_a_digital_signature_are_not_the_issuer() -> None:
    stamp = "TRUNG TÂM CÔNG\nBÁO VÀ TIN HỌC\nttcb@tinhx.gov.vn\n17.01.2025 17:17:01\n+07:00\n"
    document = reading_of(stamp + letters.DEPARTMENT_FLATTENED).document
    assert (document.superior, document.issuer) == ("UBND TỈNH X", "SỞ NỘI VỤ")


@pytest.mark.parametrize("name", sorted(letters.ALL))
def test_nothing_of_the_text_is_lost_between_head_and_signature(name: str) -> None:
    reading = reading_of(letters.ALL[name])
    document = reading.document
    kept = [*document.legal_bases, document.opening or "", document.closing or ""]
    kept += [f"{block.number} {block.text}" for block in document.body] + [note.text for note in document.footnotes]
    words = set(re.findall(r"\w+", " ".join(kept)))
    first = min(span.start for path, span in reading.spans.items() if path.startswith(("body", "opening", "legal")))
    last = letters.ALL[name].rindex("./.")
    missing = [word for word in re.findall(r"[^\W\d]{2,}", letters.ALL[name][first:last]) if word not in words]
    assert [word for word in missing if word not in ("Điều", "Chương")] == []
