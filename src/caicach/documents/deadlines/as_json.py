"""A deadline as JSON and back, with nothing lost: as it is stored and as the API tells it."""

from typing import Any, Final

from caicach.documents.deadlines.values import Deadline
from caicach.kernel.codec import Codec

_CODEC: Final = Codec(Deadline, is_brief=True)


def deadline_as_json(deadline: Deadline) -> dict[str, Any]:
    """Only what is said: what has its default is left out.

    >>> from caicach.documents.deadlines.reading import read_deadline
    >>> deadline_as_json(read_deadline("Quý II/2026"))
    {'words': 'Quý II/2026', 'days': ['2026-06-30'], 'is_period': True}
    """
    kept: dict[str, Any] = _CODEC.plain(deadline)
    return kept


def deadline_from_json(value: Any) -> Deadline:  # noqa: ANN401
    """The deadline that ``deadline_as_json`` wrote."""
    return _CODEC.value(value)
