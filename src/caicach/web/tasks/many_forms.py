"""What is said once for many: a deadline with its reason, words to remind by, why work is called off."""

from datetime import date
from typing import TYPE_CHECKING, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor, Permission
from caicach.organisations.queries import colleagues_of
from caicach.web.shell.forms import DayField, PageForm, choose
from caicach.web.shell.requests import whole_number
from caicach.web.shell.units import assignable_units
from caicach.web.tasks.words import AREAS, QUALITIES
from caicach.web.tasks.work_forms import RequestDecisionForm

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class TickedForm(PageForm):
    """Rows ticked in the table, whole numbers sent under the name ``box``."""

    box: str
    nothing: "StrPromise"

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        typed = self.data.getlist(self.box)  # type: ignore[attr-defined]
        cleaned["ticked"] = [number for text in typed if (number := whole_number(text, 0))]
        if not cleaned["ticked"]:
            raise forms.ValidationError(self.nothing)
        return cleaned


class AcceptForm(TickedForm):
    says_optional = False
    box, nothing = "bao-cao", _("Hãy chọn ít nhất một báo cáo.")

    quality = forms.ChoiceField(
        label=_("Chất lượng"),
        help_text=_("Chung cho các báo cáo đã chọn."),
        choices=[("", _("Không đánh giá")), *((q.value, word) for q, word in QUALITIES.items())],
        required=False,
    )


class RequestsDecisionForm(TickedForm, RequestDecisionForm):
    """What is decided of one request, of all that are ticked."""

    box, nothing = "de-nghi", _("Hãy chọn ít nhất một đề nghị.")

    due_on = DayField(
        label=_("Hạn mới chung, nếu cần"),
        help_text=_("Để trống: mỗi đơn vị được gia hạn đến ngày đơn vị xin."),
        required=False,
    )


class ActForm(PageForm):
    """An act over rows of the list, with the words of its page and of its button, and the right that it asks for."""

    says_optional = False
    heading: "StrPromise"
    button: "StrPromise"
    asks: Permission = Permission.TASK_EXTEND

    def offer(self, actor: Actor, on: date) -> None:
        """What stands to choose for this person on the day."""


class ExtendForm(ActForm):
    heading, button = _("Gia hạn nhiều phân công"), _("Gia hạn")
    due_on = DayField(label=_("Hạn mới"))
    reason = forms.CharField(
        label=_("Lý do gia hạn"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do gia hạn.")},
    )


class RemindForm(ActForm):
    heading, button = _("Nhắc các đơn vị"), _("Gửi nhắc")
    reason = forms.CharField(
        label=_("Lời nhắn, nếu cần"),
        help_text=_("Mỗi đơn vị nhận một thông báo cho mọi việc của mình trong số này."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CancelManyForm(ActForm):
    heading, button, asks = _("Hủy nhiều nhiệm vụ"), _("Hủy các nhiệm vụ này"), Permission.TASK_ASSIGN
    reason = forms.CharField(
        label=_("Lý do hủy"),
        help_text=_("Nhiệm vụ được hủy ở mọi đơn vị chưa hoàn thành; việc đã xong giữ nguyên."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do hủy.")},
    )


class AreaForm(ActForm):
    heading, button, asks = _("Đặt lĩnh vực cho nhiều nhiệm vụ"), _("Đặt lĩnh vực"), Permission.TASK_ASSIGN
    area = forms.ChoiceField(
        label=_("Lĩnh vực"),
        choices=[("", _("– chọn –")), *((area.value, word) for area, word in AREAS.items())],
        error_messages={"required": _("Hãy chọn lĩnh vực.")},
    )
    reason = forms.CharField(
        label=_("Lý do"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


class MoveForm(ActForm):
    heading, button, asks = _("Chuyển việc sang đơn vị khác"), _("Chuyển các phân công này"), Permission.TASK_ASSIGN
    unit = forms.ChoiceField(
        label=_("Đơn vị nhận"),
        help_text=_(
            "Đơn vị nhận giữ nguyên vai trò, thời hạn và những gì đã làm; cả hai đơn vị được báo. Đơn vị nhận đang có "
            "nhiệm vụ này thì giữ thời hạn của mình, và chủ trì nếu một trong hai bên chủ trì."
        ),
        error_messages={"required": _("Hãy chọn đơn vị nhận.")},
    )
    reason = forms.CharField(
        label=_("Lý do chuyển"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do chuyển.")},
    )

    def offer(self, actor: Actor, on: date) -> None:
        choose(self, "unit", [("", _("– chọn –")), *((unit.code, unit.name) for unit in assignable_units(on))])


class PersonForm(ActForm):
    heading, button, asks = _("Giao người thực hiện"), _("Giao các việc này"), Permission.TASK_REPORT
    person = forms.ChoiceField(
        label=_("Người thực hiện"),
        help_text=_("Việc hiện trong «Việc của tôi» của người đó; đồng nghiệp vẫn báo cáo được."),
        error_messages={"required": _("Hãy chọn người thực hiện.")},
    )
    reason = forms.CharField(label=_("Lời nhắn, nếu cần"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def offer(self, actor: Actor, on: date) -> None:
        people = {one.user_id: one.name for unit in sorted(actor.acts_for) for one in colleagues_of(unit, on=on)}
        choose(self, "person", [("", _("– chọn –")), *((str(number), name) for number, name in people.items())])


act_forms: Final[dict[str, type[ActForm]]] = {
    "gia-han": ExtendForm,
    "nhac": RemindForm,
    "huy": CancelManyForm,
    "linh-vuc": AreaForm,
    "chuyen": MoveForm,
    "giao-nguoi": PersonForm,
}
