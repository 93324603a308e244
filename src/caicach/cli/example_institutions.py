"""The example's legal documents and business rules: made up, say so, and tied to the tasks of the example's plan."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from caicach.kernel.access import Actor

YEAR: Final = 2026
_BASIS: Final = "Kế hoạch cải cách hành chính năm 2026 (ví dụ), 9001/QĐ-UBND"
_SIGNED: Final = {1: date(2026, 4, 20), 2: date(2026, 7, 28), 4: date(2026, 9, 25)}
_SUBJECTS: Final = (
    ("Quy định mức chi tổ chức hội nghị của cơ quan, đơn vị (mẫu)", "council", "STC", date(2026, 5, 31)),
    ("Quy định phân cấp quản lý hạ tầng kỹ thuật đô thị (mẫu)", "committee", "SXD", date(2026, 6, 30)),
    ("Quy định điều kiện địa điểm kinh doanh chợ (mẫu)", "committee", "SCT", date(2026, 8, 31)),
    ("Quy chế phối hợp kiểm tra văn bản (mẫu)", "committee", "STP", date(2026, 10, 31)),
    ("Quy định định mức kinh tế kỹ thuật dịch vụ lưu trữ (mẫu)", "committee", "SNV", date(2026, 9, 30)),
    ("Quy định chính sách hỗ trợ doanh nghiệp nhỏ (mẫu)", "council", "STC", date(2026, 12, 8)),
    ("Quy định chi tiết về quản lý nhà ở cho thuê (mẫu)", "committee", "SXD", None),
    ("Quy định tiêu chí xét công nhận nghề truyền thống (mẫu)", "committee", "STP", date(2026, 12, 31)),
)
_RULES: Final = (
    ("Điều kiện diện tích tối thiểu của kho hàng (mẫu)", "condition", "SCT", "cut", 420_000_000, 0, True),
    ("Báo cáo tháng về giá bán lẻ (mẫu)", "reporting", "SCT", "simplify", 96_000_000, 24_000_000, True),
    ("Cấp giấy phép bán buôn rượu (mẫu)", "procedure", "SCT", "simplify", 150_000_000, 90_000_000, False),
    ("Chứng nhận hợp quy vật liệu xây dựng (mẫu)", "standard", "SXD", "simplify", 300_000_000, 210_000_000, False),
    ("Kiểm tra chuyên ngành trước khi đưa ra thị trường (mẫu)", "special_inspection", "SXD", "keep", None, None, False),
    ("Điều kiện số lao động tối thiểu của cơ sở dịch vụ (mẫu)", "condition", "STP", "none", None, None, False),
)


def load_institutions(office: "Actor", *, now: datetime) -> None:
    """Once: with documents there already nothing is added."""
    from caicach.institutions import queries, services
    from caicach.institutions.domain.documents import Issue, Review

    if queries.years_of_documents(office):
        return
    tasks = _tasks(office, now.date())
    made = [_required(office, number, tasks, now) for number in range(len(_SUBJECTS))]
    for number, signed in _SIGNED.items():
        issue = Issue(f"{20 + number}/2026/QĐ-UBND", signed, date(signed.year, signed.month + 1, 10), signed)
        services.issue_document(office, document_id=made[number], issue=issue, seen=1, now=now)
    fault = Review(date(2026, 10, 12), "Quy định thêm giấy tờ ngoài văn bản cấp trên (tình huống mẫu)")
    services.review_document(office, document_id=made[1], review=fault, seen=2, now=now)
    for rule in _RULES:
        _counted(office, rule, made[2], now)


def _tasks(office: "Actor", on: date) -> list[int]:
    from caicach.kernel.vocabulary import ReformArea
    from caicach.plans import queries
    from caicach.plans.domain.tasks import TaskFilters

    rows = queries.unit_tasks(office, on=on, filters=TaskFilters(areas=(ReformArea.INSTITUTIONS,), size=50)).items
    return [row.task_id for row in rows]


def _required(office: "Actor", number: int, tasks: list[int], now: datetime) -> int:
    from caicach.institutions import services
    from caicach.institutions.domain.documents import DocumentFacts, DocumentKind, DraftingStep, Origin, StepDays

    title, kind, unit, due = _SUBJECTS[number]
    is_detail = due is None
    facts = DocumentFacts(
        year=YEAR,
        title=title,
        kind=DocumentKind(kind),
        origin=Origin.HIGHER if is_detail else Origin.PLAN,
        unit=unit,
        basis="Nghị định 900/2026/NĐ-CP (mẫu)" if is_detail else _BASIS,
        basis_effective_on=date(2027, 1, 1) if is_detail else None,
        due_on=due,
        task_id=tasks[number % len(tasks)] if tasks and not is_detail else None,
        steps={DraftingStep.APPRAISED: StepDays(date(2026, 11, 20) if number == 5 else None)},
    )
    return services.save_document(office, facts=facts, now=now)


def _counted(
    office: "Actor", rule: tuple[str, str, str, str, int | None, int | None, bool], document: int, now: datetime
) -> None:
    from decimal import Decimal

    from caicach.institutions import services
    from caicach.institutions.domain.rules import Measure, RuleFacts, RuleKind

    name, kind, unit, measure, before, after, is_done = rule
    chosen = Measure(measure)
    facts = RuleFacts(
        name=name,
        kind=RuleKind(kind),
        unit=unit,
        counted_on=date(2026, 1, 15),
        basis="Quyết định 45/2021/QĐ-UBND (mẫu)",
        measure=chosen,
        decision="1500/QĐ-UBND (mẫu)" if chosen.changes else "",
        approved_on=date(2026, 3, 20) if chosen.changes else None,
        due_on=date(2026, 12, 10) if chosen.changes else None,
        cost_before=Decimal(before) if before is not None else None,
        cost_after=Decimal(after) if after is not None else None,
        document_id=document if chosen.changes and not is_done else None,
        done_in="Quyết định 22/2026/QĐ-UBND (mẫu)" if is_done else "",
        done_on=date(2026, 8, 15) if is_done else None,
    )
    services.save_rule(office, facts=facts, now=now)
