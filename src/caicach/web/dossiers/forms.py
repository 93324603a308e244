"""Forms of dossiers: a file with the names of its columns, limits of procedures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.domain.columns import Column, ColumnMap
from caicach.dossiers.saved_answers import BOUNDS as ANSWER_BOUNDS
from caicach.dossiers.staging import BOUNDS
from caicach.kernel.errors import InvalidInput
from caicach.kernel.periods import Period, PeriodKind, parse_period
from caicach.kernel.said import sentence_of
from caicach.kernel.saying import say
from caicach.web.dossiers.words import COLUMNS
from caicach.web.shell.forms import PageForm, UploadField


class ExportForm(PageForm):
    """Names of columns are asked for only where they are not those that are known."""

    source = forms.CharField(
        label=_("Hệ thống xuất ra tệp"),
        help_text=_("Ví dụ «Một cửa tỉnh». Cách ghép cột được nhớ theo tên này."),
        max_length=100,
        error_messages={"required": _("Hãy ghi tên hệ thống.")},
    )
    export = UploadField(
        bounds=BOUNDS,
        label=_("Tệp hồ sơ"),
        help_text=_(
            "CSV, XLSX, Parquet, JSON, JSONL hoặc XES. Chỉ các cột đã ghép được đọc; cột cá nhân không được giữ."
        ),
        error_messages={"required": _("Hãy chọn tệp.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for column in Column:
            self.fields[column.value] = forms.CharField(label=COLUMNS[column], required=False, max_length=200)

    def columns(self) -> ColumnMap | None:
        """None where no name is given: the saved ones hold, or those that are known."""
        names = {column: self.cleaned_data[column.value].strip() for column in Column}
        given = {column: name for column, name in names.items() if name}
        return ColumnMap(given) if given else None


class PeriodField(forms.CharField):
    """A month, a quarter or a year by its id."""

    def clean(self, value: object) -> Period:
        typed = super().clean(value)
        try:
            found = parse_period(typed)
        except InvalidInput as error:
            raise forms.ValidationError(say(sentence_of(error))) from error
        if found.kind not in {PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR}:
            raise forms.ValidationError(_("Cổng chỉ trả lời theo tháng, quý hoặc năm."))
        return found


class AnswerForm(PageForm):
    period = PeriodField(
        label=_("Kỳ của câu trả lời"),
        help_text=_("2026-08 (tháng), 2026Q3 (quý) hoặc 2026 (năm). Câu trả lời không tự ghi kỳ."),
        max_length=10,
        error_messages={"required": _("Hãy ghi kỳ.")},
    )
    answer = UploadField(
        bounds=ANSWER_BOUNDS,
        label=_("Câu trả lời đã lưu"),
        help_text=_("JSON của trang đánh giá chất lượng phục vụ, của tỉnh, không lọc theo thủ tục."),
        error_messages={"required": _("Hãy chọn tệp.")},
    )


class LimitsForm(PageForm):
    text = forms.CharField(
        label=_("Thời hạn của thủ tục"),
        help_text=_(
            "Mỗi thủ tục một dòng, ví dụ «1.012750: 10 ngày làm việc»; thủ tục khác: «còn lại: 15 ngày làm việc»"
        ),
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        error_messages={"required": _("Hãy ghi thời hạn.")},
    )
