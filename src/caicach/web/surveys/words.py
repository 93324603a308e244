"""The words of surveys as pages say them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.surveys.collection.domain.values import CollectorState, LinkKind, SurveyState
from caicach.surveys.questionnaires.values import Level
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.values import Basis, Figure
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
INDICATORS: "dict[Indicator, StrPromise]" = {
    Indicator.SATISFIED_SHARE: _("Tỷ lệ hài lòng"),
    Indicator.MEAN_SCORE: _("Điểm trung bình"),
}
FIGURES: "dict[Figure, StrPromise]" = {Figure.SHARE: _("Tỷ lệ"), Figure.MEAN: _("Trung bình")}
