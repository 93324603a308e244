"""Whether a history can be told by a clock at all: the first thing that is wrong with it."""

from caicach.dossiers.domain.clock.values import ENDS, Happening, History
from caicach.kernel.said import Said, tell

_BEFORE_RECEIPT = frozenset(
    {Happening.REGISTERED, Happening.SUPPLEMENT_ASKED, Happening.REFUSED, Happening.WITHDRAWN, Happening.TRANSFERRED}
)
_BEHIND_AN_END = frozenset({*ENDS, Happening.HANDLING, Happening.RECEIVED, Happening.APOLOGISED})


def history_problem(history: History) -> Said | None:
    """None where there is none. Events are in order of time."""
    is_received = False
    for at, event in enumerate(history.events):
        is_received = is_received or event.what in {Happening.RECEIVED, Happening.COMPETENT_RECEIVED}
        if not is_received and event.what not in _BEFORE_RECEIPT:
            return tell("Có bước trước khi tiếp nhận ({moment}).", moment=f"{event.at:%H:%M %d/%m/%Y}")
        before = history.events[at - 1] if at else None
        if before and before.what in {Happening.RETURNED, Happening.WITHDRAWN} and event.what not in _BEHIND_AN_END:
            return tell("Có bước sau khi đã kết thúc ({moment}).", moment=f"{event.at:%H:%M %d/%m/%Y}")
        if event.what is Happening.REAPPOINTED and event.due_on is None:
            return tell("Hẹn lại mà không ghi ngày trả.")
    return None
