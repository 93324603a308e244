"""Forms of inspections, except the one for the place."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.inspections.domain.checklists import Checklist
from caicach.inspections.services import Member, ProgrammeFacts
from caicach.organisations.queries import accounts
from caicach.web.inspections.words import LEVELS, MANNERS
from caicach.web.shell.forms import DayField, ManyFilesField, PageForm, choose
from caicach.web.shell.number_fields import ShareField
from caicach.web.shell.unit_picker import UnitsField, offer_units
from caicach.web.shell.units import UnitChoice


class ProgrammeForm(PageForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    year = forms.IntegerField(
        label=_("Năm"),
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy ghi năm.")},
    )
    title = forms.CharField(
        label=_("Tên kế hoạch kiểm tra"),
        max_length=300,
        help_text=_("Ví dụ: Kế hoạch kiểm tra cải cách hành chính năm 2026"),
        error_messages={"required": _("Hãy ghi tên kế hoạch.")},
    )
    basis = forms.CharField(label=_("Căn cứ"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    contents = forms.CharField(
        label=_("Nội dung kiểm tra"),
        help_text=_("Mỗi dòng một nội dung. Việc khắc phục tồn tại lần trước luôn là nội dung đầu tiên."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    levels = forms.MultipleChoiceField(
        label=_("Đơn vị thuộc diện kiểm tra"),
        choices=[(level.value, word) for level, word in LEVELS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một cấp.")},
    )
    share_target = ShareField(
        label=_("Tỷ lệ đơn vị được kiểm tra trong năm (%)"),
        required=False,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "decimal"}),
    )
    self_share_target = ShareField(
        label=_("Tỷ lệ đơn vị tự kiểm tra (%)"),
        required=False,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "decimal"}),
    )
    target_source = forms.CharField(
        label=_("Văn bản đặt ra tỷ lệ"), help_text=_("Tỷ lệ do văn bản của năm quy định, không có sẵn."), required=False
    )

    def facts(self) -> ProgrammeFacts:
        typed = self.cleaned_data
        return ProgrammeFacts(
            year=typed["year"],
            title=typed["title"],
            basis=typed["basis"],
            contents=tuple(typed["contents"].splitlines()),
            levels=tuple(typed["levels"]),
            share_target=_decimal(typed["share_target"]),
            self_share_target=_decimal(typed["self_share_target"]),
            target_source=typed["target_source"],
        )


def _decimal(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


class TeamForm(PageForm):
    """Days and team; a form of its own for an inspection that is changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    first_on = DayField(label=_("Từ ngày"))
    last_on = DayField(label=_("Đến ngày"), help_text=_("Để trống nếu trong một ngày"), required=False)
    head = forms.ChoiceField(label=_("Trưởng đoàn"), error_messages={"required": _("Hãy chọn trưởng đoàn.")})
    members = forms.MultipleChoiceField(label=_("Thành viên khác"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        people = [(str(one.id), one.display_name) for one in accounts() if one.is_active]
        choose(self, "head", [("", _("Chọn người")), *people])
        choose(self, "members", people)

    def team(self) -> tuple[Member, ...]:
        head = self.cleaned_data["head"]
        others = (one for one in self.cleaned_data["members"] if one != head)
        return (Member(int(head), is_head=True), *(Member(int(one)) for one in others))


class PlanForm(TeamForm):
    field_order = (
        "units",
        "part",
        "checklist",
        "sections",
        "manner",
        "first_on",
        "last_on",
        "head",
        "members",
        "programme",
    )

    units = UnitsField(
        label=_("Đơn vị được kiểm tra"),
        help_text=_("Nhiều đơn vị: mỗi đơn vị một cuộc, cùng ngày và cùng đoàn; sửa từng cuộc sau."),
        error_messages={"required": _("Hãy chọn đơn vị.")},
    )
    part = forms.CharField(
        label=_("Bộ phận, địa điểm"), help_text=_("Nếu không phải cả đơn vị"), required=False, max_length=300
    )
    checklist = forms.ChoiceField(
        label=_("Danh mục"), help_text=_("Cuộc kiểm tra giữ phiên bản đang có hiệu lực ở ngày bắt đầu.")
    )
    manner = forms.ChoiceField(
        label=_("Hình thức"),
        choices=[(manner.value, word) for manner, word in MANNERS.items()],
        help_text=_("Cuộc đột xuất: đơn vị không thấy gì trước khi có kết luận."),
    )
    programme = forms.ChoiceField(label=_("Thuộc kế hoạch"), required=False)

    def __init__(
        self,
        *args: object,
        units: Sequence[UnitChoice],
        on: date,
        checklists: Sequence[Checklist],
        programmes: Sequence[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, ["units"], units, on)
        choose(self, "checklist", [(one.code, one.title) for one in checklists])
        choose(self, "programme", [("", _("Ngoài kế hoạch")), *programmes])


class SelfForm(PageForm):
    unit = forms.ChoiceField(label=_("Đơn vị"))
    part = forms.CharField(
        label=_("Phòng, bộ phận được kiểm tra"),
        help_text=_("Để trống nếu là cả đơn vị"),
        required=False,
        max_length=300,
    )
    checklist = forms.ChoiceField(label=_("Danh mục"))

    def __init__(
        self, *args: object, units: Sequence[UnitChoice], checklists: Sequence[Checklist], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "unit", [(unit.code, unit.name) for unit in units])
        choose(self, "checklist", [(one.code, one.title) for one in checklists])


class MomentForm(PageForm):
    """A moment of the place: a day and an hour."""

    says_optional = False
    on = DayField(label=_("Ngày"))
    at = forms.TimeField(
        label=_("Giờ"),
        input_formats=["%H:%M", "%Hh%M", "%H:%M:%S"],
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Hãy ghi giờ."), "invalid": _("Giờ viết như 08:30.")},
    )

    def moment(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["on"], self.cleaned_data["at"]))


class MinutesForm(PageForm):
    unit_person = forms.CharField(
        label=_("Người đại diện đơn vị"),
        max_length=200,
        error_messages={"required": _("Hãy ghi người làm việc với đoàn.")},
    )
    unit_post = forms.CharField(label=_("Chức vụ"), max_length=200, error_messages={"required": _("Hãy ghi chức vụ.")})
    unit_says = forms.CharField(label=_("Ý kiến của đơn vị"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    not_signed = forms.CharField(
        label=_("Nếu đại diện không ký: lý do"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ConclusionForm(PageForm):
    text = forms.CharField(
        label=_("Kết luận"),
        help_text=_("Đánh giá chung: ưu điểm, nguyên nhân của tồn tại. Bảng tồn tại tự có trong thông báo."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Hãy ghi kết luận.")},
    )
    due_on = DayField(label=_("Hạn khắc phục chung"), required=False)


class BecauseForm(PageForm):
    says_optional = False
    reason = forms.CharField(
        label=_("Lý do"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


class FilesForm(PageForm):
    says_optional = False
    papers = ManyFilesField(
        label=_("Bản chụp hoặc bản quét biên bản đã ký"), error_messages={"required": _("Hãy chọn tệp.")}
    )


class AnswerForm(PageForm):
    says_optional = False
    unit_says = forms.CharField(
        label=_("Ý kiến của đơn vị"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi ý kiến.")},
    )


class RemedyForm(PageForm):
    remedy = forms.CharField(
        label=_("Biện pháp khắc phục"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi biện pháp.")},
    )
    owner = forms.CharField(
        label=_("Người chịu trách nhiệm"),
        help_text=_("Chức danh, bộ phận"),
        max_length=300,
        error_messages={"required": _("Hãy ghi người chịu trách nhiệm.")},
    )
    due_on = DayField(label=_("Hạn"), help_text=_("Để trống: theo hạn của kết luận"), required=False)


class ClosingForm(PageForm):
    says_optional = False
    note = forms.CharField(
        label=_("Căn cứ đóng tồn tại"),
        help_text=_("Kết quả đã thấy, hoặc văn bản chứng minh"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi căn cứ.")},
    )
