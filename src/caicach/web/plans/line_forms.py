"""Forms of the rows of a plan under review."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.documents.deadlines.values import Recurrence
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.lines import Line, LineChanges
from caicach.plans.domain.plans import ObjectiveView
from caicach.web.plans.forms import AREA_CHOICES, RECURRENCE_CHOICES, lines_of
from caicach.web.shell.forms import DayField, PageForm, choose
from caicach.web.shell.unit_picker import UnitsField, offer_units
from caicach.web.shell.units import UnitChoice
from caicach.web.tasks.chosen import ChosenFieldsForm, chosen_initial


class LineForm(PageForm):
    says_optional = False  # a table may leave any of these out
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def is_stale(self) -> bool:
        """Whether somebody else changed the row since the page was opened."""
        return self.problem is not None and self.problem.code == "plan.line_changed"


class LineWordsForm(ChosenFieldsForm, LineForm):
    number = forms.CharField(label=_("TT"), required=False, max_length=20)
    text = forms.CharField(
        label=_("Nội dung nhiệm vụ"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy ghi việc phải làm.")},
    )
    product = forms.CharField(label=_("Sản phẩm"), required=False)
    lead = forms.CharField(
        label=_("Chủ trì"),
        help_text=_("Như bảng viết, mỗi đơn vị một dòng."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cooperate = forms.CharField(
        label=_("Phối hợp"),
        help_text=_("Mỗi đơn vị một dòng."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    deadline_raw = forms.CharField(label=_("Thời gian như bảng viết"), required=False)
    deadline_on = DayField(label=_("Hạn là ngày"), required=False)
    recurrence = forms.ChoiceField(label=_("Lặp lại"), required=False, choices=RECURRENCE_CHOICES)
    budget_raw = forms.CharField(label=_("Kinh phí"), required=False)
    section = forms.CharField(
        label=_("Thuộc mục"),
        help_text=_("Mục ngoài cùng ở dòng đầu."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    area = forms.ChoiceField(label=_("Lĩnh vực cải cách"), required=False, choices=AREA_CHOICES)
    objective = forms.ChoiceField(label=_("Phục vụ mục tiêu"), required=False)
    parent = forms.ChoiceField(label=_("Là một phần của dòng"), required=False)

    def __init__(
        self, *args: object, objectives: Sequence[ObjectiveView], parents: Mapping[int, str], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "objective", [("", "–"), *((str(o.id), o.text[:120]) for o in objectives)])
        choose(self, "parent", [("", "–"), *((str(key), name) for key, name in parents.items())])

    @staticmethod
    def initial_of(line: Line) -> dict[str, object]:
        return {
            "version": line.version,
            "number": line.number,
            "text": line.text,
            "product": line.product or "",
            "lead": "\n".join(phrase.phrase for phrase in line.lead),
            "cooperate": "\n".join(phrase.phrase for phrase in line.cooperate),
            "deadline_raw": line.deadline_raw or "",
            "deadline_on": f"{line.deadline_on:%d/%m/%Y}" if line.deadline_on else "",
            "recurrence": line.recurrence.value if line.recurrence else "",
            "budget_raw": line.budget_raw or "",
            "section": "\n".join(line.section),
            "area": line.area.value if line.area else "",
            "objective": str(line.objective_id or ""),
            "parent": str(line.parent or ""),
            **chosen_initial(line),
        }

    @property
    def changes(self) -> LineChanges:
        typed = self.cleaned_data
        return LineChanges(
            number=typed["number"],
            text=typed["text"],
            product=typed["product"],
            lead=lines_of(typed["lead"]),
            cooperate=lines_of(typed["cooperate"]),
            deadline_raw=typed["deadline_raw"],
            deadline_on=typed["deadline_on"] if isinstance(typed["deadline_on"], date) else None,
            recurrence=Recurrence(typed["recurrence"]) if typed["recurrence"] else None,
            budget_raw=typed["budget_raw"],
            section=lines_of(typed["section"]),
            area=ReformArea(typed["area"]) if typed["area"] else None,
            objective_id=int(typed["objective"]) if typed["objective"] else None,
            parent=int(typed["parent"]) if typed["parent"] else None,
            **self.chosen,
        )


class LineUnitsForm(LineForm):
    units = UnitsField(
        label=_("Đơn vị"),
        required=False,
        error_messages={"invalid_choice": _("Không có đơn vị «%(value)s» vào ngày của kế hoạch.")},
    )

    def __init__(self, *args: object, label: str, units: Iterable[UnitChoice], on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["units"].label = label
        offer_units(self, ["units"], units, on)


class LineSplitForm(LineForm):
    parts = forms.CharField(
        label=_("Các phần, ngăn cách bằng dòng trống"),
        help_text=_("Mỗi phần thành một nhiệm vụ, cùng đơn vị và thời hạn; sửa lại từng dòng sau."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Hãy để lại ít nhất hai phần.")},
    )

    @property
    def texts(self) -> tuple[str, ...]:
        typed = str(self.cleaned_data["parts"]).replace("\r\n", "\n")
        return tuple(part.strip() for part in typed.split("\n\n") if part.strip())


class LineDropForm(LineForm):
    reason = forms.CharField(
        label=_("Lý do bỏ"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


class LineAddForm(PageForm):
    text = forms.CharField(
        label=_("Nội dung nhiệm vụ"),
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": ""}),
        error_messages={"required": _("Hãy ghi việc phải làm.")},
    )
