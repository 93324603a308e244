"""Forms 03b, 04b, 06a/b, 09a and 09b of TT 09/2026/TT-BTP as tables, counted from values; pure.

The columns are those of the circular as a public copy of its text has them (not compared with the official print).
Forms 03a, 04a and 04c are told by ministries. What nobody keeps stays empty, and the notes of the form name it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from caicach.kernel.decimals import percentage, rounded_value
from caicach.kernel.said import Said, tell
from caicach.kernel.tables import Cell, Line, Table
from caicach.procedures.domain.feedback import FeedbackCourse, FeedbackKind
from caicach.procedures.domain.simplifying import SimplifyingOption
from caicach.procedures.record.values import Change

SOURCE: Final = "Thông tư 09/2026/TT-BTP"
MILLION: Final = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A line of a form; without cells it heads a part."""

    title: str
    cells: tuple[Cell, ...] = ()
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class ReportForm:
    """``columns``: number and words of each column behind the title of a row."""

    code: str
    title: str
    first_column: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[FormRow, ...]
    notes: tuple[Said, ...] = ()

    @property
    def name(self) -> str:
        return f"Biểu {self.code}"


@dataclass(frozen=True, slots=True)
class Published:
    """A version by a decision: whose procedure it is, what was done to it, when it was signed and made public."""

    agency: str
    code: str
    change: Change
    decision: str
    signed_on: date
    entered_on: date | None
    local_bases: frozenset[str] = frozenset()
    is_internal: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A procedure whose simplification was decided; ``executed_on`` where a later version of the register shows it."""

    code: str
    agency: str
    decision: str
    decided_on: date
    options: tuple[SimplifyingOption, ...]
    cost_now: Decimal | None
    saving: Decimal | None
    is_internal: bool
    executed_on: date | None = None
    executed_in: str = ""

    @property
    def is_abolished(self) -> bool:
        return SimplifyingOption.ABOLISH in self.options

    @property
    def is_kept(self) -> bool:
        return not self.options


@dataclass(frozen=True, slots=True)
class FieldFeedback:
    field: str
    kind: FeedbackKind
    course: FeedbackCourse


def register_sheet(form: ReportForm, first: date, last: date) -> Table:
    """A form as a sheet, in Vietnamese: it is the circular's."""
    width = len(form.columns)
    rows = [
        Line((row.title, *(row.cells or (None,) * width)), is_bold=row.is_total, is_section=not row.cells)
        for row in form.rows
    ]
    head = [form.first_column, *(f"({number}) {words}" for number, words in form.columns)]
    notes = [f"{first:%d/%m/%Y} – {last:%d/%m/%Y}", *(str(note) for note in form.notes)]
    return Table(f"{form.name}: {form.title}", head, rows, notes=notes, sheet=form.name, fixed=1)


def form_03b(published: Sequence[Published], in_force: Mapping[tuple[bool, str], int], last: date) -> ReportForm:
    """Versions published in a period; ``in_force`` by whether a local text rules them and by agency, at its end."""
    heads: tuple[str, ...] = (
        "Số QĐ công bố",
        "Số VBQPPL quy định TTHC",
        "TTHC đã công bố: tổng số",
        "Quy định mới",
        "Sửa đổi, bổ sung",
    )
    heads += (
        "Bãi bỏ",
        "Công khai: ban hành mới, sửa đổi",
        "Không công khai: bãi bỏ",
        "Tổng số TTHC đến thời điểm báo cáo",
    )
    rows: list[FormRow] = []
    for is_local, title in (
        (False, "I. Thẩm quyền ban hành của trung ương"),
        (True, "II. Thẩm quyền ban hành của địa phương"),
    ):
        rows.append(FormRow(title))
        found: dict[str, list[Published]] = defaultdict(list)
        for one in published:
            if bool(one.local_bases) is is_local and not one.is_internal:
                found[one.agency].append(one)
        agencies = sorted({*found, *(agency for local, agency in in_force if local is is_local)})
        lines = [_published(found[agency], in_force.get((is_local, agency), 0), last, is_local) for agency in agencies]
        rows += [FormRow(agency, line) for agency, line in zip(agencies, lines, strict=True)]
        every = [one for agency in agencies for one in found[agency]]
        whole = sum(count for (local, _agency), count in in_force.items() if local is is_local)
        rows.append(FormRow("Tổng cộng", _published(every, whole, last, is_local), is_total=True))
    columns = tuple((str(number), head) for number, head in enumerate(heads, 3))
    notes = (
        layout_note("03b"),
        tell("Phần I không có cột văn bản quy phạm pháp luật; trong biểu của Thông tư các cột sau lùi lại một số."),
        tell("Thủ tục có căn cứ là nghị quyết của HĐND hoặc quyết định của UBND thì xếp vào phần II."),
        tell("Công khai tính theo ngày quyết định có trên Cơ sở dữ liệu quốc gia."),
    )
    return ReportForm(
        "03b", "Kết quả công bố, công khai thủ tục hành chính", "Cơ quan, đơn vị", columns, tuple(rows), notes
    )


