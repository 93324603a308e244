"""A deadline as JSON and back, with nothing lost: as it is stored and as the API tells it."""

from typing import Any, Final

from pydantic import TypeAdapter

from caicach.documents.deadlines.values import Deadline

_CODEC: Final = TypeAdapter(Deadline)


def deadline_as_json(deadline: Deadline) -> dict[str, Any]:
    """Only what is said: what has its default is left out.

    >>> from caicach.documents.deadlines.reading import read_deadline
    >>> deadline_as_json(read_deadline("Quý II/2026"))
    {'words': 'Quý II/2026', 'days': ['2026-06-30'], 'is_period': True}
    """
    kept: dict[str, Any] = _CODEC.dump_python(deadline, mode="json", exclude_defaults=True)
    return kept


def deadline_from_json(value: Any) -> Deadline:  # noqa: ANN401
    """The deadline that ``deadline_as_json`` wrote."""
    return _CODEC.validate_python(value, strict=False)
