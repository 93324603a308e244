"""The words of surveys as pages say them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.surveys.collection.domain.data_requests import RequestKind, RequestOutcome, RequestState
from caicach.surveys.collection.domain.fieldwork import Disposition
from caicach.surveys.collection.domain.form_rules import Breach
from caicach.surveys.collection.domain.quality import Flag, Sign
from caicach.surveys.collection.domain.values import CollectorState, LinkKind, SurveyState
from caicach.surveys.estimation.values import ReplicateMethod, SingleUnit
from caicach.surveys.questionnaires.values import Level
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.values import Basis, Figure
from caicach.surveys.sampling.values import Allocation, Method
from caicach.web.shell.badges import Badge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

STATES: dict[SurveyState, Badge] = {
    SurveyState.DRAFT: Badge(_("Chưa mở"), "open", "grey"),
    SurveyState.OPEN: Badge(_("Đang thu thập"), "half", "blue"),
    SurveyState.CLOSED: Badge(_("Đã đóng"), "tick", "green"),
}
COLLECTORS: dict[CollectorState, Badge] = {
    CollectorState.ACTIVE: Badge(_("Đang dùng"), "tick", "green"),
    CollectorState.EXPIRED: Badge(_("Hết hạn"), "pause", "grey"),
    CollectorState.REVOKED: Badge(_("Đã thu hồi"), "cross", "grey"),
}
LINKS: "dict[LinkKind, StrPromise]" = {
    LinkKind.ONCE: _("Mỗi đường dẫn một phiếu"),
    LinkKind.KIOSK: _("Máy đặt tại chỗ, nhiều người lần lượt"),
    LinkKind.OPEN: _("Một đường dẫn cho mọi người"),
    LinkKind.PAPER: _("Nhập phiếu giấy: một người nhập, một đợt"),
}
PROBLEMS: dict[Level, Badge] = {
    Level.ERROR: Badge(_("Lỗi"), "alert", "red"),
    Level.WARNING: Badge(_("Cảnh báo"), "pause", "violet"),
}
KINDS: "dict[str, StrPromise]" = {
    "string": _("Chữ"),
    "int": _("Số nguyên"),
    "decimal": _("Số"),
    "date": _("Ngày"),
    "time": _("Giờ"),
    "dateTime": _("Ngày giờ"),
    "geopoint": _("Vị trí"),
    "binary": _("Tệp"),
    "one": _("Chọn một"),
    "many": _("Chọn nhiều"),
}
BASES: "dict[Basis, StrPromise]" = {
    Basis.PLAIN: _("Không chọn ngẫu nhiên: chỉ đếm, không có sai số"),
    Basis.SIMPLE: _("Mẫu ngẫu nhiên đơn"),
    Basis.DESIGN: _("Mẫu theo thiết kế"),
}
ALLOCATIONS: "dict[Allocation, StrPromise]" = {
    Allocation.PROPORTIONAL: _("Theo cỡ tầng"),
    Allocation.EQUAL: _("Đều nhau"),
    Allocation.NEYMAN: _("Neyman: theo cỡ tầng nhân độ lệch chuẩn"),
}
METHODS: "dict[Method, StrPromise]" = {
    Method.SIMPLE: _("Ngẫu nhiên đơn"),
    Method.SYSTEMATIC: _("Hệ thống: cách đều trong khung"),
    Method.PPS: _("Theo cỡ: cụm lớn dễ được chọn hơn"),
}
ADJUSTMENTS: "dict[str, StrPromise]" = {
    "none": _("Không điều chỉnh"),
    "stratum": _("Theo tầng"),
    "cell": _("Theo ô mẫu"),
}
SINGLE_UNITS: "dict[SingleUnit, StrPromise]" = {
    SingleUnit.ADJUST: _("So với trung bình của mọi tầng"),
    SingleUnit.AVERAGE: _("Lấy trung bình phương sai của các tầng khác"),
    SingleUnit.CERTAINTY: _("Coi là được chọn chắc chắn: không thêm phương sai"),
    SingleUnit.FAIL: _("Không tính, báo lỗi"),
}
REPLICATES: "dict[ReplicateMethod, StrPromise]" = {
    ReplicateMethod.JACKKNIFE: _("Jackknife: bỏ lần lượt từng đơn vị"),
    ReplicateMethod.BOOTSTRAP: _("Bootstrap: 500 lần lặp"),
    ReplicateMethod.BRR: _("Nửa mẫu cân bằng: mỗi tầng đúng hai đơn vị"),
}
INDICATORS: "dict[Indicator, StrPromise]" = {
    Indicator.SATISFIED_SHARE: _("Tỷ lệ hài lòng"),
    Indicator.MEAN_SCORE: _("Điểm trung bình"),
}
SIGNS: "dict[Sign, StrPromise]" = {
    Sign.DUPLICATE: _("Trùng phiếu khác"),
    Sign.SPEEDER: _("Trả lời quá nhanh"),
    Sign.STRAIGHT_LINE: _("Chọn một mức cho mọi câu"),
    Sign.TIME: _("Giờ không thể có"),
    Sign.PLACE: _("Nơi không thể có"),
    Sign.RULES: _("Trái quy tắc của bảng hỏi"),
}
BREACHES: "dict[Breach, StrPromise]" = {
    Breach.NOT_ASKED: _("có trả lời dù không được hỏi"),
    Breach.REQUIRED: _("bắt buộc nhưng để trống"),
    Breach.LIMIT: _("trái giới hạn của câu hỏi"),
    Breach.CHOICE: _("không thuộc các lựa chọn theo câu trả lời trước"),
    Breach.UNKNOWN: _("quy tắc không tính được ở đây, chưa ai biết đúng hay sai"),
}
DISPOSITIONS: "dict[Disposition, StrPromise]" = {
    Disposition.COMPLETE: _("Hoàn thành"),
    Disposition.PARTIAL: _("Dở dang"),
    Disposition.REFUSAL: _("Từ chối"),
    Disposition.NON_CONTACT: _("Không gặp"),
    Disposition.OTHER: _("Lý do khác"),
    Disposition.UNKNOWN: _("Không rõ có thuộc đối tượng"),
    Disposition.INELIGIBLE: _("Không thuộc đối tượng"),
    Disposition.PENDING: _("Chưa xong"),
}
RATES: "dict[str, StrPromise]" = {
    "RR1": _("Trả lời: phiếu hoàn thành trên mọi đơn vị, kể cả chưa rõ"),
    "RR2": _("Trả lời: kể cả phiếu dở dang, trên mọi đơn vị"),
    "RR3": _("Trả lời: phiếu hoàn thành, đơn vị chưa rõ tính theo e"),
    "RR4": _("Trả lời: kể cả dở dang, đơn vị chưa rõ tính theo e"),
    "RR5": _("Trả lời: phiếu hoàn thành trên đơn vị đã rõ"),
    "RR6": _("Trả lời: kể cả dở dang, trên đơn vị đã rõ"),
    "COOP1": _("Hợp tác: phiếu hoàn thành trên mọi đơn vị đã gặp"),
    "COOP2": _("Hợp tác: kể cả dở dang, trên mọi đơn vị đã gặp"),
    "COOP3": _("Hợp tác: phiếu hoàn thành trên đơn vị đã gặp và trả lời được"),
    "COOP4": _("Hợp tác: kể cả dở dang, trên đơn vị đã gặp và trả lời được"),
    "REF1": _("Từ chối, trên mọi đơn vị"),
    "REF2": _("Từ chối, đơn vị chưa rõ tính theo e"),
    "REF3": _("Từ chối, trên đơn vị đã rõ"),
    "CON1": _("Gặp được, trên mọi đơn vị"),
    "CON2": _("Gặp được, đơn vị chưa rõ tính theo e"),
    "CON3": _("Gặp được, trên đơn vị đã rõ"),
}
REQUESTS: "dict[RequestKind, StrPromise]" = {
    RequestKind.WITHDRAW: _("Rút lại đồng ý"),
    RequestKind.RESTRICT: _("Hạn chế xử lý dữ liệu"),
    RequestKind.OBJECT: _("Phản đối xử lý dữ liệu"),
    RequestKind.VIEW: _("Xem dữ liệu"),
    RequestKind.CORRECT: _("Sửa dữ liệu"),
    RequestKind.COPY: _("Xin bản sao dữ liệu"),
    RequestKind.DELETE: _("Xoá dữ liệu"),
}
REQUEST_STATES: dict[RequestState, Badge] = {
    RequestState.WAITING: Badge(_("Trong hạn"), "open", "blue"),
    RequestState.UNACKNOWLEDGED: Badge(_("Quá hạn báo nhận"), "alert", "violet"),
    RequestState.LATE: Badge(_("Quá hạn trả lời"), "alert", "red"),
    RequestState.CLOSED_IN_TIME: Badge(_("Đã trả lời đúng hạn"), "tick", "green"),
    RequestState.CLOSED_LATE: Badge(_("Đã trả lời, quá hạn"), "tick", "grey"),
}
OUTCOMES: "dict[RequestOutcome, StrPromise]" = {
    RequestOutcome.DONE: _("Đã làm theo yêu cầu"),
    RequestOutcome.REFUSED: _("Từ chối, có lý do"),
}
FIGURES: "dict[Figure, StrPromise]" = {Figure.SHARE: _("Tỷ lệ"), Figure.MEAN: _("Trung bình")}


_DETAILS: "dict[tuple[Sign, str], StrPromise]" = {
    (Sign.DUPLICATE, ""): _("{count} phiếu giống hệt nhau"),
    (Sign.SPEEDER, ""): _("{count} giây"),
    (Sign.STRAIGHT_LINE, ""): _("{count} câu"),
    (Sign.TIME, "after_receipt"): _("bắt đầu sau ngày nhận phiếu"),
    (Sign.TIME, "backwards"): _("kết thúc trước khi bắt đầu"),
    (Sign.TIME, "long"): _("kéo dài {count} giờ"),
    (Sign.PLACE, "outside"): _("ngoài Việt Nam"),
    (Sign.PLACE, "same"): _("{count} phiếu cùng đúng một điểm"),
    (Sign.RULES, Breach.NOT_ASKED): _("{count} câu có trả lời dù không được hỏi"),
    (Sign.RULES, Breach.REQUIRED): _("{count} câu bắt buộc để trống"),
    (Sign.RULES, Breach.LIMIT): _("{count} câu trái giới hạn"),
    (Sign.RULES, Breach.CHOICE): _("{count} câu ngoài các lựa chọn theo câu trước"),
    (Sign.RULES, Breach.UNKNOWN): _("{count} quy tắc không tính được"),
}


def detail_words(flag: Flag) -> str:
    """The figure behind a sign."""
    return str(_DETAILS[flag.sign, flag.kind]).format(count=flag.figure)
