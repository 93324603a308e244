"""A task while it is read: what was found of it so far, each part with its quote."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from caicach.documents.read.alignment import Aligned
from caicach.documents.read.deadlines import FoundDeadline
from caicach.documents.read.unit_names import UnitName
from caicach.documents.values import AssignedTask, Span


@dataclass(frozen=True, slots=True)
class FoundTask:
    """``spans`` are keyed below the task: "" (its quote), "lead.0", "cooperate.1", "deadline", "product"."""

    task: AssignedTask
    spans: dict[str, Span]


@dataclass(frozen=True, slots=True)
class Named:
    """A unit and its quote in the source, where it stands there."""

    text: str
    span: Span | None


@dataclass(slots=True)
class Draft:
    """A task while its item is still being read: labels and paragraphs below may add to it."""

    item: str | None
    text: str
    span: Span
    leads: tuple[Named, ...] = ()
    cooperate: tuple[Named, ...] = ()
    deadline: tuple[FoundDeadline, Span] | None = None
    product: Named | None = None
    more: list[Aligned] = field(default_factory=list)

    def found(self) -> FoundTask:
        task = AssignedTask(
            item=self.item,
            text=self.text,
            lead=tuple(unit.text for unit in self.leads),
            cooperate=tuple(unit.text for unit in self.cooperate),
            deadline=self.deadline[0].deadline if self.deadline else None,
            product=self.product.text if self.product else None,
        )
        return FoundTask(task, self._spans())

    def _spans(self) -> dict[str, Span]:
        spans = {"": self.span}
        for name, units in (("lead", self.leads), ("cooperate", self.cooperate)):
            spans |= {f"{name}.{index}": unit.span for index, unit in enumerate(units) if unit.span is not None}
        if self.deadline:
            spans["deadline"] = self.deadline[1]
        if self.product and self.product.span:
            spans["product"] = self.product.span
        return spans


def names_a_day(draft: Draft) -> bool:
    deadline = draft.deadline[0].deadline if draft.deadline else None
    return deadline is not None and (deadline.on is not None or deadline.duration is not None)


def named_units(units: Iterable[UnitName], aligned: Aligned) -> tuple[Named, ...]:
    return tuple(Named(unit.text, aligned.span(unit.span)) for unit in units)
