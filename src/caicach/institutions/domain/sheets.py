"""Lists of legal documents and of business rules in a table: its heads, its cells, and what is wrong with a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from caicach.institutions.domain.documents import DocumentFacts, DocumentKind, DraftingStep, Issue, Origin, StepDays
from caicach.institutions.domain.rules import Approver, Measure, RuleFacts, RuleKind
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, tell
from caicach.kernel.text.dates import parse_date
from caicach.kernel.text.folding import fold, squeeze
from caicach.kernel.text.numbers import parse_number

Heads = Mapping[str, str]
"""From the folded words of a head to the field."""
Numbered = tuple[int, Mapping[str, str]]
Choice = TypeVar("Choice", bound=StrEnum)

STEP_HEADS: Final = {
    DraftingStep.PROPOSED: "Hạn đề nghị xây dựng",
    DraftingStep.DRAFTED: "Hạn soạn thảo",
    DraftingStep.CONSULTED: "Hạn lấy ý kiến",
    DraftingStep.APPRAISED: "Hạn thẩm định",
    DraftingStep.SUBMITTED: "Hạn trình",
    DraftingStep.VERIFIED: "Hạn thẩm tra",
}
DOCUMENT_HEADS: Final = {
    "title": ("Tên văn bản", "Tên loại, trích yếu văn bản", "Trích yếu", "Nội dung văn bản"),
    "kind": ("Loại văn bản", "Hình thức văn bản"),
    "unit": ("Cơ quan chủ trì soạn thảo", "Cơ quan soạn thảo", "Đơn vị chủ trì", "Cơ quan chủ trì"),
    "year": ("Năm", "Chương trình năm"),
    "origin": ("Nguồn yêu cầu",),
    "basis": ("Căn cứ ban hành", "Căn cứ", "Văn bản giao quy định chi tiết"),
    "basis_effective_on": ("Căn cứ có hiệu lực từ", "Ngày có hiệu lực của văn bản giao"),
    "due_on": ("Thời hạn ban hành", "Hạn ban hành", "Thời gian ban hành", "Thời hạn trình ban hành"),
    "is_shortened": ("Trình tự rút gọn",),
    **{step.value: (head,) for step, head in STEP_HEADS.items()},
    "number": ("Số, ký hiệu", "Số ký hiệu", "Số, ký hiệu văn bản"),
    "signed_on": ("Ngày ký", "Ngày ban hành"),
    "effective_on": ("Ngày có hiệu lực", "Ngày hiệu lực", "Hiệu lực từ"),
    "sent_on": ("Ngày gửi đăng công báo", "Ngày gửi đăng tải"),
}
RULE_HEADS: Final = {
    "name": ("Tên quy định", "Quy định kinh doanh", "Nội dung quy định"),
    "kind": ("Loại quy định",),
    "field": ("Lĩnh vực", "Ngành, lĩnh vực"),
    "basis": ("Văn bản quy định", "Căn cứ pháp lý"),
    "code": ("Mã thủ tục", "Mã TTHC"),
    "unit": ("Đơn vị", "Cơ quan quản lý", "Cơ quan chủ trì"),
    "counted_on": ("Ngày thống kê", "Thống kê từ ngày"),
    "measure": ("Phương án",),
    "approver": ("Cấp phê duyệt",),
    "decision": ("Quyết định phê duyệt", "Văn bản phê duyệt"),
    "approved_on": ("Ngày phê duyệt",),
    "due_on": ("Thời hạn thực thi", "Hạn thực thi"),
    "cost_before": ("Chi phí trước (đồng/năm)", "Chi phí trước"),
    "cost_after": ("Chi phí sau (đồng/năm)", "Chi phí sau"),
    "days_before": ("Thời gian trước (ngày)", "Thời gian trước"),
    "days_after": ("Thời gian sau (ngày)", "Thời gian sau"),
    "done_in": ("Văn bản thực thi",),
    "done_on": ("Ngày thực thi",),
}
KIND_WORDS: Final = {
    DocumentKind.COUNCIL: "Nghị quyết của HĐND tỉnh",
    DocumentKind.COMMITTEE: "Quyết định của UBND tỉnh",
    DocumentKind.CHAIR: "Quyết định của Chủ tịch UBND tỉnh",
    DocumentKind.COMMUNE_COUNCIL: "Nghị quyết của HĐND xã",
    DocumentKind.COMMUNE_COMMITTEE: "Quyết định của UBND xã",
    DocumentKind.OTHER: "Văn bản khác",
}
ORIGIN_WORDS: Final = {
    Origin.PLAN: "Kế hoạch",
    Origin.HIGHER: "Văn bản cấp trên giao",
    Origin.OWN: "Tự đề xuất",
}
RULE_KIND_WORDS: Final = {
    RuleKind.CONDITION: "Yêu cầu, điều kiện",
    RuleKind.PROCEDURE: "Thủ tục hành chính",
    RuleKind.REPORTING: "Chế độ báo cáo",
    RuleKind.STANDARD: "Tiêu chuẩn, quy chuẩn",
    RuleKind.SPECIAL_INSPECTION: "Kiểm tra chuyên ngành",
}
MEASURE_WORDS: Final = {
    Measure.NONE: "Chưa có phương án",
    Measure.KEEP: "Giữ nguyên",
    Measure.CUT: "Cắt giảm, bãi bỏ",
    Measure.SIMPLIFY: "Đơn giản hóa",
}
APPROVER_WORDS: Final = {
    Approver.GOVERNMENT: "Chính phủ, Thủ tướng",
    Approver.PROVINCE: "UBND tỉnh",
    Approver.OWN: "Chủ động khi xây dựng văn bản",
}
_OTHER_WORDS: Final[Mapping[str, StrEnum]] = {
    "nghi quyet": DocumentKind.COUNCIL,
    "nghi quyet hdnd tinh": DocumentKind.COUNCIL,
    "nghi quyet cua hoi dong nhan dan tinh": DocumentKind.COUNCIL,
    "quyet dinh": DocumentKind.COMMITTEE,
    "quyet dinh ubnd tinh": DocumentKind.COMMITTEE,
    "quyet dinh cua uy ban nhan dan tinh": DocumentKind.COMMITTEE,
    "dieu kien kinh doanh": RuleKind.CONDITION,
    "dieu kien dau tu kinh doanh": RuleKind.CONDITION,
    "tthc": RuleKind.PROCEDURE,
    "cat giam": Measure.CUT,
    "bai bo": Measure.CUT,
    "sua doi, bo sung": Measure.SIMPLIFY,
    "": Measure.NONE,
}
_YES: Final = frozenset({"x", "co", "1", "rut gon"})
_EMPTY: Final = frozenset({"", "-", "…", "...", "khong co"})


@dataclass(frozen=True, slots=True)
class ListedDocument:
    facts: DocumentFacts
    issue: Issue


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Rows of the one table whose head has what is needed, by the numbers of its file."""

    rows: tuple[Numbered, ...]
    has_head: bool


