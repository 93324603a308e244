"""Sentences in the language of who reads, and the column that keeps them."""

import re
from decimal import Decimal

from django.db import models
from django.utils.translation import get_language, gettext

from caicach.kernel.said import Said, as_text, from_text, leaves
from caicach.kernel.text.numbers import format_number

_SWAPPED = str.maketrans(",.", ".,")
_LETTERS = re.compile(r"[^\W\d_]")


def say(sentence: Said) -> str:
    """Translate the template first and fill it afterwards: the filled sentence is in no catalogue."""
    return sentence.filled(gettext, number_text)


def number_text(value: Decimal | int) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English."""
    number = format_number(value)
    return number if get_language() == "vi" else number.translate(_SWAPPED)


def stays_vietnamese(sentence: Said) -> bool:
    """Whether some of it has no translation: a page then marks it as Vietnamese."""
    return get_language() != "vi" and any(map(_is_unknown, leaves(sentence)))


def _is_unknown(sentence: Said) -> bool:
    own = re.sub(r"\{\w+\}", "", sentence.template)
    return _LETTERS.search(own) is not None and gettext(sentence.template) == sentence.template


class SaidField(models.TextField):  # type: ignore[type-arg]
    """A sentence in one column: template and values. A text from before is a sentence without places."""

    _pyi_private_set_type: Said  # type: ignore[assignment]
    _pyi_private_get_type: Said  # type: ignore[assignment]

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> Said | None:
        return None if value is None else from_text(value)

    def get_default(self) -> object:
        return self.to_python(super().get_default())

    def to_python(self, value: object) -> object:
        return from_text(value) if isinstance(value, str) else value

    def get_prep_value(self, value: object) -> str | None:
        return as_text(value) if isinstance(value, Said) else None if value is None else str(value)

    def value_to_string(self, obj: models.Model) -> str:
        return as_text(self.value_from_object(obj))
