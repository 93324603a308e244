"""Forms of the register: a file brought to it, decisions, who must publish."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.procedures.bounded import BOUNDS
from caicach.procedures.domain.audit_views import PortalLine
from caicach.procedures.domain.decisions import DecisionFacts, Issuer
from caicach.procedures.domain.duties import Target
from caicach.procedures.domain.planning import Extent
from caicach.procedures.services import ImportFacts
from caicach.web.procedures.words import EXTENTS, ISSUERS, LEVELS
from caicach.web.shell.forms import DayField, PageForm, UploadField, choose
from caicach.web.shell.unit_picker import UnitsField, offer_units
from caicach.web.shell.units import UnitChoice, unit_choices


class BringForm(PageForm):
    file = UploadField(
        bounds=BOUNDS,
        label=_("Tệp danh mục, hoặc quyết định công bố"),
        help_text=_("XLSX, CSV, JSON có cột Mã thủ tục, Tên thủ tục; hoặc DOCX, PDF có bảng phụ lục."),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp trống. Hãy chọn tệp khác.")},
    )
    default_from = DayField(
        label=_("Có hiệu lực từ ngày"),
        help_text=_("Dùng cho dòng không ghi ngày hiệu lực. Ví dụ 01/07/2025"),
        required=False,
    )
    number = forms.CharField(
        label=_("Số quyết định công bố"),
        help_text=_("Dùng cho dòng không ghi; đọc từ quyết định nếu tệp là quyết định. Ví dụ 500/QĐ-UBND"),
        required=False,
        max_length=60,
    )
    signed_on = DayField(label=_("Ngày ký quyết định"), required=False)
    extent = forms.ChoiceField(
        label=_("Nội dung mỗi dòng"),
        required=False,
        choices=[("", _("Theo loại tệp: bảng là toàn bộ, quyết định là phần thay đổi")), *(
            (one.value, word) for one, word in EXTENTS.items()
        )],
    )  # fmt: skip

    @property
    def facts(self) -> ImportFacts:
        typed = self.cleaned_data
        return ImportFacts(
            default_from=typed["default_from"] or None,
            extent=Extent(typed["extent"]) if typed["extent"] else None,
            number=typed["number"],
            signed_on=typed["signed_on"] or None,
        )


class DecisionForm(PageForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=60, error_messages={"required": _("Hãy ghi số, ký hiệu.")}
    )
    issuer = forms.ChoiceField(label=_("Người ban hành"), choices=[(one.value, word) for one, word in ISSUERS.items()])
    signed_on = DayField(label=_("Ngày ký"))
    effective_on = DayField(
        label=_("Ngày văn bản quy định thủ tục có hiệu lực"),
        help_text=_("Hạn ban hành quyết định công bố tính lùi từ ngày này."),
        required=False,
    )
    is_shortened = forms.BooleanField(label=_("Văn bản ban hành theo trình tự, thủ tục rút gọn"), required=False)
    entered_on = DayField(label=_("Ngày công khai trên Cơ sở dữ liệu quốc gia"), required=False)
    sent_on = DayField(label=_("Ngày gửi địa phương"), help_text=_("Chỉ với quyết định của Bộ."), required=False)

    def facts(self) -> DecisionFacts:
        typed = self.cleaned_data
        return DecisionFacts(
            number=typed["number"],
            signed_on=typed["signed_on"],
            issuer=Issuer(typed["issuer"]),
            effective_on=typed["effective_on"] or None,
            is_shortened=typed["is_shortened"],
            entered_on=typed["entered_on"] or None,
            sent_on=typed["sent_on"] or None,
        )

    @staticmethod
    def initial_of(facts: DecisionFacts, version: int) -> dict[str, object]:
        days = ("signed_on", "effective_on", "entered_on", "sent_on")
        told = {name: f"{on:%d/%m/%Y}" for name in days if (on := getattr(facts, name))}
        return {"version": version, "number": facts.number, "issuer": facts.issuer.value,
                "is_shortened": facts.is_shortened, **told}  # fmt: skip


class DutiesForm(PageForm):
    levels = forms.MultipleChoiceField(
        label=_("Mọi đơn vị của cấp"),
        required=False,
        choices=[(level.value, word) for level, word in LEVELS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    units = UnitsField(label=_("Từng đơn vị"), required=False)

    def __init__(self, *args: object, units: Sequence[UnitChoice], on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offer_units(self, ["units"], units, on)

    def targets(self) -> tuple[Target, ...]:
        levels = (Target(level=level) for level in self.cleaned_data["levels"])
        return (*(Target(unit=code) for code in self.cleaned_data["units"]), *levels)


class PortalForm(PageForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    unit = forms.ChoiceField(label=_("Đơn vị"), error_messages={"required": _("Hãy chọn đơn vị.")})
    url = forms.CharField(
        label=_("Địa chỉ trang thủ tục hành chính"),
        help_text=_("Trang đầu của cổng, hoặc của chuyên mục thủ tục. Ví dụ https://soyte.hatinh.gov.vn/"),
        max_length=500,
        error_messages={"required": _("Hãy ghi địa chỉ.")},
    )
    most_pages = forms.IntegerField(
        label=_("Đọc nhiều nhất (trang)"),
        min_value=1,
        max_value=20_000,
        initial=2000,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
    )
    renders = forms.BooleanField(
        label=_("Dựng trang bằng trình duyệt"),
        help_text=_("Cho cổng chỉ hiện bằng JavaScript; chậm hơn, cần trình duyệt trên máy chủ."),
        required=False,
    )

    def __init__(self, *args: object, units: Sequence[UnitChoice], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "unit", unit_choices(units, _("Chọn đơn vị")))

    @staticmethod
    def initial_of(line: PortalLine | None) -> dict[str, object]:
        if line is None:
            return {}
        return {"version": line.version, "url": line.url, "most_pages": line.most_pages, "renders": line.renders}


class NationalForm(PageForm):
    file = UploadField(
        bounds=BOUNDS,
        label=_("Tệp xuất từ Cơ sở dữ liệu quốc gia về thủ tục hành chính"),
        help_text=_("XLSX, CSV hoặc JSON mỗi dòng một thủ tục. Chỉ để so sánh, danh mục không đổi."),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp trống. Hãy chọn tệp khác.")},
    )
    taken_on = DayField(label=_("Ngày lấy dữ liệu"))


class RemedyForm(PageForm):
    remedy = forms.CharField(
        label=_("Biện pháp khắc phục"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi việc cụ thể sẽ làm.")},
    )
    owner = forms.CharField(
        label=_("Người chịu trách nhiệm"),
        max_length=300,
        error_messages={"required": _("Hãy ghi chức danh, bộ phận.")},
    )
    due_on = DayField(label=_("Hạn khắc phục"), required=False)


class ClosePortalFindingForm(PageForm):
    note = forms.CharField(
        label=_("Căn cứ đóng"),
        help_text=_(
            "Kết quả đã thấy, hoặc vì sao không phải lỗi. Không đóng thì lần kiểm tra sau tự đóng khi cổng đã đúng."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi căn cứ.")},
    )