def rows_under(tables: Sequence[Sequence[Sequence[str]]], heads: Mapping[str, Sequence[str]], key: str) -> SheetRows:
    """The rows of every table that has a column of ``key``; a row without it, or of one wide cell, is none.

    >>> table = [["Danh mục"], ["TT", "Tên văn bản", "Ngày ký"], ["1", "Quy định A", ""], ["", "", "01/02/2026"]]
    >>> rows_under([table], DOCUMENT_HEADS, "title").rows
    ((3, {'title': 'Quy định A'}),)
    """
    names = {fold(word): field for field, words in heads.items() for word in words}
    found: list[Numbered] = []
    has_head = False
    line = 0
    for table in tables:
        columns: dict[int, str] = {}
        for row in table:
            line += 1
            named = {at: names[word] for at, cell in enumerate(row) if (word := fold(squeeze(cell))) in names}
            if key in named.values():
                columns, has_head = named, True
                continue
            cells = {name: squeeze(row[at]) for at, name in columns.items() if at < len(row) and row[at].strip()}
            if key in cells and not _is_band(row) and not cells[key].isdecimal():
                found.append((line, cells))
    return SheetRows(tuple(found), has_head)


def _is_band(row: Sequence[str]) -> bool:
    """A heading across the table: a merged cell says the same in every column."""
    return len(row) > 1 and len({cell for cell in row if cell.strip()}) == 1 and all(row)


