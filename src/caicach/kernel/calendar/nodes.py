"""The values of a calendar file: the first fault refuses the file, with its line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import yaml

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, plain, tell
from caicach.kernel.yaml_values import RefusedValue, YamlFault, compose

T = TypeVar("T")


@dataclass(frozen=True)
class Value(RefusedValue):
    def wrong(self, code: str, *, what: str, why: str, todo: str, **values: object) -> InvalidInput:
        """The error to raise; ``what`` follows the words «Tệp lịch …, dòng …:». Without a file, none."""
        where = (
            tell("Tệp lịch «{file}», dòng {line}:", file=self.file, line=str(self.line))
            if self.file
            else tell("Lịch đang nhập:")
        )
        told = {"where": where, "told": tell(what, **values), "file": self.file, "line": self.line}  # type: ignore[arg-type]
        return InvalidInput(f"calendar.{code}", what="{where} {told}", why=why, todo=todo, **{**values, **told})

    def wrong_shape(self, expected: Said) -> None:
        raise self.wrong(
            "wrong_shape",
            what="giá trị không đúng mẫu.",
            why="Chỗ này phải là {expected}.",
            todo="Sửa theo mẫu của tệp lịch kèm phần mềm.",
            expected=expected,
        )

    def meaning(self, meanings: Mapping[str, T]) -> T:
        """The meaning of the word that stands here; any other word is refused with those there are."""
        if not isinstance(self.node, yaml.ScalarNode) or self.node.value not in meanings:
            self.wrong_shape(plain(", ".join(meanings)))
        return meanings[str(self.node.value)]

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


def parse_yaml(text: str, file: str) -> Value:
    """The root of the file; what is not YAML is refused with its line."""
    try:
        node = compose(text)
    except YamlFault as fault:
        raise InvalidInput(
            "calendar.not_yaml",
            what="Tệp lịch «{file}», dòng {line}: không đọc được.",
            why="Dòng này không đúng cú pháp YAML: {problem}.",
            todo="Sửa dòng này (thụt lề, dấu hai chấm, ngoặc) rồi nạp lại.",
            file=file,
            line=fault.line,
            problem=fault.problem,
        ) from fault
    if node is None:
        raise InvalidInput(
            "calendar.empty",
            what="Tệp lịch «{file}» trống.",
            why="Không có năm nào để nạp.",
            todo="Ghi ít nhất một năm theo mẫu của tệp lịch kèm phần mềm.",
            file=file,
        )
    return Value(node, node.start_mark.line + 1, file)
