"""Forms of feedback."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.documents.plan.tables_in_file import BOUNDS
from caicach.procedures.domain.feedback import FeedbackChannel, FeedbackKind
from caicach.procedures.services import FeedbackFacts
from caicach.web.procedures.words import FEEDBACK_CHANNELS, FEEDBACK_KINDS
from caicach.web.shell.forms import DayField, PageForm, UploadField, VersionedForm, choose
from caicach.web.shell.units import UnitChoice, unit_choices


class FeedbackForm(PageForm):
    received_on = DayField(label=_("Ngày tiếp nhận"))
    channel = forms.ChoiceField(
        label=_("Tiếp nhận qua"), choices=[(one.value, word) for one, word in FEEDBACK_CHANNELS.items()]
    )
    kind = forms.ChoiceField(label=_("Về việc"), choices=[(one.value, word) for one, word in FEEDBACK_KINDS.items()])
    content = forms.CharField(
        label=_("Nội dung phản ánh, kiến nghị"),
        help_text=_("Ghi nội dung, không ghi tên người gửi ở đây: nội dung được công khai cùng trả lời."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Hãy ghi nội dung.")},
    )
    code = forms.CharField(label=_("Mã thủ tục"), required=False, max_length=60)
    sender = forms.CharField(
        label=_("Người gửi"), help_text=_("Không bao giờ công khai."), required=False, max_length=200
    )
    contact = forms.CharField(label=_("Cách liên hệ"), required=False, max_length=200)
    unit = forms.ChoiceField(label=_("Chuyển cho đơn vị"), required=False)

    def __init__(self, *args: object, units: Sequence[UnitChoice], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "unit", unit_choices(units, _("Chưa chuyển")))

    def facts(self) -> FeedbackFacts:
        typed = self.cleaned_data
        return FeedbackFacts(
            received_on=typed["received_on"],
            channel=FeedbackChannel(typed["channel"]),
            kind=FeedbackKind(typed["kind"]),
            content=typed["content"],
            sender=typed["sender"],
            contact=typed["contact"],
            code=typed["code"],
            unit=typed["unit"],
        )


class OpenFeedbackForm(PageForm):
    """What anybody fills in; the day, the way and the unit are ours to put down."""

    kind = forms.ChoiceField(label=_("Về việc"), choices=[(one.value, word) for one, word in FEEDBACK_KINDS.items()])
    content = forms.CharField(
        label=_("Nội dung phản ánh, kiến nghị"),
        help_text=_("Nội dung được công khai cùng trả lời: đừng ghi thông tin riêng tư ở đây."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Hãy ghi nội dung.")},
    )
    code = forms.CharField(label=_("Mã thủ tục"), required=False, max_length=60)
    sender = forms.CharField(
        label=_("Họ tên, hoặc tên tổ chức"),
        help_text=_("Không bao giờ công khai."),
        max_length=200,
        error_messages={"required": _("Hãy ghi họ tên.")},
    )
    contact = forms.CharField(
        label=_("Điện thoại, thư điện tử hoặc địa chỉ"),
        help_text=_("Chỉ để trả lời bạn, không công khai."),
        max_length=200,
        error_messages={"required": _("Hãy ghi cách liên hệ.")},
    )

    def facts(self, on: date) -> FeedbackFacts:
        typed = self.cleaned_data
        return FeedbackFacts(
            received_on=on,
            channel=FeedbackChannel.PAGE,
            kind=FeedbackKind(typed["kind"]),
            content=typed["content"],
            sender=typed["sender"],
            contact=typed["contact"],
            code=typed["code"],
        )


class FeedbackListForm(PageForm):
    file = UploadField(
        bounds=BOUNDS,
        label=_("Tệp phản ánh, kiến nghị"),
        help_text=_(
            "XLSX, CSV hoặc DOCX có bảng với các cột «Nội dung», «Ngày tiếp nhận», «Về việc»; có thể có trả lời."
        ),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp trống. Hãy chọn tệp khác.")},
    )


class RouteForm(VersionedForm):
    unit = forms.ChoiceField(label=_("Chuyển cho đơn vị"), error_messages={"required": _("Hãy chọn đơn vị.")})

    def __init__(self, *args: object, units: Sequence[UnitChoice], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "unit", unit_choices(units, _("Chưa chuyển")))


class AnswerForm(VersionedForm):
    answer = forms.CharField(
        label=_("Nội dung trả lời"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Hãy ghi trả lời.")},
    )


class RefusalForm(VersionedForm):
    refusal = forms.CharField(
        label=_("Lý do từ chối"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )
