"""The way of a unit's report: open, sent, returned or accepted; what may follow what."""

from enum import StrEnum
from typing import Final

from caicach.kernel.errors import Conflict
from caicach.kernel.said import Said, tell


class State(StrEnum):
    """Where the report of a unit stands. ``CORRECTING``: accepted once, opened again; both editions are kept."""

    OPEN = "open"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CORRECTING = "correcting"


class Act(StrEnum):
    """What people do to it."""

    SAVE = "save"
    SEND = "send"
    RETURN = "return"
    ACCEPT = "accept"
    REOPEN = "reopen"


WITH_THE_UNIT: Final = frozenset({State.OPEN, State.RETURNED, State.CORRECTING})
_FROM: Final = {
    Act.SAVE: WITH_THE_UNIT,
    Act.SEND: WITH_THE_UNIT,
    Act.RETURN: frozenset({State.SENT}),
    Act.ACCEPT: frozenset({State.SENT}),
    Act.REOPEN: frozenset({State.ACCEPTED}),
}
WORDS: Final[dict[State, Said]] = {
    State.OPEN: tell("đang mở"),
    State.SENT: tell("đã gửi, chờ chấp nhận"),
    State.RETURNED: tell("bị trả lại"),
    State.ACCEPTED: tell("đã chấp nhận"),
    State.CORRECTING: tell("đang sửa sau chấp nhận"),
}


def check_act(state: State, act: Act) -> None:
    """Conflict where the act does not follow from the state: somebody else was quicker, or the page is old."""
    if state not in _FROM[act]:
        raise Conflict(
            "periodic.not_now",
            what="Báo cáo đang ở trạng thái «{state}» nên chưa làm được việc này.",
            why="Báo cáo được gửi, rồi trả lại hoặc chấp nhận; báo cáo đã chấp nhận phải mở lại mới sửa được.",
            todo="Hãy tải lại trang để xem tình trạng mới nhất.",
            state=WORDS[state],
        )
