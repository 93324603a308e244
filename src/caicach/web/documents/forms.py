"""Forms of receiving and reviewing. Each keeps the version of the document that the person saw."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.correspondence.domain.review import Proposal, ProposalChanges
from caicach.correspondence.services.receiving import BOUNDS
from caicach.documents.deadlines.values import Recurrence
from caicach.documents.values import Span
from caicach.kernel.vocabulary import DueUnit, ProposalKind, ReformArea
from caicach.web.documents.source_text import locate
from caicach.web.documents.words import KINDS, URGENCIES
from caicach.web.shell.forms import DayField, PageForm, ReasonForm, UploadField, VersionedForm
from caicach.web.shell.number_fields import WholeNumberField
from caicach.web.shell.unit_picker import UnitsField, offer_units
from caicach.web.shell.units import assignable_units
from caicach.web.tasks.chosen import ChosenFieldsForm, chosen_initial
from caicach.web.tasks.words import AREAS, DUE_UNITS, RECURRENCES

LONG_VALUES = {"subject", "addressees"}


class ReceiveForm(PageForm):
    file = UploadField(
        bounds=BOUNDS,
        label=_("Tệp văn bản"),
        help_text=_("TXT, DOCX, PDF, hoặc bản quét PDF, PNG, JPEG, TIFF. Có thể kéo tệp thả vào ô này."),
        error_messages={
            "required": _("Hãy chọn tệp văn bản."),
            "empty": _("Tệp trống: không chứa byte nào. Hãy mở tệp trên máy để kiểm tra rồi chọn lại."),
        },
    )
    arrived_on = DayField(label=_("Ngày đến"))


class ArrivalForm(ReasonForm):
    arrived_on = DayField(label=_("Ngày đến"))


class ValueForm(VersionedForm):
    """One header value; addressees one to a line."""

    says_optional = False  # every value may be blank: the document decides, not the form

    def __init__(self, *args: object, path: str, label: str, **kwargs: object) -> None:
        super().__init__(*args, auto_id=f"edit-{path}-%s", **kwargs)  # type: ignore[arg-type, misc]
        hint = {"date": _("Ngày/tháng/năm, ví dụ 15/03/2023"), "addressees": _("Mỗi nơi một dòng")}.get(path, "")
        widget: forms.Widget = forms.Textarea(attrs={"rows": 4}) if path in LONG_VALUES else forms.TextInput()
        if path == "urgency":
            choices = [("", _("Không có")), *((mark.value, word) for mark, word in URGENCIES.items())]
            self.fields["value"] = forms.ChoiceField(label=label, choices=choices, required=False)
            return
        self.fields["value"] = forms.CharField(label=label, help_text=hint, required=False, widget=widget)

    def typed(self, path: str) -> str | list[str] | None:
        value = str(self.cleaned_data["value"]).strip()
        if path == "addressees":
            return [line.strip() for line in value.splitlines() if line.strip()]
        return value or None


class EffectiveDateForm(VersionedForm):
    on = DayField(label=_("Ngày áp dụng"))
    reason = forms.CharField(
        label=_("Căn cứ"),
        help_text=_("Ví dụ: theo dấu công văn đến"),
        error_messages={"required": _("Hãy ghi căn cứ.")},
    )


def _lines(value: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in value.splitlines() if line.strip())


class ProposalForm(ChosenFieldsForm, VersionedForm):
    says_optional = False  # a document may leave any of these out

    text = forms.CharField(label=_("Nội dung nhiệm vụ"), widget=forms.Textarea(attrs={"rows": 5}))
    kind = forms.ChoiceField(label=_("Loại"), choices=[(k.value, v) for k, v in KINDS.items()])
    lead = forms.CharField(
        label=_("Chủ trì"),
        required=False,
        help_text=_("Như văn bản viết, mỗi cụm một dòng. Để trống: giao các nơi ở mục Kính gửi."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cooperate = forms.CharField(
        label=_("Phối hợp"), required=False, help_text=_("Mỗi cụm một dòng."), widget=forms.Textarea(attrs={"rows": 2})
    )
    deadline_raw = forms.CharField(label=_("Thời hạn như văn bản viết"), required=False)
    deadline_on = DayField(label=_("Hạn là ngày"), required=False)
    due_days = WholeNumberField(
        label=_("Hoặc thời gian kể từ ngày văn bản"),
        required=False,
        min_value=1,
        max_value=3650,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
    )
    due_unit = forms.ChoiceField(
        label=_("Tính bằng"),
        required=False,
        choices=[("", "–"), *((k.value, v) for k, v in DUE_UNITS.items())],
    )
    recurrence = forms.ChoiceField(
        label=_("Lặp lại"),
        required=False,
        choices=[("", _("Không lặp lại")), *((k.value, v) for k, v in RECURRENCES.items())],
    )
    area = forms.ChoiceField(
        label=_("Lĩnh vực cải cách"),
        required=False,
        choices=[("", _("Chưa xếp lĩnh vực")), *((k.value, v) for k, v in AREAS.items())],
    )
    product = forms.CharField(label=_("Sản phẩm"), required=False)

    @staticmethod
    def initial_of(proposal: Proposal, version: int) -> dict[str, object]:
        return {
            "version": version,
            "text": proposal.text,
            "kind": proposal.kind.value,
            "lead": "\n".join(phrase.phrase for phrase in proposal.lead),
            "cooperate": "\n".join(phrase.phrase for phrase in proposal.cooperate),
            "deadline_raw": proposal.deadline_raw or "",
            "deadline_on": f"{proposal.deadline_on:%d/%m/%Y}" if proposal.deadline_on else "",
            "due_days": proposal.due_days,
            "due_unit": proposal.due_unit.value if proposal.due_unit else "",
            "recurrence": proposal.recurrence.value if proposal.recurrence else "",
            "area": proposal.area.value if proposal.area else "",
            "product": proposal.product or "",
            **chosen_initial(proposal),
        }

    def changes(self) -> ProposalChanges:
        typed = self.cleaned_data
        return ProposalChanges(
            kind=ProposalKind(typed["kind"]),
            text=typed["text"],
            lead=_lines(typed["lead"]),
            cooperate=_lines(typed["cooperate"]),
            deadline_raw=typed["deadline_raw"] or None,
            deadline_on=typed["deadline_on"] if isinstance(typed["deadline_on"], date) else None,
            due_days=typed["due_days"],
            due_unit=DueUnit(typed["due_unit"]) if typed["due_unit"] else None,
            recurrence=Recurrence(typed["recurrence"]) if typed["recurrence"] else None,
            area=ReformArea(typed["area"]) if typed["area"] else None,
            product=typed["product"] or None,
            **self.chosen,
        )


class SplitForm(VersionedForm):
    parts = forms.CharField(
        label=_("Nguyên văn, ngăn cách bằng dòng trống"),
        help_text=_("Đặt một dòng trống vào chỗ cần tách; bỏ đi những câu không giao việc. Không sửa chữ."),
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("Hãy để lại ít nhất một phần.")},
    )
    spans: tuple[Span, ...] = ()

    def __init__(self, *args: object, quote: Span, text: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._quote, self._text = quote, text

    def clean_parts(self) -> str:
        typed = str(self.cleaned_data["parts"]).replace("\r\n", "\n")
        inside, spans, position = self._quote.of(self._text), [], 0
        for part in _paragraphs_of(typed):
            found = locate(part, inside[position:])
            if found is None:
                raise forms.ValidationError(_not_in_source(part))
            spans.append(Span(self._quote.start + position + found.start, self._quote.start + position + found.end))
            position += found.end
        self.spans = tuple(spans)
        return typed


def _paragraphs_of(typed: str) -> Iterable[str]:
    gathered: list[str] = []
    for line in [*typed.split("\n"), ""]:
        if line.strip():
            gathered.append(line)
        elif gathered:
            yield "\n".join(gathered)
            gathered = []


def _not_in_source(words: str) -> str:
    message = gettext("Không thấy trong bản gốc: «{words}». Chỉ tách và bỏ bớt, không sửa chữ.")
    return message.format(words=words.strip()[:80])


class AddForm(VersionedForm):
    """Words selected in the source. Offsets come from the selection; without them the words are looked for."""

    words = forms.CharField(
        label=_("Đoạn nguyên văn"),
        help_text=_("Bôi chọn đoạn giao việc trong bản gốc, hoặc chép nguyên văn vào đây."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy chọn hoặc chép đoạn nguyên văn giao việc.")},
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=[(k.value, v) for k, v in KINDS.items()])
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    quote: Span | None = None

    def __init__(self, *args: object, text: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._text = text

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        words = str(cleaned.get("words", ""))
        start, end = cleaned.get("start"), cleaned.get("end")
        if start is not None and end is not None and start < end <= len(self._text):
            selected = Span(start, end)
            if selected.of(self._text).split() == words.split():
                self.quote = selected
        self.quote = self.quote or locate(words, self._text)
        if words and self.quote is None:
            self.add_error("words", _not_in_source(words))
        return cleaned


class UnitsForm(VersionedForm):
    """Units chosen by hand for one role of a proposal."""

    units = UnitsField(
        label=_("Đơn vị"),
        required=False,
        error_messages={"invalid_choice": _("Không có đơn vị «%(value)s» vào ngày của văn bản.")},
    )

    def __init__(self, *args: object, on: date | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if on is not None:
            self.fields["units"].label = gettext("Đơn vị vào ngày {day}").format(day=f"{on:%d/%m/%Y}")
            offer_units(self, ["units"], assignable_units(on), on)
