"""The form of one component, shaped by its rule: points are never typed, only what the rule needs."""

import re
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.indices.domain.asking import Asked
from caicach.indices.domain.cycle import NOT_APPLICABLE, Cells
from caicach.indices.domain.reading_cells import InputKind
from caicach.kernel.errors import CaicachError
from caicach.kernel.text.numbers import format_number, plain_number
from caicach.web.shell.forms import DayField, ManyFilesField, PageForm
from caicach.web.shell.number_fields import NumberField, WholeNumberField

if TYPE_CHECKING:
    from django.http import QueryDict

_KEPT = re.compile(r"-?[0-9]+\.[0-9]+")
_SHORT = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}


class CellsForm(PageForm):
    """Fields by the kind of rule; ``cells`` is what the service gets, ``place_error`` puts a refusal at its field."""

    says_optional = False
    note_label = _("Giải trình cách chấm")
    note_hint = _("Bắt buộc khi không có tài liệu kiểm chứng, hoặc khi không áp dụng.")

    def __init__(self, asked: Asked, data: "QueryDict | None" = None, **kwargs: object) -> None:
        cells = kwargs.pop("cells", None)
        super().__init__(data, initial=_initial(asked, cells if isinstance(cells, Cells) else Cells()), **kwargs)  # type: ignore[arg-type]
        self.asked = asked
        self.fields["component"] = forms.CharField(widget=forms.HiddenInput)
        self.fields["seen"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        self._add_cells(asked)
        self.fields["not_applicable"] = forms.BooleanField(
            label=_("Không áp dụng với đơn vị này (khác với 0 điểm)"), required=False
        )
        self.fields["note"] = forms.CharField(
            label=self.note_label,
            help_text=self.note_hint,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3, "data-draft": ""}),
        )

    def _add_cells(self, asked: Asked) -> None:
        kind = asked.kind
        if kind is InputKind.CHOICE:
            choices = [(o.key, f"{o.label} ({format_number(o.points.normalize() + 0)})") for o in asked.options]
            self.fields["value"] = forms.ChoiceField(
                label=_("Mức đạt được"), choices=choices, required=False, widget=forms.RadioSelect
            )
        elif kind is InputKind.CHECKLIST:
            choices = [(o.key, f"{o.label} ({format_number(o.points.normalize() + 0)})") for o in asked.options]
            choices.append(("0", gettext("Không đạt yêu cầu nào (0)")))
            self.fields["ticked"] = forms.MultipleChoiceField(
                label=_("Các yêu cầu đạt được"), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
        elif kind is InputKind.RATIO:
            self.fields["numerator"] = _text(asked.numerator or gettext("Tử số"))
            self.fields["denominator"] = _text(asked.denominator or gettext("Mẫu số"))
            label = gettext("Hoặc ghi thẳng giá trị") if asked.is_of_one else gettext("Hoặc ghi thẳng tỷ lệ %")
            self.fields["value"] = _text(label)
        elif kind is InputKind.DAYS:
            self.fields["first_day"] = DayField(label=_("Từ ngày (bắt đầu tính hạn)"), required=False)
            self.fields["last_day"] = DayField(label=_("Đến ngày (hoàn thành)"), required=False)
            self.fields["value"] = _text(gettext("Hoặc ghi số ngày làm việc"))
        elif kind is InputKind.PARTS:
            for number, part in enumerate(asked.parts):
                self.fields[f"part_{number}"] = _text(f"{part} (%)")
        elif kind is InputKind.ANSWERS:
            label = gettext("Số phiếu theo câu trả lời (A=120;B=30), hoặc tỷ lệ %")
            self.fields["value"] = forms.CharField(label=label, required=False)
        else:
            self.fields["value"] = _text(gettext("Số liệu"))

    def cells(self) -> Cells:
        typed = self.cleaned_data
        if typed.get("not_applicable"):
            return Cells(NOT_APPLICABLE)
        kind = self.asked.kind
        if kind is InputKind.CHECKLIST:
            ticked = [key for key in typed["ticked"] if key != "0"]
            return Cells("+".join(ticked) if ticked else "0" if typed["ticked"] else "")
        if kind is InputKind.DAYS and typed.get("first_day") and typed.get("last_day"):
            return Cells(f"{typed['first_day'].isoformat()}/{typed['last_day'].isoformat()}")
        if kind is InputKind.PARTS:
            parts = [plain_cell(typed.get(f"part_{number}")) for number in range(len(self.asked.parts))]
            return Cells(";".join(parts) if any(parts) else "")
        return Cells(*(plain_cell(typed.get(name)) for name in ("value", "numerator", "denominator")))

    def place_error(self, error: CaicachError) -> None:
        """The refusal beside the field it is about, where there is one; the summary says it in any case."""
        column = str(error.values.get("column", ""))
        if column in self.fields and self.problem is not None:
            self.add_error(column, self.problem.what)

    @property
    def cell_fields(self) -> list[forms.BoundField]:
        skipped = {"component", "seen", "not_applicable", "note", "evidence", "decision", "request", "source"}
        skipped |= {"sample_size", "standard_error", "is_upheld"}
        return [self[name] for name in self.fields if name not in skipped]


class SelfScoreForm(CellsForm):
    def __init__(self, asked: Asked, data: "QueryDict | None" = None, **kwargs: object) -> None:
        super().__init__(asked, data, **kwargs)
        self.fields["evidence"] = ManyFilesField(
            label=_("Thêm tài liệu kiểm chứng"),
            help_text=_("PDF, DOCX, XLSX, ảnh, văn bản thuần; chọn được nhiều tệp."),
            required=False,
        )


class AppraisalForm(CellsForm):
    """Agree, or another figure with its reason; and, at the first appraisal, a request."""

    note_label = _("Lý do chấm khác")
    note_hint = _("Bắt buộc khi ghi số liệu khác. Đơn vị đọc được phần này.")

    def __init__(self, asked: Asked, data: "QueryDict | None" = None, **kwargs: object) -> None:
        super().__init__(asked, data, **kwargs)
        choices = [("agree", gettext("Đồng ý với số liệu hiện có")), ("other", gettext("Ghi số liệu khác"))]
        choices.append(("ask", gettext("Chưa chấm, chỉ yêu cầu giải trình")))
        self.fields["decision"] = forms.ChoiceField(
            label=_("Ý kiến thẩm định"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Hãy chọn đồng ý, ghi số liệu khác, hoặc yêu cầu giải trình.")},
        )
        self.fields["request"] = forms.CharField(
            label=_("Yêu cầu đơn vị giải trình"),
            help_text=_("Để trống nếu không cần."),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )


class ExplanationForm(CellsForm):
    note_label = _("Giải trình")
    note_hint = _("Nêu căn cứ; có thể ghi số liệu đề nghị ở trên và kèm tài liệu.")

    def __init__(self, asked: Asked, data: "QueryDict | None" = None, **kwargs: object) -> None:
        super().__init__(asked, data, **kwargs)
        self.fields["evidence"] = ManyFilesField(label=_("Thêm tài liệu kiểm chứng"), required=False)


class CouncilForm(CellsForm):
    note_label = _("Lý do của Hội đồng")
    note_hint = _("Bắt buộc. Lưu trong hồ sơ và đơn vị đọc được.")


class AnswerForm(CouncilForm):
    """The council's answer to an objection; a figure only where it is upheld."""

    def __init__(self, asked: Asked, data: "QueryDict | None" = None, **kwargs: object) -> None:
        super().__init__(asked, data, **kwargs)
        self.fields["is_upheld"] = forms.ChoiceField(
            label=_("Trả lời kiến nghị"),
            choices=[("1", _("Chấp nhận: ghi số liệu của Hội đồng")), ("0", _("Không chấp nhận"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("Hãy chọn chấp nhận hoặc không.")},
        )


class FigureForm(CellsForm):
    """A survey's result or a figure without a metric, entered by the office."""

    note_label = _("Nguồn số liệu")
    note_hint = _("Bắt buộc: báo cáo điều tra, trang, ngày.")

    def __init__(self, asked: Asked, data: "QueryDict | None" = None, **kwargs: object) -> None:
        super().__init__(asked, data, **kwargs)
        self.fields["sample_size"] = WholeNumberField(label=_("Số phiếu (n)"), required=False, min_value=1)
        self.fields["standard_error"] = NumberField(
            label=_("Sai số chuẩn (cùng đơn vị với số liệu)"), required=False, min_value=0
        )


class ObjectionForm(PageForm):
    says_optional = False
    component = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Nội dung kiến nghị"),
        help_text=_("Điểm đề nghị và căn cứ. Hội đồng đọc nguyên văn."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi nội dung kiến nghị.")},
    )
    evidence = ManyFilesField(label=_("Thêm tài liệu kiểm chứng"), required=False)


class ReasonForm(PageForm):
    says_optional = False
    reason = forms.CharField(
        label=_("Lý do"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


def plain_cell(typed: object) -> str:
    """«1.500» is one thousand five hundred in a form, and is kept as programs write it."""
    return plain_number(str(typed or "").strip())


def shown_cell(kept: str) -> str:
    """A number that is kept as programs write it, as officials do."""
    return kept.replace(".", ",") if _KEPT.fullmatch(kept) else kept


def _text(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=200, widget=forms.TextInput(attrs=_SHORT))


def _initial(asked: Asked, cells: Cells) -> dict[str, object]:
    if cells.is_not_applicable:
        return {"not_applicable": True}
    found: dict[str, object] = {
        "value": shown_cell(cells.value),
        "numerator": shown_cell(cells.numerator),
        "denominator": shown_cell(cells.denominator),
        "ticked": cells.value.split("+"),
    }
    first, slash, last = cells.value.partition("/")
    if asked.kind is InputKind.DAYS and slash:
        found |= {"value": "", "first_day": _day(first), "last_day": _day(last)}
    for number, part in enumerate(cells.value.split(";")):
        found[f"part_{number}"] = shown_cell(part)
    return found


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
