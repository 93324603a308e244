"""The drafting check names the errors of form that the decree lists, and is silent on a letter without them."""

from dataclasses import replace

import pytest

from caicach.documents.values import Block, BlockKind, Recipient, RecipientRole, Signatory
from caicach.documents.write.checking import drafting_findings
from caicach.documents.write.findings import FINDING_LABELS
from documents.written import ADVISORY_LETTER, PLAN

GOOD = replace(
    ADVISORY_LETTER,
    opening="Thực hiện Quyết định số 45/QĐ-UBND ngày 10/01/2023 của UBND tỉnh về cải cách hành chính (CCHC), "
    "Ban Chỉ đạo yêu cầu các thành viên thực hiện một số nội dung sau:",
    footnotes=(),
)


def found(document):
    return {finding.code for finding in drafting_findings(document)}


def in_text(words):
    return found(replace(GOOD, closing=f"{words}./."))


def test_a_letter_in_its_form_has_no_finding():
    assert drafting_findings(GOOD) == ()


def test_a_blank_number_is_no_error_of_the_draft():
    assert "number" not in {finding.path for finding in drafting_findings(replace(GOOD, number=None))}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"issuer": None}, "draft.issuer_missing"),
        ({"symbol": None}, "draft.symbol_missing"),
        ({"place": None}, "draft.place_missing"),
        ({"date_partial": None}, "draft.date_missing"),
        ({"subject": None}, "draft.subject_missing"),
        ({"addressees": ()}, "draft.addressees_missing"),
        ({"body": (), "opening": None}, "draft.body_missing"),
        ({"signatory": Signatory(title="TRƯỞNG BAN")}, "draft.signatory_missing"),
        ({"signatory": Signatory(title="GIÁM ĐỐC", name="TS. Trần Văn Mẫu")}, "draft.academic_title"),
        ({"recipients": ()}, "draft.recipients_missing"),
        ({"recipients": ADVISORY_LETTER.recipients[:2]}, "draft.archive_missing"),
        ({"recipients": ADVISORY_LETTER.recipients[::-1]}, "draft.archive_not_last"),
        ({"recipients": ADVISORY_LETTER.recipients[1:]}, "draft.as_above_missing"),
        ({"closing": "Yêu cầu các cơ quan thực hiện."}, "draft.end_mark_missing"),
        ({"number": "7"}, "draft.number_not_padded"),
        ({"symbol": "BCĐ - TGV"}, "draft.symbol_form"),
        ({"symbol": "CV-UBND"}, "draft.symbol_of_letter"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_part_that_is_missing_or_not_in_its_form_is_named(changed, code):
    assert code in found(replace(GOOD, **changed))


def test_a_named_type_has_its_abbreviation_in_the_symbol():
    assert "draft.symbol_type" in found(replace(PLAN, symbol="UBND-NC"))
    assert "draft.symbol_type" not in found(PLAN)


def test_an_appendix_says_what_it_is_attached_to():
    assert "draft.annex_reference_missing" in found(PLAN)
    heading = next(at for at, block in enumerate(PLAN.body) if block.kind is BlockKind.APPENDIX)
    attached = Block(BlockKind.PARAGRAPH, None, 1, "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/02/2023)")
    body = (*PLAN.body[: heading + 1], attached, *PLAN.body[heading + 1 :])
    assert "draft.annex_reference_missing" not in found(replace(PLAN, body=body))


def test_the_last_legal_basis_of_a_decision_ends_with_a_full_stop():
    bases = ("Căn cứ Luật Tổ chức chính quyền địa phương;", "Theo đề nghị của Giám đốc Sở Nội vụ;")
    decision = replace(PLAN, doc_type="quyết định", symbol="QĐ-UBND", legal_bases=bases, opening="QUYẾT ĐỊNH:")
    assert "draft.basis_end" in found(decision)
    ended = replace(decision, legal_bases=(bases[0], bases[1].replace(";", ".")))
    assert "draft.basis_end" not in found(ended)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Đơn vị công khai TTHC trên Cổng", "draft.abbreviation_unexplained"),
        ("Theo Luật Khiếu nại số 02/2011/QH13 ngày 11/11/2011", "draft.law_with_number"),
        ("Theo Quyết định số 88/QĐ-UBND của UBND tỉnh về thi đua", "draft.citation_without_date"),
        ("Theo Quyết định số 88/QĐ-UBND ngày 10/10/2022 về thi đua", "draft.citation_without_issuer"),
        ("Theo Quyết định số 88/QĐ-UBND ngày 10/10/2022 của UBND tỉnh", "draft.citation_without_subject"),
        ("Theo Quyết định số 45/QĐ-UBND ngày 10/01/2023 của UBND tỉnh", "draft.citation_repeated"),
        ("Báo cáo kết quả trước ngày 5/3/2023", "draft.date_not_padded"),
        ("Phục vụ doanh nghiệp và nhân dân", "draft.people_small"),
        ("Chính sách của Đảng và nhà nước", "draft.state_small"),
        ("Theo quy định tại điều 15 của Quy chế này", "draft.article_small"),
        ("Theo quy định tại Khoản 2 Điều 15", "draft.clause_capital"),
        ("Các công việc tồn đọng sau tết phải giải quyết ngay", "draft.tet_small"),
        ("Giao ban vào thứ hai hằng tuần", "draft.weekday_small"),
        ("Báo cáo chủ tịch UBND tỉnh", "draft.title_small"),
    ],
)
def test_words_against_the_rules_are_named(words, code):
    assert code in in_text(words)


