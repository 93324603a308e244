"""Forms of surveys for those who run them."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.surveys.collection.answers_file import BOUNDS as ANSWERS_BOUNDS
from caicach.surveys.collection.domain.values import LinkKind
from caicach.surveys.collection.draw_file import BOUNDS as DRAW_BOUNDS
from caicach.surveys.collection.units_file import BOUNDS as UNITS_BOUNDS
from caicach.surveys.estimation.bounded import BOUNDS as DESIGN_BOUNDS
from caicach.surveys.questionnaires.bounded import BOUNDS
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.values import LEAST_THRESHOLD, MOST_THRESHOLD, THRESHOLD, Basis
from caicach.web.shell.forms import DayField, ManyFilesField, PageForm, UploadField
from caicach.web.surveys.words import BASES, INDICATORS, LINKS, REQUESTS


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


class AnswersFileForm(PageForm):
    file = UploadField(
        bounds=ANSWERS_BOUNDS,
        label=_("Bảng câu trả lời (XLSX hoặc CSV UTF-8)"),
        help_text=_("Tối đa 20.000 dòng; trang tính đầu tiên."),
        error_messages={"required": _("Hãy chọn tệp.")},
    )


class UnitsFileForm(PageForm):
    file = UploadField(
        bounds=UNITS_BOUNDS,
        label=_("Bảng kết quả thực địa (CSV, UTF-8)"),
        help_text=_("Các cột: mã, địa bàn, điều tra viên, kết quả, thay cho."),
        error_messages={"required": _("Hãy chọn tệp.")},
    )


class DrawForm(PageForm):
    source = forms.ChoiceField(
        label=_("Khung mẫu"),
        choices=[
            ("dossiers", _("Hồ sơ đã nhận trong thời gian dưới đây: người đã được phục vụ")),
            ("units", _("Đơn vị hành chính, cơ quan của tỉnh")),
            ("file", _("Tệp CSV, mỗi dòng một đơn vị hay một người")),
        ],
        initial="file",
        widget=forms.RadioSelect,
    )
    first = DayField(label=_("Nhận từ ngày"), help_text=_("Chỉ cho khung hồ sơ."), required=False)
    last = DayField(label=_("Nhận đến ngày"), help_text=_("Chỉ cho khung hồ sơ."), required=False)
    frame = UploadField(
        bounds=DRAW_BOUNDS,
        label=_("Tệp khung mẫu (CSV, UTF-8)"),
        help_text=_("Chỉ cho khung là tệp; dòng đầu là tên cột."),
        required=False,
    )
    design = UploadField(
        bounds=DESIGN_BOUNDS,
        label=_("Tệp thiết kế mẫu"),
        help_text=_("Tầng, giai đoạn, cỡ mẫu, dự phòng theo tên cột của khung mẫu."),
        error_messages={"required": _("Hãy chọn tệp thiết kế.")},
    )
    seed = forms.CharField(
        label=_("Mầm"),
        help_text=_(
            "Số hoặc chữ bất kỳ; cùng khung, thiết kế và mầm thì chọn lại đúng mẫu ấy. Nên định trước khi biết khung."
        ),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"required": _("Hãy ghi mầm.")},
    )
    code = forms.CharField(
        label=_("Cột mã của khung mẫu"),
        initial="ma",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"required": _("Hãy ghi tên cột.")},
    )
    area = forms.CharField(
        label=_("Cột địa bàn của khung mẫu"),
        help_text=_("Để trống thì lấy tầng."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    interviewers = forms.CharField(
        label=_("Điều tra viên"),
        help_text=_("Mỗi dòng một người hay một tổ; đơn vị chia đều, hết địa bàn này đến địa bàn kia."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, object]:
        found = dict(super().clean() or {})
        if found.get("source") == "file" and not found.get("frame") and "frame" not in self.errors:
            self.add_error("frame", _("Hãy chọn tệp khung mẫu."))
        if found.get("source") == "dossiers":
            for name in ("first", "last"):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, _("Hãy ghi ngày."))
        return found


class LinksForm(PageForm):
    kind = forms.ChoiceField(
        label=_("Loại đường dẫn"),
        choices=[(kind.value, word) for kind, word in LINKS.items()],
        initial=LinkKind.ONCE.value,
        widget=forms.RadioSelect,
        help_text=_("Đường dẫn chung không ngăn được một người trả lời nhiều lần."),
    )
    label = forms.CharField(
        label=_("Tên để nhận ra"),
        max_length=200,
        help_text=_("Ví dụ: Thư mời tháng 12, hoặc Máy tại bộ phận một cửa"),
        error_messages={"required": _("Hãy ghi tên.")},
    )
    count = forms.IntegerField(
        label=_("Số đường dẫn"),
        help_text=_("Chỉ cho loại mỗi đường dẫn một phiếu; các loại khác có một."),
        initial=1,
        min_value=1,
        max_value=5000,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy ghi số đường dẫn.")},
    )
    days = forms.IntegerField(
        label=_("Dùng trong số ngày"),
        initial=30,
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy ghi số ngày.")},
    )


class InviteForm(PageForm):
    label = forms.CharField(
        label=_("Tên để nhận ra"),
        max_length=200,
        help_text=_("Ví dụ: Thư mời tháng 12, hoặc Máy tại bộ phận một cửa"),
        error_messages={"required": _("Hãy ghi tên.")},
    )
    addresses = forms.CharField(
        label=_("Địa chỉ thư"),
        help_text=_(
            "Mỗi dòng một địa chỉ, tối đa 500. Mỗi người một đường dẫn dùng một lần; không giữ ai nhận đường dẫn nào."
        ),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Hãy ghi ít nhất một địa chỉ.")},
    )
    words = forms.CharField(
        label=_("Lời mời"),
        help_text=_("Đường dẫn và ngày hết hạn được thêm ở dưới."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Hãy ghi lời mời.")},
    )
    days = forms.IntegerField(
        label=_("Dùng trong số ngày"),
        initial=30,
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy ghi số ngày.")},
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


class SatisfactionForm(PageForm):
    name = forms.CharField(
        label=_("Tên chỉ số"),
        max_length=200,
        help_text=_("Ví dụ: Mức độ hài lòng chung năm 2026"),
        error_messages={"required": _("Hãy ghi tên.")},
    )
    measure = forms.ChoiceField(
        label=_("Tính"),
        choices=[(one.value, word) for one, word in INDICATORS.items()],
        initial=Indicator.SATISFIED_SHARE.value,
        widget=forms.RadioSelect,
    )
    satisfied = forms.CharField(
        label=_("Mức được tính là hài lòng"),
        help_text=_("Mã của các mức, cách nhau bằng dấu cách, ví dụ 4 5; chỉ cho tỷ lệ."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    factors = forms.CharField(
        label=_("Yếu tố và câu hỏi"),
        help_text=_("Mỗi dòng một yếu tố: tên, dấu hai chấm, các câu cách nhau bằng dấu phẩy; sau × là trọng số."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Hãy ghi ít nhất một yếu tố.")},
    )
    by = forms.ChoiceField(
        label=_("Câu hỏi ghi mã đơn vị"), help_text=_("Để trống nếu mọi phiếu là của một đơn vị."), required=False
    )
    unit = forms.ChoiceField(label=_("Đơn vị của mọi phiếu"), required=False)
    period = forms.CharField(
        label=_("Kỳ"),
        help_text=_("Ví dụ 2026, 2026Q3 hoặc 2026-11; chỉ số chấm điểm lấy kỳ năm."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"required": _("Hãy ghi kỳ.")},
    )

    def offer(self, questions: Sequence[tuple[str, str]], units: Sequence[tuple[str, str]]) -> None:
        """What may be chosen: questions by column, units by code."""
        for name, offered in (("by", questions), ("unit", units)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "—"), *offered]


class DecisionForm(PageForm):
    decision = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[("keep", _("Giữ: phiếu được tính")), ("out", _("Bỏ: phiếu không tính vào bảng, ước lượng và tệp"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn giữ hay bỏ.")},
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        error_messages={"required": _("Hãy ghi lý do.")},
        help_text=_("Lưu ở nhật ký."),
    )


class BackCheckForm(PageForm):
    share = forms.IntegerField(
        label=_("Phúc tra bao nhiêu phần trăm"),
        help_text=_("Của từng điều tra viên, ít nhất một phiếu."),
        initial=5,
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy ghi số phần trăm.")},
    )
    seed = forms.IntegerField(
        label=_("Mầm"),
        help_text=_("Số bất kỳ; cùng mầm thì chọn lại đúng những phiếu ấy."),
        min_value=0,
        max_value=999_999_999,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy ghi mầm.")},
    )


class DataRequestForm(PageForm):
    survey = forms.ChoiceField(label=_("Cuộc khảo sát"), error_messages={"required": _("Hãy chọn cuộc khảo sát.")})
    kind = forms.ChoiceField(label=_("Yêu cầu"), choices=[(kind.value, word) for kind, word in REQUESTS.items()])
    asked_by = forms.CharField(
        label=_("Người yêu cầu và nơi nhận trả lời"),
        max_length=300,
        error_messages={"required": _("Hãy ghi người yêu cầu.")},
    )
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy ghi nội dung.")},
    )
    received_on = DayField(label=_("Ngày nhận"))

    def offer(self, surveys: Sequence[tuple[str, str]]) -> None:
        field = self.fields["survey"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(surveys)


class ExtensionForm(PageForm):
    until = DayField(label=_("Hạn mới"))
    reason = forms.CharField(
        label=_("Lý do gia hạn"), max_length=1000, error_messages={"required": _("Hãy ghi lý do.")}
    )


class AnswerRequestForm(PageForm):
    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[("done", _("Đã làm theo yêu cầu")), ("refused", _("Từ chối, có lý do"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn kết quả.")},
    )
    answer = forms.CharField(
        label=_("Đã trả lời thế nào"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy ghi đã trả lời thế nào.")},
    )
    submission = forms.CharField(
        label=_("Xoá phiếu có mã"),
        help_text=_("Mã ở bảng câu trả lời (instance_id). Phiếu và tệp kèm mất hẳn. Để trống nếu không xoá."),
        max_length=200,
        required=False,
    )


class RulesForm(PageForm):
    threshold = forms.IntegerField(
        label=_("Ngưỡng hiện số"),
        help_text=_("Ô có ít phiếu hơn ngưỡng không hiện ở bảng, tệp và biểu đồ."),
        initial=THRESHOLD,
        min_value=LEAST_THRESHOLD,
        max_value=MOST_THRESHOLD,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy ghi ngưỡng.")},
    )
    basis = forms.ChoiceField(
        label=_("Mẫu"),
        choices=[(basis.value, word) for basis, word in BASES.items()],
        initial=Basis.PLAIN.value,
        widget=forms.RadioSelect,
        help_text=_("Sai số chỉ có nghĩa khi người trả lời được chọn ngẫu nhiên từ một khung mẫu."),
    )
    population = forms.IntegerField(
        label=_("Số người của tổng thể"),
        help_text=_("Chỉ cho mẫu ngẫu nhiên đơn."),
        required=False,
        min_value=1,
        max_value=2_000_000_000,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    design = UploadField(
        bounds=DESIGN_BOUNDS,
        label=_("Tệp thiết kế"),
        help_text=_("Tầng, cụm, quyền số theo tên cột của bảng câu trả lời; không chọn thì giữ tệp đang có."),
        required=False,
    )
