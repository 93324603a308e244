"""Labels among the lines of a page, and the value of each: what follows it in the smallest box that holds both."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from caicach.kernel.text.folding import fold
from caicach.procedures.pages.grids import Grid
from caicach.procedures.pages.lines import Element, Line
from caicach.procedures.pages.unknown_labels import Label, dress_of, field_by_stem, mark_of, with_unknown
from caicach.procedures.record.labels import LONGEST_LABEL, field_of

_SEPARATOR: Final = re.compile(r"\s*(?:[:：→|]|=>|->)\s*")
_AT_HEAD: Final = re.compile(r"^\s*(?:[:：→|–-]|=>|->)?\s*")
_ISSUED_WITH: Final = re.compile(
    r"\W{0,2}(?:duoc )?(?:ban hanh|cong bo)? ?(?:kem )?(?:theo|tai) "
    r"(quyet dinh so:? ?\d{1,5} ?/ ?qd[^():;]{2,90}?)[). ]*"
)
"""A publication decision has no year in its number: «(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày …)»."""
_COUNTED: Final = re.compile(r"\W{0,2}(\d{1,2})[.)/,-]")
_CLOSED: Final = frozenset({"li", "td", "th", "dd"})
_ENOUGH: Final = 4
_SEVERAL: Final = 3
_ONE_INSIDE_OTHER: Final = frozenset(
    {"performing_agency", "competent_agency", "receiving_address", "results", "subjects", "conditions", "decision"}
)
"""«Cơ quan giải quyết» over «Cơ quan thực hiện: …» only heads it."""
_AGENCIES: Final = frozenset({"performing_agency", "competent_agency", "authorised_agency", "coordinating_agency"})
_FIGURES: Final = frozenset({"manners", "time_limit", "fee"})


@dataclass(slots=True)
class Value:
    """The lines from ``start`` up to ``end``; ``first`` is the end of the label's own line. ``reach``: where the box
    of its label ends, labels of figures in it looked over."""

    field: str
    at: int
    first: str
    start: int
    end: int
    reach: int = 0


def labels_in(lines: list[Line], start: int, end: int, covered: list[Grid]) -> list[Label]:
    """Labels outside of tables with named columns, in order."""
    inside = _lines_of(covered)
    places = [at for at in range(start, end) if at not in inside]
    typed: list[Label] = []
    for at in places:
        label = _label(lines[at], at)
        if label is not None and label.until and typed and _is_headed(label, typed[-1]):
            label = _label_in(lines[at], at)  # the pane that a visible label opens bears its name once more
        typed += [label] if label is not None else []
    for label in typed:
        label.is_marked = label.is_marked and not _is_left_empty(lines, label)
    found = _counted(lines, places, typed)
    inner = {label.at for label in typed} - {label.at for label in found}
    found = with_unknown(lines, [at for at in places if at not in inner], found)
    marked = {label.field for label in found if label.is_marked and label.field}
    if len(marked) >= _ENOUGH:  # a page that sets its labels apart does not type others into its sentences
        found = _set_apart(lines, found)
    return _without_strays(lines, found)


def _counted(lines: list[Line], places: list[int], labels: list[Label]) -> list[Label]:
    """«4. Thời hạn giải quyết: 5 ngày», «5. Lệ phí: …»: labels counted one after the other are set apart, one in words
    that no list knows among them; the same field typed elsewhere is part of a value."""
    known = {label.at: label for label in labels}
    counts = {at: int(found[1]) for at in places if (found := _COUNTED.match(lines[at].text))}
    own = {label.field: label for label in labels if label.at in counts and label.field}
    numbers = [counts[label.at] for label in labels if label.at in counts]
    if len(own) < _ENOUGH or numbers != sorted(set(numbers)):
        return labels
    for label in own.values():
        label.is_marked = True
    fields = set(own)
    for at in [at for at in counts if at not in known and _is_next(at, counts, known)]:
        words, _, rest = lines[at].text.partition(":")
        known[at] = Label(at, field_by_stem(fold(words), fields), rest.strip(), is_marked=True)
        fields.add(known[at].field)
    told = sorted(known.values(), key=lambda label: label.at)
    pairs = zip([None, *told], told, strict=False)
    return [label for before, label in pairs if label.at in counts or not _is_inner(label, before, fields)]


def _is_inner(label: Label, before: Label | None, fields: set[str]) -> bool:
    """A label that is not counted, for a field that a counted one names: part of a value."""
    return label.field in fields - _AGENCIES and not _is_headed(label, before)


def _is_next(at: int, counts: dict[int, int], known: dict[int, Label]) -> bool:
    """A line counted between the labels before and after it: «9. Tên mẫu đơn: …» between 8 and 10."""
    before = [counts[other] for other in known if other in counts and other < at]
    after = [counts[other] for other in known if other in counts and other > at]
    return bool(before and after) and max(before) < counts[at] < min(after)


def _set_apart(lines: list[Line], labels: list[Label]) -> list[Label]:
    """The marked ones; under «Cơ quan giải quyết» the agencies that are only typed: «- Cơ quan thực hiện: …»; several
    typed one behind the other («a) Lĩnh vực: …», «b) Cấp thực hiện: …»); and in plain paragraphs, where «Căn cứ pháp
    lý:» alone in its line wears nothing either, what is typed like it."""
    plain = _plain_fields(lines, labels)
    listed = _listed(labels)
    kept: list[Label] = []
    for label in labels:
        under = kept[-1].field in _AGENCIES and not kept[-1].rest if kept and kept[-1].is_marked else bool(kept)
        told = plain.get(_paragraph(lines[label.at]))
        is_plain = told is not None and label.field not in told
        if (
            label.is_marked
            or is_plain
            or label.at in listed
            or (label.field in _AGENCIES and under and kept[-1].field in _AGENCIES)
        ):
            kept.append(label)
    return kept


def _listed(labels: list[Label]) -> set[int]:
    """Where labels of several fields, each with its value, follow line upon line: a list of facts, no sentences."""
    runs: list[list[Label]] = [[]]
    for label in labels:
        follows = bool(runs[-1]) and runs[-1][-1].at == label.at - 1
        if not label.rest or not label.field:
            runs.append([])
        elif follows:
            runs[-1].append(label)
        else:
            runs.append([label])
    return {label.at for run in runs if len({one.field for one in run} - _FIGURES) >= _SEVERAL for label in run}


def _plain_fields(lines: list[Line], labels: list[Label]) -> dict[object, set[str]]:
    """The fields of marked labels that wear nothing, by their kind of paragraph, where there are enough of them."""
    found: dict[object, set[str]] = defaultdict(set)
    for label in labels:
        line = lines[label.at]
        if label.is_marked and label.field and not (line.lead or line.heading or label.until):
            found[_paragraph(line)].add(label.field)
    return {kind: fields for kind, fields in found.items() if len(fields) >= _ENOUGH}


def _paragraph(line: Line) -> object:
    return line.element.tag, line.element.depth, line.element.named, mark_of(line.text)


def _without_strays(lines: list[Line], labels: list[Label]) -> list[Label]:
    """A label in another dress than the page's own, alone of its kind, for a field that the page labels elsewhere among
    others: it belongs to the value it stands in («* Đối tượng áp dụng:» under the conditions)."""
    fields_by_dress: dict[object, set[str]] = defaultdict(set)
    fields_by_box: dict[object, set[str]] = defaultdict(set)
    for label in labels:
        if label.field:
            fields_by_dress[_dress(lines, label)].add(label.field)
            fields_by_box[_box(lines, label)].add(label.field)
    own = max(fields_by_dress, key=lambda dress: len(fields_by_dress[dress]), default=None)
    if own is None or len(fields_by_dress[own]) < _ENOUGH:
        return labels
    worn = {dress for dress, fields in fields_by_dress.items() if dress == own or len(fields) >= _ENOUGH}

    def told_apart(run: list[Label]) -> list[Label]:
        several = len({label.field for label in run}) > 1
        return [label for label in run if several or not is_told_elsewhere(label)]

    def is_told_elsewhere(label: Label) -> bool:
        if any(label.field in fields_by_dress[dress] for dress in worn):
            return True
        others = (some for box, some in fields_by_box.items() if box != _box(lines, label))
        return any(label.field in some and len(some) > 1 for some in others)

    kept: list[Label] = []
    waiting: list[Label] = []
    for label in labels:
        if _dress(lines, label) in worn or _is_headed(label, next(iter([*waiting[-1:], *kept[-1:]]), None)):
            kept += [*told_apart(waiting), label]
            waiting = []
        else:
            waiting.append(label)
    return [*kept, *told_apart(waiting)]


def _is_headed(label: Label, before: Label | None) -> bool:
    """«- Cơ quan thực hiện: …» right under «Cơ quan giải quyết:»."""
    return before is not None and (before.field, before.at, before.rest) == (label.field, label.at - 1, "")


def _box(lines: list[Line], label: Label) -> object:
    """Labels of items side by side stand in one kind of box, whatever their place in the row."""
    return lines[label.at].element.tag, lines[label.at].element.depth


def _dress(lines: list[Line], label: Label) -> object:
    """Where others are bare or counted, a bullet is a dress too."""
    line = lines[label.at]
    return (dress_of(line), mark_of(line.text) == "bullet") if not label.until else "title"


def _lines_of(grids: list[Grid]) -> set[int]:
    return {at for grid in grids for at in range(grid.start, grid.end)}


def _label(line: Line, at: int) -> Label | None:
    own = _label_in(line, at)
    if line.titled is None or not (field := field_of(line.titled.title)):
        return own
    is_head = own is not None and not own.rest and (own.field == field or line.heading > 0)
    return own if is_head else Label(at, field, line.text, is_marked=True, until=line.titled.end)


def _label_in(line: Line, at: int) -> Label | None:
    text = line.text
    if len(text) <= LONGEST_LABEL and (field := field_of(text)) is not None:
        return Label(at, field, "", is_marked=True)
    if line.lead and (field := field_of(text[: line.lead])) is not None:
        return Label(at, field, _AT_HEAD.sub("", text[line.lead :]), is_marked=True)
    if "/" in text and len(text) < 2 * LONGEST_LABEL and (issued := _ISSUED_WITH.fullmatch(fold(text))):
        return Label(at, "decision", text[issued.start(1) : issued.end(1)], is_marked=True)
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
            heads = label.field in _ONE_INSIDE_OTHER and label.at == values[-1].start and not values[-1].first
            if heads and label.rest:
                values[-1] = Value(label.field, label.at, label.rest, label.at + 1, label.at + 1)
            elif heads:
                values[-1] = Value(label.field, label.at, "", label.at + 1, values[-1].end)
            continue  # «Phí : 0 Đồng» under «Phí, lệ phí»
        later = (_row_of(lines, other.at, label.at) for other in labels[number + 1 :] if other.field != label.field)
        limit = next(later, end)
        scope = label.at + 1 if _is_left_empty(lines, label) else _scope(lines[label.at], label, places[:number])
        stop = _stop(lines, label, min(scope, limit, end))
        open_until, open_field = stop, label.field
        if label.field:
            after = (later.at for later in labels[number + 1 :] if later.field not in _FIGURES)
            reach = min(scope, next(after, end), end)
            values.append(Value(label.field, label.at, label.rest, label.at + 1, stop, reach))
    return values


def _row_of(lines: list[Line], at: int, after: int) -> int:
    """Where the row of a table begins that a label stands in («4», «Lệ phí», «20.000 đồng»), if behind ``after``."""
    box: Element | None = lines[at].element
    while box is not None and box.tag not in {"tr", "table"}:
        box = box.parent
    return box.start if box is not None and box.tag == "tr" and box.start > after else at


def _scope(line: Line, label: Label, before: list[int]) -> int:
    """Where the box ends that holds the label and what it labels."""
    box: Element = line.element
    after = label.at + 1
    if label.until:
        return label.until
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
    return max(box.end, after, _spanned_until(line.element))


def _is_left_empty(lines: list[Line], label: Label) -> bool:
    """«Lệ phí:» in an item of its own, or last in its box, where those beside it tell label and value each: nothing is
    told."""
    box = lines[label.at].element
    if label.rest or box.end != label.at + 1 or box.parent is None:
        return False
    if box.tag != "li" and (box.tag != "p" or box.parent.end != box.end):
        return False
    beside = [other for other in box.parent.children if other is not box and other.end == other.start + 1]
    return any((typed := typed_label(lines[other.start].text)) and typed[1] for other in beside)


def _spanned_until(box: Element) -> int:
    """Where the last of the rows ends beside which a cell stands."""
    while box.tag not in {"td", "th"} and box.parent is not None:
        box = box.parent
    row = box.parent
    if row is None or box.rows < 2 or row.parent is None:
        return 0
    rows = [other for other in row.parent.children if other.tag == "tr"]
    at = next((number for number, other in enumerate(rows) if other is row), None)
    return 0 if at is None else max(other.end for other in rows[at : at + box.rows])


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
