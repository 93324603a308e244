"""The actions that a document assigns: the lowest items that give somebody something to do.

An item without a unit of its own takes the one its heading names («2. Giám đốc Sở X: - ...»), then the one that the
opening orders («yêu cầu X, Y thực hiện các nội dung sau:»), then the addressees.
"""

from collections.abc import Sequence
from itertools import pairwise

from caicach.documents.read.alignment import Aligned, align
from caicach.documents.read.body import Placed
from caicach.documents.read.deadlines import find_deadline
from caicach.documents.read.free_names import unknown_name
from caicach.documents.read.lines import is_capital
from caicach.documents.read.task_closing import closing_drafts, with_report_day
from caicach.documents.read.task_context import TaskContext
from caicach.documents.read.task_drafts import Draft, FoundTask, Named, named_units, names_a_day
from caicach.documents.read.task_forms import (
    begins_with_report,
    gives,
    has_attribute,
    is_act_of_unit,
    is_answer,
    is_context,
    is_general_call,
    is_in_force,
    is_member_list,
    is_order,
    is_reply,
    is_statement,
    is_trouble_clause,
    is_wish,
    leads_others,
    speaks_of_reports,
    starts_with_action,
)
from caicach.documents.read.task_further import (
    further_orders,
    is_ordering_sentence,
    ordering_part,
    orders_behind_clause,
)
from caicach.documents.read.task_headings import (
    LONGEST_HEADING,
    Heading,
    has_items_below,
    is_title_of_text,
    names_addressee,
    only_names,
)
from caicach.documents.read.task_labels import add_labels, is_label
from caicach.documents.read.task_orders import ENACTED, NO_ORDERS, is_issuer
from caicach.documents.read.task_parts import (
    ALSO,
    is_bare_name,
    orders_nothing,
    quoted_blocks,
    sentences_of,
    without_trouble,
)
from caicach.documents.read.task_phases import give_times_of_lists, give_times_of_phases
from caicach.documents.read.task_siblings import is_beside_names, is_beside_tasks
from caicach.documents.read.unit_brackets import units_in_brackets
from caicach.documents.read.unit_colons import Assignment
from caicach.documents.read.unit_labels import Labelled, labelled_parts
from caicach.documents.read.unit_names import UnitName, whole_name
from caicach.documents.read.unit_phrases import (
    asking_unit,
    assigned_first,
    assigned_within,
    cooperating,
    heading_units,
    ordered_units,
    titled_order,
)
from caicach.documents.values import BlockKind, OfficialDocument, Span
from caicach.kernel.text.folding import fold

_FEWEST_WORDS, _FEWEST_TOLD = 5, 3  # «Không.» under «3. Kiến nghị» gives nothing


def find_tasks(document: OfficialDocument, placed: Sequence[Placed], text: str) -> tuple[FoundTask, ...]:
    """The tasks of the body, in its order; tables are read by ``task_tables``."""
    reader = _Reader(document, placed, text)
    return tuple(draft.found() for draft in reader.read())


