"""A document from the JSON of ``caicach read --json`` or of a person: absent keys are blank, wrong ones named.

By hand, where other JSON is read by pydantic: what is wrong is told to who wrote it, in sentences, at its path.
"""

import datetime
import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from caicach.documents.read.recipients import role_of
from caicach.documents.values import (
    Block,
    BlockKind,
    Footnote,
    OfficialDocument,
    Picture,
    Recipient,
    RecipientRole,
    Secrecy,
    Signatory,
    TableLook,
    Urgency,
)
from caicach.documents.write.docx_picture import pixels
from caicach.kernel.codec import Codec
from caicach.kernel.errors import InvalidInput

_T = TypeVar("_T")
# JSON is the one place where keys are strings without a type: Any is what json.loads gives.
Json = Mapping[str, Any]
_TEXTS: Final = (
    "doc_type", "superior", "issuer", "number", "symbol", "place", "date_partial", "subject", "opening", "closing",
)  # fmt: skip
# What a reading carries beside the document; writing has no use for it.
_OF_READING: Final = frozenset({"citations", "tasks", "obligations", "warnings", "spans", "reader_version", "text"})
_KEYS: Final = frozenset(
    (*_TEXTS, "date", "addressees", "legal_bases", "body", "footnotes", "recipients", "recipient_roles", "signatory",
     "urgency", "secrecy")
)  # fmt: skip
_BLOCK_KEYS: Final = frozenset(
    {"kind", "number", "level", "path", "text", "span", "rows", "look", "landscape", "picture"}
)
_LOOK: Final = Codec(TableLook)
_SHOWN: Final = Codec(Picture)
_SIGNATORY_KEYS: Final = frozenset({"capacity", "title", "other_title", "name"})


def document_from_json(data: bytes, *, name: str) -> OfficialDocument:
    """The document; what is wrong is refused with the line (no JSON) or the path of the key (``body.2.kind``)."""
    try:
        value = json.loads(data)
    except json.JSONDecodeError as error:
        raise _wrong(name, f"dòng {error.lineno}, cột {error.colno}", "không phải JSON") from error
    except RecursionError as error:
        raise _wrong(name, "$", "lồng quá nhiều cấp") from error
    except UnicodeDecodeError as error:
        raise _wrong(name, f"byte {error.start}", "không phải chữ UTF-8") from error
    return _Reader(name).document(value)


def _wrong(name: str, path: str, reason: str) -> InvalidInput:
    return InvalidInput(
        "document.json_invalid",
        what="Không dùng được tệp «{name}».",
        why="Tại «{path}»: {reason}.",
        todo="Hãy sửa tệp theo các khóa mà lệnh «caicach read --json» in ra.",
        name=name,
        path=path,
        reason=reason,
    )


