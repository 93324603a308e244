"""The tables of a file to the tasks of a plan."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from caicach.documents.plan.checks import check_rows
from caicach.documents.plan.context import issued_on, year_of_plan
from caicach.documents.plan.drafts import Draft, draft_of
from caicach.documents.plan.entries import Entry, entries_of, settled_marks
from caicach.documents.plan.month_first import month_first
from caicach.documents.plan.sections import Role, SectionPath, is_rest_of_row, letters_stand_inside, roles_of
from caicach.documents.plan.unit_words import begins_unit
from caicach.documents.plan.values import Place, PlanReading, PlanWarning
from caicach.documents.read.tables.grid import Grid, distinct
from caicach.documents.read.tables.headers import Kind
from caicach.documents.read.tables.layout import Layout, header_at
from caicach.documents.read.tables.marks import Mark, Style, heading_mark, leading_mark
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import tell
from caicach.kernel.text.folding import fold, squeeze

_SMALL_TABLE: Final = 2
_LONGEST_NAME: Final = 150


@dataclass(frozen=True, slots=True)
class PlanSource:
    """The tables of a file, and all of its words outside tables."""

    grids: tuple[Grid, ...]
    text: str = ""
    warnings: tuple[PlanWarning, ...] = ()


def read_tables(source: PlanSource, *, name: str) -> PlanReading:
    """Every task of every table; InvalidInput where no table is one of tasks."""
    issued = issued_on(source.text)
    walk = _Walk(issued=issued, year=year_of_plan(source.text))
    for number, grid in enumerate(source.grids, start=1):
        walk.table(grid, number)
    if not walk.found_header:
        raise _no_table(name, len(source.grids))
    rows = month_first(tuple(draft.value() for draft in walk.drafts))
    checked = check_rows(
        rows,
        [draft.is_merged for draft in walk.drafts],
        issued=issued,
        has_lead_column=walk.has_lead_column,
    )
    return PlanReading(rows, (*source.warnings, *walk.warnings, *checked), issued)


def _no_table(name: str, count: int) -> InvalidInput:
    return InvalidInput(
        "plan.no_table",
        what="Không thấy bảng nhiệm vụ trong tệp «{name}».",
        why="Tệp có {count} bảng, không bảng nào có cột nhiệm vụ cùng cột đơn vị, sản phẩm hoặc thời gian.",
        todo="Hãy kiểm tra dòng tiêu đề của bảng (TT, nhiệm vụ, chủ trì, phối hợp, thời gian, sản phẩm).",
        name=name,
        count=count,
    )


@dataclass(slots=True)
class _Walk:
    """Goes through the tables in their order; a table without a header goes on from the one before."""

    issued: date | None
    year: int | None
    drafts: list[Draft] = field(default_factory=list)
    warnings: list[PlanWarning] = field(default_factory=list)
    layout: Layout | None = None
    path: SectionPath = field(default_factory=SectionPath)
    found_header: bool = False
    has_lead_column: bool = False
    _only_header: bool = False
    _warned: set[str] = field(default_factory=set)

    def table(self, grid: Grid, number: int) -> None:
        headers = _headers(grid)
        if not headers:
            self._without_header(grid, number)
        ends = [*(row for row, _ in headers[1:]), len(grid.rows)][: len(headers)]
        for (start, layout), end in zip(headers, ends, strict=True):
            parted = start == headers[0][0] and _speaks(grid.before)
            goes_on = self.layout is not None and self.layout.titles == layout.titles and not parted
            if not goes_on:
                self.path = SectionPath()
            self._header(layout, number, start)
            self._rows(grid, number, layout, range(layout.first_row, end), goes_on=goes_on)

    def _without_header(self, grid: Grid, number: int) -> None:
        """A table that goes on from the one before, where its columns are as many; else it is told of."""
        height = len(grid.rows)
        if self.layout and _fits(self.layout, grid) and not _speaks(grid.before):
            self._rows(grid, number, self.layout, range(height), goes_on=True)
        elif height > _SMALL_TABLE and grid.width > _SMALL_TABLE:
            why = "Bảng {number} ({height} dòng) không có tiêu đề cột nhiệm vụ nên không được đọc."
            message = tell(why, number=str(number), height=height)
            place = Place(number, 1, grid.page_of(0), grid.sheet)
            self.warnings.append(PlanWarning("plan.table_not_read", message, None, place))

    def _header(self, layout: Layout, number: int, row: int) -> None:
        self.layout, self.found_header = layout, True
        self.has_lead_column |= bool(layout.of(Kind.LEAD))
        for column in layout.columns:
            if column.by_content and column.title not in self._warned:
                self._warned.add(column.title)
                why = "Cột «{title}» được hiểu theo nội dung các ô, không theo tiêu đề: hãy xem lại."
                message = tell(why, title=column.title)
                self.warnings.append(PlanWarning("plan.column_by_content", message, None, Place(number, row + 1)))
        for column in layout.of(Kind.OTHER):
            if column.title and column.title not in self._warned:
                self._warned.add(column.title)
                why = "Cột «{title}» chưa rõ nghĩa; nội dung được giữ nguyên bên cạnh nhiệm vụ."
                message = tell(why, title=column.title)
                self.warnings.append(PlanWarning("plan.column_unknown", message, None, Place(number, row + 1)))
        if not layout.of(Kind.LEAD) and "" not in self._warned:
            self._warned.add("")
            message = tell("Bảng {number} không có cột đơn vị chủ trì.", number=str(number))
            self.warnings.append(PlanWarning("plan.no_lead_column", message, None, Place(number, row + 1)))

    def _rows(self, grid: Grid, number: int, layout: Layout, rows: range, *, goes_on: bool) -> None:
        entries = entries_of(grid, layout, rows)
        if goes_on and self._only_header and entries and is_rest_of_row(entries[0], entries[0].mark):
            entries = entries[1:]  # the page broke in the header itself: these are its last words
        self._only_header = not entries
        marks = settled_marks(entries)
        self.path.letters_inside = self.path.letters_inside or letters_stand_inside(marks)
        roles = roles_of(entries, marks, goes_on=goes_on and bool(self.drafts))
        for at, (entry, mark, role) in enumerate(zip(entries, marks, roles, strict=True)):
            place = Place(number, entry.row + 1, entry.page, grid.sheet)
            after = marks[at + 1] if at + 1 < len(marks) else None
            self._row(entry, mark, role, place, after)

    def _row(self, entry: Entry, mark: Mark | None, role: Role, place: Place, after: Mark | None) -> None:
        match role:
            case Role.SECTION:
                is_outer = after is not None and after.style in {Style.PART, Style.LETTER, Style.ROMAN}
                self.path.open(_section_text(entry), mark, is_outer=is_outer)
            case Role.HIDDEN:
                self.path.hide()
            case Role.TOTAL | Role.NOTE:
                words = squeeze(entry.band or entry.task or entry.no)
                message = tell("Dòng «{words}» không phải nhiệm vụ nên không được lấy.", words=words[:80])
                self.warnings.append(PlanWarning("plan.row_not_a_task", message, None, place))
            case Role.GOES_ON if self.drafts:
                self.drafts[-1].take_on(entry)
            case _:
                self._task(entry, mark, place)

    def _task(self, entry: Entry, mark: Mark | None, place: Place) -> None:
        self.path.task(mark)
        section = self.path.texts
        group = squeeze(entry.text(Kind.GROUP))
        if group and entry.task and section is not None:
            section = (*section, group)
        draft = draft_of(entry, section, place, self.drafts[-1] if self.drafts else None)
        if not draft.texts[Kind.LEAD] and section and not any(one.kind is Kind.LEAD for one in entry.columns):
            draft.texts[Kind.LEAD] = _unit_of_section(section[-1])
        draft.issued, draft.year = self.issued, _year_of_title(entry) or self.year
        self.drafts.append(draft)


def _section_text(entry: Entry) -> str:
    return squeeze(" ".join(part for part in (entry.no, entry.band or entry.task or entry.text(Kind.GROUP)) if part))


def _unit_of_section(text: str) -> str:
    """«II. SỞ NỘI VỤ» over the tasks of a table without a lead column says who leads them."""
    mark = heading_mark(text) or leading_mark(text)
    name = text[mark[1] :] if mark else text
    return name if begins_unit(name) and len(name) < _LONGEST_NAME else ""


def _year_of_title(entry: Entry) -> int | None:
    """«Thời gian thực hiện năm 2026» gives its year to the cells below."""
    titles = " ".join(column.title for column in entry.columns if column.kind is Kind.DEADLINE)
    years = [
        int(word)
        for word in fold(titles).replace("/", " ").split()
        if word.isdigit() and word.startswith("20") and len(word) == 4
    ]
    return years[0] if len(years) == 1 else None


def _fits(layout: Layout, grid: Grid) -> bool:
    """Whether rows of the grid have as many cells as the header before them has columns."""
    counts = [len(distinct(row)) for row in grid.rows]
    return layout.columns[-1].last == grid.width or len(layout.columns) in counts


def _headers(grid: Grid) -> list[tuple[int, Layout]]:
    """Every header of the grid: one, or the same again at each page, or those of several tables in one sheet."""
    found: list[tuple[int, Layout]] = []
    row = 0
    while row < len(grid.rows):
        layout = header_at(grid, row)
        if layout:
            found.append((row, layout))
            row = max(layout.first_row, row + 1)
        else:
            row += 1
    return found


def _speaks(text: str) -> bool:
    """Whether the words between two tables part them: a page number does not."""
    return any(not line.strip(" -–.").isdigit() and line.strip(" -–.") for line in text.splitlines())
