"""Finished sentences kept before sentences were template and values: which template each was made from.

Only migrations use it. A sentence that fits no template, or would not come out word for word, stays finished.
"""

import re
from collections.abc import Iterable

from caicach.kernel.said import Said, joint_sentence, ready_sentence

_SHAPES = {"count": "[0-9]+", "day": "[0-9]{2}/[0-9]{2}/[0-9]{4}", "words": "[^»]+", "code": "[^)]+"}
_LEAD_IN = re.compile("(?P<words>«[^»]+»): (?=[^«]|«Địa phương»)")


class Templates:
    """The templates of one kind of sentence; ``kinds`` are the words that may stand for ``{kind}``.

    Where a text is one sentence and never several (``is_one``), the last value may hold any words.
    """

    def __init__(self, templates: Iterable[str], kinds: Iterable[str] = (), *, is_one: bool = False) -> None:
        self._is_one = is_one
        self._patterns = tuple((template, re.compile(f"{_shape(template)}(?: |$)")) for template in templates)
        ordered = sorted(map(re.escape, kinds), key=len, reverse=True)
        self._kind = re.compile("|".join(ordered)) if ordered else None

    def sentence(self, text: str) -> Said:
        """``text`` as template and values."""
        found = self._whole(text) if self._is_one else self._parts(text.strip())
        sentence = ready_sentence(text) if found is None else joint_sentence(found)
        return sentence if str(sentence) == text else ready_sentence(text)

    def _whole(self, text: str) -> list[Said] | None:
        for template, pattern in self._patterns:
            if match := pattern.fullmatch(text):
                return [Said(template, {name: self._value(name, value) for name, value in match.groupdict().items()})]
        return None

    def _parts(self, text: str) -> list[Said] | None:
        if not text:
            return []
        for template, pattern in self._patterns:
            match = pattern.match(text)
            rest = self._parts(text[match.end() :]) if match else None
            if match and rest is not None:
                values = {name: self._value(name, value) for name, value in match.groupdict().items()}
                return [Said(template, values), *rest]
        lead = _LEAD_IN.match(text)
        rest = self._parts(text[lead.end() :]) if lead else None
        if lead is None or not rest:
            return None
        words = lead["words"].removeprefix("«").removesuffix("»")
        return [Said("«{words}»: {reason}", {"words": words, "reason": joint_sentence(rest)})]

    def _value(self, name: str, value: str) -> str | Said:
        if name != "kind" or self._kind is None:
            return value
        kinds = joint_sentence([Said(kind) for kind in self._kind.findall(value)], ", ")
        return kinds if str(kinds) == value else value


def _shape(template: str) -> str:
    parts = re.split(r"\{(\w+)\}", template)
    groups = [f"(?P<{name}>{_SHAPES.get(name, '.+?')})" for name in parts[1::2]]
    return "".join(re.escape(words) + group for words, group in zip(parts[::2], [*groups, ""], strict=True))
