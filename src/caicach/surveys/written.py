"""A design as people write it (YAML): the first fault refuses the file, with its line."""

from contextlib import suppress
from dataclasses import dataclass

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, tell
from caicach.kernel.text.folding import nfc
from caicach.kernel.yaml_values import RefusedValue, root_node


@dataclass(frozen=True)
class Value(RefusedValue):
    def wrong(self, code: str, *, what: str, why: str, todo: str, **values: object) -> InvalidInput:
        where = "Tệp thiết kế «{file}», dòng {line}: "
        return InvalidInput(
            f"survey.{code}", what=where + what, why=why, todo=todo, file=self.file, line=self.line, **values
        )

    def wrong_shape(self, expected: Said) -> None:
        raise self.wrong(
            "wrong_shape",
            what="giá trị không đúng mẫu.",
            why="Chỗ này phải là {expected}.",
            todo="Sửa theo mẫu ở docs/operations/surveys.md.",
            expected=expected,
        )

    def figure(self, least: float, most: float) -> float:
        """A number between two ends, both allowed."""
        number = self.number()
        if number is None or not least <= number <= most:
            self.wrong_shape(tell("một số từ {least} đến {most}", least=f"{least:g}", most=f"{most:g}"))
        return float(number or 0)


def written_value(source: str, content: bytes) -> Value:
    """The root of the file, its letters composed as those of the data are. Raises InvalidInput: not UTF-8, not YAML,
    empty."""
    with suppress(UnicodeDecodeError):
        content = nfc(content.decode("utf-8")).encode()
    node, line = root_node(content, lambda line, problem: _not_read(source, line, problem))
    return Value(node, line, source)


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
