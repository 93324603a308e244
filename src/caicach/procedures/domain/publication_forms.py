"""Forms 03a, 03b and 09a of TT 09/2026/TT-BTP: what was published and made public; pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.kernel.said import tell
from caicach.kernel.tables import Cell
from caicach.procedures.domain.decisions import Issuer
from caicach.procedures.domain.report_forms import FormRow, ReportForm, layout_note, numbered_columns
from caicach.procedures.record.values import Change

_HEADS: Final = (
    "Số QĐ công bố",
    "Số VBQPPL quy định TTHC",
    "TTHC đã công bố: tổng số",
    "Quy định mới",
    "Sửa đổi, bổ sung",
    "Bãi bỏ",
    "Công khai: ban hành mới, sửa đổi",
    "Không công khai: bãi bỏ",
    "Tổng số TTHC đến thời điểm báo cáo",
)
_COLUMNS: Final = numbered_columns(_HEADS, 3)
_PUBLIC_BY: Final = tell("Công khai tính theo ngày quyết định có trên Cơ sở dữ liệu quốc gia.")


@dataclass(frozen=True, slots=True)
class Published:
    """A version by a decision: whose procedure it is, what was done to it, when it was signed and made
    public. ``local_bases`` are those of its ``bases`` that councils and committees issued."""

    agency: str
    code: str
    change: Change
    decision: str
    signed_on: date
    entered_on: date | None
    local_bases: frozenset[str] = frozenset()
    is_internal: bool = False
    bases: frozenset[str] = frozenset()
    issuer: Issuer = Issuer.PROVINCE


def form_03a(published: Sequence[Published], in_force: Mapping[str, int], last: date) -> ReportForm:
    """Versions that decisions of a ministry published in a period; ``in_force`` by agency, at its end, without those
    that local texts rule."""
    every = [one for one in published if not one.is_internal]
    own = [one for one in every if one.issuer is Issuer.MINISTRY]
    found: dict[str, list[Published]] = defaultdict(list)
    for one in own:
        found[one.agency].append(one)
    rows = [
        FormRow(
            agency, _counts(found[agency], _distinct(one.bases for one in found[agency]), in_force.get(agency, 0), last)
        )
        for agency in sorted({*found, *in_force})
    ]
    rows.append(
        FormRow(
            "Tổng số", _counts(own, _distinct(one.bases for one in own), sum(in_force.values()), last), is_total=True
        )
    )
    notes = [
        layout_note("03a"),
        tell("Văn bản quy phạm pháp luật: các căn cứ pháp lý khác nhau của thủ tục đã công bố, theo danh mục."),
        tell("Thủ tục có căn cứ là nghị quyết của HĐND hoặc quyết định của UBND không tính vào cột 11."),
        _PUBLIC_BY,
    ]
    if left := len(every) - len(own):
        notes.append(tell("{count} thủ tục do UBND công bố không vào biểu của bộ.", count=left))
    title = "Kết quả công bố, công khai thủ tục hành chính tại bộ, cơ quan ngang bộ"
    return ReportForm("03a", title, "Cơ quan, đơn vị thuộc bộ", _COLUMNS, tuple(rows), tuple(notes))


def _distinct(bases: Iterable[frozenset[str]]) -> int:
    return len(frozenset[str]().union(*bases))


def form_03b(published: Sequence[Published], in_force: Mapping[tuple[bool, str], int], last: date) -> ReportForm:
    """Versions published in a period; ``in_force`` by whether a local text rules them and by agency, at its end."""
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
        lines = [
            _local_counts(found[agency], in_force.get((is_local, agency), 0), last, is_local) for agency in agencies
        ]
        rows += [FormRow(agency, line) for agency, line in zip(agencies, lines, strict=True)]
        every = [one for agency in agencies for one in found[agency]]
        whole = sum(count for (local, _agency), count in in_force.items() if local is is_local)
        rows.append(FormRow("Tổng cộng", _local_counts(every, whole, last, is_local), is_total=True))
    notes = (
        layout_note("03b"),
        tell("Phần I không có cột văn bản quy phạm pháp luật; trong biểu của Thông tư các cột sau lùi lại một số."),
        tell("Thủ tục có căn cứ là nghị quyết của HĐND hoặc quyết định của UBND thì xếp vào phần II."),
        _PUBLIC_BY,
    )
    return ReportForm(
        "03b", "Kết quả công bố, công khai thủ tục hành chính", "Cơ quan, đơn vị", _COLUMNS, tuple(rows), notes
    )


def _local_counts(found: Sequence[Published], whole: int, last: date, is_local: bool) -> tuple[Cell, ...]:
    bases = _distinct(one.local_bases for one in found)
    return _counts(found, bases if is_local else None, whole, last)


def _counts(found: Sequence[Published], bases: int | None, whole: int, last: date) -> tuple[Cell, ...]:
    by = {change: sum(one.change is change for one in found) for change in Change}
    public = [one for one in found if one.entered_on is not None and one.entered_on <= last]
    hidden = sum(one.change is Change.ABOLISHED for one in public)
    return (
        len({(one.decision, one.signed_on) for one in found}),
        bases,
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
    heads += tuple(f"Lũy kế: {head if head[:2].isupper() else head[0].lower() + head[1:]}" for head in heads)
    known = [one for one in published if one.is_internal and one.signed_on <= last]
    rows = []
    for agency in sorted({one.agency for one in known}):
        rows.append(FormRow(agency, _internal([one for one in known if one.agency == agency], first, last)))
    rows.append(FormRow("Tổng cộng", _internal(known, first, last), is_total=True))
    columns = numbered_columns(heads, 3)
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
