"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "indices.year.opened": _("Mở kỳ chấm điểm"),
        "indices.year.moved": _("Chuyển bước kỳ chấm điểm"),
        "indices.year.dates_set": _("Đặt thời hạn các bước"),
        "indices.unit.added": _("Thêm đơn vị vào kỳ chấm"),
        "indices.unit.removed": _("Đưa đơn vị ra khỏi kỳ chấm"),
        "indices.unit.treated": _("Chọn cách chấm đơn vị thay đổi"),
        "indices.appraiser.assigned": _("Phân công thẩm định"),
        "indices.figures.computed": _("Tính lại số liệu"),
        "indices.entry.self": _("Nhập tự chấm"),
        "indices.entry.survey": _("Nhập kết quả điều tra"),
        "indices.entry.computed": _("Nhập số liệu tính"),
        "indices.entry.appraisal_1": _("Nhập thẩm định lần 1"),
        "indices.entry.explanation": _("Nhập giải trình"),
        "indices.entry.appraisal_2": _("Nhập thẩm định lần 2"),
        "indices.entry.council": _("Nhập điểm của hội đồng"),
        "indices.evidence.added": _("Thêm tài liệu kiểm chứng"),
        "indices.evidence.removed": _("Bỏ tài liệu kiểm chứng"),
        "indices.sheet.locked": _("Khóa phiếu tự chấm"),
        "indices.sheet.reopened": _("Mở lại phiếu"),
        "indices.sheet.explained": _("Khóa phần giải trình"),
        "indices.objection.raised": _("Kiến nghị kết quả thẩm định"),
        "indices.objection.decided": _("Hội đồng quyết định kiến nghị"),
        "indices.result.frozen": _("Chốt kết quả"),
        "indices.result.withdrawn": _("Rút kết quả đã chốt"),
        "indices.result.published": _("Công bố kết quả"),
        "indices.past.imported": _("Nhập kết quả năm trước"),
        "indices.finding.recorded": _("Ghi hạn chế"),
        "indices.finding.planned": _("Đề ra cách khắc phục"),
        "indices.finding.evidenced": _("Nộp minh chứng khắc phục"),
        "indices.finding.closed": _("Đóng hạn chế"),
        "indices.finding.returned": _("Trả lại minh chứng khắc phục"),
        "indices.remedy.efforts_set": _("Đặt công sức khắc phục"),
        "indices.remedy.scenario_saved": _("Lưu phương án"),
        "indices.remedy.scenario_dropped": _("Bỏ phương án"),
        "indices.remedy.remedy_accepted": _("Nhận giải pháp thành nhiệm vụ"),
        "indices.rows.taken_in": _("Bắt đầu đối chiếu dữ liệu có sẵn"),
        "indices.past_file.handed_in": _("Nộp tệp kết quả năm trước"),
        "indices.past_file.read": _("Đọc tệp kết quả năm trước"),
        "indices.past_file.refused": _("Từ chối tệp kết quả năm trước"),
        "indices.past_file.swept": _("Dọn tệp kết quả không ai nhận"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "sheet": Thing(_("Phiếu chấm"), "web:index_sheet"),
        "scoring_year": Thing(_("Kỳ chấm điểm"), "web:index_year"),
        "finding": Thing(_("Hạn chế")),
        "past_file": Thing(_("Tệp kết quả năm trước")),
    }
)
