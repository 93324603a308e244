"""Strict reading of a YAML file whose every complaint names file and line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import yaml

from caicach.kernel.errors import InvalidInput

T = TypeVar("T")


@dataclass(frozen=True)
class Value:
    """One node of the file, with the means to complain about it."""

    file: str
    node: yaml.Node

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def wrong(self, code: str, *, what: str, why: str, todo: str, **values: object) -> InvalidInput:
        """The error to raise; ``what`` follows the words «Tệp lịch …, dòng …:»."""
        where = "Tệp lịch «{file}», dòng {line}: "
        return InvalidInput(
            f"calendar.{code}", what=where + what, why=why, todo=todo, file=self.file, line=self.line, **values
        )

    def mapping(self) -> dict[str, "Value"]:
        """Keys to values in the order of the file; a key said twice is an error, where YAML would keep the last."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self._shape("các cặp «khóa: giá trị»")
        found: dict[str, Value] = {}
        for key_node, value_node in self.node.value:
            key = Value(self.file, key_node)
            name = key.text()
            if name in found:
                raise key.wrong(
                    "key_twice",
                    what="khóa «{key}» ghi hai lần.",
                    why="Hai giá trị cho cùng một khóa thì không biết lấy giá trị nào.",
                    todo="Xóa một trong hai dòng.",
                    key=name,
                )
            found[name] = Value(self.file, value_node)
        return found

    def fields(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, "Value"]:
        """A mapping with all of ``required`` and nothing outside of ``required`` and ``optional``."""
        found = self.mapping()
        for name, value in found.items():
            if name not in required + optional:
                raise value.wrong(
                    "unknown_key",
                    what="khóa «{key}» không có trong mẫu.",
                    why="Ở đây chỉ dùng: {allowed}.",
                    todo="Sửa lại tên khóa hoặc xóa dòng này.",
                    key=name,
                    allowed=", ".join(required + optional),
                )
        for name in required:
            if name not in found:
                raise self.wrong(
                    "missing_key",
                    what="thiếu khóa «{key}».",
                    why="Mẫu lịch bắt buộc có khóa này.",
                    todo="Thêm khóa «{key}».",
                    key=name,
                )
        return found

    def items(self) -> Iterator["Value"]:
        if not isinstance(self.node, yaml.SequenceNode):
            raise self._shape("danh sách, mỗi mục một dòng bắt đầu bằng «-»")
        return (Value(self.file, node) for node in self.node.value)

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or not str(self.node.value).strip():
            raise self._shape("chữ")
        return str(self.node.value).strip()

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def boolean(self) -> bool:
        return self.one_of({"true": True, "false": False})

    def one_of(self, meanings: Mapping[str, T]) -> T:
        """The meaning of the word that stands here; any other word is refused with those there are."""
        if not isinstance(self.node, yaml.ScalarNode) or self.node.value not in meanings:
            raise self._shape(", ".join(meanings))
        return meanings[self.node.value]

    def day(self) -> date:
        text = self.text()
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.wrong(
                "impossible_date",
                what="«{text}» không phải là một ngày có thật.",
                why="Ngày viết theo mẫu năm-tháng-ngày, ví dụ 2026-01-10.",
                todo="Sửa lại ngày theo văn bản.",
                text=text,
            ) from None

    def _shape(self, expected: str) -> InvalidInput:
        return self.wrong(
            "wrong_shape",
            what="giá trị không đúng mẫu.",
            why="Chỗ này phải là {expected}.",
            todo="Sửa theo mẫu của tệp lịch kèm phần mềm.",
            expected=expected,
        )


def parse_yaml(text: str, file: str) -> Value:
    """The root of the file; what is not YAML is refused with its line."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InvalidInput(
            "calendar.not_yaml",
            what="Tệp lịch «{file}», dòng {line}: không đọc được.",
            why="Dòng này không đúng cú pháp YAML: {problem}.",
            todo="Sửa dòng này (thụt lề, dấu hai chấm, ngoặc) rồi nạp lại.",
            file=file,
            line=mark.line + 1 if mark else 1,
            problem=getattr(error, "problem", None) or "ký tự không hợp lệ",
        ) from error
    if node is None:
        raise InvalidInput(
            "calendar.empty",
            what="Tệp lịch «{file}» trống.",
            why="Không có năm nào để nạp.",
            todo="Ghi ít nhất một năm theo mẫu của tệp lịch kèm phần mềm.",
            file=file,
        )
    return Value(file, node)
