"""What reading one task needs of the document: who wrote when to whom, and whom the opening orders."""

from collections.abc import Sequence

from caicach.documents.read.alignment import Aligned
from caicach.documents.read.task_drafts import Named, named_units
from caicach.documents.read.task_headings import Heading
from caicach.documents.read.task_orders import is_polite, issued_of, opening_order
from caicach.documents.read.unit_colons import Assignment
from caicach.documents.read.unit_names import UnitName
from caicach.documents.read.unit_phrases import cooperating
from caicach.documents.values import OfficialDocument, Span


class TaskContext:
    """``order`` are those whom the opening orders; None where it orders nobody that can be named."""

    def __init__(self, document: OfficialDocument, text: str) -> None:
        self.document, self.text = document, text
        self.issued, self.year = issued_of(document)
        self.order = opening_order(document, text)

    def addressees(self) -> tuple[Named, ...]:
        return tuple(Named(name, None) for name in self.document.addressees)

    def named_leads(self, found: Assignment, aligned: Aligned) -> tuple[Named, ...]:
        """«Đề nghị quý cơ quan ...» speaks to those whom the letter is addressed to."""
        if found.leads and is_polite(aligned.text, found.leads[0]) and self.document.addressees:
            return self.addressees()
        return named_units(found.leads, aligned)

    def partners(self, text: str, aligned: Aligned, leads: Sequence[Named], outer: Heading | None) -> tuple[Named, ...]:
        without = [UnitName(unit.text, Span(0, 0)) for unit in leads]
        own = named_units(cooperating(text, without=without), aligned)
        return own or (outer.cooperate if outer and tuple(leads) == outer.leads else ())
