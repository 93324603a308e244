"""A task of the table while its rows are being put together, and its value when they all are."""

import re
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.deadlines.values import Deadline
from caicach.documents.plan.entries import Entry
from caicach.documents.plan.parties import Parties, parties_of
from caicach.documents.plan.values import Place, PlanRow, TableCell
from caicach.documents.read.tables.headers import PERIOD, Kind
from caicach.documents.read.tables.marks import heading_mark
from caicach.kernel.text.folding import fold, squeeze

_ITEM: Final = re.compile(r"\s*(?:[-–—+*•●▪]|\(?\d{1,2}[.)]|[a-zđ]\))\s*")
_SAME: Final = re.compile(r"[-–\"'”“\s]*(?:nt|n/t|nhu\s+tren|tuong\s+tu)[-–\"'.\s]*|[\"”“'〃″]{1,2}|//")
_TICK: Final = re.compile(r"[xX✓✔☑√*]+")
_JOINED: Final = (Kind.TASK, Kind.PRODUCT, Kind.LEAD, Kind.COOPERATE, Kind.DEADLINE, Kind.HEAD, Kind.BUDGET)
_PERSISTENT: Final = (Kind.LEAD, Kind.COOPERATE, Kind.DEADLINE, Kind.PRODUCT, Kind.HEAD, Kind.BUDGET)


@dataclass(slots=True)
class Draft:
    """``texts`` holds the words of each meaning, those of further rows joined on."""

    no: str
    section: tuple[str, ...] | None
    place: Place
    texts: dict[Kind, str] = field(default_factory=dict)
    other: dict[str, str] = field(default_factory=dict)
    both_in_lead: bool = False
    is_merged: bool = False  # its words are those of a cell merged with the row above
    issued: date | None = None
    year: int | None = None
    cells: list[TableCell] = field(default_factory=list)

    @property
    def deadline(self) -> Deadline | None:
        return read_deadline(self.texts.get(Kind.DEADLINE, ""), issued=self.issued, year=self.year)

    def value(self) -> PlanRow:
        parties = self.parties()
        deadline = self.deadline
        return PlanRow(
            no=self.no or None,
            section=self.section,
            task=self.texts.get(Kind.TASK, ""),
            product=self.texts.get(Kind.PRODUCT, ""),
            lead=parties.lead,
            cooperate=parties.cooperate,
            deadline=deadline,
            deadline_on=deadline.on if deadline else None,
            recurrence=deadline.recurrence if deadline else None,
            budget_raw=self.texts.get(Kind.BUDGET, ""),
            responsible_head_raw=self.texts.get(Kind.HEAD, ""),
            other=MappingProxyType(dict(self.other)),
            place=self.place,
            cells=tuple(self.cells),
        )

    def parties(self) -> Parties:
        return parties_of(
            self.texts.get(Kind.LEAD, ""), self.texts.get(Kind.COOPERATE, ""), lists_both=self.both_in_lead
        )

    def take_on(self, entry: Entry) -> None:
        """The words of a row that goes on from this task; what a merged cell repeats is not taken twice."""
        self.cells += [cell for cell in _cells(entry) if not cell.is_merged]
        for kind in _JOINED:
            if not entry.goes_on_above(kind):
                self._join(kind, _words(entry, kind))
        for kind in (Kind.KNOWN, Kind.OTHER, Kind.START):
            for title, text in entry.titled(kind):
                if self.other.get(title, "") != text:
                    self.other[title] = f"{self.other.get(title, '')}\n{text}".strip()

    def _join(self, kind: Kind, text: str) -> None:
        before = self.texts.get(kind, "")
        if not text:
            return
        gap = " " if before and not _ITEM.match(text) and (text[:1].islower() or kind is Kind.DEADLINE) else "\n"
        self.texts[kind] = f"{before}{gap}{text}".strip()


def draft_of(entry: Entry, section: tuple[str, ...] | None, place: Place, above: Draft | None) -> Draft:
    """The task that a row begins; «như trên» is the words of the row above."""
    draft = Draft(_number(entry), section, place, cells=_cells(entry))
    for kind in (Kind.TASK, *_PERSISTENT):
        text = _words(entry, kind)
        if kind in _PERSISTENT and above is not None and _SAME.fullmatch(fold(text)):
            text = above.texts.get(kind, "")
        draft.texts[kind] = text
    if not draft.texts[Kind.TASK]:
        draft.texts[Kind.TASK] = flowing(entry.text(Kind.GROUP))
    if not entry.no:
        _take_number_from_words(entry, draft)
    draft.other = dict(pair for kind in (Kind.KNOWN, Kind.OTHER, Kind.START) for pair in entry.titled(kind))
    draft.is_merged = entry.goes_on_above(Kind.TASK)
    draft.both_in_lead = any(column.also_cooperate for column in entry.columns)
    return draft


def _cells(entry: Entry) -> list[TableCell]:
    """Those that say something, in the order of the columns."""
    found = ((column, entry.cells[at]) for at, column in enumerate(entry.columns) if at in entry.cells)
    return [TableCell(c.title, cell.text.strip(), cell.row < entry.row) for c, cell in found if cell.text.strip()]


def _take_number_from_words(entry: Entry, draft: Draft) -> None:
    """Where the table has no count, «1. Rà soát ...» carries it."""
    found = heading_mark(draft.texts[Kind.TASK])
    if found and found[0].style.name != "DASH" and not any(column.kind is Kind.NO for column in entry.columns):
        draft.no = found[0].text
        draft.texts[Kind.TASK] = draft.texts[Kind.TASK][found[1] :]


def _number(entry: Entry) -> str:
    return entry.no.strip(" .)/(") or entry.no


def _words(entry: Entry, kind: Kind) -> str:
    if kind is Kind.BUDGET:
        return _titled_list(entry, kind)
    if kind is Kind.DEADLINE and not entry.text(kind):
        return _periods(entry)
    text = entry.text(kind)
    return text if kind in {Kind.LEAD, Kind.COOPERATE} else flowing(text)


def _titled_list(entry: Entry, kind: Kind) -> str:
    """One column as it is; several with their titles, so that no figure loses its meaning."""
    pairs = entry.titled(kind)
    several = sum(column.kind is kind for column in entry.columns) > 1
    return "; ".join(f"{_last_title(title)}: {flowing(text)}" if several else flowing(text) for title, text in pairs)


def _periods(entry: Entry) -> str:
    """Columns named by periods: the names of those that are ticked, or what is written in them."""
    words = []
    for title, text in entry.titled(Kind.PERIOD):
        period = " ".join(part for part in reversed(title.split(" / ")) if PERIOD.fullmatch(fold(part))) or title
        words.append(period if _TICK.fullmatch(text) else f"{period}: {flowing(text)}")
    return "; ".join(words)


def _last_title(title: str) -> str:
    return title.rpartition(" / ")[2]


def flowing(text: str) -> str:
    """Wrapped lines joined; a line that begins an item stays a line.

    >>> flowing("Báo cáo kết quả\\nnăm 2026\\n- Kế hoạch")
    'Báo cáo kết quả năm 2026\\n- Kế hoạch'
    """
    lines: list[str] = []
    for raw in text.splitlines():
        line = squeeze(raw)
        if not line:
            continue
        if lines and not _ITEM.match(line):
            glue = "" if re.search(r"\w[-/]$", lines[-1]) else " "
            lines[-1] = f"{lines[-1]}{glue}{line}"
        else:
            lines.append(line)
    return "\n".join(lines)
