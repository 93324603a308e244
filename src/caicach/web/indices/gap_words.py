"""Words for causes of lost points and for what changed between editions."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caicach.indices.domain.comparability import Likeness
from caicach.indices.domain.gap import Cause

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CAUSES: Mapping[str, "StrPromise"] = MappingProxyType(
    {
        Cause.NOT_DONE: _("chưa làm"),
        Cause.PARTLY: _("làm một phần"),
        Cause.LATE: _("làm muộn"),
        Cause.NO_EVIDENCE: _("thiếu tài liệu kiểm chứng"),
        Cause.APPRAISED_DOWN: _("thẩm định hạ điểm"),
        Cause.SURVEY: _("kết quả điều tra"),
        Cause.PENALTY: _("bị trừ điểm"),
        Cause.NOT_MEASURED: _("chưa có số liệu"),
        Cause.NOT_APPLICABLE: _("không áp dụng"),
    }
)
LIKENESSES: Mapping[str, "StrPromise"] = MappingProxyType(
    {
        Likeness.SAME: _("như cũ"),
        Likeness.RENAMED: _("đổi tên"),
        Likeness.RENUMBERED: _("đổi số"),
        Likeness.REPOINTED: _("đổi điểm"),
        Likeness.RERULED: _("đổi cách chấm"),
        Likeness.NEW: _("mới"),
        Likeness.GONE: _("bỏ"),
    }
)


def likenesses(values: Iterable[str]) -> str:
    """What changed of a component, in one line."""
    return ", ".join(str(LIKENESSES[value]) for value in values)
