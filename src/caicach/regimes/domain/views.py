"""What is read of periodic reports: a period, a report, an edition, as lines and as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from caicach.kernel.periods import Period, ReportingLevel, ReportingWindow
from caicach.regimes.domain.below import SourceChange
from caicach.regimes.domain.comparing import Comparison
from caicach.regimes.domain.consolidation import Consolidation
from caicach.regimes.domain.cycle import Act, State
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.domain.formulas import Amount
from caicach.regimes.domain.paper import PaperHead
from caicach.regimes.domain.stating import Breach, Stated, Statement


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period of a form with how its reports stand, as far as the actor sees them. ``late`` were sent after their day,
    ``overdue`` have one that is over and were not sent."""

    form: ReportForm
    period: Period
    due_on: date
    closes_on: date
    total: int
    sent: int
    accepted: int
    late: int
    overdue: int


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One unit's report in lists."""

    id: int
    form: ReportForm
    period: Period
    unit: str
    unit_name: str
    state: State
    due_on: date
    is_late: bool
    first_sent_at: datetime | None
    superior: str = ""
    """The unit that asked for it; empty: the province."""


@dataclass(frozen=True, slots=True)
class ActLine:
    """What was done to a report."""

    kind: Act
    version: int
    reason: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One save of a report; ``is_sent`` where it went to whom the unit reports."""

    number: int
    made_at: datetime
    made_by: str
    is_sent: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report to fill in or to decide on: what it states, what the period before said, what was done to it."""

    line: ReportLine
    closes_on: date
    opens_on: date
    version: int
    accepted_version: int | None
    statement: Statement
    amounts: Mapping[str, Amount]
    measured: Mapping[str, Stated]
    before: Mapping[str, Amount]
    breaches: tuple[Breach, ...]
    acts: tuple[ActLine, ...]
    may_write: bool
    may_decide: bool
    below: tuple[ReportLine, ...] = ()
    """Reports that the unit asked of those directly below it."""
    may_ask: bool = False
    """Whether there are units below that it may ask."""
    versions: tuple[VersionLine, ...] = ()
    """Newest first."""
    changed_below: tuple[SourceChange, ...] = ()
    """Of the newest version: what those below state otherwise where a person changed their words."""


@dataclass(frozen=True, slots=True)
class EditionLine:
    id: int
    form: ReportForm
    period: Period
    number: int
    made_at: datetime
    made_by: str
    letter_id: int | None


@dataclass(frozen=True, slots=True)
class EditionStated:
    """What a person stated in an edition: text over headings by their number, own figures by code."""

    line: EditionLine
    edits: Mapping[str, str]
    own: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class UnitDue:
    """The day of the period's last month by which units send, and the document that sets it."""

    day: int
    source: str
    level: ReportingLevel = ReportingLevel.UNIT_TO_PROVINCE


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form with who sends it when. ``unit_dues`` is empty where neither the regime nor the place set a day: its
    periods do not open by themselves. ``onward`` are days of the joined report, each with its source."""

    form: ReportForm
    unit_dues: tuple[UnitDue, ...]
    onward: tuple[UnitDue, ...]


@dataclass(frozen=True, slots=True)
class EditionsCompared:
    """Two editions of one period, the earlier first, and what differs."""

    before: EditionLine
    after: EditionLine
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class EditionView:
    line: EditionLine
    head: PaperHead
    report: Consolidation
    digest: str


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period as the office sees it: its reports, what is joined so far, the editions made."""

    form: ReportForm
    window: ReportingWindow
    due_on: tuple[date, ...]
    onward_due_on: tuple[date, ...]
    """Of the report that is made of these."""
    reports: tuple[ReportLine, ...]
    report: Consolidation
    editions: tuple[EditionLine, ...]
    before: Mapping[str, Amount]
    whole: str = ""
    """The code of the unit that stands for the whole place."""
