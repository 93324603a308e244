"""A design as people write it (YAML): the first fault refuses the file, with its line."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import yaml

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, tell
from caicach.kernel.yaml_values import YamlFault, YamlValue, compose

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Value(YamlValue):
    file: str

    def wrong(self, code: str, *, what: str, why: str, todo: str, **values: object) -> InvalidInput:
        where = "Tệp thiết kế «{file}», dòng {line}: "
        return InvalidInput(
            f"survey.{code}", what=where + what, why=why, todo=todo, file=self.file, line=self.line, **values
        )

    def fault(self, code: str, *, what: str, why: str, todo: str, **values: object) -> None:
        raise self.wrong(code, what=what, why=why, todo=todo, **values)

    def wrong_shape(self, expected: Said) -> None:
        raise self.wrong(
            "wrong_shape",
            what="giá trị không đúng mẫu.",
            why="Chỗ này phải là {expected}.",
            todo="Sửa theo mẫu ở docs/operations/surveys.md.",
            expected=expected,
        )

    def one_of(self, choices: type[Choice]) -> Choice:
        if not isinstance(self.node, yaml.ScalarNode) or self.node.value not in set(choices):
            self.wrong_shape(tell("một trong: {words}", words=", ".join(choices)))
        return choices(str(self.node.value))

    def figure(self, least: float, most: float) -> float:
        """A number between two ends, both allowed."""
        number = self.number()
        if number is None or not least <= number <= most:
            self.wrong_shape(tell("một số từ {least} đến {most}", least=f"{least:g}", most=f"{most:g}"))
        return float(number or 0)


def written(source: str, content: bytes) -> Value:
    """The root of the file. Raises InvalidInput: not UTF-8, not YAML, empty."""
    try:
        node = compose(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _not_read(source, 1, tell("tệp không phải UTF-8")) from error
    except YamlFault as fault:
        raise _not_read(source, fault.line, fault.problem) from fault
    if node is None:
        raise _not_read(source, 1, tell("tệp trống"))
    return Value(node, node.start_mark.line + 1, source)


def _not_read(source: str, line: int, problem: Said) -> InvalidInput:
    return InvalidInput(
        "survey.not_yaml",
        what="Tệp thiết kế «{file}», dòng {line}: không đọc được.",
        why="Không đúng cú pháp YAML: {problem}.",
        todo="Sửa dòng này (thụt lề, dấu hai chấm, ngoặc) rồi chạy lại.",
        file=source,
        line=line,
        problem=problem,
    )
