"""What a chat system is sent: a text of JSON that the operator wrote, with the values of a message in its strings.

The template is read as JSON first and its strings are filled afterwards: no value can break out of its string.
"""

import json
import re
from collections.abc import Mapping
from typing import Final

from caicach.kernel.errors import InvalidInput

VALUES: Final = ("title", "text", "link", "recipient", "email", "delivery", "created_at")
_SLOT: Final = re.compile(r"\{([^{}]*)\}")
_DEPTH: Final = 20

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def checked_template(text: str) -> str:
    """The template as it is kept. Raises InvalidInput where it is no JSON object, or names a value that there is not.

    >>> checked_template(' {"text": "{title}: {link}"} ')
    '{"text": "{title}: {link}"}'
    """
    written = text.strip()
    try:
        read = json.loads(written)
    except (ValueError, RecursionError):
        raise _refusal("Mẫu không phải JSON viết đúng.") from None
    if not isinstance(read, dict) or not read:
        raise _refusal("Mẫu phải là một đối tượng JSON.")
    named: set[str] = set()
    _gather(read, named, _DEPTH)
    if unknown := sorted(named - set(VALUES)):
        raise _refusal("Không có giá trị tên «{name}».", name=unknown[0])
    if not named & {"title", "text"}:
        raise _refusal("Mẫu không có chỗ nào cho nội dung: cần {slot}.", slot="{title} / {text}")
    return written


def filled_template(template: str, values: Mapping[str, str]) -> bytes:
    """The body to send.

    >>> filled_template('{"text": "*{title}*", "n": 1}', {"title": 'Nói "thẳng"'}).decode()
    '{"n": 1, "text": "*Nói \\\\"thẳng\\\\"*"}'
    """
    return json.dumps(_fill(json.loads(template), values), ensure_ascii=False, sort_keys=True).encode()


def _gather(part: Json, named: set[str], depth: int) -> None:
    if depth == 0:
        raise _refusal("Mẫu lồng quá sâu.")
    match part:
        case str():
            named.update(_SLOT.findall(part))
        case list():
            for one in part:
                _gather(one, named, depth - 1)
        case dict():
            for key, one in part.items():
                if _SLOT.search(key):
                    raise _refusal("Giá trị chỉ được đặt trong nội dung, không đặt trong tên «{name}».", name=key)
                _gather(one, named, depth - 1)


def _fill(part: Json, values: Mapping[str, str]) -> Json:
    match part:
        case str():
            return _SLOT.sub(lambda slot: values[slot[1]], part)
        case list():
            return [_fill(one, values) for one in part]
        case dict():
            return {key: _fill(one, values) for key, one in part.items()}
    return part


def _refusal(why: str, **values: object) -> InvalidInput:
    return InvalidInput(
        "notifications.template",
        what="Chưa lưu được mẫu tin.",
        why=why,
        todo="Hãy sửa mẫu; các giá trị dùng được: {known}.",
        known=", ".join(f"{{{name}}}" for name in VALUES),
        **values,
    )
