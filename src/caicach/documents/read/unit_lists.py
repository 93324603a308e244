"""Every unit of a cell, or of the words after a label."""

import re
from collections.abc import Iterator
from dataclasses import replace

from caicach.documents.read.unit_names import Phrases, UnitName
from caicach.documents.values import Span


def split_units(text: str) -> tuple[UnitName, ...]:
    """Every unit of a cell or of the words after a label; words that no grammar knows stay whole between separators.

    >>> [unit.text for unit in split_units("Sở Y tế; các trường chuyên biệt và UBND cấp xã")]
    ['Sở Y tế', 'các trường chuyên biệt', 'UBND cấp xã']
    """
    names: list[UnitName] = []
    for piece in re.finditer(r"[^;\n]+", text):
        for unit in _piece_units(piece[0], 0, len(piece[0])):
            start = piece.start() + unit.span.start
            names.append(replace(unit, span=Span(start, piece.start() + unit.span.end)))
    return tuple(names)


def _piece_units(text: str, start: int, end: int) -> Iterator[UnitName]:
    phrases = Phrases(text[:end])
    at = start
    while at < end:
        at += len(text[at:end]) - len(text[at:end].lstrip(" -+*•.,:\t"))
        if at >= end:
            return
        units = phrases.units_at(at)
        stop = _next_unit(phrases, units.end if units else at, end)
        if units is not None:
            yield from units.names[:-1]
        last = units.names[-1] if units else UnitName("", Span(at, at))
        if units is not None and (apart := _apart(text, last.span.end, stop)) is not None:
            yield last
            yield apart
            at = stop
            continue
        tail = re.sub(r"\s*\bvà$", "", " ".join(text[last.span.end : stop].split()).strip(" .,;:"))
        gap = ", " if last.text and text[last.span.end : stop].lstrip().startswith(",") else " "
        words = f"{last.text}{gap}{tail}".strip() if not tail.startswith("(") or tail.endswith(")") else last.text
        if words.strip(" .-"):
            yield UnitName(
                words, Span(last.span.start, last.span.end + len(text[last.span.end : stop].rstrip(" .,;:")))
            )
        at = stop


def _apart(text: str, at: int, stop: int) -> UnitName | None:
    """Words that no grammar knows after a comma: another name, not the end of the one before it."""
    gap = re.compile(r"\s*,\s+").match(text, at, stop)
    words = text[gap.end() : stop].rstrip(" .,;:") if gap else ""
    words = re.sub(r"\s+và$", "", words)
    if gap is None or not (words[:1].isupper() or words.startswith(("các ", "những "))):
        return None  # «Trung tâm Giám sát, điều hành đô thị thông minh» is one name
    return UnitName(" ".join(words.split()), Span(gap.end(), gap.end() + len(words)))


def _next_unit(phrases: Phrases, at: int, end: int) -> int:
    """The next separator after which another unit begins."""
    for gap in re.finditer(r",\s*|\s+va\s+", phrases.folded[:end]):
        if gap.start() >= at and phrases.units_at(gap.end()) is not None:
            return gap.end()
    return end
