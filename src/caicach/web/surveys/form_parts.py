"""Parts of a long form: what everybody fills in stands open, what has a good beginning is folded and says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import BoundField

from caicach.web.shell.forms import PageForm

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    Words = StrPromise | str


@dataclass(frozen=True, slots=True)
class FormPart:
    """``unless_changed``: what holds where nobody opens the part; "" of a part that is not folded."""

    head: "Words"
    names: Sequence[str]
    unless_changed: "Words" = ""


@dataclass(frozen=True, slots=True)
class ShownPart:
    part: FormPart
    fields: Sequence[BoundField]
    is_open: bool


def parts_of(form: PageForm, parts: Sequence[FormPart]) -> list[ShownPart]:
    """A folded part in which something was typed, or is wrong, is open."""
    touched = set(form.changed_data) | set(form.errors) if form.is_bound else set[str]()
    return [ShownPart(one, [form[name] for name in one.names], bool(touched & set(one.names))) for one in parts]
