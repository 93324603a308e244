"""Forms 04a, 04b and 09b of TT 09/2026/TT-BTP: what was reviewed and simplified; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from caicach.kernel.decimals import percentage
from caicach.kernel.said import tell
from caicach.kernel.tables import Cell
from caicach.procedures.domain.decisions import Plan, plan_of
from caicach.procedures.domain.report_forms import FormRow, ReportForm, layout_note, millions, numbered_columns
from caicach.procedures.domain.simplifying import SimplifyingOption

_HEADS: Final = (
    "TTHC cần rà soát theo kế hoạch",
    "Đã rà soát, thông qua phương án",
    "Giữ nguyên",
    "Bãi bỏ",
    "Sửa đổi, bổ sung",
    "Số VBQPPL phải sửa đổi",
    "VBQPPL phải sửa đổi",
    "Thời gian cắt giảm (ngày)",
    "Tỷ lệ thời gian cắt giảm (%)",
    "Số tiền tiết kiệm (triệu đồng)",
    "Tỷ lệ chi phí tiết kiệm (%)",
)
_COLUMNS: Final = numbered_columns(_HEADS, 2)
_BODIES: Final = {Plan.MINISTRY: "bộ, cơ quan ngang bộ", Plan.PROVINCE: "UBND tỉnh"}
_WHERE: Final = {Plan.MINISTRY: " tại bộ, cơ quan", Plan.PROVINCE: ""}
_KEPT_NOWHERE: Final = tell(
    "Danh mục không giữ số thủ tục phải rà soát theo kế hoạch, văn bản phải sửa, thời gian cắt giảm: để trống."
)


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


def form_04a(decided: Sequence[Decided], first: date, last: date) -> ReportForm:
    """Simplifications decided in a period, by decision, of a ministry; costs in million dong a year."""
    return _form_04("04a", decided, first, last, Plan.MINISTRY)


def form_04b(decided: Sequence[Decided], first: date, last: date) -> ReportForm:
    """Simplifications decided in a period, by decision, of a province; costs in million dong a year."""
    return _form_04("04b", decided, first, last, Plan.PROVINCE)


def _form_04(code: str, decided: Sequence[Decided], first: date, last: date, own: Plan) -> ReportForm:
    """A decision whose number does not say whose it is counts as the body's own."""
    found = [one for one in decided if first <= one.decided_on <= last and not one.is_internal]
    rows: list[FormRow] = []
    parts = (
        ({Plan.GOVERNMENT}, "I. Theo kế hoạch của Chính phủ, Thủ tướng Chính phủ"),
        ({own, Plan.UNKNOWN}, f"II. Theo kế hoạch của {_BODIES[own]}"),
    )
    left = len(found)
    for plans, title in parts:
        rows.append(FormRow(title))
        part = [one for one in found if plan_of(one.decision) in plans]
        left -= len(part)
        for decision in sorted({one.decision for one in part}):
            rows.append(FormRow(decision or "—", _simplified([one for one in part if one.decision == decision])))
        rows.append(FormRow("Tổng", _simplified(part), is_total=True))
    notes = [layout_note(code), _KEPT_NOWHERE]
    if left:
        notes.append(tell("{count} thủ tục theo quyết định của cấp khác không vào biểu.", count=left))
    title = f"Kết quả rà soát, đơn giản hóa thủ tục hành chính{_WHERE[own]}"
    return ReportForm(code, title, "Quyết định phê duyệt", _COLUMNS, tuple(rows), tuple(notes))


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
    columns = numbered_columns(heads, 3)
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
