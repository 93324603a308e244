"""Forms of reports, decisions and deadlines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.shell.forms import DayField, ManyFilesField, PageForm
from caicach.web.shell.number_fields import NumberField
from caicach.web.tasks.words import QUALITIES


class ReportForm(PageForm):
    says_optional = False  # what is needed depends on the choice; the hints say so

    text = forms.CharField(
        label=_("Đã làm được gì"),
        help_text=_("Kết quả, số liệu, khó khăn, đề nghị. Cơ quan thường trực đọc nguyên văn phần này."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7, "data-draft": ""}),
    )
    is_completed = forms.ChoiceField(
        label=_("Báo cáo này là"),
        choices=[("0", _("Tiến độ: chưa xong")), ("1", _("Hoàn thành"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn: tiến độ hay hoàn thành.")},
    )
    completed_on = DayField(
        label=_("Ngày hoàn thành"), help_text=_("Chỉ cần khi hoàn thành. Ví dụ 15/03/2023"), required=False
    )
    figure = NumberField(
        label=_("Số liệu thực hiện"),
        help_text=_("Tổng đã đạt được đến nay, cùng đơn vị với chỉ tiêu."),
        required=False,
        max_digits=18,
        decimal_places=4,
    )
    evidence = ManyFilesField(
        label=_("Tài liệu kiểm chứng"),
        help_text=_(
            "Văn bản đã ban hành, ảnh, bảng số liệu: PDF, DOCX, XLSX, PNG, JPEG, TIFF, TXT. Chọn được nhiều tệp."
        ),
        required=False,
    )
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("is_completed") == "1" and not cleaned.get("completed_on") and "completed_on" not in self.errors:
            self.add_error("completed_on", str(_("Hãy nhập ngày hoàn thành.")))
        return cleaned


class DecisionForm(PageForm):
    """Accept, with a judgement of quality; or return, with a reason."""

    says_optional = False

    decision = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[("accept", _("Chấp nhận")), ("return", _("Trả lại để bổ sung"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn chấp nhận hoặc trả lại.")},
    )
    quality = forms.ChoiceField(
        label=_("Chất lượng"),
        help_text=_("Chỉ dùng khi chấp nhận."),
        choices=[("", _("Không đánh giá")), *((q.value, word) for q, word in QUALITIES.items())],
        required=False,
    )
    reason = forms.CharField(
        label=_("Lý do trả lại"),
        help_text=_("Bắt buộc khi trả lại: đơn vị cần bổ sung, sửa chữa điều gì."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": ""}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "return" and not str(cleaned.get("reason", "")).strip():
            self.add_error("reason", str(_("Hãy ghi lý do trả lại.")))
        return cleaned


class ExtensionForm(PageForm):
    due_on = DayField(label=_("Hạn mới"))
    reason = forms.CharField(
        label=_("Lý do gia hạn"),
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": ""}),
        error_messages={"required": _("Hãy ghi lý do gia hạn.")},
    )


class CancelForm(PageForm):
    reason = forms.CharField(
        label=_("Lý do hủy"),
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": ""}),
        error_messages={"required": _("Hãy ghi lý do hủy.")},
    )
