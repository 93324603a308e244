"""The chasing letter (công văn đôn đốc): from late assignments to an official document.

What such letters carry: the documents that assigned the work, a stated day of the figures, the lead, the first deadline
and the working days late of each task, what was chased before, and the commitment demanded with its own day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from caicach.correspondence.domain.letters import LetterLink
from caicach.correspondence.domain.mending import in_small_letters
from caicach.correspondence.domain.office import Office, begun_document
from caicach.documents.values import Block, BlockKind, OfficialDocument, TableLook
from caicach.kernel.metrics import Missing
from caicach.kernel.text.roman import roman
from caicach.kernel.vocabulary import AddressRole

COMMITMENT: Final = "Văn bản cam kết tiến độ hoàn thành nhiệm vụ quá hạn"
NO_AREA: Final = "Chưa xác định lĩnh vực"
_NAMED_UNITS: Final = 15
_CITED: Final = 4


class ChasedBy(StrEnum):
    """How the annex groups the tasks."""

    UNIT = "unit"
    AREA = "area"
    HEAD = "head"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class ChasedTask:
    """A late assignment as the letter names it; ``assigned_by`` cites the document or plan that gave it."""

    assignment_id: int
    task_id: int
    text: str
    unit: str
    unit_name: str
    head: str
    area: str
    assigned_by: str
    original_due_on: date | None
    due_on: date | None
    days_late: int | Missing | None
    role: AddressRole = AddressRole.LEAD
    earlier: tuple[LetterLink, ...] = ()

    @property
    def part(self) -> str:
        """What is said behind the name of a unit that only cooperates."""
        return "" if self.role is AddressRole.LEAD else " (phối hợp)"


@dataclass(frozen=True, slots=True)
class Chasing:
    """What a person decides: the day of the figures, the grouping, and until when a commitment is due (None: none)."""

    cut_off: date
    group_by: ChasedBy = ChasedBy.UNIT
    commitment_due_on: date | None = None


def chasing_document(office: Office, tasks: Sequence[ChasedTask], chasing: Chasing) -> OfficialDocument:
    """The letter to the units of ``tasks``, most late first inside each group; a person edits it afterwards."""
    begun = begun_document(office)
    units = tuple(dict.fromkeys(task.unit_name for task in tasks))
    issuer = in_small_letters(office.issuer)
    earlier = earlier_of(tasks)
    many = len(units) > _NAMED_UNITS
    return OfficialDocument(
        doc_type=begun.doc_type,
        superior=begun.superior,
        issuer=begun.issuer,
        symbol=begun.symbol,
        place=begun.place,
        subject="đôn đốc thực hiện các nhiệm vụ quá hạn",
        addressees=("Các cơ quan, đơn vị có nhiệm vụ quá hạn (danh sách tại Phụ lục)",) if many else units,
        opening=_opening(tasks, units, chasing.cut_off, earlier, issuer),
        body=(*_orders(chasing, issuer), *_annexes(office, tasks, chasing, earlier, issuer)),
        closing=f"{issuer} yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./.",
        recipients=begun.recipients,
        signatory=begun.signatory,
    )


def earlier_of(tasks: Sequence[ChasedTask]) -> tuple[LetterLink, ...]:
    """Every letter that chased any of the tasks before, once, oldest first."""
    found = {link.id: link for task in tasks for link in task.earlier}
    return tuple(sorted(found.values(), key=lambda link: (link.issued_on or date.min, link.id)))


def _opening(
    tasks: Sequence[ChasedTask], units: Sequence[str], cut_off: date, earlier: Sequence[LetterLink], issuer: str
) -> str:
    orders = list(dict.fromkeys(task.assigned_by for task in tasks if task.assigned_by))
    cited = "; ".join(orders[:_CITED]) + (" và các văn bản khác nêu tại Phụ lục" if len(orders) > _CITED else "")
    lead = f"Thực hiện nhiệm vụ được giao tại {cited}, qua theo dõi" if cited else "Qua theo dõi"
    found = (
        f"{lead}, đến ngày {cut_off:%d/%m/%Y} còn {len(tasks):02} nhiệm vụ của {len(units):02} cơ quan, đơn vị "
        "đã quá thời hạn mà chưa hoàn thành (danh sách tại Phụ lục kèm theo)."
    )
    chased = f" Trước đó đã có {len(earlier):02} văn bản đôn đốc ({_listed(earlier)})." if earlier else ""
    return f"{found}{chased} Để bảo đảm tiến độ, chất lượng nhiệm vụ được giao, {issuer} yêu cầu:"


def _listed(letters: Sequence[LetterLink]) -> str:
    return "; ".join(
        f"số {link.reference}" + (f" ngày {link.issued_on:%d/%m/%Y}" if link.issued_on else "") for link in letters
    )


def _orders(chasing: Chasing, issuer: str) -> tuple[Block, ...]:
    orders = [
        "Người đứng đầu các cơ quan, đơn vị có tên tại Phụ lục chịu trách nhiệm về tiến độ, chất lượng nhiệm vụ được "
        "giao; trực tiếp chỉ đạo hoàn thành dứt điểm các nhiệm vụ quá hạn; cập nhật kết quả kèm tài liệu kiểm chứng.",
    ]
    if chasing.commitment_due_on:
        orders += [
            f"Gửi văn bản cam kết tiến độ về {issuer} trước ngày {chasing.commitment_due_on:%d/%m/%Y}, nêu rõ nguyên "
            "nhân chậm, người chịu trách nhiệm và ngày hoàn thành của từng nhiệm vụ.",
        ]
    orders += [
        "Kết quả khắc phục là căn cứ đánh giá, xếp loại mức độ hoàn thành nhiệm vụ của cơ quan, đơn vị và trách nhiệm "
        "của người đứng đầu.",
    ]
    return tuple(Block(BlockKind.CLAUSE, str(n), 0, text, str(n)) for n, text in enumerate(orders, 1))


def _annexes(
    office: Office, tasks: Sequence[ChasedTask], chasing: Chasing, earlier: Sequence[LetterLink], issuer: str
) -> tuple[Block, ...]:
    attached = f"(Kèm theo Công văn số …/{office.symbol_for('công văn')} ngày … tháng … năm … của {issuer})"
    number = " I" if earlier else ""
    blocks = [
        _annex(number.strip(), f"Phụ lục{number} DANH MỤC NHIỆM VỤ QUÁ HẠN"),
        _paragraph(attached, number.strip()),
        _paragraph(
            f"Số liệu tính đến ngày {chasing.cut_off:%d/%m/%Y}; số ngày chậm tính theo ngày làm việc, kể từ thời "
            "hạn đang áp dụng.",
            number.strip(),
        ),
        _task_table(tasks, chasing.group_by, with_earlier=bool(earlier)),
    ]
    if earlier:
        head = ("TT", "Số, ký hiệu", "Ngày ban hành", "Số nhiệm vụ còn quá hạn đã được đôn đốc")
        listed = [
            (str(n), link.reference, _day(link.issued_on), str(sum(link in task.earlier for task in tasks)))
            for n, link in enumerate(earlier, 1)
        ]
        blocks += [
            _annex("II", "Phụ lục II DANH SÁCH VĂN BẢN ĐÔN ĐỐC ĐÃ BAN HÀNH"),
            _paragraph(attached, "II"),
            _table((head, *listed)),
        ]
    return tuple(blocks)


def _annex(number: str, text: str) -> Block:
    return Block(BlockKind.APPENDIX, number or None, 0, text, number or None, landscape=True)


def _paragraph(text: str, path: str) -> Block:
    return Block(BlockKind.PARAGRAPH, None, 1, text, path or None)


def _table(rows: Sequence[tuple[str, ...]]) -> Block:
    return Block(BlockKind.TABLE, None, 0, "\n".join(" | ".join(row) for row in rows), None, tuple(rows))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the annex: its head, its width beside the others, and the cell of a task."""

    head: str
    width: int
    cell: Callable[[ChasedTask], str]


