"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "surveys.answers_imported": _("Nạp bảng câu trả lời khảo sát"),
        "surveys.answers_exported": _("Lấy câu trả lời khảo sát ra tệp"),
        "surveys.closed": _("Đóng khảo sát"),
        "surveys.collector_issued": _("Cấp tài khoản thu thập"),
        "surveys.collector_revoked": _("Thu hồi tài khoản thu thập"),
        "surveys.codes_forgotten": _("Xóa mã đơn vị của mẫu hết thời gian giữ"),
        "surveys.created": _("Tạo khảo sát"),
        "surveys.form_added": _("Nạp bảng hỏi"),
        "surveys.form_withdrawn": _("Rút bảng hỏi"),
        "surveys.links_issued": _("Cấp đường dẫn trả lời"),
        "surveys.links_revoked": _("Thu hồi đường dẫn trả lời"),
        "surveys.published_imported": _("Nhập kết quả khảo sát đã công bố"),
        "surveys.result_rules_set": _("Đặt cách tính kết quả khảo sát"),
        "surveys.release_decided": _("Quyết định cách xuất câu trả lời khảo sát"),
        "surveys.sample_divided": _("Chia ô mẫu khảo sát"),
        "surveys.sample_drawn": _("Chọn mẫu khảo sát"),
        "surveys.sample_exported": _("Lấy mẫu khảo sát ra tệp"),
        "surveys.units_taken_in": _("Nạp kết quả thực địa của khảo sát"),
        "surveys.visit_planned": _("Ghi chuyến thực địa"),
        "surveys.visit_ended": _("Khép chuyến thực địa"),
        "surveys.quality_decided": _("Quyết định giữ hay bỏ phiếu"),
        "surveys.back_check_drawn": _("Chọn phiếu phúc tra"),
        "surveys.request_registered": _("Vào sổ yêu cầu về dữ liệu cá nhân"),
        "surveys.request_acknowledged": _("Báo nhận yêu cầu về dữ liệu cá nhân"),
        "surveys.request_extended": _("Gia hạn yêu cầu về dữ liệu cá nhân"),
        "surveys.request_closed": _("Trả lời yêu cầu về dữ liệu cá nhân"),
        "surveys.satisfaction_set": _("Đặt chỉ số hài lòng của khảo sát"),
        "surveys.satisfaction_removed": _("Bỏ chỉ số hài lòng của khảo sát"),
        "surveys.opened": _("Mở khảo sát"),
        "surveys.submissions_expired": _("Xóa phiếu hết thời gian giữ"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "survey": Thing(_("Khảo sát")),
        "survey_results": Thing(_("Kết quả khảo sát đã công bố")),
    }
)
