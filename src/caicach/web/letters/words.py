"""The words, marks and tones of letters."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.correspondence.domain.letters import LetterPurpose, LetterState, ReplyKind, SignatureRole
from caicach.correspondence.domain.numbering import NumberState
from caicach.web.shell.badges import Badge

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LETTER_STATES: dict[LetterState, Badge] = {
    LetterState.DRAFT: Badge(_("Dự thảo"), "open", "grey"),
    LetterState.SUBMITTED: Badge(_("Đã trình"), "half", "blue"),
    LetterState.NUMBERED: Badge(_("Đã cấp số, chờ ký"), "pause", "violet"),
    LetterState.SIGNED: Badge(_("Đã ký, chờ phát hành"), "pause", "violet"),
    LetterState.DISPATCHED: Badge(_("Đã phát hành"), "tick", "green"),
    LetterState.RECALLED: Badge(_("Đã thu hồi"), "back", "amber"),
    LetterState.REPLACED: Badge(_("Đã được thay thế"), "back", "amber"),
    LetterState.CANCELLED: Badge(_("Đã hủy"), "cross", "grey"),
}
PURPOSES: "dict[LetterPurpose, StrPromise]" = {
    LetterPurpose.GENERAL: _("Văn bản thường"),
    LetterPurpose.CHASING: _("Đôn đốc"),
    LetterPurpose.REPORT: _("Báo cáo"),
    LetterPurpose.REPLY: _("Trả lời"),
    LetterPurpose.REPLACEMENT: _("Thay thế"),
    LetterPurpose.CORRECTION: _("Đính chính"),
}
REPLY_KINDS: "dict[ReplyKind, StrPromise]" = {
    ReplyKind.DOCUMENT: _("Bằng văn bản"),
    ReplyKind.REPORT: _("Bằng báo cáo tiến độ"),
    ReplyKind.OTHER: _("Bằng cách khác"),
}
SIGNATURE_ROLES: "dict[SignatureRole, StrPromise]" = {
    SignatureRole.PERSON: _("Chữ ký của người có thẩm quyền"),
    SignatureRole.AGENCY: _("Chữ ký của cơ quan"),
}
METHODS: "dict[str, StrPromise]" = {
    "wet": _("ký tay trên bản giấy, có bản quét"),
    "pkcs12": _("chữ ký số từ tệp khóa"),
    "pkcs11": _("chữ ký số từ thiết bị khóa"),
}
NUMBER_STATES: "dict[NumberState, StrPromise]" = {
    NumberState.USED: _("Đã dùng"),
    NumberState.RESERVED: _("Đang giữ"),
    NumberState.CANCELLED: _("Đã hủy"),
}
