"""What the national portal said of units on index 766, of the answers that were kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from caicach.dossiers.domain.portal_answers import PortalFigure
from caicach.dossiers.models import PortalFigureRow, PortalFile
from caicach.dossiers.obtaining import seen_units
from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.periods import Period, parse_period


@dataclass(frozen=True, slots=True)
class KeptFigure:
    figure: PortalFigure
    filename: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """``strangers``: names in it that are no unit here; ``unread``: measures that are not known."""

    filename: str
    period: Period
    kept_at: datetime
    units: int
    strangers: tuple[str, ...]
    unread: tuple[str, ...]


def portal_figures(actor: Actor, units: Sequence[str], period_id: str) -> Mapping[str, Mapping[str, KeptFigure]]:
    """By unit and component, of the answers of exactly this period; the newest holds. One SQL query."""
    seen = seen_units(actor)
    wanted = [unit for unit in units if seen is None or unit in seen]
    rows = PortalFigureRow.objects.filter(unit_id__in=wanted, file__period=period_id).select_related("file")
    found: dict[str, dict[str, KeptFigure]] = {}
    for row in rows.order_by("file__received_at", "file_id"):
        amounts = (row.numerator, row.denominator, row.value, row.score, row.maximum)
        figure = PortalFigure(row.leaf, *amounts, row.note)
        found.setdefault(row.unit_id, {})[row.leaf] = KeptFigure(figure, row.file.filename, row.file.received_at)
    return found


def portal_answers(actor: Actor, *, most: int = 50) -> tuple[KeptAnswer, ...]:
    """The newest first; names that are no unit here for who may import. Two SQL queries."""
    rows = list(PortalFile.objects.order_by("-received_at", "-id")[:most])
    pairs = PortalFigureRow.objects.filter(file__in=rows).order_by().values_list("file_id", "unit_id").distinct()
    counts: dict[int, int] = {}
    for file_id, _unit in pairs:
        counts[file_id] = counts.get(file_id, 0) + 1
    return tuple(
        KeptAnswer(
            row.filename,
            parse_period(row.period),
            row.received_at,
            counts.get(row.pk, 0),
            tuple(row.strangers) if actor is SYSTEM or seen_units(actor) is None else (),
            tuple(row.unread),
        )
        for row in rows
    )
