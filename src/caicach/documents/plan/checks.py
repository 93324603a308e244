"""What a person should look at in the tasks of a plan: nothing is mended, everything is said at its row."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from caicach.documents.deadlines.telling import doubt_told
from caicach.documents.deadlines.values import Deadline
from caicach.documents.plan.values import PlanRow, PlanWarning
from caicach.kernel.said import Said, tell
from caicach.kernel.text.dates import format_date
from caicach.kernel.text.folding import fold, squeeze

_UNREAD_WORDS: Final = 8


def check_rows(
    rows: Sequence[PlanRow], merged: Sequence[bool], *, issued: date | None, has_lead_column: bool
) -> tuple[PlanWarning, ...]:
    """The warnings of all rows, in their order; ``merged`` tells of each whether its words repeat the row above."""
    found: list[PlanWarning] = []
    seen: dict[str, int] = {}
    for at, (row, is_merged) in enumerate(zip(rows, merged, strict=True)):
        said = [*_of_row(row, has_lead_column), *_of_deadline(row.deadline, issued)]
        key = fold(squeeze(row.task)).strip(" .;,")
        if key and key in seen and not is_merged:
            said.append(("plan.task_repeated", tell("Nhiệm vụ này đã có ở dòng {row}.", row=str(seen[key] + 1))))
        seen.setdefault(key, at)
        found += [PlanWarning(code, message, at, row.place) for code, message in said]
    return tuple(found)


def _of_row(row: PlanRow, has_lead_column: bool) -> Iterator[tuple[str, Said]]:
    if not row.task:
        yield "plan.task_missing", tell("Dòng này có đơn vị hoặc thời hạn nhưng không có nội dung nhiệm vụ.")
    elif not any(char.isalpha() for char in row.task):
        yield "plan.task_without_words", tell("Ô nhiệm vụ chỉ có «{words}», không có lời văn.", words=row.task[:60])
    if not row.lead and has_lead_column:
        yield "plan.lead_missing", tell("Chưa có đơn vị chủ trì.")
    if row.section is None:
        yield "plan.section_unknown", tell("Bảng lược bớt một số dòng nên không rõ nhiệm vụ này thuộc mục nào.")


def _of_deadline(deadline: Deadline | None, issued: date | None) -> Iterator[tuple[str, Said]]:
    if deadline is None:
        return
    for doubt in deadline.doubts:
        yield f"plan.deadline_{doubt.kind}", doubt_told(deadline, doubt)
    if deadline.on and issued and deadline.on < issued:
        days = {"due": format_date(deadline.on), "issued": format_date(issued)}
        yield "plan.deadline_before_document", tell("Thời hạn {due} sớm hơn ngày văn bản {issued}.", **days)
    if deadline.year_assumed:
        yield "plan.year_assumed", tell("«{words}» không ghi năm; lấy theo năm của kế hoạch.", words=deadline.words)