def _published(found: Sequence[Published], whole: int, last: date, is_local: bool) -> tuple[Cell, ...]:
    by = {change: sum(one.change is change for one in found) for change in Change}
    public = [one for one in found if one.entered_on is not None and one.entered_on <= last]
    hidden = sum(one.change is Change.ABOLISHED for one in public)
    bases = frozenset().union(*(one.local_bases for one in found))
    return (
        len({(one.decision, one.signed_on) for one in found}),
        len(bases) if is_local else None,
        len(found),
        by[Change.NEW],
        by[Change.AMENDED],
        by[Change.ABOLISHED],
        len(public) - hidden,
        hidden,
        whole,
    )


def form_09a(published: Sequence[Published], first: date, last: date) -> ReportForm:
    """Internal procedures published in a period, and all so far, by agency."""
    heads: tuple[str, ...] = ("Số QĐ công bố", "TTHC nội bộ đã công bố", "Đã công khai", "Chưa công khai")
    heads += tuple(f"Lũy kế: {head[0].lower()}{head[1:]}" for head in heads)
    known = [one for one in published if one.is_internal and one.signed_on <= last]
    rows = []
    for agency in sorted({one.agency for one in known}):
        rows.append(FormRow(agency, _internal([one for one in known if one.agency == agency], first, last)))
    rows.append(FormRow("Tổng cộng", _internal(known, first, last), is_total=True))
    columns = tuple((str(number), head) for number, head in enumerate(heads, 3))
    return ReportForm(
        "09a",
        "Kết quả công bố, công khai TTHC nội bộ",
        "Cơ quan, đơn vị",
        columns,
        tuple(rows),
        (layout_note("09a"),),
    )


def _internal(known: Sequence[Published], first: date, last: date) -> tuple[Cell, ...]:
    within = [one for one in known if one.signed_on >= first]
    return (*_public_counts(within, last), *_public_counts(known, last))


def _public_counts(found: Sequence[Published], last: date) -> tuple[int, int, int, int]:
    public = sum(one.entered_on is not None and one.entered_on <= last for one in found)
    decisions = len({(one.decision, one.signed_on) for one in found})
    return decisions, len({one.code for one in found}), public, len(found) - public


