"""Results across years and across reorganisations: compared only where they can be, never averaged."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from caicach.indices.domain.cycle import Step
from caicach.indices.domain.years import RankRow, ResultPage
from caicach.indices.models import FrozenResult, ScoringYear, Sheet, UnitResult
from caicach.indices.obtaining import year_seen
from caicach.indices.queries.results import result_page
from caicach.kernel.access import Actor
from caicach.kernel.said import NOTHING, Said, tell
from caicach.organisations.domain.succession import successors_on
from caicach.organisations.queries import register

Shape = dict[str, str]


@dataclass(frozen=True, slots=True)
class MappedRow:
    """A unit of today with the results of the bodies that it came from; ``carried``: of exactly one, not split."""

    unit: str
    unit_name: str
    carried: RankRow | None
    parts: tuple[RankRow, ...]


@dataclass(frozen=True, slots=True)
class MappedPage:
    result: ResultPage
    day: date
    rows: tuple[MappedRow, ...]
    gone: tuple[RankRow, ...]  # units of which nothing follows in the register


def result_as_is(actor: Actor, year_id: int, *, on: date) -> MappedPage:
    """The result by the units of a day. Where bodies merged or were split, each keeps its own figure beside."""
    page = result_page(actor, year_id)
    known = register()
    today = known.on(on)
    ended = _ended(year_id)
    last = date(page.head.year, 12, 31)
    came_from: dict[str, list[RankRow]] = {}
    shared: set[str] = set()
    gone = []
    for row in page.rows:
        start = ended[row.unit] - timedelta(days=1) if row.unit in ended else last
        found = [code for code in successors_on(known, row.unit, start, on) if code in today.by_code]
        if len(found) > 1:
            shared.add(row.unit)
        if not found:
            gone.append(row)
        for code in found:
            came_from.setdefault(code, []).append(row)
    rows = [
        MappedRow(
            code,
            today.by_code[code].office_name,
            parts[0] if len(parts) == 1 and parts[0].unit not in shared else None,
            tuple(parts),
        )
        for code, parts in came_from.items()
    ]
    ordered = sorted(rows, key=lambda row: (row.carried is None, (row.carried and row.carried.rank) or 0, row.unit))
    return MappedPage(replace(page, day=on), on, tuple(ordered), tuple(gone))


def _ended(year_id: int) -> dict[str, date]:
    """Units that were no more from a day within the scored year."""
    rows = Sheet.objects.filter(year_id=year_id).values_list("unit_id", "changed_on")
    return {unit: changed_on for unit, changed_on in rows if changed_on is not None}


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A unit's result in one edition; ``why_not`` says why it is not held against the newest one."""

    year_id: int
    year: int
    points: Decimal | None
    maximum: Decimal | None
    percentage: Decimal | None
    rank: int | None
    group: str
    why_not: Said = NOTHING


def editions(actor: Actor, year_id: int, unit: str) -> tuple[EditionRow, ...]:
    """A unit's published results of the same set, newest first; the first is what the others are held against.

    Comparable are editions with the same criteria and maxima. Three SQL queries.
    """
    year = year_seen(actor, year_id)
    found = FrozenResult.objects.filter(
        year__set_code=year.set_code, year__step=Step.PUBLISHED.value, withdrawn_at=None, year__year__lte=year.year
    )
    rows = UnitResult.objects.filter(unit_id=unit, result__in=found).select_related("result__year")
    ordered = sorted(rows, key=lambda row: -row.result.year.year)
    newest = _shape(ordered[0]) if ordered else {}
    return tuple(_edition(row, row.result.year, newest) for row in ordered)


def _shape(row: UnitResult) -> Shape:
    return {code: str(cells[1]) for code, cells in row.nodes.items() if cells[3] and cells[1] is not None}


def _edition(row: UnitResult, year: ScoringYear, newest: Shape) -> EditionRow:
    return EditionRow(
        year.pk,
        year.year,
        row.points,
        row.maximum,
        row.percentage,
        row.rank,
        row.group,
        _why_not(_shape(row), newest),
    )


def _why_not(shape: Shape, newest: Shape) -> Said:
    added, dropped = sorted(set(newest) - set(shape)), sorted(set(shape) - set(newest))
    if added or dropped:
        return tell("Bộ tiêu chí khác: thêm {added}, bỏ {dropped} mục.", added=len(added), dropped=len(dropped))
    changed = [code for code in newest if Decimal(newest[code]) != Decimal(shape[code])]
    if not changed:
        return NOTHING
    return tell("Điểm tối đa khác ở {count} mục ({codes}).", count=len(changed), codes=", ".join(changed[:5]))
