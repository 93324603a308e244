"""Forms of periodic reports: opening a period, a unit's report as its form asks, the office's decision."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.kernel.periods import Period, parse_period
from caicach.kernel.said import Said
from caicach.kernel.saying import say
from caicach.kernel.text.lengths import LINE
from caicach.regimes.domain.forms import FormTable, Indicator, Joining, ReportForm
from caicach.regimes.domain.stating import Statement, TableRow
from caicach.regimes.forms_in_force import form_of
from caicach.regimes.services import Typed
from caicach.web.shell.forms import DayField, PageForm, ReasonForm, VersionedForm, choose
from caicach.web.shell.number_fields import NumberField

BLANK_ROWS = 5


class OpenPeriodForm(PageForm):
    """Which form and period; the day only where nobody has said one."""

    says_optional = False
    which = forms.ChoiceField(label=_("Biểu và kỳ"))
    due_on = DayField(
        label=_("Hạn gửi của đơn vị"),
        help_text=_("Bỏ trống nếu chế độ báo cáo hoặc tỉnh đã đặt hạn"),
        required=False,
    )

    def __init__(self, *args: object, choices: Sequence[tuple[ReportForm, Period]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(f"{form.id}/{period.id}", f"{form.subject}: {say(period.said)}") for form, period in choices]

    def chosen(self) -> tuple[ReportForm, Period]:
        form_id, _slash, period = self.cleaned_data["which"].partition("/")
        return form_of(form_id, parse_period(period)), parse_period(period)


class UnitDueForm(PageForm):
    """The day by which units send, as a document of the province sets it."""

    says_optional = False
    which = forms.ChoiceField(label=_("Báo cáo"))
    day = forms.IntegerField(
        label=_("Ngày trong tháng cuối kỳ"),
        help_text=_("Sau ngày chốt số liệu (14) ít nhất một ngày làm việc, không sau hạn của tỉnh"),
        min_value=1,
        max_value=28,
    )
    source = forms.CharField(
        label=_("Văn bản quy định"), help_text=_("Ví dụ: Quyết định 12/QĐ-UBND ngày 05/01/2026"), max_length=LINE
    )

    def __init__(self, *args: object, choices: Sequence[ReportForm], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose(self, "which", [(form.id, form.title) for form in choices])
        self.fields["which"].widget.attrs["lang"] = "vi"  # titles of papers, as they will be written


class AskBelowForm(PageForm):
    """By which day units below send their reports to this one."""

    says_optional = False
    due_on = DayField(label=_("Hạn gửi của đơn vị trực thuộc"))


class OwnFiguresForm(PageForm):
    """What the consolidating body states itself: a field for each figure of the form that units are not asked.
    ``kept`` are those that the edition before had, by code."""

    says_optional = False

    def __init__(self, *args: object, form: ReportForm, kept: Mapping[str, Decimal], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.indicators = tuple(one for one in form.indicators() if one.joining is Joining.OWN and one.is_typed)
        for one in self.indicators:
            self.fields[f"own-{one.code}"] = NumberField(
                label=f"{one.title} ({one.unit})", required=False, initial=kept.get(one.code), max_digits=24
            )
            self.fields[f"own-{one.code}"].widget.attrs["lang"] = "vi"

    def typed(self) -> dict[str, Decimal]:
        found = {one.code: self.cleaned_data.get(f"own-{one.code}") for one in self.indicators}
        return {code: amount for code, amount in found.items() if amount is not None}


class DecisionForm(ReasonForm):
    """Why a report goes back, or is opened again."""


class StatementForm(VersionedForm):
    """A field for every indicator, heading and cell of a table; empty figures stay as measured, or lacking."""

    says_optional = False

    def __init__(self, *args: object, form: ReportForm, statement: Statement, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.form, self.statement = form, statement
        for heading in form.headings:
            for one in heading.indicators:
                if one.is_asked:
                    self._add_figure(one)
            if heading.ask:
                self.fields[f"words-{heading.number}"] = forms.CharField(
                    label=heading.ask,
                    required=False,
                    initial=statement.words.get(heading.number, ""),
                    widget=forms.Textarea(attrs={"rows": 2}),
                )
        for table in form.tables:
            for number in range(self.row_count(table)):
                self._add_row(table, number)

    def _add_figure(self, one: Indicator) -> None:
        stated = self.statement.figures.get(one.code)
        amount = stated.amount if stated else None
        self.fields[f"figure-{one.code}"] = NumberField(
            label=f"{one.title} ({one.unit})",
            required=False,
            initial=amount if isinstance(amount, Decimal) else None,
            max_digits=24,
        )

    def _add_row(self, table: FormTable, number: int) -> None:
        rows = self.statement.rows.get(table.code, ())
        row = rows[number] if number < len(rows) else None
        stem = f"row-{table.code}-{number}"
        self.fields[f"{stem}-key"] = forms.CharField(
            label=table.key, required=False, initial=row.key if row else "", max_length=200
        )
        if table.parts:
            self.fields[f"{stem}-part"] = forms.ChoiceField(
                label=_("Phần"),
                required=False,
                initial=row.part if row else "",
                choices=[("", "–"), *((part, part) for part in table.parts)],
            )
        for column in table.columns:
            if column.is_typed:
                self.fields[f"{stem}-{column.code}"] = NumberField(
                    label=column.title,
                    required=False,
                    initial=row.amounts.get(column.code) if row else None,
                    max_digits=18,
                )
        for text in table.texts:
            self.fields[f"{stem}-{text.code}"] = forms.CharField(
                label=text.title, required=False, initial=row.texts.get(text.code, "") if row else "", max_length=LINE
            )

    def row_count(self, table: FormTable) -> int:
        """Rows that stand, those that were sent, and some blank ones to go on."""
        standing = len(self.statement.rows.get(table.code, ()))
        if self.is_bound:
            sent = sum(1 for name in self.data if name.startswith(f"row-{table.code}-") and name.endswith("-key"))
            return min(sent, 2_000)
        return standing + BLANK_ROWS

    def typed(self) -> Typed:
        """What the person typed, as the service takes it."""
        cleaned = self.cleaned_data
        figures = {
            one.code: cleaned[f"figure-{one.code}"]
            for one in self.form.indicators()
            if one.is_asked and cleaned.get(f"figure-{one.code}") is not None
        }
        words = {
            heading.number: cleaned.get(f"words-{heading.number}", "") for heading in self.form.headings if heading.ask
        }
        return Typed(figures, words, {table.code: self._rows(table) for table in self.form.tables})

    def _rows(self, table: FormTable) -> tuple[TableRow, ...]:
        found = []
        for number in range(self.row_count(table)):
            stem = f"row-{table.code}-{number}"
            amounts = {
                column.code: amount
                for column in table.columns
                if column.is_typed and (amount := self.cleaned_data.get(f"{stem}-{column.code}")) is not None
            }
            texts = {
                text.code: words.strip()
                for text in table.texts
                if (words := self.cleaned_data.get(f"{stem}-{text.code}"))
            }
            key = (self.cleaned_data.get(f"{stem}-key") or "").strip()
            if key:
                found.append(TableRow(key, amounts, self.cleaned_data.get(f"{stem}-part") or "", texts))
        return tuple(found)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        for table in self.form.tables:
            for number in range(self.row_count(table)):
                stem = f"row-{table.code}-{number}"
                has_figures = any(cleaned.get(f"{stem}-{c.code}") is not None for c in table.columns if c.is_typed)
                has_figures |= any(cleaned.get(f"{stem}-{text.code}") for text in table.texts)
                if has_figures and not cleaned.get(f"{stem}-key"):
                    self.add_error(f"{stem}-key", str(_("Dòng có số liệu nhưng chưa ghi tên.")))
        return cleaned


def reason_of(amount: object) -> str:
    """Why there is no figure, in the language of who reads; empty where there is one."""
    return say(amount) if isinstance(amount, Said) else ""
