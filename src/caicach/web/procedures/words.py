"""The words of procedures as pages say them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.organisations.domain.units import Level
from caicach.procedures.auditing.findings import Status
from caicach.procedures.domain.clocks import Clock, Standing
from caicach.procedures.domain.decisions import Issuer
from caicach.procedures.domain.feedback import FeedbackChannel, FeedbackKind, FeedbackState
from caicach.procedures.domain.planning import Extent, Outcome
from caicach.procedures.domain.simplifying import SimplifyingOption
from caicach.procedures.record.values import Change
from caicach.web.shell.badges import Badge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FIELD_NAMES: "dict[str, StrPromise]" = {
    "code": _("Mã"),
    "name": _("Tên"),
    "decision": _("Quyết định công bố"),
    "level": _("Cấp thực hiện"),
    "kind": _("Loại thủ tục"),
    "field": _("Lĩnh vực"),
    "steps": _("Trình tự thực hiện"),
    "manners": _("Cách thức thực hiện"),
    "submissions": _("Hình thức nộp, thời hạn, phí"),
    "time_limit": _("Thời hạn giải quyết"),
    "fee": _("Phí, lệ phí"),
    "papers": _("Thành phần hồ sơ"),
    "sets": _("Số lượng hồ sơ"),
    "subjects": _("Đối tượng thực hiện"),
    "performing_agency": _("Cơ quan thực hiện"),
    "competent_agency": _("Cơ quan có thẩm quyền"),
    "authorised_agency": _("Cơ quan được ủy quyền"),
    "coordinating_agency": _("Cơ quan phối hợp"),
    "receiving_address": _("Địa chỉ tiếp nhận hồ sơ"),
    "results": _("Kết quả thực hiện"),
    "legal_bases": _("Căn cứ pháp lý"),
    "conditions": _("Yêu cầu, điều kiện"),
    "keywords": _("Từ khóa"),
    "description": _("Mô tả"),
}
CHANGES: dict[Change, Badge] = {
    Change.NEW: Badge(_("Ban hành mới"), "tick", "green"),
    Change.AMENDED: Badge(_("Sửa đổi, bổ sung"), "half", "blue"),
    Change.ABOLISHED: Badge(_("Bãi bỏ"), "cross", "grey"),
}
OUTCOMES: dict[Outcome, Badge] = {
    Outcome.NEW: Badge(_("Thêm mới"), "tick", "green"),
    Outcome.AMENDED: Badge(_("Phiên bản mới"), "half", "blue"),
    Outcome.CORRECTED: Badge(_("Sửa phiên bản đã có"), "pause", "violet"),
    Outcome.ABOLISHED: Badge(_("Bãi bỏ"), "cross", "grey"),
    Outcome.SAME: Badge(_("Đã có, không đổi"), "tick", "grey"),
    Outcome.REFUSED: Badge(_("Không nhập được"), "alert", "red"),
}
EXTENTS: "dict[Extent, StrPromise]" = {
    Extent.WHOLE: _("Mỗi dòng là toàn bộ thủ tục; ô trống nghĩa là không có"),
    Extent.CHANGES: _("Mỗi dòng chỉ ghi phần thay đổi; ô trống giữ như phiên bản trước"),
}
ISSUERS: "dict[Issuer, StrPromise]" = {
    Issuer.PROVINCE: _("Chủ tịch UBND tỉnh"),
    Issuer.MINISTRY: _("Bộ, cơ quan ngang Bộ"),
}
LEVELS: "dict[Level, StrPromise]" = {
    Level.DEPARTMENT: _("Mọi sở, ban, ngành cấp tỉnh"),
    Level.DISTRICT: _("Mọi UBND cấp huyện"),
    Level.COMMUNE: _("Mọi UBND cấp xã"),
}
STATUSES: dict[Status, Badge] = {
    Status.OK: Badge(_("Đúng"), "tick", "green"),
    Status.MISSING: Badge(_("Thiếu"), "alert", "red"),
    Status.CONTRADICTORY: Badge(_("Mâu thuẫn"), "alert", "red"),
    Status.OUTDATED: Badge(_("Bản cũ"), "back", "amber"),
    Status.EXTRA: Badge(_("Ngoài danh mục"), "half", "amber"),
    Status.BROKEN: Badge(_("Trang hỏng"), "cross", "red"),
    Status.BLOCKED: Badge(_("Không xem được"), "pause", "violet"),
}
NO_FAULTS = frozenset({Status.OK, Status.BLOCKED})
STANDINGS: dict[Standing, Badge] = {
    Standing.IN_TIME: Badge(_("Đúng hạn"), "tick", "green"),
    Standing.DONE_LATE: Badge(_("Xong, muộn"), "back", "amber"),
    Standing.COMING: Badge(_("Sắp đến hạn"), "half", "blue"),
    Standing.LATE: Badge(_("Quá hạn"), "alert", "red"),
    Standing.UNKNOWN: Badge(_("Chưa tính được"), "pause", "grey"),
}
CLOCKS: "dict[Clock, StrPromise]" = {
    Clock.SIGNED: _("Ban hành"),
    Clock.SENT: _("Gửi địa phương"),
    Clock.ENTERED: _("Công khai trên Cơ sở dữ liệu quốc gia"),
}
REASONS: "dict[str, StrPromise]" = {
    "not_published": _("không có trên cổng"),
    "no_content": _("trang không có nội dung thủ tục"),
    "fields": _("thiếu trường"),
    "abolished": _("đã bãi bỏ nhưng còn đăng"),
}
NOTES: "dict[str, StrPromise]" = {
    "login": _("Trang đòi đăng nhập"),
    "slow": _("Trang trả lời quá chậm"),
    "challenge": _("Tường lửa đòi xác minh"),
    "needs_javascript": _("Trang chỉ hiện bằng JavaScript"),
    "forbidden_by_robots": _("robots.txt không cho đọc"),
    "unreachable": _("Không kết nối được"),
    "too_large": _("Trang quá lớn"),
    "certificate_expired": _("Chứng thư TLS đã hết hạn"),
    "endless_pages": _("Trang sinh ra không hết (lịch, bộ lọc), không đọc thêm"),
    "file_not_read": _("Tệp đính kèm không đọc được"),
    "rendered": _("Trang dựng bằng trình duyệt"),
    "other_hosts": _("Trang cần chương trình từ máy chủ khác, không được tải"),
    "hosts_not_loaded": _("Máy chủ khác mà trang cần, chương trình không tải"),
    "pages_by_script": _("Danh sách còn trang sau chỉ mở được bằng JavaScript hoặc biểu mẫu, chưa đọc"),
    "own_words": _("Cổng dùng nhãn của riêng mình, đọc theo danh mục"),
    "page_limit": _("Đã đọc đến giới hạn số trang"),
    "decomposed": _("Chữ Unicode tổ hợp, đã đọc đúng"),
    "evidence_in_folder": _("Bằng chứng lớn hơn giới hạn tệp, nằm ở thư mục audits"),
}
OPTIONS: "dict[SimplifyingOption, StrPromise]" = {
    SimplifyingOption.ABOLISH: _("Bãi bỏ thủ tục"),
    SimplifyingOption.MERGE: _("Gộp với thủ tục khác"),
    SimplifyingOption.PAPERS: _("Bỏ, gộp thành phần hồ sơ"),
    SimplifyingOption.FORM: _("Bỏ, đơn giản mẫu đơn, tờ khai"),
    SimplifyingOption.TIME: _("Rút ngắn thời hạn"),
    SimplifyingOption.STEPS: _("Bớt bước thực hiện"),
    SimplifyingOption.DELEGATE: _("Phân cấp, ủy quyền"),
    SimplifyingOption.CONDITIONS: _("Bỏ yêu cầu, điều kiện"),
    SimplifyingOption.ONLINE: _("Nộp trực tuyến"),
    SimplifyingOption.FEE: _("Giảm phí, lệ phí"),
}
FEEDBACK_KINDS: "dict[FeedbackKind, StrPromise]" = {
    FeedbackKind.BEHAVIOUR: _("Hành vi hành chính"),
    FeedbackKind.RULE: _("Nội dung quy định"),
}
FEEDBACK_CHANNELS: "dict[FeedbackChannel, StrPromise]" = {
    FeedbackChannel.COUNTER: _("Trực tiếp tại nơi tiếp nhận"),
    FeedbackChannel.LETTER: _("Văn bản, thư"),
    FeedbackChannel.PHONE: _("Điện thoại"),
    FeedbackChannel.PORTAL: _("Cổng Dịch vụ công quốc gia"),
    FeedbackChannel.PAGE: _("Trang tiếp nhận của tỉnh"),
}
FEEDBACK_STATES: dict[FeedbackState, Badge] = {
    FeedbackState.RECEIVED: Badge(_("Chưa chuyển"), "open", "grey"),
    FeedbackState.ROUTED: Badge(_("Đang xử lý"), "half", "blue"),
    FeedbackState.LATE: Badge(_("Quá hạn trả lời"), "alert", "red"),
    FeedbackState.REFUSED: Badge(_("Đã từ chối"), "cross", "grey"),
    FeedbackState.ANSWERED: Badge(_("Đã trả lời, chưa công khai"), "pause", "violet"),
    FeedbackState.PUBLISHED: Badge(_("Đã công khai"), "tick", "green"),
}
