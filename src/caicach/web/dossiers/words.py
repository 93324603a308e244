"""The words of dossiers as pages say them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.domain.board import Grouping, Kind
from caicach.dossiers.domain.clock.values import Channel, Happening, SpanKind, Verdict
from caicach.dossiers.domain.columns import Column
from caicach.dossiers.domain.limits import LimitUnit
from caicach.dossiers.domain.nine import Indicator
from caicach.dossiers.domain.process import Way
from caicach.web.shell.badges import Badge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

COLUMNS: "dict[Column, StrPromise]" = {
    Column.CODE: _("Mã hồ sơ"),
    Column.UNIT: _("Đơn vị giải quyết"),
    Column.PROCEDURE: _("Mã thủ tục"),
    Column.FIELD: _("Lĩnh vực"),
    Column.CHANNEL: _("Kênh nộp"),
    Column.STATE: _("Trạng thái"),
    Column.AGENCY: _("Cơ quan đang giữ hồ sơ"),
    Column.AWAY: _("Tiếp nhận phi địa giới"),
    Column.AT: _("Thời điểm của bước (mỗi dòng một bước)"),
    Column.SENT: _("Ngày nộp"),
    Column.RECEIVED: _("Ngày tiếp nhận"),
    Column.PROMISED: _("Ngày hẹn trả"),
    Column.ASKED: _("Ngày yêu cầu bổ sung"),
    Column.COMPLETED: _("Ngày bổ sung xong"),
    Column.DONE: _("Ngày xử lý xong"),
    Column.RETURNED: _("Ngày trả kết quả"),
    Column.FEE: _("Phí, lệ phí phải nộp"),
    Column.PAID_ONLINE: _("Đã thanh toán trực tuyến"),
    Column.RESULT: _("Có kết quả điện tử"),
    Column.DIGITISED: _("Đã số hóa thành phần hồ sơ"),
    Column.REUSED: _("Có thành phần dùng lại dữ liệu số hóa"),
    Column.SHARED: _("Có thành phần lấy từ kho dữ liệu của người nộp"),
    Column.IDENTIFIED: _("Người nộp xác thực bằng VNeID"),
    Column.DISLIKED: _("Có phản ánh hoặc đánh giá không hài lòng"),
}
GROUPINGS: "dict[Grouping, StrPromise]" = {
    Grouping.UNIT: _("Đơn vị"),
    Grouping.FIELD: _("Lĩnh vực"),
    Grouping.PROCEDURE: _("Thủ tục"),
    Grouping.CHANNEL: _("Kênh nộp"),
    Grouping.MONTH: _("Tháng tiếp nhận"),
}
KINDS: "dict[Kind, StrPromise]" = {
    Kind.ALL: _("Mọi hồ sơ của kỳ"),
    Kind.RECEIVED: _("Tiếp nhận trong kỳ"),
    Kind.SENT_ONLINE: _("Tiếp nhận trực tuyến trong kỳ, toàn trình và một phần"),
    Kind.HANDLED: _("Đã giải quyết"),
    Kind.EARLY: _("Trước hạn"),
    Kind.ON_TIME: _("Đúng hạn"),
    Kind.KEPT: _("Trước hạn và đúng hạn"),
    Kind.LATE: _("Trễ hạn"),
    Kind.IN_HAND: _("Đang giải quyết"),
    Kind.IN_TIME: _("Đang giải quyết, trong hạn"),
    Kind.OVERDUE: _("Đang giải quyết, quá hạn"),
    Kind.WAITING: _("Chờ người nộp"),
    Kind.SOON: _("Sắp trễ: đến hạn trong 3 ngày làm việc"),
    Kind.LATE_766: _("Trễ theo cách tính của Bộ chỉ số 766"),
    Kind.NO_APOLOGY: _("Quá hạn mà không có văn bản xin lỗi"),
    Kind.ASKED_AGAIN: _("Yêu cầu bổ sung quá một lần"),
    Kind.ANSWERED_LATE: _("Hồ sơ trực tuyến trả lời sau 8 giờ làm việc"),
    Kind.PAUSED_LAST_DAY: _("Tạm dừng đúng ngày cuối của hạn"),
    Kind.LAST_MINUTE: _("Xong trong 5 phút cuối của hạn"),
    Kind.IN_BULK: _("Tiếp nhận từ 10 hồ sơ trong một phút"),
    Kind.REOPENED: _("Đã kết thúc rồi lại xử lý"),
    Kind.NOT_ONLINE: _("Không nộp trực tuyến"),
    Kind.NOT_PAID_ONLINE: _("Có phí, không thanh toán trực tuyến"),
    Kind.NO_RESULT: _("Không ghi kết quả điện tử"),
    Kind.NOT_DIGITISED: _("Không ghi đủ thành phần số hóa và kết quả điện tử"),
    Kind.NOT_REUSED: _("Không ghi dùng lại dữ liệu số hóa"),
    Kind.NOT_SHARED: _("Không ghi lấy từ kho dữ liệu của người nộp"),
    Kind.NOT_IDENTIFIED: _("Không ghi xác thực bằng VNeID"),
    Kind.DISLIKED: _("Có phản ánh hoặc đánh giá không hài lòng"),
    Kind.UNJUDGED: _("Không tính được thời hạn"),
}
CHANNELS: "dict[Channel, StrPromise]" = {
    Channel.DIRECT: _("Trực tiếp"),
    Channel.ONLINE: _("Trực tuyến toàn trình"),
    Channel.POST: _("Bưu chính"),
    Channel.ONLINE_PARTIAL: _("Trực tuyến một phần"),
}
HAPPENINGS: "dict[Happening, StrPromise]" = {
    Happening.REGISTERED: _("Mới đăng ký"),
    Happening.RECEIVED: _("Được tiếp nhận"),
    Happening.REFUSED: _("Không được tiếp nhận"),
    Happening.HANDLING: _("Đang xử lý"),
    Happening.SUPPLEMENT_ASKED: _("Yêu cầu bổ sung giấy tờ"),
    Happening.DUTY_ASKED: _("Yêu cầu thực hiện nghĩa vụ tài chính"),
    Happening.WITHDRAWN: _("Công dân yêu cầu rút hồ sơ"),
    Happening.STOPPED: _("Dừng xử lý"),
    Happening.DONE: _("Đã xử lý xong"),
    Happening.RETURNED: _("Đã trả kết quả"),
    Happening.COMPETENT_RECEIVED: _("Cơ quan có thẩm quyền tiếp nhận"),
    Happening.TRANSFERRED: _("Chuyển cơ quan khác"),
    Happening.REAPPOINTED: _("Hẹn lại ngày trả"),
    Happening.APOLOGISED: _("Văn bản xin lỗi"),
}
INDICATORS: "dict[Indicator, StrPromise]" = {
    Indicator.TOTAL_TIME: _("Thời gian giải quyết"),
    Indicator.AGENCY_TIME: _("Thời gian của từng cơ quan"),
    Indicator.CONTACTS: _("Số lần phải liên hệ"),
    Indicator.AGENCIES_CONTACTED: _("Số cơ quan phải liên hệ"),
    Indicator.RECEIPT: _("Tổ chức tiếp nhận tại Bộ phận Một cửa"),
    Indicator.PUBLICITY: _("Công khai"),
    Indicator.ATTITUDE: _("Thái độ phục vụ"),
    Indicator.FEEDBACK: _("Tiếp thu, giải trình phản ánh"),
    Indicator.ONLINE: _("Dịch vụ công trực tuyến"),
}
_CARDS = _("Phiếu đánh giá, thiết bị tại Bộ phận Một cửa hoặc đánh giá trực tuyến.")
_SYSTEM = _("Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh.")
INDICATOR_SOURCES: "dict[Indicator, StrPromise]" = {
    Indicator.AGENCIES_CONTACTED: _CARDS,
    Indicator.RECEIPT: _("Chấm theo cơ quan; nguồn số liệu chưa kiểm chứng."),
    Indicator.PUBLICITY: _SYSTEM,
    Indicator.ATTITUDE: _CARDS,
    Indicator.FEEDBACK: _SYSTEM,
    Indicator.ONLINE: _SYSTEM,
}
"""Where the rules take those from that dossiers do not tell."""
UNITS: "dict[LimitUnit, StrPromise]" = {
    LimitUnit.WORKING_DAYS: _("ngày làm việc"),
    LimitUnit.WORKING_HOURS: _("giờ làm việc"),
    LimitUnit.DAYS: _("ngày"),
    LimitUnit.HOURS: _("giờ"),
}
SPANS: "dict[SpanKind, StrPromise]" = {
    SpanKind.RUNNING: _("Đang tính"),
    SpanKind.VOIDED: _("Không tính: thời hạn đã tính lại từ đầu"),
    SpanKind.SUSPENDED: _("Tạm dừng"),
}
VERDICTS: dict[Verdict, Badge] = {
    Verdict.NOT_STARTED: Badge(_("Chưa tính thời hạn"), "open", "grey"),
    Verdict.EARLY: Badge(_("Xong trước hạn"), "tick", "green"),
    Verdict.ON_TIME: Badge(_("Xong đúng hạn"), "tick", "green"),
    Verdict.LATE: Badge(_("Xong trễ hạn"), "alert", "red"),
    Verdict.OPEN_IN_TIME: Badge(_("Đang giải quyết, trong hạn"), "half", "blue"),
    Verdict.OPEN_OVERDUE: Badge(_("Đang giải quyết, quá hạn"), "alert", "red"),
    Verdict.SUSPENDED: Badge(_("Chờ người nộp"), "pause", "violet"),
    Verdict.NOT_JUDGED: Badge(_("Dừng, rút hoặc từ chối"), "cross", "grey"),
}


def list_title(kind: Kind, way: Way | None) -> str:
    """What a list holds: a kind of dossiers, or those that went a way."""
    if way is None:
        return str(KINDS[kind])
    before, step = (one and HAPPENINGS[one] for one in way)
    told = gettext("Đi từ bước «{before}» sang «{step}»") if before else gettext("Có bước «{step}»")
    title = told.format(before=before, step=step)
    return title if kind is Kind.ALL else f"{title}: {KINDS[kind]}"
