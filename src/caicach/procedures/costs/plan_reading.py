"""The works of procedures and the hourly incomes, as people write them (YAML): the first fault refuses the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, tell
from caicach.kernel.yaml_values import RefusedValue, root_node
from caicach.procedures.costs.costing import Burden, Income, Work
from caicach.procedures.record.codes import family


@dataclass(frozen=True, slots=True)
class Costed:
    current: Burden
    after: Burden | None


@dataclass(frozen=True, slots=True)
class CostPlan:
    """``procedures`` by the family of their codes."""

    incomes: tuple[Income, ...]
    procedures: Mapping[str, Costed]


@dataclass(frozen=True)
class _Value(RefusedValue):
    def wrong(self, code: str, *, what: str, why: str, todo: str, **values: object) -> InvalidInput:
        where = "Tệp chi phí «{file}», dòng {line}: "
        return InvalidInput(
            f"procedures.{code}", what=where + what, why=why, todo=todo, file=self.file, line=self.line, **values
        )

    def wrong_shape(self, expected: Said) -> None:
        self.fault(
            "wrong_shape",
            what="giá trị không đúng mẫu.",
            why="Chỗ này phải là {expected}.",
            todo="Sửa theo mẫu ở docs/operations/procedures.md.",
            expected=expected,
        )

    def figure(self) -> Decimal:
        """A number that is not negative."""
        number = self.number()
        if number is None or number < 0:
            self.wrong_shape(tell("một số không âm"))
        return number or Decimal(0)

    def figures(self) -> tuple[Decimal, ...]:
        """One number, or one of each source."""
        return tuple(item.figure() for item in self.items()) if self.is_list else (self.figure(),)


def read_plan(source: str, content: bytes) -> CostPlan:
    """Raises InvalidInput: not YAML, unknown or lacking keys, values of a wrong shape."""
    found = _root(source, content).fields(("hourly_income", "procedures"))
    incomes = tuple(_income(item) for item in found["hourly_income"].items())
    procedures = {family(code): _costed(value) for code, value in found["procedures"].mapping().items()}
    return CostPlan(incomes, procedures)


def _root(source: str, content: bytes) -> _Value:
    def refused(line: int, problem: Said) -> InvalidInput:
        return InvalidInput(
            "procedures.cost_file",
            what="Không đọc được tệp chi phí «{source}», dòng {line}.",
            why="{problem}.",
            todo="Sửa theo mẫu ở docs/operations/procedures.md.",
            source=source,
            line=line,
            problem=problem,
        )

    node, line = root_node(content, refused)
    return _Value(node, line, source)


def _income(item: _Value) -> Income:
    found = item.fields(("since", "amount", "source"))
    since = found["since"].day()
    if since is None:
        raise InvalidInput("procedures.wrong_shape", what="Thiếu ngày bắt đầu của mức thu nhập.")
    return Income(since, found["amount"].figure(), found["source"].text())


def _costed(value: _Value) -> Costed:
    found = value.fields(("current",), ("after",))
    return Costed(_burden(found["current"]), _burden(found["after"]) if "after" in found else None)


def _burden(value: _Value) -> Burden:
    found = value.fields(("works", "times", "subjects"), ("fees", "other"))
    works = tuple(_work(item) for item in found["works"].items())
    fees, other = (found[name].figure() if name in found else Decimal(0) for name in ("fees", "other"))
    return Burden(works, fees, other, found["times"].figure(), found["subjects"].figure())


def _work(item: _Value) -> Work:
    found = item.fields(("name",), ("hours", "hired"))
    hours, hired = (found[name].figures() if name in found else () for name in ("hours", "hired"))
    return Work(found["name"].text(), hours, hired)