class _Reader:
    def __init__(self, name: str) -> None:
        self._name = name

    def document(self, value: object) -> OfficialDocument:
        found = self._object(value, "$", _KEYS | _OF_READING)
        return OfficialDocument(
            **{key: self._text(found.get(key), key) for key in _TEXTS},
            date=self._value_by(found.get("date"), "date", datetime.date.fromisoformat, "ngày dạng NĂM-THÁNG-NGÀY"),
            addressees=self._texts(found.get("addressees"), "addressees"),
            legal_bases=self._texts(found.get("legal_bases"), "legal_bases"),
            body=tuple(self._block(item, f"body.{at}") for at, item in self._items(found.get("body"), "body")),
            footnotes=tuple(
                self._footnote(item, f"footnotes.{at}") for at, item in self._items(found.get("footnotes"), "footnotes")
            ),
            recipients=self._recipients(found),
            signatory=self._signatory(found.get("signatory")),
            urgency=self._value_by(found.get("urgency"), "urgency", Urgency.of, " / ".join(u.label for u in Urgency)),
            secrecy=self._value_by(found.get("secrecy"), "secrecy", Secrecy.of, " / ".join(s.label for s in Secrecy)),
        )

    def _object(self, value: object, path: str, keys: frozenset[str]) -> Json:
        if not isinstance(value, dict):
            raise _wrong(self._name, path, "phải là một đối tượng {…}")
        for key in value:
            if key not in keys:
                raise _wrong(self._name, key if path == "$" else f"{path}.{key}", "khóa không có trong văn bản")
        return value

    def _items(self, value: object, path: str) -> enumerate[object]:
        if value is None:
            return enumerate(())
        if not isinstance(value, list):
            raise _wrong(self._name, path, "phải là một danh sách […]")
        return enumerate(value)

    def _text(self, value: object, path: str) -> str | None:
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise _wrong(self._name, path, "phải là chữ trong dấu nháy kép")
        return value

    def _texts(self, value: object, path: str) -> tuple[str, ...]:
        return tuple(self._required(item, f"{path}.{at}") for at, item in self._items(value, path))

    def _required(self, value: object, path: str) -> str:
        text = self._text(value, path)
        if text is None:
            raise _wrong(self._name, path, "thiếu chữ")
        return text

    def _value_by(self, value: object, path: str, make: Callable[[str], _T], wanted: str) -> _T | None:
        text = self._text(value, path)
        if text is None:
            return None
        try:
            return make(text)
        except ValueError as error:
            raise _wrong(self._name, path, f"phải là {wanted}") from error

    def _block(self, value: object, path: str) -> Block:
        found = self._object(value, path, _BLOCK_KEYS)
        kind = self._value_by(found.get("kind"), f"{path}.kind", BlockKind, " / ".join(BlockKind))
        if kind is None:
            raise _wrong(self._name, f"{path}.kind", "thiếu loại khối")
        rows = tuple(
            tuple(str(cell) if cell is not None else "" for _, cell in self._items(row, f"{path}.rows.{at}"))
            for at, row in self._items(found.get("rows"), f"{path}.rows")
        )
        if kind is BlockKind.TABLE and not any(rows):
            raise _wrong(self._name, f"{path}.rows", "bảng không có hàng")
        text = self._text(found.get("text"), f"{path}.text") or "\n".join(" | ".join(row) for row in rows)
        level = found.get("level", 0)
        if not isinstance(level, int) or level < 0:
            raise _wrong(self._name, f"{path}.level", "phải là số nguyên từ 0")
        number = self._text(found.get("number"), f"{path}.number")
        return Block(
            kind, number, level, text, self._text(found.get("path"), f"{path}.path"), rows, **self._look(found, path)
        )

    def _look(self, found: Json, path: str) -> dict[str, Any]:
        try:
            look = None if found.get("look") is None else _LOOK.value(found["look"])
            picture = None if found.get("picture") is None else _SHOWN.value(found["picture"])
            if picture is not None:
                pixels(picture.png)
        except (TypeError, ValueError) as error:
            raise _wrong(self._name, f"{path}.look/picture", "hình thức bảng hoặc ảnh không đúng") from error
        return {"look": look, "landscape": bool(found.get("landscape")), "picture": picture}

    def _footnote(self, value: object, path: str) -> Footnote:
        found = self._object(value, path, frozenset({"mark", "text", "span"}))
        return Footnote(
            self._required(found.get("mark"), f"{path}.mark"), self._required(found.get("text"), f"{path}.text")
        )

    def _recipients(self, found: Json) -> tuple[Recipient, ...]:
        """Roles that are not given are read from the words, as from a letter."""
        texts = self._texts(found.get("recipients"), "recipients")
        given = self._texts(found.get("recipient_roles"), "recipient_roles")
        if not given:
            return tuple(Recipient(text, role_of(text)) for text in texts)
        if len(given) != len(texts):
            raise _wrong(self._name, "recipient_roles", f"phải có {len(texts)} vai trò như recipients")
        roles = [
            self._value_by(role, f"recipient_roles.{at}", RecipientRole, " / ".join(RecipientRole))
            for at, role in enumerate(given)
        ]
        return tuple(Recipient(text, role) for text, role in zip(texts, roles, strict=True) if role is not None)

    def _signatory(self, value: object) -> Signatory | None:
        if value is None:
            return None
        found = self._object(value, "signatory", _SIGNATORY_KEYS)
        return Signatory(**{key: self._text(found.get(key), f"signatory.{key}") for key in sorted(_SIGNATORY_KEYS)})
