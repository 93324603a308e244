"""Every part of the form is found in letters of every layout, and says where it was found."""

import re
from datetime import date
from pathlib import Path

import pytest

from caicach.documents.as_json import reading_as_json
from caicach.documents.read.reader import read_source
from caicach.documents.read.source import SourceCell, SourceFormat, SourceTable, SourceText
from caicach.documents.values import BlockKind, Reading, RecipientRole, Secrecy, Span, Urgency
from caicach.kernel.text.folding import fold
from documents import invented_letters as letters


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


def test_the_point_of_a_family_of_resolutions_belongs_to_the_number() -> None:
    text = letters.DEPARTMENT_FLATTENED.replace("0123/SNV-CCHC", "66.22/2026/NQ-CP")
    reading = reading_of(text)
    assert (reading.document.number, reading.document.symbol) == ("66.22/2026", "NQ-CP")
    assert not [warning for warning in reading.warnings if "số" in str(warning).lower() and "hiệu" in str(warning)]


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


def test_recipients_all_on_one_line_are_taken_apart() -> None:
    document = reading_of(letters.ONE_LINE_RECIPIENTS).document
    assert [recipient.text for recipient in document.recipients] == [
        "Như trên",
        "TTgCP, các PTTg (để b/c)",
        "Lưu: VT, KGVX (3)",
    ]
    assert document.addressees == ("Bộ Y tế", "Bộ Công an", "Ủy ban nhân dân thành phố Hà Nội")


def test_secrecy_is_read_from_the_head_and_a_rank_is_not_part_of_the_name() -> None:
    reading = reading_of(letters.REPORT_OF_THE_POLICE)
    document = reading.document
    assert document.secrecy is Secrecy.SECRET
    assert document.superior == "CÔNG AN TỈNH X"
    assert document.issuer == "PHÒNG CẢNH SÁT QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI"
    assert document.signatory is not None
    assert document.signatory.name == "Lê Văn Mẫu"
    assert [path for _, path in blocks_of(reading)] == ["A", "A.I", "A.I.1", "A.II", "B"]


def test_the_word_secret_in_the_text_or_misread_is_not_a_mark() -> None:
    text = letters.REPORT_OF_THE_POLICE.replace("\nMẬT\n", "\nMAT\n").replace("5 văn bản", "5 văn bản mật")
    assert reading_of(text).document.secrecy is None


def test_an_invitation_names_those_invited_and_an_acting_head_signs() -> None:
    document = reading_of(letters.INVITATION).document
    assert document.subject == "Dự họp sơ kết 6 tháng đầu năm"
    assert document.addressees == ("Thường trực Đảng ủy", "Trưởng các thôn")
    assert document.signatory is not None
    assert (document.signatory.title, document.signatory.name) == ("Q. CHỦ TỊCH", "MAI THỊ THỬ")


def test_a_party_guide_has_roman_parts_with_hyphens_and_a_deputy_signs() -> None:
    reading = reading_of(letters.PARTY_GUIDE)
    document = reading.document
    assert (document.superior, document.issuer) == ("THÀNH ỦY ĐÔNG HẢI", "BAN TUYÊN GIÁO VÀ DÂN VẬN")
    assert (document.doc_type, document.number, document.symbol) == ("hướng dẫn", "12", "HD/BTGDV")
    assert [path for _, path in blocks_of(reading)] == ["I", "I.1", "I.1", "I.2", "II", "II"]
    assert document.signatory is not None
    assert (document.signatory.capacity, document.signatory.title) == ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")


def test_a_stamp_under_the_subject_is_not_of_it_and_a_hyphen_in_a_name_parts_nothing() -> None:
    document = reading_of(letters.MINISTRY_DEPARTMENT).document
    assert (document.superior, document.issuer) == ("BỘ Y TẾ", "CỤC QUẢN LÝ KHÁM, CHỮA BỆNH")
    assert (document.subject, document.urgency) == ("chuẩn bị thuốc", Urgency.URGENT)
    assert document.addressees == (
        "Giám đốc các Sở: Nội vụ, Tài chính, Lao động - Thương binh và Xã hội",
        "Sở Y tế các tỉnh, thành phố trực thuộc Trung ương",
    )


