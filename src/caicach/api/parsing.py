"""Reading what a program sent; texts that no database keeps are refused before anything looks at them."""

import json
import re
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from caicach.kernel.errors import InvalidInput
from caicach.kernel.http.texts import check_iso, text_too_long
from caicach.kernel.text.characters import clean
from caicach.kernel.text.lengths import PARAGRAPHS

_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
"""Zero, which PostgreSQL keeps in no text, and halves of characters, which no encoding writes."""


class TextParser(Parser):
    """As the framework's; raises InvalidInput for a text with a character that is none."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(request.body)
        _check(body)
        cleaned: dict[str, Any] = _clean(body)
        return cleaned

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        for key, values in data.lists():
            for text in (key, *values):
                _check(text)
        cleaned = MultiValueDict({key: [_clean(value) for value in values] for key, values in data.lists()})
        return super().parse_querydict(cleaned, list_fields, request)


def _clean(value: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """The texts of a value composed and cleaned, whatever it is made of."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list) else value


def _check(value: object) -> None:
    if isinstance(value, str):
        check_iso(value)
        if len(value) > PARAGRAPHS:
            raise text_too_long(PARAGRAPHS)
    if isinstance(value, str) and (found := _NO_CHARACTER.search(value)):
        raise InvalidInput(
            "api.malformed",
            what="Dữ liệu gửi lên không đúng mô tả.",
            why="Có mã {mark} không phải là ký tự.",
            todo="Hãy bỏ mã đó rồi gửi lại.",
            mark=f"U+{ord(found[0]):04X}",
        )
    if isinstance(value, dict):
        for part in (*value, *value.values()):
            _check(part)
    elif isinstance(value, list):
        for part in value:
            _check(part)
