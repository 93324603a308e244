"""How wide words are. Measured in Liberation Sans, which pictures in documents are written in; the face of the pages is
a little wider, so that every width carries an allowance."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

_FOLDER: Final = Path(__file__).parent / "fonts"
_MEASURED_AT: Final = 100
_ALLOWANCE: Final = 1.12  # Be Vietnam Pro beside Liberation Sans, over Vietnamese sentences


@lru_cache(maxsize=32)
def font(size: float, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    name = "LiberationSans-Bold.ttf" if is_bold else "LiberationSans-Regular.ttf"
    return ImageFont.truetype(str(_FOLDER / name), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    return font(_MEASURED_AT, is_bold=is_bold).getlength(text) * size / _MEASURED_AT * _ALLOWANCE


def wrapped_lines(text: str, size: float, room: float, *, is_bold: bool = False, most: int = 3) -> tuple[str, ...]:
    """The text in lines no wider than ``room``; what does not fit into ``most`` lines ends with an ellipsis.

    >>> wrapped_lines("Sở Tư pháp", 13, 400), wrapped_lines("Ủy ban nhân dân huyện", 13, 80, most=1)
    (('Sở Tư pháp',), ('Ủy ban…',))
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, is_bold=is_bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    shown = [_cut(line, size, room, is_bold=is_bold) for line in lines[:most]]
    if len(lines) > most:
        shown[-1] = _cut(f"{shown[-1].rstrip('…')}…", size, room, is_bold=is_bold)
    return tuple(shown) or ("",)


def _cut(line: str, size: float, room: float, *, is_bold: bool) -> str:
    if width_of(line, size, is_bold=is_bold) <= room:
        return line
    kept = line.rstrip("…")
    while len(kept) > 1 and width_of(f"{kept}…", size, is_bold=is_bold) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