class _Reader(TaskContext):
    def __init__(self, document: OfficialDocument, placed: Sequence[Placed], text: str) -> None:
        super().__init__(document, text)
        blocks = [one for one in placed if one.block.kind is not BlockKind.TABLE]
        quoted = quoted_blocks(blocks, text)
        self._placed = [one for index, one in enumerate(blocks) if index not in quoted]
        self._above_tables = frozenset(
            above.span for above, table in pairwise(placed) if table.block.kind is BlockKind.TABLE
        )
        self._addressed = frozenset(map(fold, document.addressees))
        self._headings: list[Heading] = []
        self._drafts: list[Draft] = []
        self._last: Draft | None = None
        self._passed: list[tuple[int, Draft]] = []  # items that became nothing, though others beside them may be tasks

    def read(self) -> list[Draft]:
        for index, one in enumerate(self._placed):
            if one.block.kind is BlockKind.PARAGRAPH:
                self._paragraph(one)
            else:
                self._item(index, one)
        self._propose_beside()
        self._drafts += with_report_day(self._drafts, closing_drafts(self, self._placed))
        for draft in self._drafts:
            self._late_deadline(draft)
        give_times_of_phases(self, self._drafts, self._placed)
        give_times_of_lists(self, self._drafts, self._placed)
        return self._drafts

    def _propose_beside(self) -> None:
        """An item beside tasks is one too, whatever its first word: without a lead, for a person to look at."""
        taken = frozenset(map(id, self._drafts))  # labels below an item may have made it a task since
        passed = [(index, draft) for index, draft in self._passed if id(draft) not in taken]
        beside = [draft for index, draft in passed if is_beside_tasks(self._placed, index, self._drafts)]
        if beside:
            self._drafts = sorted([*self._drafts, *beside], key=lambda draft: draft.span.start)

    def _item(self, index: int, one: Placed) -> None:
        block = one.block
        while self._headings and self._headings[-1].level >= block.level:
            self._headings.pop()
        aligned = align(block.text, self.text, one.span)
        labels = labelled_parts(block.text)
        if is_label(labels) and self._last is not None:
            self._add_labels(self._last, aligned, labels)
            return
        is_attribute = has_attribute(block.text) and titled_order(block.text) is None
        if self._last is not None and is_attribute and not has_items_below(self._placed, index):
            return
        self._last = None
        if names_addressee(self._placed, index, self._addressed):
            named = named_units([whole_name(block.text)], aligned)
            self._headings.append(Heading(block.level, named, (), False, False, True))
            return
        # The name of an appendix or a part in capitals assigns nothing, even with only a table below it.
        if (
            has_items_below(self._placed, index)
            or only_names(self._placed, index)
            or block.kind is BlockKind.APPENDIX
            or is_capital(block.text)
        ):
            self._heading(one, aligned)
        else:
            self._leaf(index, aligned, labels)

    def _heading(self, one: Placed, aligned: Aligned) -> None:
        text = one.block.text
        found = heading_units(text)
        outer = self._headings[-1] if self._headings else None
        leads = named_units(found.leads, aligned) if found else ()
        if not leads and len(text) > LONGEST_HEADING:
            within = assigned_within(text)
            leads = named_units(within.leads, aligned) if within else ()
        cooperate = named_units(cooperating(text, without=found.leads if found else ()), aligned)
        ordered = ordered_units(text)
        orders = ordered is not None
        if not leads and ordered:
            leads = named_units(ordered, aligned)
        charged = None if leads else units_in_brackets(text)
        if charged:
            leads = named_units(charged.names, aligned)
        self._headings.append(
            Heading(
                one.block.level,
                leads or (outer.leads if outer else ()),
                cooperate if leads else (),
                is_context(text) or is_member_list(text) or bool(outer and outer.is_context),
                orders or bool(outer and outer.is_item_of_order),
                found is not None and not text[found.end :].strip(" .:;,"),
            )
        )
        self._last = self._draft(one, aligned, leads) if not leads else None

    def _leaf(self, index: int, aligned: Aligned, labels: Sequence[Labelled]) -> None:
        one = self._placed[index]
        text = one.block.text
        outer, before = self._headings[-1] if self._headings else None, len(self._drafts)
        self._last = self._draft(one, aligned, ())
        if (outer and outer.is_context) or is_member_list(text) or self._reply(one, aligned):
            return
        if is_context(text) and titled_order(text) is None:
            self._headings.append(Heading(one.block.level, (), (), True, False))
            return
        if text.rstrip().endswith(":") and one.span in self._above_tables:
            return  # «Phân công các phòng như sau:» above the table that says it
        leads = self._leads(index, aligned, outer)
        self._add_labels(self._last, aligned, labels)
        if self._last in self._drafts[before:] or is_bare_name(text):  # labels made it a task
            return
        if is_in_force(text) and (one.block.kind is BlockKind.ARTICLE or self.document.doc_type in ENACTED):
            self._drafts += orders_behind_clause(self, self._last, aligned)
            return
        if not leads:
            if self._last.deadline is None and is_title_of_text(self._placed, index):
                self._headings.append(Heading(one.block.level, (), (), False, False, has_text_below=True))
                self._last = None
            elif not self._propose(self._last, aligned, one):
                self._pass_over(index, self._last)
            return
        self._last.leads = leads
        known = {unit.text for unit in self._last.cooperate}
        self._last.cooperate += tuple(
            unit for unit in self.partners(text, aligned, leads, outer) if unit.text not in known
        )
        self._drafts.append(self._last)
        self._further_orders(self._last, aligned)

    def _propose(self, draft: Draft, aligned: Aligned, one: Placed) -> bool:
        """What begins with an action or an order, or holds a date, and whose unit was not read: without a lead."""
        text = draft.text
        if one.block.kind in (BlockKind.ARTICLE, BlockKind.SECTION):
            return False
        if self.document.doc_type in NO_ORDERS and not gives(text) and not (draft.deadline and names_a_day(draft)):
            return False
        if is_trouble_clause(text) or text.rstrip().endswith(":"):
            return False
        if is_statement(text):
            is_proposed = is_ordering_sentence(self, draft, aligned)
            self._drafts += [draft] if is_proposed else []
            return is_proposed
        if draft.deadline is None and (
            len(text.split()) < _FEWEST_TOLD or not (starts_with_action(text) or is_order(text))
        ):
            return False
        self._drafts.append(draft)
        return True

    def _pass_over(self, index: int, draft: Draft) -> None:
        text = draft.text
        is_title = self._placed[index].block.kind in (BlockKind.ARTICLE, BlockKind.SECTION)
        is_title = is_title or len(text.split()) < _FEWEST_WORDS
        if not (is_title or is_statement(text) or is_trouble_clause(text) or text.rstrip().endswith(":")):
            self._passed.append((index, draft))

    def _further_orders(self, draft: Draft, aligned: Aligned) -> None:
        further = further_orders(self, draft, aligned)
        if further and orders_nothing(draft.text):  # «Đồng ý ... . Giao Sở A ...»: what was said first is no task
            self._drafts.remove(draft)
        self._drafts += further

    def _leads(self, index: int, aligned: Aligned, outer: Heading | None) -> tuple[Named, ...]:
        text = self._placed[index].block.text
        first = assigned_first(text) or self._ordering(text)
        if first and outer and outer.leads and leads_others(text, outer.leads[0].text):
            return outer.leads  # «Đảng ủy UBND xã: - Lãnh đạo UBND xã rà soát ...»
        first = first or titled_order(text)
        if first:
            return self.named_leads(first, aligned)
        named = self._named_elsewhere(index, text, is_charged=bool(outer and outer.leads))
        if named:
            return named_units(named, aligned)
        is_dated = self._last is not None and self._last.deadline is not None
        if outer and outer.leads and (not is_statement(text) or (is_dated and is_act_of_unit(text))):
            return outer.leads
        within = assigned_within(text)
        if within:
            return self.named_leads(within, aligned)
        return () if is_statement(text) else self._ordered(text, outer)

    def _named_elsewhere(self, index: int, text: str, *, is_charged: bool) -> tuple[UnitName, ...]:
        charged = units_in_brackets(text, is_charged=is_charged)
        unknown = None if charged else self._unknown_name(index, text)
        return charged.names if charged else ((unknown,) if unknown else ())

    def _unknown_name(self, index: int, text: str) -> UnitName | None:
        """«Thủ kho: ...» between «Kế toán trưởng: ...» and «Phòng Kỹ thuật ...»: a name by its company."""
        unknown = None if is_statement(text) or is_context(text) else unknown_name(text)
        return unknown if unknown is not None and is_beside_names(self._placed, index) else None

    def _ordering(self, text: str) -> Assignment | None:
        found = asking_unit(text)
        return None if found is None or is_issuer(self.document, found) else found

    def _ordered(self, text: str, outer: Heading | None) -> tuple[Named, ...]:
        """Those whom the opening, or a heading that says only «yêu cầu:», gives an item without units to."""
        if self.order is not None:
            return self.order
        return self.addressees() if outer and outer.is_item_of_order and starts_with_action(text) else ()

    def _paragraph(self, one: Placed) -> None:
        text = without_trouble(one.block.text)
        aligned = align(one.block.text, self.text, one.span).part(0, text)
        labels = labelled_parts(text)
        if is_label(labels) and self._last is not None:
            self._add_labels(self._last, aligned, labels)
            return
        if any(heading.is_context for heading in self._headings) or is_bare_name(text) or self._reply(one, aligned):
            return
        found = assigned_first(text) or assigned_within(text)
        outer = self._headings[-1] if self._headings else None
        is_first = self._last is None or (starts_with_action(text) and not begins_with_report(text))
        below_name = outer is not None and outer.has_text_below and bool(outer.leads) and is_first
        if outer and below_name and (found is None or found.start > sentences_of(text)[0].end):
            self._under_name(one, aligned, outer)
        elif found is None or is_trouble_clause(text) or is_in_force(text) or is_answer(text) or self._is_lead_in(one):
            if is_in_force(text):
                self._drafts += orders_behind_clause(self, Draft(None, text, one.span), aligned)
            is_more = found is not None or not self._proposes_paragraph(one, aligned)
            if is_more and self._last is not None and not self._is_lead_in(one):
                self._last.more.append(aligned)
        elif not (is_general_call(text) and self._drafts):
            self._take_assignment(one, aligned, found)

    def _take_assignment(self, one: Placed, aligned: Aligned, found: Assignment) -> None:
        """A paragraph that says who acts."""
        text = aligned.text
        if one.block.path is None and found.is_first and is_issuer(self.document, found):
            return
        leads = self.named_leads(found, aligned)
        draft = self._draft(one, aligned, leads)
        if one.block.path is None and not found.is_first:
            draft.text = text[found.start :]
            draft.span = aligned.span(Span(found.start, len(text)))
        draft.leads = leads
        draft.cooperate = self.partners(text, aligned, leads, None)
        self._drafts.append(draft)
        self._further_orders(draft, aligned)

    def _reply(self, one: Placed, aligned: Aligned) -> bool:
        """What voters ask for, and the answer up to the sentence that orders, give nothing; the rest does."""
        if not (is_wish(aligned.text) or is_reply(aligned.text)):
            return False
        part, found = ordering_part(aligned.text) or (None, None)
        if part is None or found is None:
            return True
        rest = aligned.part(part.start, part.of(aligned.text))
        draft = self._draft(one, rest, self.named_leads(found, rest))
        draft.cooperate = self.partners(rest.text, rest, draft.leads, None)
        self._drafts.append(draft)
        self._further_orders(draft, rest)
        return True

    def _proposes_paragraph(self, one: Placed, aligned: Aligned) -> bool:
        """A paragraph below what is no task itself, which orders or sets a day for nobody named."""
        text = one.block.text
        if one.block.path is None or is_in_force(text) or is_general_call(text) or is_answer(text):
            return False
        draft = self._draft(one, aligned, ())
        if self._last in self._drafts:
            return self._goes_on(draft)
        below_title = bool(self._headings and self._headings[-1].has_text_below)
        if speaks_of_reports(text) and not (below_title and (draft.deadline or starts_with_action(text))):
            return False
        above = self._drafts[-1] if self._drafts and self._drafts[-1].item == one.block.path else None
        if above and ALSO.match(fold(text)):
            draft.leads = above.leads
        return self._propose(draft, aligned, one)

    def _goes_on(self, draft: Draft) -> bool:
        """A paragraph of an item that is a task with its day, which gives its unit more to do by another day."""
        last = self._last
        if last is None or draft.deadline is None or not starts_with_action(draft.text):
            return False
        if begins_with_report(draft.text) or is_trouble_clause(draft.text):
            return False
        draft.leads = last.leads
        self._drafts.append(draft)
        return True

    def _under_name(self, one: Placed, aligned: Aligned, outer: Heading) -> None:
        """The text of an item whose own line is only the name of a unit."""
        if is_statement(one.block.text) or is_trouble_clause(one.block.text):
            return
        self._last = self._draft(one, aligned, outer.leads)
        self._last.cooperate = self.partners(one.block.text, aligned, outer.leads, outer)
        self._drafts.append(self._last)
        self._further_orders(self._last, aligned)

    def _is_lead_in(self, one: Placed) -> bool:
        """«..., yêu cầu:» before a list assigns nothing itself."""
        return one.block.text.rstrip().endswith(":")

    def _draft(self, one: Placed, aligned: Aligned, leads: tuple[Named, ...]) -> Draft:
        text = aligned.text
        draft = Draft(one.block.path, text, aligned.span(Span(0, len(text))), leads)
        deadline = find_deadline(text, issued=self.issued, year=self.year)
        if deadline:
            draft.deadline = deadline, aligned.span(deadline.span)
        return draft

    def _late_deadline(self, draft: Draft) -> None:
        """A deadline said in a later paragraph of the same item."""
        for aligned in draft.more:
            if draft.deadline is not None:
                return
            deadline = find_deadline(aligned.text, issued=self.issued, year=self.year)
            if deadline:
                draft.deadline = deadline, aligned.span(deadline.span)

    def _add_labels(self, draft: Draft, aligned: Aligned, labels: Sequence[Labelled]) -> None:
        is_led = add_labels(draft, aligned, labels, issued=self.issued, year=self.year)
        if is_led and draft not in self._drafts and not is_label(labelled_parts(draft.text)):
            self._drafts.append(draft)
