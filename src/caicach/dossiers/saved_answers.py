"""A saved answer of the portal read in the bounded child."""

from typing import Any, Final

from caicach.dossiers.domain.portal_answers import PortalAnswer, read_answer
from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.kernel.codec import Codec

BOUNDS: Final = Bounds(seconds=20.0, memory=512 * MEGABYTE, size=10 * MEGABYTE)
_ANSWERS: Final = Codec(PortalAnswer)


def answer_bounded(data: bytes, *, filename: str) -> PortalAnswer:
    """As ``read_answer``, within BOUNDS."""
    return _ANSWERS.value(in_child(f"{__name__}:answer_work", data, name=filename, bounds=BOUNDS))


def answer_work(data: bytes, name: str) -> dict[str, Any]:
    """The work of the child."""
    plain: dict[str, Any] = _ANSWERS.plain(read_answer(data, name))
    return plain
