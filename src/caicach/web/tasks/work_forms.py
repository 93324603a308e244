"""Forms of the work on an assignment: requests, pauses, delegation, sub-tasks, events, series, targets."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.organisations.queries import Colleague
from caicach.plans.domain.progress import SubTaskView
from caicach.plans.domain.recurring import MAX_AHEAD_DAYS
from caicach.web.shell.forms import DayField, PageForm
from caicach.web.shell.number_fields import NumberField, WholeNumberField
from caicach.web.tasks.words import CADENCES, DUE_KINDS, DUE_UNITS

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def _words(label: "StrPromise", missing: "StrPromise", rows: int = 3, hint: "StrPromise | str" = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows, "data-draft": ""}),
        error_messages={"required": missing},
    )


def _number(
    label: "StrPromise", least: int, most: int, *, required: bool = True, hint: "StrPromise | str" = ""
) -> WholeNumberField:
    return WholeNumberField(
        label=label,
        help_text=hint,
        required=required,
        min_value=least,
        max_value=most,
    )


class RequestForm(PageForm):
    proposed_on = DayField(label=_("Xin gia hạn đến ngày"))
    reason = _words(_("Lý do"), _("Hãy ghi lý do."), hint=_("Vướng mắc gì, đã làm đến đâu."))


class RequestDecisionForm(PageForm):
    """Grant, perhaps another day; or refuse, with a reason."""

    says_optional = False
    decision = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[("grant", _("Đồng ý gia hạn")), ("refuse", _("Không đồng ý"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn đồng ý hoặc không đồng ý.")},
    )
    due_on = DayField(
        label=_("Hạn mới"), help_text=_("Chỉ dùng khi đồng ý; có thể khác ngày đơn vị xin."), required=False
    )
    reason = forms.CharField(
        label=_("Ý kiến"),
        help_text=_("Bắt buộc khi không đồng ý."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": ""}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "refuse" and not str(cleaned.get("reason", "")).strip():
            self.add_error("reason", str(_("Hãy ghi lý do không đồng ý.")))
        return cleaned


class PauseForm(PageForm):
    reason = _words(_("Lý do tạm dừng"), _("Hãy ghi lý do tạm dừng."))
    decision = forms.CharField(
        label=_("Căn cứ quyết định"),
        help_text=_("Số, ký hiệu văn bản hoặc ý kiến chỉ đạo. Ví dụ: Thông báo 12/TB-UBND ngày 15/02/2023"),
        max_length=300,
        error_messages={"required": _("Hãy ghi căn cứ quyết định.")},
    )


class ConfirmForm(PageForm):
    """Nothing to type: the button is the act."""


class PeopleForm(PageForm):
    """Forms that choose among the people of the unit."""

    people_field = "person"

    def choose_among(self, people: Iterable[Colleague]) -> None:
        choices = [("", _("Chưa giao ai")), *((str(person.user_id), person.name) for person in people)]
        field = self.fields[self.people_field]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _person(label: "StrPromise") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        error_messages={"invalid_choice": _("Hãy chọn một người trong danh sách của đơn vị.")},
    )


class DelegateForm(PeopleForm):
    says_optional = False
    person = _person(_("Người thực hiện"))
    note = forms.CharField(
        label=_("Lời nhắn"),
        help_text=_("Không bắt buộc."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-draft": ""}),
    )


class SubTaskForm(PeopleForm):
    text = _words(_("Việc con"), _("Hãy ghi việc phải làm."), rows=2)
    person = _person(_("Người làm"))
    due_on = DayField(label=_("Hạn"), required=False)
    parent = forms.ChoiceField(label=_("Nằm trong việc"), required=False)
    weight = _number(_("Trọng số"), 1, 1000, hint=_("Việc nặng gấp đôi thì ghi 2."))

    def hang_among(self, parts: Iterable[SubTaskView]) -> None:
        choices = [("", _("Không: ngay dưới nhiệm vụ")), *((str(part.id), part.text[:80]) for part in parts)]
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class SubTaskProgressForm(SubTaskForm):
    progress = _number(_("Tiến độ (%)"), 0, 100, hint=_("Việc có việc nhỏ bên trong thì tiến độ tự tính từ đó."))
    is_done = forms.BooleanField(label=_("Đã xong"), required=False)


class AwaitForm(PageForm):
    says_optional = False
    event = forms.ChoiceField(label=_("Sự kiện"), required=False)
    name = forms.CharField(
        label=_("Sự kiện mới"),
        help_text=_("Chỉ ghi khi chưa có trong danh sách. Ví dụ: Bộ Nội vụ công bố Chỉ số cải cách hành chính"),
        required=False,
        max_length=1000,
    )
    days = _number(
        _("Số ngày sau sự kiện"), 1, 3650, required=False, hint=_("Để trống: đặt ngày đến hạn khi sự kiện xảy ra.")
    )
    unit = forms.ChoiceField(label=_("Tính theo"), choices=[(u.value, word) for u, word in DUE_UNITS.items()])

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not cleaned.get("event") and not str(cleaned.get("name", "")).strip():
            self.add_error("name", str(_("Hãy ghi sự kiện, hoặc chọn một sự kiện ở trên.")))
        return cleaned


class RecordEventForm(PageForm):
    says_optional = False
    happened_on = DayField(label=_("Ngày xảy ra"))
    reference = forms.CharField(
        label=_("Văn bản hoặc nguồn"),
        help_text=_("Ví dụ: Quyết định 123/QĐ-BNV ngày 20/02/2023"),
        max_length=500,
        error_messages={"required": _("Hãy ghi văn bản hoặc nguồn.")},
    )
    due_on = DayField(
        label=_("Hạn của nhiệm vụ chưa định số ngày"),
        help_text=_("Cần khi có nhiệm vụ chưa định số ngày sau sự kiện."),
        required=False,
    )


class SeriesForm(PageForm):
    cadence = forms.ChoiceField(label=_("Chu kỳ"), choices=[(c.value, w) for c, w in CADENCES.items()])
    due_kind = forms.ChoiceField(
        label=_("Cách tính hạn"),
        choices=[(k.value, w) for k, w in DUE_KINDS.items()],
        widget=forms.RadioSelect,
    )
    due_number = _number(_("Số"), 0, 31, hint=_("Ngày nào, hoặc mấy ngày làm việc, theo cách tính ở trên."))
    due_month = _number(
        _("Tháng thứ mấy"),
        1,
        12,
        required=False,
        hint=_("Của kỳ, hoặc sau kỳ; để trống là tháng cuối kỳ, hoặc tháng ngay sau kỳ."),
    )
    first_on = DayField(label=_("Bắt đầu từ ngày"), help_text=_("Kỳ chứa ngày này là kỳ đầu."))
    ends_on = DayField(label=_("Kết thúc ngày"), help_text=_("Để trống nếu chưa biết."), required=False)
    ahead_days = _number(_("Mở trước kỳ mấy ngày"), 0, MAX_AHEAD_DAYS)


class EndSeriesForm(PageForm):
    ends_on = DayField(label=_("Ngày kết thúc"), help_text=_("Kỳ bắt đầu sau ngày này không được mở nữa."))
    reason = _words(_("Lý do"), _("Hãy ghi lý do."))


class TargetForm(PageForm):
    value = NumberField(
        label=_("Chỉ tiêu"), help_text=_("Ví dụ 1.500 hoặc 98,5"), min_value=0, max_digits=18, decimal_places=4
    )
    unit = forms.CharField(
        label=_("Đơn vị tính"),
        help_text=_("Ví dụ: %, dịch vụ công, văn bản"),
        max_length=60,
        error_messages={"required": _("Hãy ghi đơn vị tính.")},
    )
