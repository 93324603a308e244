"""The straight lines drawn on a PDF page, upright and level, in the page as it is shown (y grows downwards)."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

_THIN: Final = 3.0
_SHORTEST: Final = 4.0
_MAX_OBJECTS: Final = 60_000
_DEPTH: Final = 4


@dataclass(frozen=True, slots=True)
class Rule:
    """``at`` is y of a level line and x of an upright one; it runs from ``start`` to ``end``."""

    is_level: bool
    at: float
    start: float
    end: float


Box = tuple[float, float, float, float]


def rules_of(page: pypdfium2.PdfPage) -> list[Rule]:
    """Lines, edges of drawn boxes and thin filled boxes: Word draws the lines of a table as the last."""
    rotation, (width, height) = page.get_rotation(), page.get_size()
    rules: list[Rule] = []
    for count, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=_DEPTH)):
        if count > _MAX_OBJECTS:
            break
        for box in _boxes(item):
            rules += _of_box(_box_on_page(box, rotation, width, height), is_drawn=_is_stroked(item))
    return rules


def _is_stroked(item: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    return bool(stroke.value)


def _boxes(item: pypdfium2.PdfObject) -> Iterator[Box]:
    """Each straight piece of the path as a box; a curve is none."""
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = None
    for at in range(pdfium.FPDFPath_CountSegments(item.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(item.raw, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
            yield (*last, *point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment) and first is not None:
            yield (*last, *first)


def _box_on_page(box: Box, rotation: int, width: float, height: float) -> Box:
    """The piece on the page as shown; ``width`` and ``height`` are those after rotation."""
    points = ((box[0], box[1]), (box[2], box[3]))
    match rotation:
        case 90:
            turned = [(y, x) for x, y in points]
        case 180:
            turned = [(width - x, y) for x, y in points]
        case 270:
            turned = [(width - y, height - x) for x, y in points]
        case _:
            turned = [(x, height - y) for x, y in points]
    return (*turned[0], *turned[1])


def _of_box(box: Box, *, is_drawn: bool) -> Iterator[Rule]:
    """A piece that is level or upright; the short sides of thin boxes are dropped with other short pieces."""
    left, right = sorted((box[0], box[2]))
    top, bottom = sorted((box[1], box[3]))
    if bottom - top < 1.0 and right - left >= _SHORTEST:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif right - left < 1.0 and bottom - top >= _SHORTEST:
        yield Rule(False, (left + right) / 2, top, bottom)
    elif not is_drawn:
        return


def merged_rules(rules: list[Rule], *, is_level: bool) -> list[Rule]:
    """Rules on one line that touch or nearly touch, as one; both edges of a thin box are one line."""
    ordered = sorted((rule for rule in rules if rule.is_level is is_level), key=lambda rule: (rule.at, rule.start))
    groups: list[list[Rule]] = []
    for rule in ordered:
        if groups and rule.at - groups[-1][-1].at < _THIN:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [one for group in groups for one in _joined(group, is_level)]


def _joined(group: list[Rule], is_level: bool) -> Iterator[Rule]:
    at = sum(rule.at for rule in group) / len(group)
    start = end = None
    for rule in sorted(group, key=lambda rule: rule.start):
        if start is None or end is None:
            start, end = rule.start, rule.end
        elif rule.start <= end + _THIN:
            end = max(end, rule.end)
        else:
            yield Rule(is_level, at, start, end)
            start, end = rule.start, rule.end
    if start is not None and end is not None:
        yield Rule(is_level, at, start, end)
