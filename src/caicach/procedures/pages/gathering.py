"""One record out of the labels, values and tables of a range of lines."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from caicach.kernel.text.folding import fold
from caicach.procedures.pages.fields import Value, labels_in, text_of_value, typed_label, values_of
from caicach.procedures.pages.grids import Cell, Grid, plain_rows
from caicach.procedures.pages.lines import Line, Lines
from caicach.procedures.pages.manner_lines import manner_and_rest, row_in_line
from caicach.procedures.record.codes import code_in
from caicach.procedures.record.labels import bare_label, field_of
from caicach.procedures.record.parts import NUMBER, basis_in, basis_of, change_of, date_of, paper_of, submission_of
from caicach.procedures.record.time_limits import durations_in, words_told
from caicach.procedures.record.values import TEXT_FIELDS, LegalBasis, Paper, Procedure, Submission

_MANNER_WORDS: Final = (
    r"(?:nop |qua |hinh thuc |bang hinh thuc )?(?:ho so )?"
    r"(?:truc tiep|truc tuyen|(?:dich vu )?buu chinh|mang|dien tu|online)\b"
)
_MANNER: Final = re.compile(_MANNER_WORDS + r".{0,60}")
_BARE_MANNER: Final = re.compile(r"\W*" + _MANNER_WORDS + r"[^:]{0,40}[:\u2013-]\s*")
_PLACES: Final = re.compile(r"truc tuyen|buu chinh|cong dich vu cong|dichvucong")
_GROUP_END: Final = re.compile(
    r"^(?:[-+*•]\s*)?(?:ho so|truong hop|doi voi|tuy truong hop|thanh phan|giay to|bao gom|gom).{0,200}:$"
)
_NUMBERED: Final = re.compile(
    r"(?:ho so |thanh phan )?(?:bao )?gom(?: co)?"
    r"|(?:giay to|thanh phan|loai giay to|ho so)(?: so| thu)? \d{1,2}"
)
_CUT: Final = re.compile(r"(?:…|\.\.\.)\s*(?:doc|xem)(?: tiep| them)\W*\Z")
"""«… Đọc tiếp»: the beginning of a text, in a list of posts."""
_COUNTER: Final = re.compile(r"\(?(\d{1,2})[.)/]?")
_SETS: Final = re.compile(r"\W*(?:b[).] ?)?so (?:luong|bo)(?: bo)?(?: ho so)?\W{0,3}\d+ ?\W?(?:mot\W{1,2})?bo\b.{0,40}")
_NOTHING_ASKED: Final = frozenset({"khong", "khong co", "khong quy dinh", "khong yeu cau"})


@dataclass(slots=True)
class Gathered:
    """``fields``: how many fields beside code and name the range tells; ``wordings``: field and label of each."""

    procedure: Procedure
    start: int
    end: int
    fields: int
    wordings: frozenset[tuple[str, str]]


def record_in(page: Lines, start: int, end: int, grids: list[Grid]) -> Gathered:
    """The record of a range; with neither code nor name where none is told."""
    own = [grid for grid in grids if start <= grid.start and grid.end <= end]
    labels = labels_in(page.lines, start, end, own)
    values = values_of(page.lines, labels, end)
    by_field: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_field[value.field].append(value)
    texts = _texts(page.lines, by_field)
    submissions = tuple(_submissions(page, own, values))
    papers = tuple(dict.fromkeys(_papers(page, own, by_field)))
    bases = tuple(dict.fromkeys(_bases(page, own, by_field)))
    manners = texts.pop("manners", "")
    if _PLACES.search(fold(texts.get("receiving_address", ""))) and not manners:
        manners = texts.pop("receiving_address")
    code = next(filter(None, map(code_in, _text_of(page.lines, by_field, "code"))), "")
    change = change_of(" ".join(_text_of(page.lines, by_field, "state")))
    procedure = Procedure(
        code=code,
        name=words_told(" ".join(_text_of(page.lines, by_field, "name")[:1]).replace("\n", " ")),
        manners="" if any(row.manner for row in submissions) else manners,
        submissions=submissions,
        papers=papers,
        legal_bases=bases,
        change=change,
        published_on=date_of(" ".join(_text_of(page.lines, by_field, "published_on")[:1])),
        effective_on=date_of(" ".join(_text_of(page.lines, by_field, "effective_on")[:1])),
        **texts,
    )
    told_fields = sum(map(bool, (*texts.values(), manners, submissions, papers, bases)))
    wordings = frozenset(
        (label.field, bare_label(page.lines[label.at].text[:60])[:40]) for label in labels if not label.rest
    )
    in_tables = frozenset((column, "column") for grid in own for column in grid.columns)
    dressed = frozenset((label.field, page.lines[label.at].element.tag) for label in labels if label.rest)
    return Gathered(procedure, start, end, told_fields, wordings | in_tables | dressed)


def _text_of(lines: list[Line], by_field: Mapping[str, list[Value]], name: str) -> list[str]:
    return [text_of_value(lines, value) for value in by_field.get(name, ())]


def _texts(lines: list[Line], by_field: Mapping[str, list[Value]]) -> dict[str, Any]:
    """The fields that are one text: the longest value where a field is told more than once."""
    found: dict[str, Any] = {}
    for name in TEXT_FIELDS:
        whole = map(_without_counters, _text_of(lines, by_field, name))
        told = [text for text in map(words_told, whole) if not _CUT.search(fold(text))]
        text = max(told, key=len, default="")
        if text:
            found[name] = text
    return found


def _without_counters(text: str) -> str:
    """Without the numbers that only count the lines they stand over: «1», «Nộp hồ sơ», «2», «Trả kết quả».

    >>> _without_counters("1\\nNộp hồ sơ\\n2.\\nTrả kết quả"), _without_counters("5\\n6")
    ('Nộp hồ sơ\\nTrả kết quả', '5\\n6')
    """
    lines = text.split("\n")
    counts = {at: int(found[1]) for at, line in enumerate(lines) if (found := _COUNTER.fullmatch(line.strip()))}
    heads = [at for at in counts if at + 1 < len(lines) and at + 1 not in counts]
    if not counts or len(heads) != len(counts) or list(counts.values()) != list(range(1, len(counts) + 1)):
        return text
    return "\n".join(line for at, line in enumerate(lines) if at not in counts)


def _grids_with(grids: Iterable[Grid], *columns: str) -> Iterator[dict[str, Cell]]:
    for grid in grids:
        if any(column in grid.columns for column in columns) and not {"code", "name"} & set(grid.columns):
            yield from grid.rows


def _cells(row: Mapping[str, Cell], *names: str) -> list[str]:
    return [row[name].text if name in row else "" for name in names]


def _submissions(page: Lines, grids: list[Grid], values: list[Value]) -> Iterator[Submission]:
    found = False
    for row in _grids_with(grids, "manner", "time_limit"):
        if "paper" in row or "number" in row:
            continue
        read = submission_of({name: cell.text for name, cell in row.items()})
        found = found or read is not None
        if read:
            yield read
    rows = [] if found else _rows_without_heads(page, values) or _rows_by_manner(page.lines, values)
    yield from rows
    if not found and not rows:
        yield from _written_out(page.lines, values)


def _rows_without_heads(page: Lines, values: list[Value]) -> list[Submission]:
    """A table without heads under «Cách thức thực hiện»: what names a manner, a duration, a fee by what it says."""
    found = []
    for cells in _plain_cells(page, [value for value in values if value.field == "manners"]):
        manner = next((cell for cell in cells if _MANNER.fullmatch(fold(cell))), "")
        if not manner:
            continue
        rest = [cell for cell in cells if cell != manner]
        limit = next((cell for cell in rest if durations_in(cell) or "quy dinh" in fold(cell)), "")
        fee = next((cell for cell in rest if cell != limit and re.search(r"\bphi\b|dong|\bd\b", fold(cell))), "")
        if limit or fee:
            found.append(Submission(manner, words_told(limit), words_told(fee)))
    return found


def _rows_by_manner(lines: list[Line], values: list[Value]) -> list[Submission]:
    """A figure told for each manner in a line of its own: «- Trực tiếp: 5 ngày», «- Trực tuyến: 3 ngày»."""
    told = [(value.field, _figure_told(lines, value)) for value in values if value.field in _FIGURES]
    rows: dict[str, dict[str, str]] = defaultdict(dict)
    for name, text in told:
        each = [manner_and_rest(line) for line in text.splitlines()]
        for manner, rest in filter(None, each if all(each) else ()):
            rows[manner][name] = "\n".join(filter(None, (rows[manner].get(name, ""), rest)))
    if not rows:
        return []
    named = {name for row in rows.values() for name in row}
    plain = [{name: text} for name, text in told if name not in named and text]
    by_manner = [{"manner": key, **row} for key, row in rows.items()]
    return list(filter(None, map(submission_of, [*by_manner, *plain])))


def _figure_told(lines: list[Line], value: Value) -> str:
    """Without the manners that nothing is told of: «- Trực tiếp:»."""
    told = text_of_value(lines, value).split("\n")
    return words_told("\n".join(line for line in told if not _BARE_MANNER.fullmatch(fold(line))))


def _plain_cells(page: Lines, values: list[Value]) -> Iterator[list[str]]:
    for value in values:
        for table in page.tables:
            until = max(value.end, value.reach)  # «Lệ phí: 5.000 đồng» in a cell is a label of its own
            if value.start <= table.start and table.end <= until and table.end > table.start:
                for row in plain_rows(table, page.lines):
                    yield [cell.text for cell in row if cell.text]


def _written_out(lines: list[Line], values: list[Value]) -> Iterator[Submission]:
    """Labels one behind the other: a manner, its time limit, its fee, and the next manner."""
    row: dict[str, str] = {}
    for name, text in _events(lines, values):
        if name in row or (name == "manner" and row):
            if read := submission_of(row):
                yield read
            row = {}
        row[name] = text
    if read := submission_of(row):
        yield read


def _events(lines: list[Line], values: list[Value]) -> Iterator[tuple[str, str]]:
    """Figures as labelled; where none are, as typed under the manners. A manner counts where figures follow several."""
    figures = sum(value.field in _FIGURES for value in values)
    between = _manners_between(lines, values) if figures > 2 else []
    for value in values:
        while between and between[0] < value.at:
            yield "manner", lines[between.pop(0)].text
        text = _figure_told(lines, value) if value.field in _FIGURES else words_told(text_of_value(lines, value))
        if value.field in _FIGURES and text:
            yield value.field, text
        elif value.field == "manners" and not figures:
            yield from _typed(text.splitlines())
        elif value.field == "manners" and figures > 2:
            last = text.splitlines()[-1:] if text else []
            if last and _MANNER.fullmatch(fold(last[0])):
                yield "manner", last[0]


def _manners_between(lines: list[Line], values: list[Value]) -> list[int]:
    """The lines that name a manner in the box of «Cách thức thực hiện», between the figures of one and of the next."""
    taken = {at for value in values if value.field in _FIGURES for at in range(value.start, value.end)}
    return [
        at
        for value in values
        if value.field == "manners"
        for at in range(value.end, value.reach)
        if at not in taken and _MANNER.fullmatch(fold(lines[at].text))
    ]


def _typed(lines: list[str]) -> Iterator[tuple[str, str]]:
    """«Trực tiếp», «Thời hạn giải quyết: 5 ngày», «Phí: 0 đồng», and the next manner; or all of one in one line."""
    whole = [told for line in lines if (told := row_in_line(line))]
    if whole:
        for told in whole:
            yield from told.items()
        return
    typed = [(line, typed_label(line)) for line in lines]
    events = [event for line, label in typed if (event := _event_of(line, label)) is not None]
    if any(name in _FIGURES for name, _ in events):
        yield from events


def _event_of(line: str, label: tuple[str, str] | None) -> tuple[str, str] | None:
    """A figure by its label, or a line that is a manner, a duration, an amount and nothing else."""
    if label and label[0] in _FIGURES:
        return label
    plain = fold(label[1] if label else line)
    if _MANNER.fullmatch(plain):
        return "manner", label[1] if label else line
    if _DURATION.fullmatch(plain):
        return "time_limit", line
    return ("fee", line) if _AMOUNT.fullmatch(plain) else None


_DURATION: Final = re.compile(r"(?:trong )?\d{1,4}(?:[.,]\d)? (?:ngay|gio|phut|thang|tuan|nam)\b.{0,50}")
_AMOUNT: Final = re.compile(r"\d[\d.,]* ?(?:dong|vnd|d)\b.{0,40}|mien phi|khong (?:thu )?phi")


_FIGURES: Final = frozenset({"time_limit", "fee"})


def _papers(page: Lines, grids: list[Grid], by_field: Mapping[str, list[Value]]) -> Iterator[Paper]:
    for row in _grids_with(grids, "paper"):
        counts = [f"{words}: {row[key].text}" for key, words in _COUNTED if key in row and row[key].text.strip()]
        beside = [cell.text for name, cell in row.items() if name not in {"paper", "originals", "copies"}]
        if read := paper_of(*_cells(row, "paper"), *counts, *beside):
            yield read
    taken = {at for grid in grids for at in range(grid.start, grid.end)}
    for value in by_field.get("papers", ()):
        yield from _papers_of_items(_items(page, value, taken))


def _papers_of_items(items: Iterable[tuple[str, list[str]]]) -> Iterator[Paper]:
    """A line that only counts copies or names a form belongs to the paper above it."""
    last: Paper | None = None
    for text, beside in _with_counts(items):
        if _is_group(text):
            continue
        read = paper_of(text, *beside)
        if read is None or _ONLY_FORM.fullmatch(fold(text)):
            if last is not None:
                counted = paper_of(last.name, text, *beside)
                last = counted and replace(
                    last,
                    forms=(*last.forms, *counted.forms),
                    originals=counted.originals if last.originals is None else last.originals,
                    copies=counted.copies if last.copies is None else last.copies,
                )
            continue
        if last is not None:
            yield last
        last = read
    if last is not None:
        yield last


def _with_counts(items: Iterable[tuple[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    """«Bản chính» with its number in the next line is one line."""
    counted = ""
    for text, beside in items:
        if counted:
            text = f"{counted}: {text}" if text.strip().isdecimal() else text  # noqa: PLW2901 -- the two are one
            counted = ""
        elif _COUNT_LABEL.fullmatch(fold(text).strip(" :")):
            counted = text.strip(" :")
            continue
        yield text, beside


_COUNT_LABEL: Final = re.compile(r"(?:so )?(?:luong )?ban (?:chinh|sao|goc|chup)")
_ONLY_FORM: Final = re.compile(
    r"(?:mau (?:don|bieu|to khai)[^:]{0,30}:\s*)?[^:]{1,120}\.(?:docx?|xlsx?|pdf)|(?:tai (?:ve|mau)|xem mau).{0,20}"
)
_COUNTED: Final = (("originals", "Bản chính"), ("copies", "Bản sao"))


def _is_group(text: str) -> bool:
    """«Hồ sơ chung:» heads papers and is none; neither is «Không quy định»."""
    words = fold(text).strip(" .")
    if _SETS.fullmatch(words) or field_of(text) == "papers" or _NUMBERED.fullmatch(words.rstrip(":")):
        return True
    return bool(_GROUP_END.match(words)) or words in _NOTHING_ASKED


def _items(page: Lines, value: Value, taken: set[int]) -> Iterator[tuple[str, list[str]]]:
    """The items of a list: rows of a table without heads, else lines; what belongs to tables with heads is left out."""
    rows_at = {}
    for table in page.tables:
        if value.start <= table.start and table.end <= value.end and table.start not in taken:
            rows_at.update(
                {row[0].start: row for row in plain_rows(table, page.lines) if row and row[0].end <= value.end}
            )
    if value.first:
        yield value.first, []
    at = value.start
    while at < value.end:
        if at in taken:
            at += 1
        elif at in rows_at:
            cells = [cell.text for cell in rows_at[at] if cell.text]
            name = max(cells, key=len, default="")
            yield name, [cell for cell in cells if cell is not name]
            at = max(at + 1, rows_at[at][-1].end)
        else:
            yield page.lines[at].text, []
            at += 1


def _bases(page: Lines, grids: list[Grid], by_field: Mapping[str, list[Value]]) -> Iterator[LegalBasis]:
    for row in _grids_with(grids, "number", "title"):
        if read := basis_of(*_cells(row, "number", "title", "issued_on", "issuer")):
            yield read
    taken = {at for grid in grids for at in range(grid.start, grid.end)}
    for value in by_field.get("legal_bases", ()):
        for text, beside in _items(page, value, taken):
            parts = text.split(";") if len(NUMBER.findall(text)) > 1 and ";" in text else [text]
            for part in parts:
                number = next((cell for cell in beside if NUMBER.fullmatch(cell.strip())), "")
                read = basis_of(number, part) if number else basis_in(part)
                if read:
                    yield read
