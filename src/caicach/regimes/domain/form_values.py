"""The nodes of a form's file (YAML), and what they may name that stands outside of it."""

from dataclasses import dataclass

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, tell
from caicach.kernel.yaml_values import RefusedValue, root_node
from caicach.regimes.domain.forms import CheckRule
from caicach.regimes.domain.formulas import FormulaFault, Node, formula, rule

_DOC = "docs/operations/periodic-reports.md"


@dataclass(frozen=True)
class KnownNames:
    """What a form may name that stands outside its file."""

    metrics: frozenset[str]
    registers: frozenset[str]
    """Codes of the forms that the registers of the place give."""
    levels: frozenset[str]


@dataclass(frozen=True)
class FormValue(RefusedValue):
    """A node of a form's file. ``names`` is None where the text was taken before: it is read as it was then."""

    names: KnownNames | None = None

    def metric(self) -> str:
        return self._among(self.names.metrics if self.names else None)

    def register(self) -> str:
        """The code of a form out of the registers."""
        return self._among(self.names.registers if self.names else None)

    def levels(self) -> tuple[str, ...]:
        """Of units, one or a list."""
        known = self.names.levels if self.names else None
        return tuple(one._among(known) for one in (self.items() if self.is_list else (self,)))

    def _among(self, known: frozenset[str] | None) -> str:
        if known is not None and self.text() not in known:
            self.wrong_shape(tell("một trong: {words}", words=", ".join(sorted(known))))
        return self.text()

    def once(self, seen: set[str]) -> None:
        """Refused where the same word stood before."""
        if self.names is not None and self.text() in seen:
            self.fault(
                "name_twice",
                what="mã «{name}» đã dùng ở trên.",
                why="Mã phân biệt các mục, chỉ tiêu, bảng và cột với nhau.",
                todo="Đặt mã khác.",
                name=self.text(),
            )
        seen.add(self.text())

    def wrong(self, code: str, *, what: str, why: str, todo: str, **values: object) -> InvalidInput:
        where = "Tệp biểu mẫu «{file}», dòng {line}: "
        return InvalidInput(
            f"form.{code}", what=where + what, why=why, todo=todo, file=self.file, line=self.line, **values
        )

    def wrong_shape(self, expected: Said) -> None:
        raise self.wrong(
            "wrong_shape",
            what="giá trị không đúng mẫu.",
            why="Chỗ này phải là {expected}.",
            todo="Sửa theo mẫu ở {doc}.",
            expected=expected,
            doc=_DOC,
        )

    def whole_between(self, least: int, most: int) -> int:
        found = self.whole()
        if found is None or not least <= found <= most:
            self.wrong_shape(tell("một số nguyên từ {least} đến {most}", least=least, most=most))
        return found or 0

    def formula(self) -> Node:
        try:
            return formula(self.text())
        except FormulaFault as fault:
            raise self._not_a_formula(fault) from fault

    def rule(self, words: str) -> CheckRule:
        written = self.text()
        try:
            return CheckRule(rule(written), words, written)
        except FormulaFault as fault:
            raise self._not_a_formula(fault) from fault

    def _not_a_formula(self, fault: FormulaFault) -> InvalidInput:
        return self.wrong(
            "not_a_formula",
            what="công thức «{text}» không đọc được: {fault}.",
            why="Công thức gồm số, mã chỉ tiêu, các dấu + - * / và ngoặc.",
            todo="Sửa lại công thức.",
            text=self.text(),
            fault=fault.told,
        )


def root_value(file: str, content: bytes, names: KnownNames | None) -> FormValue:
    node, line = root_node(content, lambda line, problem: _not_read(file, line, problem))
    return FormValue(node, line, file, names)


def _not_read(file: str, line: int, problem: Said) -> InvalidInput:
    return InvalidInput(
        "form.not_yaml",
        what="Tệp biểu mẫu «{file}», dòng {line}: không đọc được.",
        why="Không đúng cú pháp YAML: {problem}.",
        todo="Sửa dòng này (thụt lề, dấu hai chấm, ngoặc).",
        file=file,
        line=line,
        problem=problem,
    )
