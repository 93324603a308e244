"""The words, marks and tones of received documents."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.correspondence.domain.received import ReceivedState
from caicach.documents.values import RecipientRole, Urgency
from caicach.kernel.vocabulary import ProposalKind
from caicach.web.shell.badges import Badge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

DOCUMENT_STATES: dict[ReceivedState, Badge] = {
    ReceivedState.RECEIVED: Badge(_("Chờ đọc"), "pause", "grey"),
    ReceivedState.READING: Badge(_("Đang đọc"), "half", "blue"),
    ReceivedState.READ: Badge(_("Chờ soát"), "alert", "violet"),
    ReceivedState.CONFIRMED: Badge(_("Đã xác nhận"), "tick", "green"),
    ReceivedState.REFUSED: Badge(_("Từ chối nhận"), "cross", "red"),
    ReceivedState.FAILED: Badge(_("Không đọc được"), "alert", "red"),
    ReceivedState.WITHDRAWN: Badge(_("Đã rút"), "cross", "grey"),
}
KINDS: "dict[ProposalKind, StrPromise]" = {
    ProposalKind.TASK: _("Nhiệm vụ giao đơn vị"),
    ProposalKind.OBLIGATION: _("Trách nhiệm chung"),
}
RECIPIENT_ROLES: "dict[RecipientRole, StrPromise]" = {
    RecipientRole.ADDRESSEE: _("như trên"),
    RecipientRole.REPORT: _("để báo cáo"),
    RecipientRole.ACTION: _("để thực hiện"),
    RecipientRole.COORDINATE: _("để phối hợp"),
    RecipientRole.INFORM: _("để biết"),
    RecipientRole.ARCHIVE: _("lưu"),
}
URGENCIES: "dict[Urgency, StrPromise]" = {
    Urgency.FLASH: _("Hỏa tốc"),
    Urgency.VERY_URGENT: _("Thượng khẩn"),
    Urgency.URGENT: _("Khẩn"),
}
