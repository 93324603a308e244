"""Chat systems by name: the JSON that each takes, made from what a person chooses in words.

Forms as documented for incoming webhooks; a system that wants a token in a header takes a program between
(``docs/operations/notifications.md``).
"""

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from caicach.kernel.errors import InvalidInput

_TO_ONE: Final = "@{recipient}"


class ChatSystem(StrEnum):
    OWN_FORM = "own_form"
    """A program that takes the signed form of ours."""
    MATTERMOST = "mattermost"
    ROCKET_CHAT = "rocket_chat"
    SLACK = "slack"
    GOOGLE_CHAT = "google_chat"
    TYPED = "typed"
    """JSON that the operator wrote."""

    @property
    def takes_room(self) -> bool:
        """Elsewhere the webhook itself leads to one room."""
        return self in {ChatSystem.MATTERMOST, ChatSystem.ROCKET_CHAT}


def template_of(system: ChatSystem, *, room: str = "", typed: str = "") -> str:
    """The template to keep; with no room it goes to the person alone, where the system can. Raises InvalidInput.

    >>> template_of(ChatSystem.MATTERMOST, room="cchc")
    '{"channel": "cchc", "text": "**{title}** ({recipient})\\\\n{text}\\\\n{link}"}'
    """
    if system is ChatSystem.OWN_FORM:
        return ""
    if system is ChatSystem.TYPED:
        if not typed.strip():
            raise _refusal("Chưa có mẫu tin.", todo="Hãy mở «Chi tiết» và ghi mẫu, hoặc chọn một phần mềm có tên.")
        return typed
    if room and not system.takes_room:
        raise _refusal(
            "Liên kết của phần mềm này đã chỉ vào một phòng, không gửi sang phòng khác được.",
            todo="Hãy bỏ trống tên phòng; muốn gửi vào phòng khác thì tạo liên kết ở phòng ấy.",
        )
    if "{" in room or "}" in room:
        raise _refusal("Tên phòng có dấu ngoặc nhọn.", todo="Hãy ghi đúng tên phòng như trên phần mềm trao đổi.")
    return _FORMS[system](room.strip())


def system_of(template: str) -> tuple[ChatSystem, str]:
    """Which system a kept template was made for, and for which room.

    >>> system_of(template_of(ChatSystem.ROCKET_CHAT, room="#cchc"))
    (<ChatSystem.ROCKET_CHAT: 'rocket_chat'>, '#cchc')
    >>> system_of('{"text": "{title}"}')
    (<ChatSystem.TYPED: 'typed'>, '')
    """
    if not template:
        return ChatSystem.OWN_FORM, ""
    room = str(json.loads(template).get("channel", ""))
    for system, form in _FORMS.items():
        for named in ("", room):
            if template == form(named):
                return system, named
    return ChatSystem.TYPED, ""


def _bold_form(mark: str) -> Callable[[str], str]:
    def form(room: str) -> str:
        head = f"{mark}{{title}}{mark}" + (" ({recipient})" if room else "")
        return _json({"channel": room or _TO_ONE, "text": f"{head}\n{{text}}\n{{link}}"})

    return form


def _plain_form(mark: str) -> Callable[[str], str]:
    return lambda _room: _json({"text": f"{mark}{{title}}{mark} ({{recipient}})\n{{text}}\n{{link}}"})


def _json(body: dict[str, str]) -> str:
    return json.dumps(body, ensure_ascii=False)


_FORMS: Final = {
    ChatSystem.MATTERMOST: _bold_form("**"),
    ChatSystem.ROCKET_CHAT: _bold_form("*"),
    ChatSystem.SLACK: _plain_form("*"),
    ChatSystem.GOOGLE_CHAT: _plain_form(""),
}


def _refusal(why: str, *, todo: str) -> InvalidInput:
    return InvalidInput("notifications.chat_system", what="Chưa thêm được nơi nhận.", why=why, todo=todo)
