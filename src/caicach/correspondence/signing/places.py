"""Where the marks of signatures stand on the page (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7 and II.8)."""

from dataclasses import dataclass
from typing import Final

import pypdfium2

MM: Final = 72 / 25.4
SEAL: Final = 36 * MM
SIGNATURE: Final = (52 * MM, 20 * MM)
_LINE: Final = 17.0


@dataclass(frozen=True, slots=True)
class Place:
    """A box on page ``page`` (from 0), in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


def signature_place(data: bytes, *, title: str, name: str, lines_above_name: int = 0) -> Place:
    """Between the title and the name of the signatory; where they are not found, at the foot of the last page.

    ``lines_above_name`` counts lines between the signature and the name (the other position of an advisory body).
    """
    pdf = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(pdf)):
            words = pdf[number].get_textpage()
            above, below = _last(words, title), _last(words, name)
            if above is not None and below is not None and below[3] < above[1]:
                middle, width = (below[0] + below[2]) / 2, SIGNATURE[0]
                bottom, top = below[3] + lines_above_name * _LINE + 2, above[1] - 2
                if top - bottom < 12:
                    bottom = top - 12
                return Place(number, middle - width / 2, bottom, middle + width / 2, top)
        last = len(pdf) - 1
        right = pdf[last].get_width() - 20 * MM
        return Place(last, right - SIGNATURE[0], 22 * MM, right, 22 * MM + SIGNATURE[1])
    finally:
        pdf.close()


def _last(words: pypdfium2.PdfTextPage, sought: str) -> tuple[float, float, float, float] | None:
    """Left, bottom, right, top of the last place where the words stand on the page."""
    found = None
    search = words.search(sought, match_case=True) if sought else None
    while search is not None and (hit := search.get_next()):
        found = hit
    if found is None:
        return None
    boxes = [words.get_charbox(found[0] + at) for at in range(found[1])]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def seal_place(signature: Place) -> Place:
    """A seal in its real size that covers about a third of the signature, on its left."""
    left = signature.left + signature.width / 3 - SEAL
    middle = (signature.bottom + signature.top) / 2
    return Place(signature.page, left, middle - SEAL / 2, left + SEAL, middle + SEAL / 2)


def corner_place(data: bytes) -> Place:
    """The upper right corner of the first page, for a mark of words alone."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        width, height = pdf[0].get_size()
    finally:
        pdf.close()
    right = width - 8 * MM
    return Place(0, right - 70 * MM, height - 17 * MM, right, height - 6 * MM)