def _columns(group_by: ChasedBy, *, with_earlier: bool) -> tuple[_Column, ...]:
    """What the heading of a group says is not said again in each of its rows."""
    by_task = group_by is ChasedBy.TASK
    columns = [] if by_task else [_Column("Nhiệm vụ", 34, _work(group_by))]
    if not by_task:
        columns.append(_Column("Văn bản giao", 16, lambda task: task.assigned_by))
    if group_by is not ChasedBy.UNIT:
        columns.append(_Column("Cơ quan thực hiện", 20 if by_task else 14, lambda task: task.unit_name + task.part))
    if group_by is not ChasedBy.HEAD:
        columns.append(_Column("Người chịu trách nhiệm", 20 if by_task else 14, lambda task: task.head))
    columns.append(_Column("Thời hạn", 14, _deadline))
    columns.append(_Column("Số ngày chậm", 8, _days_late))
    if with_earlier:
        columns.append(_Column("Đã đôn đốc", 14, _chased))
    return tuple(columns)


def _work(group_by: ChasedBy) -> Callable[[ChasedTask], str]:
    """Under a unit's own heading its part stands with the task; elsewhere with its name."""
    return (lambda task: task.text + task.part) if group_by is ChasedBy.UNIT else (lambda task: task.text)


def _deadline(task: ChasedTask) -> str:
    first = _day(task.original_due_on)
    return first if task.due_on == task.original_due_on else f"{first} (gia hạn đến {_day(task.due_on)})"


