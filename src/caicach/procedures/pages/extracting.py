"""The records of procedures that one page shows: the public face of this room."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from caicach.kernel.text.folding import fold
from caicach.procedures.pages.decoding import Text, text_of
from caicach.procedures.pages.gathering import Gathered, record_in
from caicach.procedures.pages.grids import Cell, Grid, grids_of
from caicach.procedures.pages.lines import Element, Line, Lines, lines_of
from caicach.procedures.pages.linking import hides_pages
from caicach.procedures.record.codes import CODE, code_in, family
from caicach.procedures.record.labels import field_of
from caicach.procedures.record.parts import basis_in, paper_of, submission_of
from caicach.procedures.record.time_limits import words_told
from caicach.procedures.record.values import TEXT_FIELDS, Procedure

_SAYS_CODE: Final = re.compile(r"\bma\b|\bso ho so\b|\bcode\b")
_GENERIC: Final = re.compile(
    r"(?:xem )?chi tiet.*|(?:bo |danh muc |danh sach |tra cuu |thong tin )*(?:thu tuc hanh chinh|tthc|thu tuc)"
    r"|cong (?:thong tin|dich vu cong|dvc).*|dich vu cong.*|trang chu.*"
    r"|thong tin (?:chung|chi tiet|thu tuc).*|he thong .*|so .{3,40}"
    r"|uy ban nhan dan .*|ubnd .*|noi dung.*|chi tiet.*|xem|tai ve|nop ho so.*|.{0,2}"
)
_BEFORE_NAME: Final = re.compile(
    r"^\s*(?:(?:\d{1,3}|[IVX]{1,5})[.)/]\s*)?"
    r"(?:(?:tên\s+)?(?:thủ tục|tthc)(?:\s+(?:số\s+|thứ\s+)?\d{1,3})?\s*[:.]\s*)?",
    re.IGNORECASE,
)
"""«2. », «Thủ tục số 3: » before a name count the procedures of a page and are no part of it."""
_DECIDED: Final = re.compile(r"(?:cong bo|ban hanh)[^();]{0,40}?(quyet dinh (?:so:? ?)?\d{1,5} ?/ ?qd-[^();,]{2,90})")
_FULL: Final = 3
_NEAR: Final = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A record of a page: ``is_full`` where it tells fields, else it is a line of a list; ``links`` beside it.

    ``wordings``: how the page words the labels of its fields, by which pages of one form are known.
    """

    procedure: Procedure
    is_full: bool
    links: tuple[str, ...]
    wordings: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """Where a page leads: by ``words`` of its own, in a ``line`` that may hold more."""

    address: str
    words: str
    line: str


@dataclass(frozen=True, slots=True)
class Page:
    """``hides_pages``: a list that goes on where only a script or a form that is sent leads; ``titles``: the names that
    attributes give to lines, by their number in ``words``."""

    text: Text
    title: str
    words: str
    records: tuple[Found, ...]
    links: tuple[Link, ...]
    scripts: int
    has_password: bool
    hides_pages: bool = False
    titles: Mapping[int, str] = field(default_factory=dict)


def page_of(data: bytes) -> Page:
    """What a page shows, from its bytes alone."""
    text = text_of(data)
    read = lines_of(text.text)
    links = tuple(
        Link(address, words, line.text)
        for line in read.lines
        for address, words in zip(line.links, line.linked, strict=True)
    )
    words = "\n".join(line.text for line in read.lines)
    records = tuple(records_in(read))
    hides = any(not found.is_full for found in records) and hides_pages(text.text)
    titles = {
        at: line.titled.title
        for at, line in enumerate(read.lines)
        if line.titled is not None and not line.text.startswith(line.titled.title)
    }
    return Page(text, read.title, words, records, links, read.scripts, read.has_password, hides, titles)


def records_in(page: Lines) -> Iterator[Found]:
    """Records in the order of the page: rows of lists, then whole records, then what else bears a code."""
    grids = grids_of(page.tables, page.lines)
    listed = [grid for grid in grids if {"code", "name"} & set(grid.columns)]
    yield from (found for grid in listed for found in _rows(grid))
    covered = {at for grid in listed for at in range(grid.start, grid.end)}
    rest = [grid for grid in grids if grid.start not in covered]
    whole = list(_whole_records(page, rest, covered))
    if len(whole) == 1 and not whole[0].procedure.code:
        whole = [_with_only_code(page, covered, whole[0])]
    yield from whole
    shown = {family(found.procedure.code) for found in whole}
    yield from _mentions(page, covered, shown)


