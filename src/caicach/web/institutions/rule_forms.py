"""The form of a rule on business."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.institutions.domain.rules import Approver, Measure, RuleFacts, RuleKind
from caicach.institutions.domain.views import RuleView
from caicach.web.institutions.words import APPROVERS, MEASURES, RULE_KINDS
from caicach.web.shell.forms import DayField, PageForm, choose
from caicach.web.shell.number_fields import FigureField
from caicach.web.shell.units import UnitChoice, unit_choices

_DAYS = ("counted_on", "approved_on", "due_on", "done_on")
_FIGURES = ("cost_before", "cost_after", "days_before", "days_after")


class RuleForm(PageForm):
    name = forms.CharField(
        label=_("Tên quy định"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi tên quy định.")},
    )
    kind = forms.ChoiceField(label=_("Loại quy định"), choices=[(one.value, word) for one, word in RULE_KINDS.items()])
    field = forms.CharField(label=_("Lĩnh vực"), required=False)
    basis = forms.CharField(
        label=_("Văn bản quy định"), help_text=_("Số, ký hiệu, điều khoản đang quy định"), required=False
    )
    code = forms.CharField(label=_("Mã thủ tục"), required=False, max_length=60)
    unit = forms.ChoiceField(label=_("Đơn vị quản lý"), error_messages={"required": _("Hãy chọn đơn vị.")})
    counted_on = DayField(label=_("Thống kê từ ngày"))
    measure = forms.ChoiceField(label=_("Phương án"), choices=[(one.value, word) for one, word in MEASURES.items()])
    approver = forms.ChoiceField(
        label=_("Cấp phê duyệt"), choices=[(one.value, word) for one, word in APPROVERS.items()]
    )
    decision = forms.CharField(label=_("Quyết định phê duyệt phương án"), required=False)
    approved_on = DayField(label=_("Ngày phê duyệt"), required=False)
    due_on = DayField(label=_("Thời hạn thực thi"), required=False)
    cost_before = FigureField(label=_("Chi phí trước, đồng một năm"), required=False)
    cost_after = FigureField(label=_("Chi phí sau, đồng một năm"), required=False)
    days_before = FigureField(label=_("Thời gian giải quyết trước, ngày"), required=False)
    days_after = FigureField(label=_("Thời gian giải quyết sau, ngày"), required=False)
    document = forms.ChoiceField(
        label=_("Văn bản thực thi trong danh mục"),
        help_text=_("Quy định được tính là xong khi văn bản này có hiệu lực."),
        required=False,
    )
    done_in = forms.CharField(label=_("Văn bản thực thi ngoài danh mục"), required=False)
    done_on = DayField(label=_("Ngày thực thi"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: object,
        units: Sequence[UnitChoice],
        documents: Sequence[tuple[int, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "unit", unit_choices(units, _("Chọn đơn vị")))
        choose(self, "document", [("", _("Không")), *((str(pk), title[:120]) for pk, title in documents)])

    @classmethod
    def initial_of(cls, view: RuleView) -> dict[str, object]:
        written = view.written
        return {
            "name": written.name,
            "kind": written.kind.value,
            "field": written.field,
            "basis": written.basis,
            "code": written.code,
            "unit": written.unit,
            "measure": written.measure.value,
            "approver": written.approver.value,
            "decision": written.decision,
            "document": str(written.document_id or ""),
            "done_in": written.done_in,
            "version": view.version,
            **{name: getattr(written, name) for name in (*_DAYS, *_FIGURES)},
        }

    def facts(self) -> RuleFacts:
        typed = self.cleaned_data
        plain = {
            name: typed[name] for name in ("name", "unit", "field", "basis", "code", "decision", "done_in", *_FIGURES)
        }
        return RuleFacts(
            kind=RuleKind(typed["kind"]),
            measure=Measure(typed["measure"]),
            approver=Approver(typed["approver"]),
            document_id=int(typed["document"]) if typed["document"] else None,
            **{name: typed[name] for name in _DAYS},
            **plain,
        )
