"""Forms of surveys for those who run them."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.surveys.collection.answers_file import BOUNDS as ANSWERS_BOUNDS
from caicach.surveys.collection.domain.values import LinkKind
from caicach.surveys.collection.units_file import BOUNDS as UNITS_BOUNDS
from caicach.surveys.questionnaires.bounded import BOUNDS
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.published_file import BOUNDS as PUBLISHED_BOUNDS
from caicach.web.shell.forms import DayField, ManyFilesField, PageForm, UploadField
from caicach.web.surveys.words import INDICATORS, LINKS, REQUESTS


class SurveyForm(PageForm):
    title = forms.CharField(
        label=_("Tên cuộc khảo sát"),
        max_length=300,
        help_text=_("Ví dụ: Khảo sát mức độ hài lòng năm 2026"),
        error_messages={"required": _("Hãy ghi tên.")},
    )
    run_by = forms.CharField(
        label=_("Đơn vị thực hiện"),
        max_length=300,
        required=False,
        help_text=_("Để trống nếu tỉnh tự làm. Nơi khác làm (Bộ…) thì ở đây giữ danh sách mẫu, chuyến đi, tiến độ."),
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


class PublishedForm(PageForm):
    file = UploadField(
        bounds=PUBLISHED_BOUNDS,
        label=_("Bảng kết quả (XLSX hoặc CSV UTF-8)"),
        help_text=_(
            "Các cột: đơn vị, chỉ số, giá trị, sai số chuẩn, từ, đến, số phiếu. Nơi công bố không nêu sai số thì ghi "
            "«không công bố sai số»."
        ),
        error_messages={"required": _("Hãy chọn tệp.")},
    )
    period = forms.CharField(
        label=_("Kỳ"),
        help_text=_("Ví dụ 2026, 2026Q3 hoặc 2026-11; chỉ số chấm điểm lấy kỳ năm."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"required": _("Hãy ghi kỳ.")},
    )
    source = forms.CharField(
        label=_("Văn bản công bố"), max_length=300, error_messages={"required": _("Hãy ghi nguồn.")}
    )
    published_on = DayField(label=_("Ngày công bố"))


class VisitForm(PageForm):
    area = forms.CharField(
        label=_("Địa bàn"),
        max_length=200,
        help_text=_("Như ở bảng thực địa, để thấy tiến độ của địa bàn."),
        error_messages={"required": _("Hãy ghi địa bàn.")},
    )
    planned_on = DayField(label=_("Ngày đi"))
    place = forms.CharField(label=_("Nơi làm việc"), max_length=300, required=False)
    contact = forms.CharField(
        label=_("Đầu mối của địa bàn"),
        max_length=300,
        required=False,
        help_text=_("Người đón và điện thoại; xoá khi hết ngày giữ phiếu."),
    )


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
    is_for_sample = forms.BooleanField(
        label=_("Cho mẫu đã chọn: mỗi đơn vị một đường dẫn mang ô mẫu"),
        help_text=_("Phiếu mang theo tầng, cụm và quyền số, không mang đơn vị; số đường dẫn theo mẫu, cả dự phòng."),
        required=False,
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
        required=False,
    )
    column = forms.CharField(
        label=_("Hoặc cột địa chỉ thư của mẫu đã chọn"),
        help_text=_(
            "Tên cột của khung mẫu, ví dụ email; mỗi đường dẫn mang ô mẫu của đơn vị, không mang đơn vị. Thư không gửi "
            "được thì kể theo dòng của tệp mẫu."
        ),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
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

    def clean(self) -> dict[str, object]:
        found = dict(super().clean() or {})
        if not found.get("addresses") and not found.get("column") and "addresses" not in self.errors:
            self.add_error("addresses", _("Hãy ghi ít nhất một địa chỉ."))
        return found


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


class ReleaseForm(PageForm):
    way = forms.ChoiceField(
        label=_("Phiếu rời tệp"),
        choices=[
            ("protected", _("Che: không để ai bị nhận ra từ điều mô tả người")),
            ("whole", _("Nguyên: từng phiếu như đã trả lời")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Che: chữ tự viết, mã phiếu và ngày nhận không xuất; số và ngày được làm thô; tổ hợp quá ít phiếu để trống."
        ),
    )
    content = forms.MultipleChoiceField(
        label=_("Câu không mô tả người trả lời, xuất nguyên"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ đánh dấu câu mà người ngoài không thể biết về một người. Câu thang điểm luôn xuất nguyên."),
    )
    least = forms.IntegerField(
        label=_("Ít nhất bao nhiêu phiếu giống nhau"),
        min_value=3,
        max_value=100,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy ghi ngưỡng.")},
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        error_messages={"required": _("Hãy ghi lý do.")},
        help_text=_("Lưu ở nhật ký và ghi trong sổ mã đi kèm tệp."),
    )