class RowReader:
    """The cells of a row as values; what cannot be read is told and the row is not taken."""

    def __init__(self, line: int, cells: Mapping[str, str], units: Mapping[str, str]) -> None:
        self.line, self.cells, self.units = line, cells, units
        self.problems: list[Said] = []

    def text(self, name: str) -> str:
        return self.cells.get(name, "")

    def day(self, name: str) -> date | None:
        text = self.cells.get(name, "")
        if fold(text) in _EMPTY:
            return None
        try:
            return parse_date(text.partition(" 00:00")[0])
        except InvalidInput:
            self.problems.append(tell("Dòng {line}: «{text}» không phải một ngày.", line=self.line, text=text[:60]))
            return None

    def number(self, name: str) -> Decimal | None:
        text = self.cells.get(name, "")
        if fold(text) in _EMPTY:
            return None
        try:
            found = parse_number(text)
        except InvalidInput:
            found = Decimal(-1)
        if found < 0:
            told = tell("Dòng {line}: «{text}» không phải một số từ 0.", line=self.line, text=text[:60])
            self.problems.append(told)
            return None
        return found

    def unit(self) -> str:
        text = self.cells.get("unit", "")
        code = self.units.get(fold(text), "")
        if not code:
            told = tell("Dòng {line}: không có đơn vị «{text}» trong danh bạ.", line=self.line, text=text[:100])
            self.problems.append(told)
        return code

    def choice(self, name: str, words: Mapping[Choice, str], default: Choice | None = None) -> Choice:
        text = fold(self.cells.get(name, ""))
        found = next((one for one, word in words.items() if text in {fold(word), one.value}), None)
        other = _OTHER_WORDS.get(text)
        if found is None and other in words:
            found = next(one for one in words if one is other)
        if found is None and not text and default is not None:
            return default
        if found is None:
            given = self.cells.get(name, "")[:60]
            known = "; ".join(words.values())
            told = tell("Dòng {line}: «{text}» không thuộc: {known}.", line=self.line, text=given, known=known)
            self.problems.append(told)
            return next(iter(words))
        return found

    def flag(self, name: str) -> bool:
        return fold(self.cells.get(name, "")) in _YES


def listed_document(reader: RowReader, *, year: int) -> ListedDocument:
    """A row of the list of legal documents; ``year`` where the row names none."""
    told_year = reader.number("year")
    steps = {step: StepDays(day) for step in DraftingStep if (day := reader.day(step.value)) is not None}
    higher = reader.day("basis_effective_on")
    facts = DocumentFacts(
        year=int(told_year) if told_year is not None else year,
        title=reader.text("title"),
        kind=reader.choice("kind", KIND_WORDS),
        origin=reader.choice("origin", ORIGIN_WORDS, Origin.HIGHER if higher else Origin.PLAN),
        unit=reader.unit(),
        basis=reader.text("basis"),
        basis_effective_on=higher,
        due_on=reader.day("due_on"),
        is_shortened=reader.flag("is_shortened"),
        steps=steps,
    )
    issue = Issue(reader.text("number"), reader.day("signed_on"), reader.day("effective_on"), reader.day("sent_on"))
    return ListedDocument(facts, issue)


def listed_rule(reader: RowReader, *, counted_on: date) -> RuleFacts:
    """A row of the list of business rules; ``counted_on`` where the row names no day."""
    return RuleFacts(
        name=reader.text("name"),
        kind=reader.choice("kind", RULE_KIND_WORDS),
        unit=reader.unit(),
        counted_on=reader.day("counted_on") or counted_on,
        field=reader.text("field"),
        basis=reader.text("basis"),
        code=reader.text("code"),
        measure=reader.choice("measure", MEASURE_WORDS, Measure.NONE),
        approver=reader.choice("approver", APPROVER_WORDS, Approver.PROVINCE),
        decision=reader.text("decision"),
        approved_on=reader.day("approved_on"),
        due_on=reader.day("due_on"),
        cost_before=reader.number("cost_before"),
        cost_after=reader.number("cost_after"),
        days_before=reader.number("days_before"),
        days_after=reader.number("days_after"),
        done_in=reader.text("done_in"),
        done_on=reader.day("done_on"),
    )
