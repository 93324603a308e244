"""Forms of surveys for those who run them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.surveys.questionnaires.bounded import BOUNDS
from caicach.web.shell.forms import DayField, ManyFilesField, PageForm, UploadField


class SurveyForm(PageForm):
    title = forms.CharField(
        label=_("Tên cuộc khảo sát"),
        max_length=300,
        help_text=_("Ví dụ: Khảo sát mức độ hài lòng năm 2026"),
        error_messages={"required": _("Hãy ghi tên.")},
    )
    anonymity = forms.ChoiceField(
        label=_("Người trả lời"),
        choices=[
            ("anonymous", _("Ẩn danh: không ghi ai gửi, chỉ ghi ngày")),
            ("named", _("Ghi ai gửi phiếu và lúc nào")),
        ],
        initial="anonymous",
        widget=forms.RadioSelect,
        help_text=_("Không đổi được về sau: điều đã hứa với người trả lời thì giữ."),
    )
    retained_until = DayField(label=_("Giữ phiếu đến ngày"), help_text=_("Sau ngày ấy phiếu và tệp kèm bị xoá."))


class FormFileForm(PageForm):
    file = UploadField(
        bounds=BOUNDS,
        label=_("Bảng hỏi (XLSForm: XLSX hoặc XLS)"),
        error_messages={"required": _("Hãy chọn tệp.")},
    )
    beside = ManyFilesField(
        label=_("Tệp mà bảng hỏi cần"),
        help_text=_("Bảng CSV của danh sách chọn, hình, âm thanh; chọn nhiều tệp một lần."),
        required=False,
    )


class CollectorForm(PageForm):
    name = forms.CharField(
        label=_("Điều tra viên hoặc thiết bị"),
        max_length=200,
        error_messages={"required": _("Hãy ghi tên.")},
    )
    days = forms.IntegerField(
        label=_("Dùng trong số ngày"),
        initial=60,
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy ghi số ngày.")},
    )
