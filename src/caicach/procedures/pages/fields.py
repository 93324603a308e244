"""Labels among the lines of a page, and the value of each: what follows it in the smallest box that holds both."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from caicach.procedures.pages.grids import Grid
from caicach.procedures.pages.lines import Element, Line
from caicach.procedures.record.labels import LONGEST_LABEL, field_of

_SEPARATOR: Final = re.compile(r"\s*(?:[:：→|]|=>|->)\s*")
_AT_HEAD: Final = re.compile(r"^\s*(?:[:：→|–-]|=>|->)?\s*")
_CLOSED: Final = frozenset({"li", "td", "th", "dd"})
_ENOUGH: Final = 4
_ONE_INSIDE_OTHER: Final = frozenset(
    {"performing_agency", "competent_agency", "receiving_address", "results", "subjects", "conditions", "decision"}
)
"""«Cơ quan giải quyết» over «Cơ quan thực hiện: …» only heads it."""


@dataclass(slots=True)
class Label:
    """``at``: its line; ``rest``: what stands behind it there; ``is_marked``: alone or set apart, not just typed."""

    at: int
    field: str
    rest: str
    is_marked: bool


@dataclass(slots=True)
class Value:
    """The lines from ``start`` up to ``end``; ``first`` is the end of the label's own line."""

    field: str
    at: int
    first: str
    start: int
    end: int


def labels_in(lines: list[Line], start: int, end: int, covered: list[Grid]) -> list[Label]:
    """Labels outside of tables with named columns, in order."""
    inside = _lines_of(covered)
    found = [label for at in range(start, end) if at not in inside and (label := _label(lines[at], at)) is not None]
    marked = {label.field for label in found if label.is_marked and label.field}
    if len(marked) >= _ENOUGH:  # a page that sets its labels apart does not type others into its sentences
        found = [label for label in found if label.is_marked]
    return _without_strays(lines, found)


def _without_strays(lines: list[Line], labels: list[Label]) -> list[Label]:
    """A label in another dress than the page's own, alone of its kind, for a field that the page labels elsewhere: it
    belongs to the value it stands in («* Đối tượng áp dụng:» under the conditions)."""
    fields_by_dress: dict[object, set[str]] = defaultdict(set)
    for label in labels:
        if label.field:
            fields_by_dress[_dress(lines, label)].add(label.field)
    own = max(fields_by_dress, key=lambda dress: len(fields_by_dress[dress]), default=None)
    if own is None or len(fields_by_dress[own]) < _ENOUGH:
        return labels
    kept: list[Label] = []
    waiting: list[Label] = []
    for label in labels:
        if _dress(lines, label) == own:
            kept += [*_told_apart(waiting, fields_by_dress[own]), label]
            waiting = []
        else:
            waiting.append(label)
    return [*kept, *_told_apart(waiting, fields_by_dress[own])]


def _told_apart(inner: list[Label], labelled: set[str]) -> list[Label]:
    several = len({label.field for label in inner}) > 1
    return [label for label in inner if several or label.field not in labelled]


def _dress(lines: list[Line], label: Label) -> object:
    line = lines[label.at]
    is_sole = line.element.end - line.element.start == 1
    return line.heading or line.element.tag, line.lead_tag, bool(label.rest), is_sole


def _lines_of(grids: list[Grid]) -> set[int]:
    return {at for grid in grids for at in range(grid.start, grid.end)}


def _label(line: Line, at: int) -> Label | None:
    text = line.text
    if len(text) <= LONGEST_LABEL and (field := field_of(text)) is not None:
        return Label(at, field, "", is_marked=True)
    if line.lead and (field := field_of(text[: line.lead])) is not None:
        return Label(at, field, _AT_HEAD.sub("", text[line.lead :]), is_marked=True)
    cut = _SEPARATOR.search(text, 0, LONGEST_LABEL + 5)
    if cut and cut.start() and (field := field_of(text[: cut.start()])) is not None:
        return Label(at, field, text[cut.end() :], is_marked=line.element.tag in _CLOSED or line.heading > 0)
    return None


def values_of(lines: list[Line], labels: list[Label], end: int) -> list[Value]:
    """The value of each label that names a field; labels of the same field one inside the other are one value."""
    values: list[Value] = []
    places = [label.at for label in labels]
    open_until, open_field = -1, ""
    for number, label in enumerate(labels):
        if label.field and label.field == open_field and label.at < open_until:
            if (
                label.rest
                and label.field in _ONE_INSIDE_OTHER
                and label.at == values[-1].start
                and not values[-1].first
            ):
                values[-1] = Value(label.field, label.at, label.rest, label.at + 1, label.at + 1)
            continue  # «Phí : 0 Đồng» under «Phí, lệ phí»
        limit = next((later.at for later in labels[number + 1 :] if later.field != label.field), end)
        scope = _scope(lines[label.at], label, places[:number])
        stop = _stop(lines, label, min(scope, limit, end))
        open_until, open_field = stop, label.field
        if label.field:
            values.append(Value(label.field, label.at, label.rest, label.at + 1, stop))
    return values


def _scope(line: Line, label: Label, before: list[int]) -> int:
    """Where the box ends that holds the label and what it labels."""
    box: Element = line.element
    after = label.at + 1
    if label.rest:
        if box.tag in _CLOSED or box.parent is None:
            return box.end
        return box.parent.end if not box.heading else after
    while box.end <= after and box.parent is not None:
        if before and box.start <= before[-1] and box.tag != "body":
            break
        if box.tag == "tr" and len(box.children) > 1:
            break
        box = box.parent
    return max(box.end, after)


def _stop(lines: list[Line], label: Label, end: int) -> int:
    """A heading of the same rank ends a value, and any heading where the label is none but in a box of its own."""
    own = lines[label.at]
    rank = own.heading
    inside = own.element.parent if not rank else None
    for at in range(label.at + 1, end):
        level = lines[at].heading
        if not level:
            continue
        if rank and level <= rank:
            return at
        if not rank and inside is not None and at >= inside.end and _is_flat(lines, label, at):
            return at
    return end


def _is_flat(lines: list[Line], label: Label, at: int) -> bool:
    """The heading stands no deeper than the label: it heads what comes next, not a part of the value."""
    return lines[at].element.depth <= lines[label.at].element.depth


def typed_label(text: str) -> tuple[str, str] | None:
    """A label typed before its value, as field and value.

    >>> typed_label("- Lệ phí: 50.000 đồng"), typed_label("Trực tiếp")
    (('fee', '50.000 đồng'), None)
    """
    cut = _SEPARATOR.search(text, 0, LONGEST_LABEL + 5)
    field = field_of(text[: cut.start()]) if cut and cut.start() else None
    return (field, text[cut.end() :]) if cut and field else None


def text_of_value(lines: list[Line], value: Value) -> str:
    return "\n".join(filter(None, [value.first, *(line.text for line in lines[value.start : value.end])]))
