"""What a person should look at in the tasks of a plan: nothing is mended, everything is said at its row."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from caicach.documents.plan.due import Due
from caicach.documents.plan.values import PlanRow, PlanWarning
from caicach.kernel.text.dates import format_date
from caicach.kernel.text.folding import fold, squeeze

_UNREAD_WORDS: Final = 8


def check_rows(
    rows: Sequence[PlanRow], dues: Sequence[Due], merged: Sequence[bool], *, issued: date | None, has_lead_column: bool
) -> tuple[PlanWarning, ...]:
    """The warnings of all rows, in their order; ``dues`` are the readings of the rows' deadlines.

    ``merged`` tells of each row whether its words are those of the row above.
    """
    found: list[PlanWarning] = []
    seen: dict[str, int] = {}
    for at, (row, due, is_merged) in enumerate(zip(rows, dues, merged, strict=True)):
        said = [*_of_row(row, has_lead_column), *_of_due(row, due, issued)]
        key = fold(squeeze(row.task)).strip(" .;,")
        if key and key in seen and not is_merged:
            said.append(("plan.task_repeated", f"Nhiệm vụ này đã có ở dòng {seen[key] + 1}."))
        seen.setdefault(key, at)
        found += [PlanWarning(code, message, at, row.place) for code, message in said]
    return tuple(found)


def _of_row(row: PlanRow, has_lead_column: bool) -> Iterator[tuple[str, str]]:
    if not row.task:
        yield "plan.task_missing", "Dòng này có đơn vị hoặc thời hạn nhưng không có nội dung nhiệm vụ."
    if not row.lead and has_lead_column:
        yield "plan.lead_missing", "Chưa có đơn vị chủ trì."
    if row.section is None:
        yield "plan.section_unknown", "Bảng lược bớt một số dòng nên không rõ nhiệm vụ này thuộc mục nào."


def _of_due(row: PlanRow, due: Due, issued: date | None) -> Iterator[tuple[str, str]]:
    for words in due.impossible:
        yield "plan.deadline_impossible", f"Không có ngày hoặc kỳ «{words}»."
    if due.on and issued and due.on < issued:
        yield (
            "plan.deadline_before_document",
            f"Thời hạn {format_date(due.on)} sớm hơn ngày văn bản {format_date(issued)}.",
        )
    if due.year_assumed:
        yield "plan.year_assumed", f"«{row.deadline_raw}» không ghi năm; lấy theo năm của kế hoạch."
    elif due.lacks_year:
        yield "plan.year_missing", f"«{row.deadline_raw}» không ghi năm và kế hoạch cũng không cho biết năm."
    if due.is_vague:
        yield "plan.deadline_vague", f"«{row.deadline_raw}» chỉ nêu một phần của kỳ; lấy ngày cuối kỳ."
