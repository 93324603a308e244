"""Numbers typed in forms, by the one parser: ``1.500`` is one thousand five hundred, ``1.234,5`` is accepted."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.kernel.errors import InvalidInput
from caicach.kernel.http.problems import problem_of
from caicach.kernel.text.numbers import format_number, parse_number


class NumberField(forms.DecimalField):
    """A text box, because number boxes of browsers follow the language of the browser and not of the page."""

    widget = forms.TextInput(attrs={"class": "short", "inputmode": "decimal"})
    default_error_messages = {"required": _("Hãy nhập một số.")}

    def to_python(self, value: object) -> Any:  # noqa: ANN401  (as the framework has it)
        return _number(self, value)

    def prepare_value(self, value: object) -> object:
        return format_number(value.normalize() if value else Decimal(0)) if isinstance(value, Decimal) else value


class WholeNumberField(forms.IntegerField):
    """A count: ``1.500`` and ``1 500`` are taken, a fraction is not."""

    widget = forms.TextInput(attrs={"class": "short", "inputmode": "numeric"})
    default_error_messages = {"required": _("Hãy nhập một số.")}

    def to_python(self, value: object) -> Any:  # noqa: ANN401  (as the framework has it)
        number = _number(self, value)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise forms.ValidationError(_("Hãy nhập một số nguyên."))
        return int(number)


class ShareField(forms.CharField):
    """A percentage as people type it: 30, 33,5; None where nothing is typed."""

    def clean(self, value: object) -> object:
        return _number(self, str(super().clean(value)).replace("%", "").strip())


class FigureField(ShareField):
    """A number from 0, with «%» behind it or without."""

    def __init__(self, *, label: object, required: bool = True, help_text: object = "") -> None:
        super().__init__(
            label=label,  # type: ignore[arg-type]
            help_text=help_text,  # type: ignore[arg-type]
            required=required,
            max_length=30,
            widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
            error_messages={"required": _("Hãy ghi số.")},
        )

    def prepare_value(self, value: object) -> object:
        return format_number(value) if isinstance(value, Decimal) else value

    def clean(self, value: object) -> object:
        found = super().clean(value)
        if isinstance(found, Decimal) and found < 0:
            raise forms.ValidationError(_("Số phải từ 0."))
        return found


def _number(field: forms.Field, value: object) -> Decimal | None:
    if value in field.empty_values:
        return None
    try:
        return parse_number(str(value))
    except InvalidInput as error:
        problem = problem_of(error)
        raise forms.ValidationError(f"{problem.what} {problem.todo}") from error