def _days_late(task: ChasedTask) -> str:
    return str(task.days_late) if isinstance(task.days_late, int) else "chưa tính được"


def _chased(task: ChasedTask) -> str:
    numbers = ", ".join(link.reference.partition("/")[0] for link in task.earlier)
    return f"{len(task.earlier)} lần (số {numbers})" if task.earlier else "chưa"


def _task_table(tasks: Sequence[ChasedTask], group_by: ChasedBy, *, with_earlier: bool) -> Block:
    """A head, and under the name of each group its tasks, the latest first; numbers run through the table."""
    columns = _columns(group_by, with_earlier=with_earlier)
    rows: list[tuple[str, ...]] = [("TT", *(column.head for column in columns))]
    number = 0
    for place, (name, members) in enumerate(task_groups(tasks, group_by).items(), 1):
        said = f"{roman(place)}. {name} ({len(members):02} {'đơn vị' if group_by is ChasedBy.TASK else 'nhiệm vụ'})"
        rows.append((said,) * (len(columns) + 1))
        for task in members:
            number += 1
            rows.append((str(number), *(column.cell(task) for column in columns)))
    return replace(_table(rows), look=TableLook(widths=(5, *(column.width for column in columns))))


def task_groups(tasks: Sequence[ChasedTask], group_by: ChasedBy) -> dict[str, list[ChasedTask]]:
    """Groups in the order of their first task; inside a group the most late first."""
    groups: dict[str, list[ChasedTask]] = {}
    for task in tasks:
        name = {
            ChasedBy.UNIT: task.unit_name,
            ChasedBy.AREA: task.area or NO_AREA,
            ChasedBy.HEAD: task.head,
            ChasedBy.TASK: f"{task.text.rstrip('.;')} – {task.assigned_by}" if task.assigned_by else task.text,
        }[group_by]
        groups.setdefault(name or task.unit_name, []).append(task)
    return {name: sorted(members, key=_lateness, reverse=True) for name, members in groups.items()}


def usual_grouping(tasks: Sequence[ChasedTask]) -> ChasedBy:
    """By task where a few tasks are late at many units, so that their words are not printed again for each."""
    return ChasedBy.TASK if len({task.task_id for task in tasks}) * 3 <= len(tasks) else ChasedBy.UNIT


def _lateness(task: ChasedTask) -> int:
    return task.days_late if isinstance(task.days_late, int) else 0


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
