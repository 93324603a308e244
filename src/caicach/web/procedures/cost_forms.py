"""Forms of compliance costs."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import problem_of
from caicach.kernel.text.numbers import format_number
from caicach.procedures.costs.costing import Burden, Work
from caicach.procedures.domain.simplifying import SimplifyingOption, text_of_works, works_in
from caicach.procedures.queries.costs import CostSheet
from caicach.procedures.services import CostFacts
from caicach.web.procedures.words import OPTIONS
from caicach.web.shell.forms import DayField, PageForm
from caicach.web.shell.number_fields import FigureField


class WorksField(forms.CharField):
    def __init__(self, *, label: object, required: bool) -> None:
        super().__init__(
            label=label,  # type: ignore[arg-type]
            help_text=_(
                "Mỗi dòng: tên việc | số giờ | tiền thuê. Nhiều nguồn cách nhau dấu chấm phẩy; số giữa thấp được tính."
            ),
            required=required,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": _("Hãy ghi ít nhất một việc.")},
        )

    def clean(self, value: object) -> object:
        text = str(super().clean(value))
        try:
            return works_in(text)
        except CaicachError as error:
            problem = problem_of(error)
            raise forms.ValidationError(f"{problem.what} {problem.why}") from error


class CostForm(PageForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    works = WorksField(label=_("Các việc phải làm hiện nay"), required=True)
    fees = FigureField(label=_("Phí, lệ phí hiện nay (đồng)"))
    times = FigureField(label=_("Số lần một năm của một đối tượng"))
    subjects = FigureField(label=_("Số đối tượng một năm"))
    options = forms.MultipleChoiceField(
        label=_("Phương án đơn giản hóa"),
        required=False,
        choices=[(one.value, word) for one, word in OPTIONS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    works_after = WorksField(label=_("Các việc sau đơn giản hóa"), required=False)
    fees_after = FigureField(label=_("Phí, lệ phí sau đơn giản hóa (đồng)"), required=False)
    times_after = FigureField(
        label=_("Số lần một năm sau đơn giản hóa"), required=False, help_text=_("Để trống: như hiện nay; bãi bỏ: 0")
    )
    decided_on = DayField(label=_("Ngày quyết định đơn giản hóa"), required=False)
    decision = forms.CharField(label=_("Văn bản quyết định"), required=False, max_length=300)

    def facts(self) -> CostFacts:
        typed = self.cleaned_data
        subjects = _figure(typed["subjects"])
        now = Burden(typed["works"], _figure(typed["fees"]), Decimal(0), _figure(typed["times"]), subjects)
        has_after = bool(typed["works_after"]) or typed["times_after"] is not None or typed["fees_after"] is not None
        works: tuple[Work, ...] = typed["works_after"] or (() if typed["times_after"] == 0 else now.works)
        times = now.times if typed["times_after"] is None else typed["times_after"]
        fees = now.fees if typed["fees_after"] is None else typed["fees_after"]
        return CostFacts(
            current=now,
            after=Burden(works, fees, Decimal(0), times, subjects) if has_after else None,
            options=tuple(map(SimplifyingOption, typed["options"])),
            decided_on=typed["decided_on"] or None,
            decision=typed["decision"],
        )

    @staticmethod
    def initial_of(sheet: CostSheet) -> dict[str, object]:
        if sheet.current is None:
            return {"version": 0, "times": "1"}
        told: dict[str, object] = {
            "version": sheet.version,
            "works": text_of_works(sheet.current.works),
            "fees": format_number(sheet.current.fees),
            "times": format_number(sheet.current.times),
            "subjects": format_number(sheet.current.subjects),
            "options": [option.value for option in sheet.options],
            "decided_on": f"{sheet.decided_on:%d/%m/%Y}" if sheet.decided_on else "",
            "decision": sheet.decision,
        }
        if sheet.after is not None:
            told |= {
                "works_after": text_of_works(sheet.after.works),
                "fees_after": format_number(sheet.after.fees),
                "times_after": format_number(sheet.after.times),
            }
        return told


def _figure(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


class IncomeForm(PageForm):
    since = DayField(label=_("Có hiệu lực từ ngày"))
    amount = FigureField(label=_("Thu nhập bình quân một người một giờ (đồng)"))
    source = forms.CharField(
        label=_("Nguồn"),
        help_text=_("Văn bản hoặc số liệu công bố. Hệ thống không có sẵn mức nào."),
        max_length=300,
        error_messages={"required": _("Hãy ghi nguồn.")},
    )


class TargetForm(PageForm):
    year = forms.IntegerField(
        label=_("Đến hết năm"),
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy ghi năm.")},
    )
    cost_share = FigureField(label=_("Cắt giảm chi phí tuân thủ (%)"), required=False)
    count_share = FigureField(label=_("Số thủ tục được đơn giản hóa (%)"), required=False)
    target_source = forms.CharField(
        label=_("Văn bản đặt ra chỉ tiêu"), max_length=300, error_messages={"required": _("Hãy ghi văn bản.")}
    )