def _with_only_code(page: Lines, covered: set[int], found: Found) -> Found:
    """A record without a labelled code bears the one code of its page, if there is but one."""
    codes = {code_in(line.text) for at, line in enumerate(page.lines) if at not in covered and not line.links} - {""}
    return replace(found, procedure=replace(found.procedure, code=codes.pop())) if len(codes) == 1 else found


def _rows(grid: Grid) -> Iterator[Found]:
    for row in grid.rows:
        code = (
            code_in(row["code"].text)
            if "code" in row
            else next(filter(None, (code_in(c.text) for c in row.values())), "")
        )
        name = " ".join(row["name"].text.split("\n")) if "name" in row else ""
        if not code and not name:
            continue
        links = tuple(link for cell in row.values() for link in cell.links)
        wordings = frozenset((column, "row") for column in grid.columns)
        yield Found(_of_row(row, code, _without_code(name)), _tells(row), links, wordings)


def _tells(row: dict[str, Cell]) -> bool:
    return sum(name in row for name in ("time_limit", "fee", "legal_bases", "paper", "steps")) >= 2


def _of_row(row: dict[str, Cell], code: str, name: str) -> Procedure:
    texts: dict[str, Any] = {field: words_told(row[field].text) for field in TEXT_FIELDS if field in row}
    submission = submission_of({key: cell.text for key, cell in row.items()})
    papers = map(paper_of, row["paper"].text.split("\n")) if "paper" in row else ()
    bases = map(basis_in, row["legal_bases"].text.split("\n")) if "legal_bases" in row else ()
    return Procedure(
        code=code,
        name=name,
        submissions=(submission,) if submission else (),
        papers=tuple(filter(None, papers)),
        legal_bases=tuple(filter(None, bases)),
        **texts,
    )


def _without_code(name: str) -> str:
    return CODE.sub("", name).strip(" -–:.()|") if CODE.search(name) else name


def _whole_records(page: Lines, grids: list[Grid], covered: set[int]) -> Iterator[Found]:
    anchors = _anchors(page.lines, covered)
    if len({family(code) for _, code in anchors}) <= 1:
        gathered = record_in(page, 0, len(page.lines), grids)
        if gathered.fields >= _FULL or (anchors and gathered.fields):
            yield _named(page, gathered, anchors[0][1] if anchors else "", anchors[0][0] if anchors else None)
        return
    for start, end, at, code in _segments(page, anchors):
        gathered = record_in(page, start, end, grids)
        yield _named(page, gathered, code, at)


def _anchors(lines: list[Line], covered: set[int]) -> list[tuple[int, str]]:
    """Where a code is told as the code of what stands around it: one for each procedure."""
    found: dict[str, tuple[int, str]] = {}
    for at, line in enumerate(lines):
        if at in covered or ("." not in line.text and "-" not in line.text):
            continue
        code = code_in(line.text)
        if not code:
            continue
        before = fold(line.text[: line.text.find(code[:6])])
        labelled = bool(_SAYS_CODE.search(before)) or (at > 0 and field_of(lines[at - 1].text) == "code")
        if labelled or (line.heading and not line.links):
            found.setdefault(family(code), (at, code))
    return sorted(found.values())


def _segments(page: Lines, anchors: list[tuple[int, str]]) -> Iterator[tuple[int, int, int, str]]:
    """The range of each record: the largest box that holds its code and no other; else from heading to heading."""
    places = [at for at, _ in anchors]
    starts = [_start_of(page.lines, at, places[number - 1] if number else -1) for number, at in enumerate(places)]
    for number, (at, code) in enumerate(anchors):
        box: Element = page.lines[at].element
        while box.parent is not None and not _holds_other(box.parent, places, at):
            box = box.parent
        until = starts[number + 1] if number + 1 < len(starts) else len(page.lines)
        start, end = (box.start, box.end) if box.end - box.start > 3 else (starts[number], until)
        yield (
            min(start, starts[number]) if start - starts[number] <= _NEAR else start,
            min(end, max(until, at + 1)),
            at,
            code,
        )


