"""Values as the YAML of designs writes them: JSON is YAML, and plain names stand without quotes."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

Plain = str | int | float | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]
_NAME: Final = re.compile(r"[^\W\d][\w/ -]*[\w]|[^\W\d]")
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def flow(value: Plain) -> str:
    """
    >>> flow({"unit": "xa", "size": 10, "by": ["tầng 1", "12"]})
    '{unit: xa, size: 10, by: [tầng 1, "12"]}'
    """
    if isinstance(value, str):
        is_plain = _NAME.fullmatch(value) and value.lower() not in _WORDS
        return value if is_plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(name)}: {flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(flow, value))}]"
    return json.dumps(value)


def block(lines: Mapping[str, Plain], indent: str = "") -> str:
    """A line a key; what is None is left out."""
    return "".join(f"{indent}{name}: {flow(value)}\n" for name, value in lines.items() if value is not None)
