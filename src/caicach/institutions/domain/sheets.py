"""Lists of legal documents and of business rules in a table: its heads and its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caicach.institutions.domain.documents import DocumentFacts, DocumentKind, DraftingStep, Issue, Origin, StepDays
from caicach.institutions.domain.rules import Approver, Measure, RuleFacts, RuleKind
from caicach.kernel.tables.listed import RowReader

STEP_HEADS: Final = {
    DraftingStep.PROPOSED: "Hạn đề nghị xây dựng",
    DraftingStep.DRAFTED: "Hạn soạn thảo",
    DraftingStep.CONSULTED: "Hạn lấy ý kiến",
    DraftingStep.APPRAISED: "Hạn thẩm định",
    DraftingStep.SUBMITTED: "Hạn trình",
    DraftingStep.VERIFIED: "Hạn thẩm tra",
}
DOCUMENT_HEADS: Final = {
    "title": ("Tên văn bản", "Tên loại, trích yếu văn bản", "Trích yếu", "Nội dung văn bản"),
    "kind": ("Loại văn bản", "Hình thức văn bản"),
    "unit": ("Cơ quan chủ trì soạn thảo", "Cơ quan soạn thảo", "Đơn vị chủ trì", "Cơ quan chủ trì"),
    "year": ("Năm", "Chương trình năm"),
    "origin": ("Nguồn yêu cầu",),
    "basis": ("Căn cứ ban hành", "Căn cứ", "Văn bản giao quy định chi tiết"),
    "basis_effective_on": ("Căn cứ có hiệu lực từ", "Ngày có hiệu lực của văn bản giao"),
    "due_on": ("Thời hạn ban hành", "Hạn ban hành", "Thời gian ban hành", "Thời hạn trình ban hành"),
    "is_shortened": ("Trình tự rút gọn",),
    **{step.value: (head,) for step, head in STEP_HEADS.items()},
    "number": ("Số, ký hiệu", "Số ký hiệu", "Số, ký hiệu văn bản"),
    "signed_on": ("Ngày ký", "Ngày ban hành"),
    "effective_on": ("Ngày có hiệu lực", "Ngày hiệu lực", "Hiệu lực từ"),
    "sent_on": ("Ngày gửi đăng công báo", "Ngày gửi đăng tải"),
}
RULE_HEADS: Final = {
    "name": ("Tên quy định", "Quy định kinh doanh", "Nội dung quy định"),
    "kind": ("Loại quy định",),
    "field": ("Lĩnh vực", "Ngành, lĩnh vực"),
    "basis": ("Văn bản quy định", "Căn cứ pháp lý"),
    "code": ("Mã thủ tục", "Mã TTHC"),
    "unit": ("Đơn vị", "Cơ quan quản lý", "Cơ quan chủ trì"),
    "counted_on": ("Ngày thống kê", "Thống kê từ ngày"),
    "measure": ("Phương án",),
    "approver": ("Cấp phê duyệt",),
    "decision": ("Quyết định phê duyệt", "Văn bản phê duyệt"),
    "approved_on": ("Ngày phê duyệt",),
    "due_on": ("Thời hạn thực thi", "Hạn thực thi"),
    "cost_before": ("Chi phí trước (đồng/năm)", "Chi phí trước"),
    "cost_after": ("Chi phí sau (đồng/năm)", "Chi phí sau"),
    "days_before": ("Thời gian trước (ngày)", "Thời gian trước"),
    "days_after": ("Thời gian sau (ngày)", "Thời gian sau"),
    "done_in": ("Văn bản thực thi",),
    "done_on": ("Ngày thực thi",),
}
KIND_WORDS: Final = {
    DocumentKind.COUNCIL: "Nghị quyết của HĐND tỉnh",
    DocumentKind.COMMITTEE: "Quyết định của UBND tỉnh",
    DocumentKind.CHAIR: "Quyết định của Chủ tịch UBND tỉnh",
    DocumentKind.COMMUNE_COUNCIL: "Nghị quyết của HĐND xã",
    DocumentKind.COMMUNE_COMMITTEE: "Quyết định của UBND xã",
    DocumentKind.LAW: "Luật, bộ luật",
    DocumentKind.ASSEMBLY: "Nghị quyết của Quốc hội",
    DocumentKind.STANDING_COMMITTEE: "Pháp lệnh, nghị quyết của Ủy ban Thường vụ Quốc hội",
    DocumentKind.PRESIDENT: "Lệnh, quyết định của Chủ tịch nước",
    DocumentKind.DECREE: "Nghị định của Chính phủ",
    DocumentKind.GOVERNMENT: "Nghị quyết của Chính phủ",
    DocumentKind.PRIME_MINISTER: "Quyết định của Thủ tướng Chính phủ",
    DocumentKind.CIRCULAR: "Thông tư",
    DocumentKind.JOINT_CIRCULAR: "Thông tư liên tịch",
    DocumentKind.OTHER: "Văn bản khác",
}
ORIGIN_WORDS: Final = {
    Origin.PLAN: "Kế hoạch",
    Origin.HIGHER: "Văn bản cấp trên giao",
    Origin.OWN: "Tự đề xuất",
}
RULE_KIND_WORDS: Final = {
    RuleKind.CONDITION: "Yêu cầu, điều kiện",
    RuleKind.PROCEDURE: "Thủ tục hành chính",
    RuleKind.REPORTING: "Chế độ báo cáo",
    RuleKind.STANDARD: "Tiêu chuẩn, quy chuẩn",
    RuleKind.SPECIAL_INSPECTION: "Kiểm tra chuyên ngành",
}
MEASURE_WORDS: Final = {
    Measure.NONE: "Chưa có phương án",
    Measure.KEEP: "Giữ nguyên",
    Measure.CUT: "Cắt giảm, bãi bỏ",
    Measure.SIMPLIFY: "Đơn giản hóa",
}
APPROVER_WORDS: Final = {
    Approver.GOVERNMENT: "Chính phủ, Thủ tướng",
    Approver.MINISTRY: "Bộ, cơ quan ngang bộ",
    Approver.PROVINCE: "UBND tỉnh",
    Approver.OWN: "Chủ động khi xây dựng văn bản",
}
OTHER_WORDS: Final[Mapping[str, StrEnum]] = {
    "luat": DocumentKind.LAW,
    "bo luat": DocumentKind.LAW,
    "nghi quyet quoc hoi": DocumentKind.ASSEMBLY,
    "phap lenh": DocumentKind.STANDING_COMMITTEE,
    "nghi quyet cua ubtvqh": DocumentKind.STANDING_COMMITTEE,
    "nghi quyet ubtvqh": DocumentKind.STANDING_COMMITTEE,
    "nghi quyet cua uy ban thuong vu quoc hoi": DocumentKind.STANDING_COMMITTEE,
    "quyet dinh cua chu tich nuoc": DocumentKind.PRESIDENT,
    "lenh cua chu tich nuoc": DocumentKind.PRESIDENT,
    "nghi dinh": DocumentKind.DECREE,
    "nghi quyet chinh phu": DocumentKind.GOVERNMENT,
    "quyet dinh cua thu tuong": DocumentKind.PRIME_MINISTER,
    "quyet dinh thu tuong chinh phu": DocumentKind.PRIME_MINISTER,
    "thong tu cua bo truong": DocumentKind.CIRCULAR,
    "thong tu cua bo truong, thu truong co quan ngang bo": DocumentKind.CIRCULAR,
    "nghi quyet": DocumentKind.COUNCIL,
    "nghi quyet hdnd tinh": DocumentKind.COUNCIL,
    "nghi quyet cua hoi dong nhan dan tinh": DocumentKind.COUNCIL,
    "quyet dinh": DocumentKind.COMMITTEE,
    "quyet dinh ubnd tinh": DocumentKind.COMMITTEE,
    "quyet dinh cua uy ban nhan dan tinh": DocumentKind.COMMITTEE,
    "dieu kien kinh doanh": RuleKind.CONDITION,
    "dieu kien dau tu kinh doanh": RuleKind.CONDITION,
    "tthc": RuleKind.PROCEDURE,
    "bo": Approver.MINISTRY,
    "bo truong": Approver.MINISTRY,
    "cat giam": Measure.CUT,
    "bai bo": Measure.CUT,
    "sua doi, bo sung": Measure.SIMPLIFY,
    "": Measure.NONE,
}


@dataclass(frozen=True, slots=True)
class ListedDocument:
    facts: DocumentFacts
    issue: Issue


def listed_document(reader: RowReader, *, year: int) -> ListedDocument:
    """A row of the list of legal documents; ``year`` where the row names none."""
    told_year = reader.number("year")
    steps = {step: StepDays(day) for step in DraftingStep if (day := reader.day(step.value)) is not None}
    higher = reader.day("basis_effective_on")
    facts = DocumentFacts(
        year=int(told_year) if told_year is not None else year,
        title=reader.text("title"),
        kind=reader.choice("kind", KIND_WORDS),
        origin=reader.choice("origin", ORIGIN_WORDS, Origin.HIGHER if higher else Origin.PLAN),
        unit=reader.unit(),
        basis=reader.text("basis"),
        basis_effective_on=higher,
        due_on=reader.day("due_on"),
        is_shortened=reader.flag("is_shortened"),
        steps=steps,
    )
    issue = Issue(reader.text("number"), reader.day("signed_on"), reader.day("effective_on"), reader.day("sent_on"))
    return ListedDocument(facts, issue)


def listed_rule(reader: RowReader, *, counted_on: date) -> RuleFacts:
    """A row of the list of business rules; ``counted_on`` where the row names no day."""
    return RuleFacts(
        name=reader.text("name"),
        kind=reader.choice("kind", RULE_KIND_WORDS),
        unit=reader.unit(),
        counted_on=reader.day("counted_on") or counted_on,
        field=reader.text("field"),
        basis=reader.text("basis"),
        code=reader.text("code"),
        measure=reader.choice("measure", MEASURE_WORDS, Measure.NONE),
        approver=reader.choice("approver", APPROVER_WORDS, Approver.PROVINCE),
        decision=reader.text("decision"),
        approved_on=reader.day("approved_on"),
        due_on=reader.day("due_on"),
        cost_before=reader.number("cost_before"),
        cost_after=reader.number("cost_after"),
        days_before=reader.number("days_before"),
        days_after=reader.number("days_after"),
        done_in=reader.text("done_in"),
        done_on=reader.day("done_on"),
    )
