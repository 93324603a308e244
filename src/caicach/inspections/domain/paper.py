"""The minutes and the conclusion of an inspection as official documents. Equal facts give equal documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from caicach.documents.values import (
    Alignment,
    Block,
    BlockKind,
    OfficialDocument,
    Recipient,
    RecipientRole,
    Signatory,
    TableLook,
)
from caicach.inspections.domain.checklists import AnswerKind, Choice, Severity
from caicach.inspections.domain.cycle import InspectionKind, Manner
from caicach.inspections.domain.judging import Judgement, Standing
from caicach.kernel.said import Said
from caicach.kernel.text.numbers import format_number
from caicach.kernel.text.roman import roman


class PaperKind(StrEnum):
    MINUTES = "minutes"
    CONCLUSION = "conclusion"


CHOICE_WORDS: Final = {
    Choice.YES: "Có",
    Choice.NO: "Không",
    Choice.MENDED: "Đã khắc phục",
    Choice.PARTLY: "Khắc phục một phần",
    Choice.NOT_MENDED: "Chưa khắc phục",
    Choice.NOT_APPLICABLE: "Không áp dụng",
}
SEVERITY_WORDS: Final = {
    Severity.REMARK: "Nhắc nhở",
    Severity.SHORTCOMING: "Tồn tại, hạn chế",
    Severity.BREACH: "Vi phạm",
}
STANDING_WORDS: Final = {
    Standing.UNANSWERED: "Chưa xem",
    Standing.FINE: "Đạt",
    Standing.NOTED: "Ghi nhận",
    Standing.FINDING: "Tồn tại",
    Standing.NOT_JUDGED: "Không tính",
    Standing.NOT_APPLICABLE: "Không áp dụng",
}
MANNER_WORDS: Final = {
    Manner.ANNOUNCED: "theo kế hoạch đã báo trước",
    Manner.SURPRISE: "đột xuất",
    Manner.BY_REPORT: "qua báo cáo, hồ sơ",
}


@dataclass(frozen=True, slots=True)
class PaperSection:
    number: str
    title: Said
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class PaperFinding:
    text: str
    severity: Severity
    due_on: date | None
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """``team`` names the head first; ``programme`` is the title of the year's programme, "" without one.

    ``issuer`` is as a sentence has it, the paper's head in capitals. ``symbol`` ("SNV") and ``place_of_issue`` head the
    paper; without them its head has neither number nor day.
    """

    superior: str | None
    issuer: str
    kind: InspectionKind
    manner: Manner
    unit_name: str
    part: str
    title: str
    version: str
    programme: str
    team: tuple[str, ...]
    begun_at: datetime
    minuted_at: datetime
    sections: tuple[PaperSection, ...]
    findings: tuple[PaperFinding, ...]
    unit_person: str
    unit_post: str
    unit_says: str
    not_signed: str
    conclusion: str
    photos: int
    symbol: str = ""
    place_of_issue: str | None = None
    concluded_in: int | None = None

    @property
    def place(self) -> str:
        return f"{self.part}, {self.unit_name}" if self.part else self.unit_name

    @property
    def what(self) -> str:
        """«kiểm tra kỷ luật, kỷ cương hành chính»."""
        words = f"{self.title[:1].lower()}{self.title[1:]}"
        return f"tự {words}" if self.kind is InspectionKind.SELF else words


def paper(facts: PaperFacts, kind: PaperKind) -> OfficialDocument:
    """Number and day are left blank: the register gives them."""
    return _minutes(facts) if kind is PaperKind.MINUTES else _conclusion(facts)


def _minutes(facts: PaperFacts) -> OfficialDocument:
    return OfficialDocument(
        doc_type="biên bản",
        symbol=f"BB-{facts.symbol}" if facts.symbol else None,
        place=facts.place_of_issue,
        date_partial=f"{facts.minuted_at:%Y}" if facts.place_of_issue else None,
        superior=facts.superior,
        issuer=facts.issuer.upper(),
        subject=f"{facts.what[:1].upper()}{facts.what[1:]} tại {facts.place}",
        opening=f"Hôm nay, hồi {facts.begun_at:%H} giờ {facts.begun_at:%M} phút, ngày {_day(facts.begun_at)}, "
        f"tại {facts.place}, tiến hành {facts.what}"
        f"{'' if facts.kind is InspectionKind.SELF else f' ({MANNER_WORDS[facts.manner]})'} như sau:",
        body=tuple(_minutes_body(facts)),
        closing=f"Biên bản lập xong hồi {facts.minuted_at:%H} giờ {facts.minuted_at:%M} phút, ngày "
        f"{_day(facts.minuted_at)}, đã đọc lại cho những người có tên trên cùng nghe.",
        recipients=(Recipient(facts.unit_name, RecipientRole.ACTION), Recipient("Lưu: VT", RecipientRole.ARCHIVE)),
        signatory=Signatory(
            title="TRƯỞNG ĐOÀN KIỂM TRA" if facts.kind is InspectionKind.OFFICE else "NGƯỜI KIỂM TRA",
            name=facts.team[0] if facts.team else None,
        ),
    )


def _minutes_body(facts: PaperFacts) -> Iterator[Block]:
    yield _section(1, "THÀNH PHẦN")
    if facts.team:
        yield _paragraph(
            f"Đoàn kiểm tra: {facts.team[0]} (trưởng đoàn){''.join(f'; {one}' for one in facts.team[1:])}."
        )
    yield _paragraph(f"Đại diện đơn vị: {facts.unit_person}, {facts.unit_post}.")
    yield _section(2, "NỘI DUNG, KẾT QUẢ KIỂM TRA")
    yield _paragraph(f"Danh mục: {facts.title}, phiên bản {facts.version}.")
    yield _results(facts.sections)
    unjudged = [one for section in facts.sections for one in section.judgements if one.standing is Standing.NOT_JUDGED]
    for one in unjudged:
        yield Block(BlockKind.DASH, "-", 0, f"Nội dung {one.item.code} không tính là tồn tại: {one.reason}")
    if facts.photos:
        yield _paragraph(f"Kèm theo {format_number(facts.photos)} tệp ảnh, tài liệu ghi nhận tại chỗ.")
    yield _section(3, "TỒN TẠI, HẠN CHẾ")
    yield from _findings(facts.findings, with_due=False)
    yield _section(4, "Ý KIẾN CỦA ĐƠN VỊ")
    yield from _lines(facts.unit_says or "Đơn vị không có ý kiến khác.")
    if facts.not_signed:
        yield _paragraph(f"Đại diện đơn vị không ký biên bản. Lý do: {facts.not_signed}")
    else:
        yield _paragraph(f"Đại diện đơn vị ký: ………………………… ({facts.unit_person})")


def _results(sections: Sequence[PaperSection]) -> Block:
    rows: list[tuple[str, ...]] = [("Số", "Nội dung", "Ghi nhận", "Kết quả")]
    heads: list[int] = []
    for section in sections:
        heads.append(len(rows))
        rows.append((f"{section.number}. {section.title}",) * 4)
        rows += [
            (one.item.code, one.item.text, answer_words(one), STANDING_WORDS[one.standing])
            for one in section.judgements
        ]
    look = TableLook(
        (8, 44, 34, 14),
        (Alignment.CENTRE, Alignment.LEFT, Alignment.LEFT, Alignment.CENTRE),
        section_rows=tuple(heads),
    )
    return Block(BlockKind.TABLE, None, 0, "\n".join(" | ".join(row) for row in rows), None, tuple(rows), look)


def answer_words(one: Judgement) -> str:
    """What was answered, as papers print it.

    >>> from datetime import datetime
    >>> from caicach.inspections.domain.checklists import Item
    >>> from caicach.inspections.domain.judging import Answer, Standing
    >>> item = Item("2.1", "Có mặt", AnswerKind.PARTS, "", part="có mặt", whole="phải có mặt")
    >>> answer_words(Judgement(item, Answer(None, 18, 20, "", datetime(2023, 2, 7)), Standing.FINDING))
    'có mặt: 18; phải có mặt: 20'
    """
    answer = one.answer
    if answer is None or answer.is_empty:
        return ""
    said = []
    if answer.choice is not None:
        said.append(CHOICE_WORDS[answer.choice])
    if answer.count is not None:
        said.append(f"{one.item.part}: {format_number(answer.count)}")
    if answer.whole is not None and one.item.kind is AnswerKind.PARTS:
        said.append(f"{one.item.whole}: {format_number(answer.whole)}")
    if note := " ".join(answer.note.split()):
        said.append(note)
    return "; ".join(said)


def _conclusion(facts: PaperFacts) -> OfficialDocument:
    return OfficialDocument(
        doc_type="thông báo",
        symbol=f"TB-{facts.symbol}" if facts.symbol else None,
        place=facts.place_of_issue,
        date_partial=f"{facts.concluded_in or facts.minuted_at.year}" if facts.place_of_issue else None,
        superior=facts.superior,
        issuer=facts.issuer.upper(),
        subject=f"Kết luận {facts.what} tại {facts.place}",
        opening=f"Ngày {_day(facts.begun_at)}, {_who(facts)} {facts.what} tại {facts.place}"
        f"{f' theo {facts.programme}' if facts.programme else ''}. Căn cứ biên bản lập ngày {_day(facts.minuted_at)}, "
        f"{facts.issuer} thông báo kết luận như sau:",
        body=tuple(_conclusion_body(facts)),
        recipients=(Recipient(facts.unit_name, RecipientRole.ACTION), Recipient("Lưu: VT", RecipientRole.ARCHIVE)),
        signatory=Signatory(title="THỦ TRƯỞNG"),
    )


def _who(facts: PaperFacts) -> str:
    return facts.issuer if facts.kind is InspectionKind.SELF else f"Đoàn kiểm tra của {facts.issuer}"


def _conclusion_body(facts: PaperFacts) -> Iterator[Block]:
    standings = [one.standing for section in facts.sections for one in section.judgements]
    seen = len(standings) - standings.count(Standing.UNANSWERED)
    yield _section(1, "KẾT QUẢ KIỂM TRA")
    yield _paragraph(
        f"Đã xem {format_number(seen)}/{format_number(len(standings))} "
        f"nội dung của danh mục {facts.title} (phiên bản {facts.version}): "
        f"{format_number(standings.count(Standing.FINE))} nội dung đạt, "
        f"{format_number(len(facts.findings))} tồn tại, hạn chế."
    )
    yield from _lines(facts.conclusion)
    yield _section(2, "TỒN TẠI, HẠN CHẾ VÀ HẠN KHẮC PHỤC")
    yield from _findings(facts.findings, with_due=True)
    yield _section(3, "YÊU CẦU")
    if facts.findings:
        yield _paragraph(
            f"{facts.unit_name} phân công người chịu trách nhiệm, khắc phục từng tồn tại đúng hạn ghi ở mục II và báo "
            "cáo kết quả. Việc khắc phục là nội dung đầu tiên của lần kiểm tra sau."
        )
    else:
        yield _paragraph(f"{facts.unit_name} tiếp tục duy trì kết quả đã đạt được.")


def _findings(findings: Sequence[PaperFinding], *, with_due: bool) -> Iterator[Block]:
    if not findings:
        yield _paragraph("Không có tồn tại, hạn chế.")
        return
    head = ("Số", "Tồn tại, hạn chế", "Mức độ", *(("Hạn khắc phục",) if with_due else ()))
    rows = [head]
    for number, one in enumerate(findings, start=1):
        text = f"{one.text} (tồn tại lặp lại)" if one.is_repeated else one.text
        due = (f"{one.due_on:%d/%m/%Y}" if one.due_on else "",) if with_due else ()
        rows.append((format_number(number), text, SEVERITY_WORDS[one.severity], *due))
    widths = (8.0, 58.0, 17.0, 17.0) if with_due else (8.0, 72.0, 20.0)
    look = TableLook(widths, (Alignment.CENTRE, Alignment.LEFT, *(Alignment.CENTRE for _ in head[2:])))
    yield Block(BlockKind.TABLE, None, 0, "\n".join(" | ".join(row) for row in rows), None, tuple(rows), look)


def _section(number: int, title: str) -> Block:
    return Block(BlockKind.SECTION, roman(number), 0, title, roman(number))


def _lines(text: str) -> Iterator[Block]:
    yield from (_paragraph(line.strip()) for line in text.splitlines() if line.strip())


def _paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, None, 0, text)


def _day(on: date) -> str:
    return f"{on:%d/%m/%Y}"
