"""The words of institutions as pages say them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.institutions.domain.documents import DocumentKind, DocumentState, DraftingStep, Milestone, Origin, Standing
from caicach.institutions.domain.rules import Approver, Measure, RuleKind, RuleState
from caicach.organisations.domain.units import OwnBody
from caicach.web.shell.badges import Badge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

KINDS: "dict[DocumentKind, StrPromise]" = {
    DocumentKind.COUNCIL: _("Nghị quyết của HĐND tỉnh"),
    DocumentKind.COMMITTEE: _("Quyết định của UBND tỉnh"),
    DocumentKind.CHAIR: _("Quyết định của Chủ tịch UBND tỉnh"),
    DocumentKind.COMMUNE_COUNCIL: _("Nghị quyết của HĐND xã"),
    DocumentKind.COMMUNE_COMMITTEE: _("Quyết định của UBND xã"),
    DocumentKind.LAW: _("Luật, bộ luật"),
    DocumentKind.ASSEMBLY: _("Nghị quyết của Quốc hội"),
    DocumentKind.STANDING_COMMITTEE: _("Pháp lệnh, nghị quyết của Ủy ban Thường vụ Quốc hội"),
    DocumentKind.PRESIDENT: _("Lệnh, quyết định của Chủ tịch nước"),
    DocumentKind.DECREE: _("Nghị định của Chính phủ"),
    DocumentKind.GOVERNMENT: _("Nghị quyết của Chính phủ"),
    DocumentKind.PRIME_MINISTER: _("Quyết định của Thủ tướng Chính phủ"),
    DocumentKind.CIRCULAR: _("Thông tư"),
    DocumentKind.JOINT_CIRCULAR: _("Thông tư liên tịch"),
    DocumentKind.OTHER: _("Văn bản khác"),
}


def kinds_for(body: OwnBody) -> "list[tuple[str, StrPromise]]":
    """Choices of a kind, those first that the body itself drafts."""
    is_ministry = body is OwnBody.MINISTRY
    kinds = sorted(KINDS, key=lambda kind: (not kind.is_legal, kind.is_central is not is_ministry))
    return [(kind.value, KINDS[kind]) for kind in kinds]


ORIGINS: "dict[Origin, StrPromise]" = {
    Origin.PLAN: _("Kế hoạch"),
    Origin.HIGHER: _("Văn bản cấp trên giao"),
    Origin.OWN: _("Tự đề xuất"),
}
STEPS: "dict[DraftingStep, StrPromise]" = {
    DraftingStep.PROPOSED: _("Đề nghị xây dựng"),
    DraftingStep.DRAFTED: _("Soạn thảo"),
    DraftingStep.CONSULTED: _("Lấy ý kiến"),
    DraftingStep.APPRAISED: _("Thẩm định"),
    DraftingStep.SUBMITTED: _("Trình"),
    DraftingStep.VERIFIED: _("Thẩm tra"),
}
MILESTONES: "dict[Milestone, StrPromise]" = {
    **{Milestone(step.value): word for step, word in STEPS.items()},
    Milestone.ISSUED: _("Ban hành"),
    Milestone.ISSUED_FOR_BASIS: _("Ban hành để có hiệu lực cùng văn bản giao"),
    Milestone.SENT: _("Gửi đăng công báo, Cơ sở dữ liệu quốc gia về pháp luật"),
    Milestone.EFFECTIVE: _("Có hiệu lực sớm hơn luật cho phép"),
}
STANDINGS: dict[Standing, Badge] = {
    Standing.LATE: Badge(_("Quá hạn"), "alert", "red"),
    Standing.SOON: Badge(_("Sắp đến hạn"), "half", "blue"),
    Standing.AHEAD: Badge(_("Chưa đến hạn"), "open", "grey"),
    Standing.DONE_LATE: Badge(_("Xong, muộn"), "back", "amber"),
    Standing.IN_TIME: Badge(_("Đúng hạn"), "tick", "green"),
    Standing.UNKNOWN: Badge(_("Chưa đặt hạn"), "pause", "grey"),
}
STATES: dict[DocumentState, Badge] = {
    DocumentState.LATE: Badge(_("Quá hạn"), "alert", "red"),
    DocumentState.SOON: Badge(_("Sắp đến hạn"), "half", "blue"),
    DocumentState.RUNNING: Badge(_("Đang xây dựng"), "open", "grey"),
    DocumentState.ISSUED: Badge(_("Đã ban hành"), "tick", "green"),
    DocumentState.ISSUED_LATE: Badge(_("Ban hành muộn"), "back", "amber"),
    DocumentState.FAULTY: Badge(_("Trái pháp luật, chưa xử lý"), "alert", "red"),
    DocumentState.MENDED: Badge(_("Đã xử lý nội dung trái pháp luật"), "tick", "blue"),
    DocumentState.DROPPED: Badge(_("Đưa ra khỏi danh mục"), "cross", "grey"),
}
RULE_KINDS: "dict[RuleKind, StrPromise]" = {
    RuleKind.CONDITION: _("Yêu cầu, điều kiện"),
    RuleKind.PROCEDURE: _("Thủ tục hành chính"),
    RuleKind.REPORTING: _("Chế độ báo cáo"),
    RuleKind.STANDARD: _("Tiêu chuẩn, quy chuẩn"),
    RuleKind.SPECIAL_INSPECTION: _("Kiểm tra chuyên ngành"),
}
MEASURES: "dict[Measure, StrPromise]" = {
    Measure.NONE: _("Chưa có phương án"),
    Measure.KEEP: _("Giữ nguyên"),
    Measure.CUT: _("Cắt giảm, bãi bỏ"),
    Measure.SIMPLIFY: _("Đơn giản hóa"),
}
APPROVERS: "dict[Approver, StrPromise]" = {
    Approver.GOVERNMENT: _("Chính phủ, Thủ tướng"),
    Approver.MINISTRY: _("Bộ, cơ quan ngang bộ"),
    Approver.PROVINCE: _("UBND tỉnh"),
    Approver.OWN: _("Chủ động khi xây dựng văn bản"),
}
RULE_STATES: dict[RuleState, Badge] = {
    RuleState.LATE: Badge(_("Quá hạn thực thi"), "alert", "red"),
    RuleState.SOON: Badge(_("Sắp đến hạn thực thi"), "half", "blue"),
    RuleState.PLANNED: Badge(_("Đã có phương án"), "open", "grey"),
    RuleState.CUT: Badge(_("Đã cắt giảm"), "tick", "green"),
    RuleState.SIMPLIFIED: Badge(_("Đã đơn giản hóa"), "tick", "green"),
    RuleState.KEPT: Badge(_("Giữ nguyên"), "pause", "grey"),
    RuleState.COUNTED: Badge(_("Chưa có phương án"), "open", "grey"),
}
