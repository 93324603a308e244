"""Rows of drafts as values, and values as columns, for every source: the one place that knows both.

What a field becomes follows from its type, so that a field is written down twice: in the value and in the table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from types import NoneType
from typing import Any, Final, TypeVar, get_args, get_type_hints

from caicach.documents.deadlines.as_json import deadline_as_json, deadline_from_json
from caicach.documents.deadlines.values import Deadline
from caicach.documents.values import Span
from caicach.drafts.domain.draft import Draft, LeadPhrase
from caicach.drafts.models import DraftRow
from caicach.kernel.codec import Codec

D = TypeVar("D", bound=Draft)
R = TypeVar("R", bound=DraftRow)
Reading = Callable[[Any], Any]
_PHRASE: Final = Codec(LeadPhrase)
_PHRASES: Final = Codec(tuple[LeadPhrase, ...])


def draft_of(kind: type[D], row: DraftRow, /, **of_source: object) -> D:
    """The draft that a row keeps; ``of_source`` are the fields that do not stand in a column of their name."""
    kept: dict[str, Any] = {
        name: read(getattr(row, place)) for name, place, read in _columns(kind) if name not in of_source
    }
    return kind(**{**kept, **of_source})


def _columns(kind: type[Draft]) -> tuple[tuple[str, str, Reading], ...]:
    """Field, column and how it is read; found once for a kind of draft."""
    if kind not in _FOUND:
        hints = get_type_hints(kind)
        _FOUND[kind] = tuple((f.name, _COLUMN.get(f.name, f.name), _reading(hints[f.name])) for f in fields(kind))
    return _FOUND[kind]


_FOUND: dict[type[Draft], tuple[tuple[str, str, Reading], ...]] = {}
_COLUMN: Mapping[str, str] = {"id": "pk", "split_from": "split_from_id"}


def _reading(hint: object) -> Reading:
    """How a column is read, by the type of the field."""
    kinds = [one for one in (get_args(hint) or (hint,)) if one is not NoneType]
    enums = [one for one in kinds if isinstance(one, type) and issubclass(one, Enum)]
    if enums:
        return lambda kept: enums[0](kept) if kept else None
    if LeadPhrase in kinds:
        return phrases
    if Deadline in kinds:
        return lambda kept: deadline_from_json(kept) if kept else None
    is_tuple = any(getattr(one, "__origin__", None) is tuple for one in (hint, *kinds))
    return (lambda kept: None if kept is None else tuple(kept)) if is_tuple else (lambda kept: kept)


def row_of(kind: type[R], draft: Draft, /, **place: object) -> R:
    """An unsaved row of a draft: the columns that every source shares, and its place in the source."""
    names = (f.name for f in fields(Draft) if f.name not in _COLUMN)
    shared: dict[str, Any] = {name: column(getattr(draft, name)) for name in names}
    return kind(**{**shared, **place})


def column(value: object) -> object:
    """What is kept of a value of a field."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Deadline):
        return deadline_as_json(value)
    if isinstance(value, tuple):
        return [phrase_as_json(item) if isinstance(item, LeadPhrase) else item for item in value]
    return value


def phrases(kept: Sequence[Mapping[str, Any]]) -> tuple[LeadPhrase, ...]:
    return _PHRASES.value(kept)


def phrase_as_json(phrase: LeadPhrase) -> dict[str, object]:
    plain: dict[str, object] = _PHRASE.plain(phrase)
    return plain


def differences(before: Draft, after: Draft) -> tuple[dict[str, object], dict[str, object]]:
    """What changed, as it was and as it is, for the trail."""
    names = [
        f.name for f in fields(before) if f.name != "version" and getattr(before, f.name) != getattr(after, f.name)
    ]
    return {n: _plain_value(getattr(before, n)) for n in names}, {n: _plain_value(getattr(after, n)) for n in names}


def _plain_value(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Deadline):
        return deadline_as_json(value)
    if isinstance(value, tuple):
        return [item.phrase if isinstance(item, LeadPhrase) else item for item in value]
    return value
