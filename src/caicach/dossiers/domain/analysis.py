"""What a log says of how work flows, as values; ``as_json`` is its public form."""

from collections.abc import Mapping
from dataclasses import dataclass

from caicach.kernel.said import Said

QUANTILES = (0.0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1.0)


@dataclass(frozen=True, slots=True)
class Edge:
    """One activity directly followed by another in the same case; ``working_count``: those with known working time."""

    source: str
    target: str
    count: int
    mean_seconds: float
    mean_working_minutes: float | None
    working_count: int


@dataclass(frozen=True, slots=True)
class Variant:
    sequence: tuple[str, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class Stay:
    """Seconds between an activity and its neighbour in the case."""

    n: int
    mean: float
    median: float
    p90: float


@dataclass(frozen=True, slots=True)
class Durations:
    """Quantiles are linear between ranks (type 7); None where there is no case."""

    mean: float | None
    quantiles: Mapping[float, float]


@dataclass(frozen=True, slots=True)
class OnTime:
    """Cases against their limits. ``open_*``: not ended yet, held against the last moment of the log."""

    on_time: int
    late: int
    open_in_time: int
    open_overdue: int
    without_limit: int
    not_published: int

    @property
    def cases(self) -> int:
        judged = self.on_time + self.late + self.open_in_time + self.open_overdue
        return judged + self.without_limit + self.not_published

    @property
    def share(self) -> float | None:
        ended = self.on_time + self.late
        return self.on_time / ended if ended else None


@dataclass(frozen=True, slots=True)
class SetAside:
    """Rows that are no events, with the reason and a few of them."""

    reason: str
    count: int
    why: Said
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Analysis:
    cases: int
    events: int
    activities: Mapping[str, int]
    start_activities: Mapping[str, int]
    end_activities: Mapping[str, int]
    variant_count: int
    variants: tuple[Variant, ...]
    edges: tuple[Edge, ...]
    durations: Durations
    working_durations: Durations | None
    stays_before: Mapping[str, Stay]
    stays_after: Mapping[str, Stay]
    on_time: OnTime | None
    aside: tuple[SetAside, ...]
    zones: Mapping[str, int]
    calendar: str
    notes: tuple[Said, ...]
