"""Forms of plans, their tasks, objectives and provisions."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.documents.deadlines.values import Recurrence
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.numbers import parse_number
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.plans import (
    NewObjective,
    NewPlan,
    NewProvision,
    ObjectiveView,
    PlanKind,
    PlanListRow,
    PlanTaskRow,
    TaskChanges,
    TaskName,
)
from caicach.plans.services.importing import BOUNDS
from caicach.web.plans.words import PLAN_KINDS
from caicach.web.shell.forms import DayField, PageForm, UploadField, choose
from caicach.web.shell.unit_picker import UnitsField, offer_units
from caicach.web.shell.units import UnitChoice
from caicach.web.tasks.chosen import ChosenFieldsForm, chosen_initial
from caicach.web.tasks.words import AREAS, RECURRENCES

Choices = Iterable[tuple[str, str]]
AREA_CHOICES = [("", _("Chưa xếp lĩnh vực")), *((k.value, v) for k, v in AREAS.items())]
RECURRENCE_CHOICES = [("", _("Không lặp lại")), *((k.value, v) for k, v in RECURRENCES.items())]


def lines_of(value: object) -> tuple[str, ...]:
    return tuple(line.strip() for line in str(value or "").splitlines() if line.strip())


class ReasonForm(PageForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Lý do"),
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": ""}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


class PlanForm(PageForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Tên kế hoạch"),
        help_text=_("Ví dụ: Kế hoạch cải cách hành chính năm 2026"),
        error_messages={"required": _("Hãy ghi tên kế hoạch.")},
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=[(k.value, v) for k, v in PLAN_KINDS.items()])
    unit = forms.ChoiceField(label=_("Của đơn vị"))
    first_year = forms.IntegerField(
        label=_("Năm"),
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
    )
    last_year = forms.IntegerField(
        label=_("đến năm"),
        help_text=_("Chỉ cần với chương trình nhiều năm."),
        required=False,
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
    )
    reference = forms.CharField(label=_("Số, ký hiệu"), required=False, max_length=100)
    issued_on = DayField(
        label=_("Ngày ban hành"), help_text=_("Đơn vị và thời hạn được xét theo ngày này. Ví dụ 05/01/2026")
    )
    parent = forms.ChoiceField(label=_("Kế hoạch cấp trên"), required=False)

    def __init__(self, *args: object, units: Choices, parents: Sequence[PlanListRow], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "unit", units)
        choose(self, "parent", [("", "–"), *((str(p.id), f"{p.name} ({p.unit_name}, {p.period})") for p in parents)])

    @property
    def plan(self) -> NewPlan:
        typed = self.cleaned_data
        return NewPlan(
            kind=PlanKind(typed["kind"]),
            unit=typed["unit"],
            first_year=typed["first_year"],
            last_year=typed["last_year"] or typed["first_year"],
            title=typed["title"],
            reference=typed["reference"],
            issued_on=typed["issued_on"],
            parent_id=int(typed["parent"]) if typed["parent"] else None,
        )

    @staticmethod
    def initial_of(plan: PlanListRow) -> dict[str, object]:
        return {
            "version": plan.version,
            "title": plan.title,
            "kind": plan.kind.value,
            "unit": plan.unit,
            "first_year": plan.first_year,
            "last_year": plan.last_year,
            "reference": plan.reference,
            "issued_on": f"{plan.issued_on:%d/%m/%Y}",
            "parent": str(plan.parent_id or ""),
        }


class FileField(UploadField):
    def __init__(self, *, required: bool) -> None:
        super().__init__(
            bounds=BOUNDS,
            label=_("Tệp có bảng nhiệm vụ"),
            help_text=_("DOCX, XLSX, PDF có chữ, HTML hoặc TXT."),
            required=required,
            error_messages={
                "required": _("Hãy chọn tệp."),
                "empty": _("Tệp trống: không chứa byte nào. Hãy mở tệp trên máy để kiểm tra rồi chọn lại."),
            },
        )


class NewPlanForm(PlanForm):
    file = FileField(required=False)
    field_order = ("file",)


class FileForm(PageForm):
    file = FileField(required=True)


class ObjectiveForm(PageForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(label=_("Số thứ tự"), required=False, max_length=20)
    text = forms.CharField(
        label=_("Mục tiêu"),
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": ""}),
        error_messages={"required": _("Hãy ghi mục tiêu.")},
    )
    area = forms.ChoiceField(label=_("Lĩnh vực cải cách"), required=False, choices=AREA_CHOICES)
    target = forms.CharField(
        label=_("Con số cần đạt"), help_text=_("Ví dụ 95 hoặc 98,5"), required=False, max_length=20
    )
    target_unit = forms.CharField(label=_("Đơn vị tính"), help_text=_("Ví dụ %"), required=False, max_length=60)
    metric = forms.ChoiceField(label=_("Chỉ tiêu đo"), required=False)

    def __init__(self, *args: object, metrics: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "metric", [("", "–"), *metrics])

    def clean_target(self) -> Decimal | None:
        typed = str(self.cleaned_data["target"]).strip()
        if not typed:
            return None
        try:
            value = parse_number(typed)
        except InvalidInput as error:
            raise forms.ValidationError(_("Hãy ghi một con số, ví dụ 98,5.")) from error
        if abs(value) >= Decimal(10) ** 14:
            raise forms.ValidationError(_("Hãy ghi một con số, ví dụ 98,5."))
        return value

    @property
    def objective(self) -> NewObjective:
        typed = self.cleaned_data
        return NewObjective(
            text=typed["text"],
            area=ReformArea(typed["area"]) if typed["area"] else None,
            number=typed["number"],
            target=typed["target"],
            target_unit=typed["target_unit"],
            metric=typed["metric"],
        )

    @staticmethod
    def initial_of(objective: ObjectiveView) -> dict[str, object]:
        target = "" if objective.target is None else f"{objective.target.normalize():f}".replace(".", ",")
        return {
            "number": objective.number,
            "text": objective.text,
            "area": objective.area.value if objective.area else "",
            "target": target,
            "target_unit": objective.target_unit,
            "metric": objective.metric,
        }


class TaskWordsForm(ChosenFieldsForm, PageForm):
    """What a task of a plan says, units and deadline aside."""

    number = forms.CharField(label=_("TT"), required=False, max_length=20)
    text = forms.CharField(
        label=_("Nội dung nhiệm vụ"),
        widget=forms.Textarea(attrs={"rows": 4, "data-draft": ""}),
        error_messages={"required": _("Hãy ghi việc phải làm.")},
    )
    product = forms.CharField(label=_("Sản phẩm"), required=False)
    section = forms.CharField(
        label=_("Thuộc mục"),
        help_text=_("Mục ngoài cùng ở dòng đầu."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    area = forms.ChoiceField(label=_("Lĩnh vực cải cách"), required=False, choices=AREA_CHOICES)
    objective = forms.ChoiceField(label=_("Phục vụ mục tiêu"), required=False)
    budget_raw = forms.CharField(label=_("Kinh phí"), required=False)

    def __init__(self, *args: object, objectives: Sequence[ObjectiveView], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        shown = ((str(o.id), f"{o.number} {o.text}".strip()[:120]) for o in objectives)
        choose(self, "objective", [("", "–"), *shown])

    @property
    def objective_id(self) -> int | None:
        typed = self.cleaned_data["objective"]
        return int(typed) if typed else None

    @property
    def area_chosen(self) -> ReformArea | None:
        typed = self.cleaned_data["area"]
        return ReformArea(typed) if typed else None


class TaskEditForm(TaskWordsForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Lý do sửa"),
        widget=forms.Textarea(attrs={"rows": 2, "data-draft": ""}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )

    @property
    def changes(self) -> TaskChanges:
        typed = self.cleaned_data
        return TaskChanges(
            text=typed["text"],
            product=typed["product"],
            number=typed["number"],
            section=lines_of(typed["section"]),
            area=self.area_chosen,
            budget_raw=typed["budget_raw"],
            objective_id=self.objective_id,
            **self.chosen,
        )

    @staticmethod
    def initial_of(task: PlanTaskRow) -> dict[str, object]:
        return {
            "number": task.number,
            "text": task.text,
            "product": task.product,
            "section": "\n".join(task.section),
            "area": task.area.value if task.area else "",
            "objective": str(task.objective_id or ""),
            "budget_raw": task.budget_raw,
            **chosen_initial(task),
        }


class NewTaskForm(TaskWordsForm):
    lead = UnitsField(
        label=_("Đơn vị chủ trì"),
        error_messages={"required": _("Hãy chọn ít nhất một đơn vị chủ trì.")},
    )
    cooperate = UnitsField(label=_("Đơn vị phối hợp"), required=False)
    due_on = DayField(label=_("Hạn là ngày"), required=False)
    recurrence = forms.ChoiceField(label=_("Lặp lại"), required=False, choices=RECURRENCE_CHOICES)
    parent = forms.ChoiceField(label=_("Là một phần của nhiệm vụ"), required=False)

    def __init__(
        self, *args: object, units: Iterable[UnitChoice], on: date, tasks: Sequence[TaskName], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offer_units(self, ["lead", "cooperate"], units, on)
        choose(self, "parent", [("", "–"), *((str(t.id), f"{t.number} {t.text}".strip()[:120]) for t in tasks)])

    @property
    def recurrence_chosen(self) -> Recurrence | None:
        typed = self.cleaned_data["recurrence"]
        return Recurrence(typed) if typed else None

    @property
    def day(self) -> date | None:
        typed = self.cleaned_data["due_on"]
        return typed if isinstance(typed, date) else None


class ProvisionsForm(PageForm):
    """Provisions typed, one to a line; «1. Rà soát…» gives the item."""

    reference = forms.CharField(
        label=_("Văn bản cấp trên"),
        help_text=_("Ví dụ: Nghị quyết số 76/NQ-CP ngày 15/7/2021"),
        max_length=200,
        error_messages={"required": _("Hãy ghi tên văn bản.")},
    )
    words = forms.CharField(
        label=_("Quy định, nhiệm vụ của văn bản đó"),
        help_text=_("Mỗi quy định một dòng, có thể bắt đầu bằng số mục: 1.2. Nội dung"),
        widget=forms.Textarea(attrs={"rows": 6, "data-draft": ""}),
        error_messages={"required": _("Hãy ghi ít nhất một quy định.")},
    )

    @property
    def provisions(self) -> tuple[NewProvision, ...]:
        reference = self.cleaned_data["reference"]
        return tuple(_provision(reference, line) for line in lines_of(self.cleaned_data["words"]))


def _provision(reference: str, line: str) -> NewProvision:
    first, _space, rest = line.partition(" ")
    is_item = len(first) <= 12 and first[-1:] in {".", ")", ":"} and bool(rest.strip())
    return NewProvision(reference, rest.strip(), first.strip(".):")) if is_item else NewProvision(reference, line)


class BasesForm(PageForm):
    provisions = forms.MultipleChoiceField(
        label=_("Quy định mà nhiệm vụ này thực hiện"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: object, provisions: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "provisions", provisions)
