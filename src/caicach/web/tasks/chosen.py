"""The fields of a task chosen from a list (drafts.domain.task_fields) on pages: in forms, as facts, as filters."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.functional import lazy

from caicach.drafts.domain.task_fields import CHOSEN, TaskFields, chosen_of, dwelt_on
from caicach.kernel.saying import say

_say_later: Final = lazy(say, str)


class ChosenFieldsForm(forms.Form):
    """A form that asks them too, behind its own fields; what the browser does not send stays or is the usual."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for field in CHOSEN:
            choices = [(value.value, _say_later(word)) for value, word in field.words.items()]
            asked = forms.ChoiceField(label=_say_later(field.label), choices=choices, required=False)
            asked.initial = field.usual.value
            self.fields[field.name] = asked

    @property
    def chosen_bound(self) -> Iterator[BoundField]:
        return (self[field.name] for field in CHOSEN)

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, by name."""
        typed = {field.name: field.of(self.cleaned_data.get(field.name) or "") for field in CHOSEN}
        return {name: value for name, value in typed.items() if value is not None}


def chosen_initial(holder: TaskFields) -> dict[str, object]:
    return {name: value.value for name, value in chosen_of(holder).items()}


def facts_of(holder: TaskFields) -> list[tuple[str, str]]:
    """Label and word of every field that says something beside the usual."""
    return [(say(field.label), say(field.words[value])) for field, value in dwelt_on(holder)]


def chosen_asked(query: QueryDict) -> tuple[tuple[str, str], ...]:
    """What the address asks for, as ``TaskFilters.chosen``; nonsense is left out."""
    asked = ((field, code) for field in CHOSEN for code in query.getlist(field.asked))
    return tuple((field.name, value.value) for field, code in asked if (value := field.of(code)) is not None)
