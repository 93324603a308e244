"""Forms of TT 09/2026/TT-BTP as tables, and forms 06a/b; pure.

The columns are those of the circular as a public copy of its text has them (not compared with the official print).
What nobody keeps stays empty, and the notes of the form name it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from caicach.kernel.decimals import rounded_value
from caicach.kernel.said import Said, tell
from caicach.kernel.tables import Cell, Line, Table
from caicach.organisations.domain.units import OwnBody
from caicach.procedures.domain.feedback import FeedbackCourse, FeedbackKind

SOURCE: Final = "Thông tư 09/2026/TT-BTP"
MILLION: Final = Decimal(1_000_000)
_OF_MINISTRY: Final = MappingProxyType({"03b": "03a", "04b": "04a", "04d": "04c"})
"""What a ministry draws up in the place of each form of a province; the others are drawn up by both."""
_OF_PROVINCE: Final = MappingProxyType({other: own for own, other in _OF_MINISTRY.items()})
_DRAWN_UP_BY: Final = MappingProxyType(
    {OwnBody.MINISTRY: tell("bộ, cơ quan ngang bộ"), OwnBody.PROVINCE: tell("UBND cấp tỉnh")}
)


def own_code(code: str, body: OwnBody) -> str:
    """The form that the body draws up of what a form is about.

    >>> own_code("03a", OwnBody.PROVINCE), own_code("03b", OwnBody.MINISTRY), own_code("06b", OwnBody.MINISTRY)
    ('03b', '03a', '06b')
    """
    others = _OF_MINISTRY if body is OwnBody.MINISTRY else _OF_PROVINCE
    return others.get(code, code)


def whose_form(code: str, body: OwnBody) -> Said | None:
    """Where a form is not the body's: who draws it up, and which is its own. None for its own."""
    own = own_code(code, body)
    if own == code:
        return None
    other = OwnBody.PROVINCE if body is OwnBody.MINISTRY else OwnBody.MINISTRY
    return tell(
        "Biểu {code} do {others} lập. Nơi này thuộc {body}: biểu của nơi này là {own}.",
        code=code,
        others=_DRAWN_UP_BY[other],
        body=_DRAWN_UP_BY[body],
        own=own,
    )


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
class FieldFeedback:
    field: str
    kind: FeedbackKind
    course: FeedbackCourse


def numbered_columns(heads: Sequence[str], first: int) -> tuple[tuple[str, str], ...]:
    """Heads with the numbers under which the circular prints them."""
    return tuple((str(number), head) for number, head in enumerate(heads, first))


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
    columns = numbered_columns(heads, 3)
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
