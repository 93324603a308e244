"""What is wrong with a definition, each at its line; all of them at once, so that a file is mended in one go."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import NOTHING, Said, joint_sentence, tell

_SHOWN = 20


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One finding in a definition file: what is wrong, and what to do."""

    severity: Severity
    code: str
    file: str
    line: int
    message: Said
    todo: Said = NOTHING

    def __str__(self) -> str:
        return str(self.said)

    @property
    def said(self) -> Said:
        """With its place."""
        return tell(
            "{file}, dòng {line}: LỖI: {words}"
            if self.severity is Severity.ERROR
            else "{file}, dòng {line}: LƯU Ý: {words}",
            file=self.file,
            line=str(self.line),
            words=joint_sentence((self.message, self.todo)),
        )


class Problems:
    """Collects findings while a file is read and checked."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Problem] = []

    def error(self, code: str, line: int, message: Said, todo: Said = NOTHING) -> None:
        self._found.append(Problem(Severity.ERROR, f"index_definition.{code}", self.file, line, message, todo))

    def warning(self, code: str, line: int, message: Said, todo: Said = NOTHING) -> None:
        self._found.append(Problem(Severity.WARNING, f"index_definition.{code}", self.file, line, message, todo))

    @property
    def found(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._found, key=lambda problem: problem.line))

    @property
    def has_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self._found)


def refusal(file: str, problems: Iterable[Problem]) -> InvalidInput:
    """The one error to raise for a definition that cannot be used."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return InvalidInput(
        "index_definition.refused",
        what="Bộ chỉ số «{file}» có {count} lỗi nên không dùng được:\n{listed}",
        why="Bộ chỉ số sai mà vẫn chấm thì điểm sai không ai biết.",
        todo="Sửa từng dòng rồi chạy «caicach index validate {file}».",
        file=file,
        count=len(errors),
        listed=joint_sentence((problem.said for problem in errors[:_SHOWN]), "\n"),
    )
