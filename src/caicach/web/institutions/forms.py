"""Forms of institutions."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.documents.plan.tables_in_file import BOUNDS
from caicach.institutions.domain.documents import (
    DocumentFacts,
    DocumentKind,
    DraftingStep,
    Issue,
    Origin,
    Review,
    StepDays,
)
from caicach.institutions.domain.views import DocumentView
from caicach.organisations.queries import own_body
from caicach.web.institutions.words import ORIGINS, STEPS, kinds_for
from caicach.web.shell.forms import DayField, PageForm, UploadField, VersionedForm, choose
from caicach.web.shell.units import UnitChoice, unit_choices


class DocumentForm(PageForm):
    year = forms.IntegerField(label=_("Năm của danh mục"), min_value=2000, max_value=2199)
    title = forms.CharField(
        label=_("Tên văn bản"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi tên văn bản.")},
    )
    kind = forms.ChoiceField(label=_("Loại văn bản"), error_messages={"required": _("Hãy chọn loại văn bản.")})
    unit = forms.ChoiceField(label=_("Đơn vị chủ trì soạn thảo"), error_messages={"required": _("Hãy chọn đơn vị.")})
    origin = forms.ChoiceField(label=_("Ai yêu cầu"), choices=[(one.value, word) for one, word in ORIGINS.items()])
    basis = forms.CharField(
        label=_("Căn cứ ban hành"),
        help_text=_("Kế hoạch hoặc văn bản yêu cầu, số và ngày"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    basis_effective_on = DayField(
        label=_("Văn bản giao có hiệu lực từ"),
        help_text=_("Văn bản quy định chi tiết phải có hiệu lực cùng ngày (Luật 64/2025/QH15, Điều 53)."),
        required=False,
    )
    due_on = DayField(label=_("Thời hạn ban hành"), required=False)
    is_shortened = forms.BooleanField(label=_("Theo trình tự, thủ tục rút gọn"), required=False)
    task_id = forms.IntegerField(
        label=_("Số của nhiệm vụ trong kế hoạch"),
        help_text=_("Số ở địa chỉ trang nhiệm vụ"),
        required=False,
        min_value=1,
        max_value=10**15,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, units: Sequence[UnitChoice], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "kind", kinds_for(own_body(timezone.localdate())))
        choose(self, "unit", unit_choices(units, _("Chọn đơn vị")))
        for step, word in STEPS.items():
            label = _("Hạn: {step}").format(step=word)
            self.fields[f"due_{step.value}"] = DayField(label=label, required=False)

    @classmethod
    def initial_of(cls, view: DocumentView) -> dict[str, object]:
        facts = view.line.course.facts
        return {
            "year": facts.year,
            "title": facts.title,
            "kind": facts.kind.value,
            "unit": facts.unit,
            "origin": facts.origin.value,
            "basis": facts.basis,
            "basis_effective_on": facts.basis_effective_on,
            "due_on": facts.due_on,
            "is_shortened": facts.is_shortened,
            "task_id": facts.task_id,
            "version": view.version,
            **{f"due_{step.value}": days.due_on for step, days in facts.steps.items()},
        }

    def facts(self) -> DocumentFacts:
        typed = self.cleaned_data
        return DocumentFacts(
            year=typed["year"],
            title=typed["title"],
            kind=DocumentKind(typed["kind"]),
            origin=Origin(typed["origin"]),
            unit=typed["unit"],
            basis=typed["basis"],
            basis_effective_on=typed["basis_effective_on"],
            due_on=typed["due_on"],
            is_shortened=typed["is_shortened"],
            task_id=typed["task_id"],
            steps={step: StepDays(day) for step in DraftingStep if (day := typed[f"due_{step.value}"])},
        )


class StepsForm(VersionedForm):
    """The day on which each step was done."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for step, word in STEPS.items():
            label = _("Xong: {step}").format(step=word)
            self.fields[f"done_{step.value}"] = DayField(label=label, required=False)

    @staticmethod
    def initial_of(view: DocumentView) -> dict[str, object]:
        steps = view.line.course.facts.steps
        done = {f"done_{step.value}": days.done_on for step, days in steps.items()}
        return {**done, "version": view.version}

    def done(self) -> Mapping[DraftingStep, date | None]:
        return {step: self.cleaned_data[f"done_{step.value}"] for step in DraftingStep}


class IssueForm(VersionedForm):
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    signed_on = DayField(label=_("Ngày ký"), required=False)
    effective_on = DayField(label=_("Ngày có hiệu lực"), required=False)
    sent_on = DayField(
        label=_("Ngày gửi đăng công báo, Cơ sở dữ liệu quốc gia về pháp luật"),
        help_text=_("Trong 3 ngày từ ngày ký (Luật 64/2025/QH15, Điều 9)"),
        required=False,
    )

    @staticmethod
    def initial_of(view: DocumentView) -> dict[str, object]:
        issue = view.line.course.issue
        days = {name: getattr(issue, name) for name in ("signed_on", "effective_on", "sent_on")}
        return {"number": issue.number, "version": view.version, **days}

    def issue(self) -> Issue:
        typed = self.cleaned_data
        return Issue(typed["number"], typed["signed_on"], typed["effective_on"], typed["sent_on"])


class TextForm(VersionedForm):
    file = UploadField(
        bounds=BOUNDS,
        label=_("Tệp văn bản đã ban hành"),
        help_text=_("PDF, DOCX: số, ngày ký, ngày hiệu lực được đọc từ tệp; bạn sửa lại được."),
        error_messages={"required": _("Hãy chọn tệp.")},
    )


class ReviewForm(VersionedForm):
    reviewed_on = DayField(label=_("Ngày kiểm tra, rà soát"), required=False)
    fault = forms.CharField(
        label=_("Nội dung trái pháp luật đã phát hiện"),
        help_text=_("Để trống nếu không phát hiện"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    mended_on = DayField(label=_("Ngày xử lý xong"), required=False)
    mended_by = forms.CharField(label=_("Văn bản xử lý"), required=False)

    @staticmethod
    def initial_of(view: DocumentView) -> dict[str, object]:
        review = view.line.course.review
        return {
            "reviewed_on": review.reviewed_on,
            "fault": review.fault,
            "mended_on": review.mended_on,
            "mended_by": review.mended_by,
            "version": view.version,
        }

    def review(self) -> Review:
        typed = self.cleaned_data
        return Review(typed["reviewed_on"], typed["fault"], typed["mended_on"], typed["mended_by"])


class DropForm(VersionedForm):
    why = forms.CharField(
        label=_("Lý do đưa ra khỏi danh mục"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


def _list_file() -> UploadField:
    return UploadField(
        bounds=BOUNDS,
        label=_("Tệp danh mục"),
        help_text=_("XLSX, hoặc DOCX, PDF có bảng; tên cột như tệp tải về từ danh mục."),
        error_messages={"required": _("Hãy chọn tệp.")},
    )


class DocumentListForm(PageForm):
    """``year`` is that of rows which name none."""

    file = _list_file()
    year = forms.IntegerField(label=_("Năm của danh mục"), min_value=2000, max_value=2199)


class RuleListForm(PageForm):
    """``counted_on`` is the day of rows which name none."""

    file = _list_file()
    counted_on = DayField(label=_("Thống kê từ ngày"))
