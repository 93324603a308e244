"""What a task or an objective of a plan says, told from what it said before: nobody writes over what they never saw."""

import hashlib
from typing import Final

from caicach.drafts.domain.task_fields import CHOSEN
from caicach.kernel.errors import Conflict
from caicach.plans.models import Objective, Task

_OF_TASK: Final = ("number", "text", "product", "section", "area", "budget_raw", "objective_id")
_OF_OBJECTIVE: Final = ("number", "text", "area", "target", "target_unit", "metric")


def mark_of_wording(row: Task | Objective) -> str:
    """The same for the same words; a form carries it from its drawing to its saving."""
    names = (*_OF_TASK, *(field.name for field in CHOSEN)) if isinstance(row, Task) else _OF_OBJECTIVE
    return hashlib.sha256(repr([getattr(row, name) for name in names]).encode()).hexdigest()[:16]


def refuse_other_wording(row: Task | Objective, seen: str) -> None:
    """Raise Conflict where it was worded anew since; ``seen`` is "" for who looked at no form."""
    if seen and mark_of_wording(row) != seen:
        raise Conflict(
            "plan.worded_anew",
            what="Chưa lưu: người khác vừa sửa nội dung này.",
            why="Biểu mẫu của bạn mở từ bản cũ; lưu thì ghi đè lên chỗ họ vừa sửa.",
            todo="Hãy mở lại mục này ở thẻ khác để xem bản mới, rồi sửa và lưu ở đó.",
        )
