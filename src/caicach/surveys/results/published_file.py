"""A table of results that others published, read in a child process before anything is kept."""

from typing import Any, Final

from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.kernel.codec import Codec
from caicach.surveys.results.domain.published import PublishedFigure, published_figures

BOUNDS: Final = Bounds(seconds=30.0, memory=768 * MEGABYTE, size=20 * MEGABYTE)
NEEDED_BY_WORK: Final = ("openpyxl",)
_CODEC: Final = Codec(PublishedFigure)


def examined_published(data: bytes, name: str) -> tuple[PublishedFigure, ...]:
    """Raises InvalidInput as ``published_figures``, TooLarge where a bound was met."""
    answer = in_child(f"{__name__}:published_work", data, name=name, bounds=BOUNDS)
    return tuple(_CODEC.value(one) for one in answer["figures"])


def published_work(data: bytes, name: str) -> dict[str, Any]:
    """In the child."""
    return {"figures": [_CODEC.plain(one) for one in published_figures(name, data)]}