@pytest.mark.parametrize(
    "words",
    [
        "Cải cách thủ tục hành chính (TTHC) và công khai TTHC",
        "Ủy ban nhân dân tỉnh, Hội đồng nhân dân tỉnh, Công an nhân dân",
        "Quản lý nhà nước về lao động; cơ quan hành chính nhà nước",
        "Điểm a khoản 2 Điều 15 Luật Khiếu nại",
        "Nhiệm vụ thứ hai là rà soát; lần thứ ba phải xong",
        "Trong dịp tết Nguyên đán; sau Tết",
        "Theo Công văn số 385/BNV-CCHC ngày 06/02/2023 của Bộ Nội vụ về điều tra xã hội học",
        "DANH SÁCH CÁC ĐƠN VỊ CHƯA GỬI BÁO CÁO",
    ],
)
def test_words_within_the_rules_are_let_be(words):
    assert in_text(words) == set()


def test_every_code_has_its_sentence_and_its_place_in_the_decree():
    document = replace(GOOD, number="7", closing="Phục vụ nhân dân và công khai TTHC", issuer=None)
    findings = drafting_findings(document)
    assert len(findings) >= 4
    assert all(finding.message and "Nghị định 30/2020/NĐ-CP" in finding.source for finding in findings)
    assert {finding.code for finding in findings} <= set(FINDING_LABELS)


def test_findings_name_the_place_and_the_words():
    finding = next(f for f in drafting_findings(replace(GOOD, number="7")) if f.path == "number")
    assert finding.quote == "7"


def test_recipient_roles_alone_decide_what_archive_is():
    recipients = (Recipient("Như trên", RecipientRole.ADDRESSEE), Recipient("Lưu: VT", RecipientRole.ARCHIVE))
    assert found(replace(GOOD, recipients=recipients)) == set()


@pytest.mark.parametrize(("month", "is_told"), [("2025-06", False), ("2025-07", True), ("2026-11", True)])
def test_an_act_that_another_replaced_is_told_from_its_day_on(month, is_told):
    words = "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về thực hiện cơ chế một cửa./."
    findings = drafting_findings(replace(GOOD, closing=words, date=None, date_partial=month))
    told = [one.quote for one in findings if one.code == "draft.citation_superseded"]
    assert told == (["61/2018/NĐ-CP → 118/2025/NĐ-CP, 01/07/2025 (đã đọc văn bản)"] if is_told else [])