def test_a_table_is_a_block_at_its_place_and_its_cells_are_not_lines() -> None:
    text = letters.CONCLUSION_NOTICE.lstrip("\n").replace("2. Giao Sở Tài chính", "TT\nNhiệm vụ\n2. Giao Sở Tài chính")
    first, second = text.index("TT\nNhiệm"), text.index("Nhiệm vụ\n2.")
    cells = (SourceCell("TT", Span(first, first + 2)), SourceCell("Nhiệm vụ", Span(second, second + 8)))
    table = SourceTable(Span(first, second + 8), (cells,))
    document = read_source(SourceText(text, SourceFormat.DOCX, tables=(table,))).document
    kinds = [block.kind for block in document.body]
    assert kinds[-2:] == [BlockKind.TABLE, BlockKind.CLAUSE]
    assert document.body[-2].rows == (("TT", "Nhiệm vụ"),)


@pytest.mark.shared
@pytest.mark.parametrize("spacing", ["as it is", "no blank lines", "a blank after every line"])
def test_paths_of_real_letters_do_not_depend_on_blank_lines(shared: Path, spacing: str) -> None:
    text = (shared / "directives" / "014.txt").read_text(encoding="utf-8")
    if spacing == "no blank lines":
        text = re.sub(r"\n\s*\n+", "\n", text)
    elif spacing == "a blank after every line":
        text = text.replace("\n", "\n\n")
    paths = [block.path for block in reading_of(text).document.body]
    assert paths == ["1"] * 5 + ["2"] * 6 + ["3", "4", "5", "6"]


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


@pytest.mark.parametrize("name", sorted(letters.ALL))
def test_scraps_and_wrong_diacritics_do_not_change_what_was_read(name: str) -> None:
    def said(text: str) -> list[str]:
        document = reading_of(text).document
        names = [recipient.text for recipient in document.recipients]
        return [
            fold(str(value))
            for value in (
                document.doc_type,
                document.superior,
                document.issuer,
                document.number,
                document.symbol,
                document.date,
                document.subject,
                document.addressees,
                names,
                document.signatory and document.signatory.name,
            )
        ]

    clean = said(letters.ALL[name])
    assert [said(letters.worsened(letters.ALL[name], seed)) for seed in range(8)] == [clean] * 8


@pytest.mark.parametrize(
    "words",
    [
        "trước ngày\n25/11/2026",
        "trước ngày\n25 tháng 11 năm 2026",
        "trước\n25/11/2026",
        "trước ngày 25\ntháng 11\nnăm 2026",
        "trước ngày 25 tháng\n11 năm\n2026",
        "trước ngày\n25\ntháng 11 năm 2026",
    ],
)
def test_a_day_cut_by_the_ends_of_lines_is_one_day_of_its_sentence(words: str) -> None:
    reading = reading_of(
        "UBND TỈNH X\nSỞ NỘI VỤ\nSố: 12/SNV-VP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "X, ngày 05 tháng 11 năm 2026\nV/v bàn giao mặt bằng\nKính gửi: UBND các xã, phường.\n"
        "Sở Nội vụ đề nghị các đơn vị thực hiện các nội dung sau, bảo đảm đúng tiến độ đã được phê duyệt:\n"
        f"1. Giao UBND xã Nghi Lộc phê duyệt phương án bồi thường cho các hộ còn lại\n{words}, báo cáo kết quả về Sở.\n"
        "2. Giao Sở Tài chính bố trí kinh phí thực hiện theo quy định của pháp luật về ngân sách nhà nước.\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nTrần Văn Mẫu\n"
    )
    tasks = [(task["item"], task["deadline_iso"]) for task in reading_as_json(reading)["tasks"]]
    assert tasks == [("1", "2026-11-25"), ("2", None)]


@pytest.mark.parametrize("place", ["Phú Lợi 2", "Hà Giang 1", "Bảo Lộc 3", "Phường 7", "Phường 1 Bảo Lộc", "Bà Rịa"])
def test_the_place_of_a_unit_with_a_number_is_its_whole_name(place: str) -> None:
    """Hundreds of communes and wards bear a number since 01/7/2025."""
    document = reading_of(letters.DEPARTMENT_FLATTENED.replace("Hà Tĩnh, ngày", f"{place}, ngày")).document
    assert (document.place, document.date) == (place, date(2024, 3, 5))