def form_04b(decided: Sequence[Decided], first: date, last: date) -> ReportForm:
    """Simplifications decided in a period, by decision; costs in million dong a year."""
    heads: tuple[str, ...] = (
        "TTHC cần rà soát theo kế hoạch",
        "Đã rà soát, thông qua phương án",
        "Giữ nguyên",
        "Bãi bỏ",
        "Sửa đổi, bổ sung",
    )
    heads += (
        "Số VBQPPL phải sửa đổi",
        "VBQPPL phải sửa đổi",
        "Thời gian cắt giảm (ngày)",
        "Tỷ lệ thời gian cắt giảm (%)",
    )
    heads += ("Số tiền tiết kiệm (triệu đồng)", "Tỷ lệ chi phí tiết kiệm (%)")
    found = [one for one in decided if first <= one.decided_on <= last and not one.is_internal]
    rows: list[FormRow] = []
    parts = ((True, "I. Theo kế hoạch của Chính phủ, Thủ tướng Chính phủ"), (False, "II. Theo kế hoạch của UBND tỉnh"))
    for is_above, title in parts:
        rows.append(FormRow(title))
        part = [one for one in found if _is_above(one.decision) is is_above]
        for decision in sorted({one.decision for one in part}):
            rows.append(FormRow(decision or "—", _simplified([one for one in part if one.decision == decision])))
        rows.append(FormRow("Tổng", _simplified(part), is_total=True))
    columns = tuple((str(number), head) for number, head in enumerate(heads, 2))
    notes = (
        layout_note("04b"),
        tell(
            "Danh mục không giữ số thủ tục phải rà soát theo kế hoạch, văn bản phải sửa, thời gian cắt giảm: để trống."
        ),
    )
    return ReportForm(
        "04b", "Kết quả rà soát, đơn giản hóa thủ tục hành chính", "Quyết định phê duyệt", columns, tuple(rows), notes
    )


def _is_above(decision: str) -> bool:
    return "TTG" in decision.upper() or "NQ-CP" in decision.upper()


def _simplified(found: Sequence[Decided]) -> tuple[Cell, ...]:
    costed = [one for one in found if one.cost_now is not None]
    saving, now = (
        sum((one.saving or Decimal(0) for one in costed), Decimal(0)),
        sum((one.cost_now or Decimal(0) for one in costed), Decimal(0)),
    )
    kept, abolished = sum(one.is_kept for one in found), sum(one.is_abolished for one in found)
    money = (millions(saving), percentage(saving, now)) if now else (None, None)
    return (None, len(found), kept, abolished, len(found) - kept - abolished, None, None, None, None, *money)


def form_09b(decided: Sequence[Decided], first: date, last: date) -> ReportForm:
    """Cuts of internal procedures decided in a period, done in it, and done so far, by agency."""
    four = ("bãi bỏ", "sửa đổi, bổ sung", "giữ nguyên", "cộng")
    heads: tuple[str, ...] = (
        *(f"Phê duyệt: {one}" for one in four),
        "Văn bản phê duyệt",
        *(f"Thực thi: {one}" for one in four),
    )
    heads += ("Văn bản thực thi", *(f"Lũy kế thực thi: {one}" for one in four))
    known = [one for one in decided if one.is_internal and one.decided_on <= last]
    rows = []
    for agency in sorted({one.agency for one in known}):
        rows.append(FormRow(agency, _cut([one for one in known if one.agency == agency], first, last)))
    rows.append(FormRow("Tổng cộng", _cut(known, first, last), is_total=True))
    columns = tuple((str(number), head) for number, head in enumerate(heads, 3))
    notes = (
        layout_note("09b"),
        tell(
            "Thực thi tính theo phiên bản của thủ tục có hiệu lực sau ngày phê duyệt; giữ nguyên: xong khi phê duyệt."
        ),
    )
    title = "Kết quả phê duyệt, thực thi phương án cắt giảm, đơn giản hóa TTHC nội bộ"
    return ReportForm("09b", title, "Cơ quan, đơn vị", columns, tuple(rows), notes)


def _cut(known: Sequence[Decided], first: date, last: date) -> tuple[Cell, ...]:
    approved = [one for one in known if one.decided_on >= first]
    done = [one for one in known if (day := _done_on(one)) is not None and day <= last]
    within = [one for one in done if (day := _done_on(one)) is not None and day >= first]
    return (
        *_counts(approved),
        _named(one.decision for one in approved),
        *_counts(within),
        _named(one.executed_in for one in within),
        *_counts(done),
    )