def _holds_other(box: Element, places: list[int], at: int) -> bool:
    return any(box.start <= other < box.end for other in places if other != at)


def _start_of(lines: list[Line], at: int, previous: int) -> int:
    """The name stands at most a few lines above the code: a heading, or labelled so."""
    for back in range(at, max(at - _NEAR, previous), -1):
        above = back - 1
        if above > previous and (lines[above].heading or _label_name(lines[above].text)):
            return above
    return at


def _label_name(text: str) -> bool:
    return field_of(text) == "name" or field_of(text.partition(":")[0]) == "name"


def _named(page: Lines, gathered: Gathered, code: str, at: int | None) -> Found:
    read = gathered.procedure
    read = replace(read, code=read.code or code, name=_without_code(read.name))
    if not read.name:
        read = replace(read, name=_name_near(page, gathered, at))
    if at is not None and not read.decision:
        read = replace(read, decision=_decided(page.lines[at].text))
    links = tuple(link for line in page.lines[gathered.start : gathered.end] for link in line.links)
    return Found(read, gathered.fields >= 1, links, gathered.wordings)


def _decided(line: str) -> str:
    """The decision that is told behind the code.

    >>> _decided("Mã số: 1.000001 (công bố tại Quyết định số 12/QĐ-UBND)")
    'Quyết định số 12/QĐ-UBND'
    """
    found = _DECIDED.search(fold(line))
    return line[found.start(1) : found.end(1)].strip() if found else ""


def _name_near(page: Lines, gathered: Gathered, at: int | None) -> str:
    """The heading of a record: the nearest above its code, else the first that is no general word; else the title."""
    lines = page.lines[gathered.start : gathered.end]
    headings = [(number, line.text) for number, line in enumerate(lines, gathered.start) if line.heading]
    own = [(number, text) for number, text in headings if _may_be_name(text)]
    above = [text for number, text in own if at is not None and number <= at]
    chosen = above[-1:] or [text for _, text in own[:1]]
    if not chosen:
        chosen = [line.text for line in lines if len(line.text) > 12 and page.title.startswith(line.text)][:1]
    if not chosen and at is not None:
        near = page.lines[max(gathered.start, at - 2) : at + 1]
        chosen = [line.text for line in near if len(_without_code(line.text)) > 12 and _may_be_name(line.text)][-1:]
    if not chosen:
        titles = [part.strip() for part in re.split(r"\s[|–-]\s", page.title)]
        chosen = [part for part in titles if len(part) > 12 and _may_be_name(part)][:1]
    return _BEFORE_NAME.sub("", _without_code(chosen[0])) if chosen else ""


def _may_be_name(text: str) -> bool:
    bare = _without_code(text)
    plain = fold(bare).strip(" .:")
    if not plain or field_of(bare) is not None or _GENERIC.fullmatch(plain) or len(bare) <= 5:
        return False
    return bare == text or not _SAYS_CODE.match(plain.lstrip("( "))  # «Mã số: 1.000001, công bố kèm theo …»


def _mentions(page: Lines, covered: set[int], shown: set[str]) -> Iterator[Found]:
    """Codes beside a link: cards and lists that lead to procedures."""
    seen = set(shown)
    places = [(at, code) for at, line in enumerate(page.lines) if at not in covered and (code := code_in(line.text))]
    for at, code in places:
        if family(code) in seen:
            continue
        seen.add(family(code))
        box = _smallest_with_link(page.lines, at, [other for other, _ in places])
        own = page.lines[box.start : box.end] if box else [page.lines[at]]
        links = tuple(link for line in own for link in line.links)
        yield Found(Procedure(code=code, name=_longest_name(own)), is_full=False, links=links)


def _smallest_with_link(lines: list[Line], at: int, places: list[int]) -> Element | None:
    box: Element | None = lines[at].element
    while box is not None and box.parent is not None:
        if any(line.links for line in lines[box.start : box.end]):
            return box
        if _holds_other(box.parent, places, at):
            return box
        box = box.parent
    return None


def _longest_name(lines: Iterable[Line]) -> str:
    names = [_without_code(line.text) for line in lines]
    linked = [_without_code(line.text) for line in lines if line.links and _may_be_name(line.text)]
    return max(linked or [name for name in names if name and _may_be_name(name)], key=len, default="")
