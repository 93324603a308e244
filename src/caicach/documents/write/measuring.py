"""How wide words are: advances of the embedded fonts, which have the metrics of Times New Roman."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from caicach.documents.write.pieces import Run
from caicach.documents.write.styles import Style

FONTS: Final = Path(__file__).parent / "fonts"
_FILES: Final = {
    (False, False): "LiberationSerif-Regular.ttf",
    (True, False): "LiberationSerif-Bold.ttf",
    (False, True): "LiberationSerif-Italic.ttf",
    (True, True): "LiberationSerif-BoldItalic.ttf",
}
RAISED_SIZE: Final = 0.62
"""Size of a footnote mark beside the words it is raised from."""


def font_file(*, bold: bool, italic: bool) -> Path:
    return FONTS / _FILES[bold, italic]


@lru_cache(maxsize=4)
def advances(*, bold: bool, italic: bool) -> dict[int, float]:
    """Width of every character the font has, in parts of its size."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- heavy

    with TTFont(font_file(bold=bold, italic=italic), lazy=True) as font:
        unit, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: widths[name][0] / unit for code, name in font.getBestCmap().items()}


def shown_text(text: str) -> str:
    """The text in characters the fonts have; what they lack becomes «□» rather than nothing.

    >>> shown_text("Đề án ☑")
    'Đề án □'
    """
    known = advances(bold=False, italic=False)
    if all(ord(char) in known for char in text):
        return text
    return "".join(char if ord(char) in known else _NEAR.get(char, "□") for char in text)


_NEAR: Final = {"\t": " ", "\n": " ", "\u2011": "-", "⁰": "0", "\u2007": " ", "\u202f": " "}


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """
    >>> round(text_width("Độc lập - Tự do - Hạnh phúc", 14, bold=True), 1)
    171.4
    """
    table = advances(bold=bold, italic=italic)
    return size * sum(table.get(ord(char), 0.5) for char in text)


def look_of(run: Run, style: Style) -> tuple[bool, bool]:
    """Bold and italic of a run within its paragraph."""
    return (style.bold if run.bold is None else run.bold, style.italic if run.italic is None else run.italic)
