"""«Cơ quan chủ trì: ...; thời gian: ...»: labelled parts below an item or at its end, put into its draft."""

from collections.abc import Sequence
from datetime import date

from caicach.documents.read.alignment import Aligned
from caicach.documents.read.deadlines import read_deadline_cell
from caicach.documents.read.task_drafts import Draft, Named
from caicach.documents.read.unit_labels import Labelled
from caicach.documents.read.unit_lists import split_units
from caicach.documents.read.unit_names import UnitName


def add_labels(
    draft: Draft, aligned: Aligned, labels: Sequence[Labelled], *, issued: date | None, year: int | None
) -> bool:
    """Whether the labels name who leads, which makes the item a task."""
    for label in labels:
        words = label.span.of(aligned.text)
        if label.kind in {"lead", "cooperate"}:
            units = _shifted(split_units(words.rstrip(" .;,")), label.span.start, aligned)
            draft.leads, draft.cooperate = (units, draft.cooperate) if label.kind == "lead" else (draft.leads, units)
        elif label.kind == "deadline":
            deadline = read_deadline_cell(words.split(". ")[0], issued=issued, year=year)
            if deadline:
                at = deadline.span.moved(label.span.start)
                draft.deadline = deadline, aligned.span(at)
        elif words.strip(" .;"):
            draft.product = Named(words.strip(" .;"), aligned.span(label.span))
    return any(label.kind == "lead" for label in labels) and bool(draft.leads)


def is_label(labels: Sequence[Labelled]) -> bool:
    """Whether a text is nothing but labelled parts."""
    return bool(labels) and labels[0].start <= 3


def _shifted(units: Sequence[UnitName], by: int, aligned: Aligned) -> tuple[Named, ...]:
    return tuple(Named(unit.text, aligned.span(unit.span.moved(by))) for unit in units)
