"""The words of the scoring cycle as pages say them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.indices.domain.cycle import FindingState, ObjectionState, Stage, Step, Treatment
from caicach.web.shell.badges import Badge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

STEPS: "dict[Step, StrPromise]" = {
    Step.SELF_SCORING: _("Tự chấm điểm"),
    Step.APPRAISAL_1: _("Thẩm định lần 1"),
    Step.EXPLANATION: _("Giải trình"),
    Step.APPRAISAL_2: _("Thẩm định lần 2"),
    Step.COUNCIL: _("Hội đồng quyết định"),
    Step.FROZEN: _("Đã chốt kết quả"),
    Step.PUBLISHED: _("Đã công bố"),
}
STAGES: "dict[Stage, StrPromise]" = {
    Stage.SELF: _("Tự chấm"),
    Stage.SURVEY: _("Điều tra xã hội học"),
    Stage.COMPUTED: _("Tính từ dữ liệu"),
    Stage.APPRAISAL_1: _("Thẩm định lần 1"),
    Stage.EXPLANATION: _("Giải trình"),
    Stage.APPRAISAL_2: _("Thẩm định lần 2"),
    Stage.COUNCIL: _("Hội đồng"),
}
METHODS: "dict[str, StrPromise]" = {
    "self": _("đơn vị tự chấm"),
    "survey": _("điều tra xã hội học"),
    "computed": _("tính từ dữ liệu"),
    "shown": _("chỉ hiển thị"),
    "bonus": _("điểm thưởng"),
    "penalty": _("điểm trừ"),
}
TREATMENTS: "dict[Treatment, StrPromise]" = {
    Treatment.WHOLE: _("Chấm cả năm"),
    Treatment.UNDECIDED: _("Sáp nhập, giải thể trong năm: chưa chọn cách chấm"),
    Treatment.UNTIL_MERGE: _("Chấm đến ngày sáp nhập"),
    Treatment.AS_SUCCESSOR: _("Chấm theo đơn vị kế tiếp"),
    Treatment.LEFT_OUT: _("Không chấm"),
}
FINDING_STATES: dict[FindingState, Badge] = {
    FindingState.OPEN: Badge(_("Chưa có biện pháp"), "alert", "red"),
    FindingState.PLANNED: Badge(_("Đang khắc phục"), "half", "blue"),
    FindingState.EVIDENCED: Badge(_("Chờ Hội đồng kết luận"), "pause", "violet"),
    FindingState.CLOSED: Badge(_("Đã khắc phục"), "tick", "green"),
}
OBJECTION_STATES: dict[ObjectionState, Badge] = {
    ObjectionState.OPEN: Badge(_("Chờ Hội đồng trả lời"), "pause", "violet"),
    ObjectionState.UPHELD: Badge(_("Được chấp nhận"), "tick", "green"),
    ObjectionState.DISMISSED: Badge(_("Không được chấp nhận"), "cross", "grey"),
}
YEAR_STEPS: dict[Step, Badge] = {
    step: Badge(word, "tick" if step.is_settled else "half", "green" if step is Step.PUBLISHED else "blue")
    for step, word in STEPS.items()
}
