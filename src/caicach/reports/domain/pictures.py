"""How states look in every chart, on pages and in documents."""

from typing import Final

from caicach.kernel.charts import Fill, Tone
from caicach.plans.domain.states import TaskState

LOOKS: Final[dict[TaskState, tuple[Tone, Fill]]] = {
    TaskState.OVERDUE: (Tone.RED, Fill.SOLID),
    TaskState.IN_TIME: (Tone.ACCENT, Fill.HATCH),
    TaskState.NOT_YET_DUE: (Tone.STRONG, Fill.OPEN),
    TaskState.NO_DEADLINE: (Tone.AMBER, Fill.OPEN),
    TaskState.AWAITING: (Tone.STRONG, Fill.HATCH),
    TaskState.PAUSED: (Tone.VIOLET, Fill.CROSS),
    TaskState.DONE_LATE: (Tone.AMBER, Fill.CROSS),
    TaskState.DONE_UNDATED: (Tone.GREEN, Fill.OPEN),
    TaskState.DONE_ON_TIME: (Tone.GREEN, Fill.BACK),
}
STATE_WORDS: Final[dict[TaskState, str]] = {
    TaskState.OVERDUE: "Quá hạn",
    TaskState.IN_TIME: "Đang thực hiện",
    TaskState.NOT_YET_DUE: "Chưa đến hạn",
    TaskState.NO_DEADLINE: "Không có hạn",
    TaskState.AWAITING: "Chờ sự kiện",
    TaskState.PAUSED: "Tạm dừng",
    TaskState.DONE_LATE: "Hoàn thành quá hạn",
    TaskState.DONE_UNDATED: "Hoàn thành, không có hạn",
    TaskState.DONE_ON_TIME: "Hoàn thành đúng hạn",
}
"""The words of the pages, in documents too: a figure is called the same wherever it stands."""