def _done_on(one: Decided) -> date | None:
    return one.decided_on if one.is_kept else one.executed_on


def _counts(found: Sequence[Decided]) -> tuple[int, int, int, int]:
    kept, abolished = sum(one.is_kept for one in found), sum(one.is_abolished for one in found)
    return abolished, len(found) - kept - abolished, kept, len(found)


def _named(names: Iterable[str]) -> str:
    return "; ".join(sorted({name for name in names if name}))


def form_06(feedback: Sequence[FieldFeedback], first: date, last: date, *, is_province: bool) -> ReportForm:
    """Feedback by field: 06a of one unit, 06b of the province."""
    heads: tuple[str, ...] = (
        "Tiếp nhận: tổng số",
        "Hành vi hành chính",
        "Quy định hành chính",
        "Từ kỳ trước",
        "Trong kỳ",
    )
    heads += (
        "Đã xử lý: tổng số",
        "Đã xử lý: hành vi",
        "Đã xử lý: quy định",
        "Đã xử lý: từ kỳ trước",
        "Đã xử lý: trong kỳ",
    )
    heads += ("Đang xử lý: tổng số", "Đang xử lý: hành vi", "Đang xử lý: quy định", "Đã xử lý được đăng tải công khai")
    known = [one for one in feedback if one.course.received_on <= last]
    known = [
        one for one in known if (day := one.course.handled_on) is None or day >= first or _is_public(one, first, last)
    ]
    rows = []
    for name in sorted({one.field for one in known}):
        rows.append(
            FormRow(name or "Chưa rõ lĩnh vực", _handled([one for one in known if one.field == name], first, last))
        )
    rows.append(FormRow("Tổng cộng", _handled(known, first, last), is_total=True))
    code = "06b" if is_province else "06a"
    columns = tuple((str(number), head) for number, head in enumerate(heads, 3))
    title = "Kết quả tiếp nhận, xử lý phản ánh, kiến nghị về quy định hành chính và hành vi hành chính"
    return ReportForm(code, title, "Ngành, lĩnh vực", columns, tuple(rows), (layout_note(code),))


def _is_public(one: FieldFeedback, first: date, last: date) -> bool:
    day = one.course.published_on
    return day is not None and first <= day <= last


def _handled(found: Sequence[FieldFeedback], first: date, last: date) -> tuple[Cell, ...]:
    """(3) = (4)+(5) = (6)+(7); (8) = (9)+(10) = (11)+(12); (13) = (14)+(15); (3) = (8)+(13)."""
    counted = [one for one in found if (day := one.course.handled_on) is None or day >= first]
    done = [one for one in counted if (day := one.course.handled_on) is not None and day <= last]
    running = [one for one in counted if (day := one.course.handled_on) is None or day > last]
    return (
        len(counted),
        *_by_kind(counted),
        *_by_receipt(counted, first),
        len(done),
        *_by_kind(done),
        *_by_receipt(done, first),
        len(running),
        *_by_kind(running),
        sum(_is_public(one, first, last) for one in found),
    )


def _by_kind(found: Sequence[FieldFeedback]) -> tuple[int, int]:
    behaviour = sum(one.kind is FeedbackKind.BEHAVIOUR for one in found)
    return behaviour, len(found) - behaviour


def _by_receipt(found: Sequence[FieldFeedback], first: date) -> tuple[int, int]:
    before = sum(one.course.received_on < first for one in found)
    return before, len(found) - before


def millions(amount: Decimal) -> Decimal:
    """
    >>> millions(Decimal(1_250_000))
    Decimal('1.25')
    """
    return rounded_value(amount / MILLION, 2)


def layout_note(form: str) -> Said:
    """That the form is made from the register and not compared with the official print."""
    return tell(
        "Số liệu lập từ danh mục theo cột của biểu {form}, {source}; bố cục theo bản văn trong một kho công khai, "
        "chưa đối chiếu với bản in chính thức, không phải mẫu chính thức.",
        form=form,
        source=SOURCE,
    )
