"""How far a rank can be relied on: its interval over the runs, and units that cannot be told apart."""

from dataclasses import dataclass

import numpy as np

from caicach.indices.composite.framework import Floats


@dataclass(frozen=True, slots=True)
class RankInterval:
    """Median and the 5th and 95th percentile (linear between order statistics, type 7); NaN where never ranked."""

    median: float
    p05: float
    p95: float

    def touches(self, other: "RankInterval") -> bool:
        return self.p05 <= other.p95 and other.p05 <= self.p95


def rank_intervals(ranks: Floats) -> list[RankInterval]:
    """One for each unit from ``ranks`` (runs x units); a run in which the unit has no score is left out."""
    found = []
    for column in ranks.T:
        there = column[~np.isnan(column)]
        shares = np.quantile(there, (0.5, 0.05, 0.95)) if there.size else (np.nan, np.nan, np.nan)
        found.append(RankInterval(*(float(share) for share in shares)))
    return found


def groups(intervals: list[RankInterval]) -> list[int | None]:
    """Group of each unit, 1 at the top; any two units of a group have intervals that meet.

    From the best median down, a unit joins the group above it while its interval meets that of every member; else it
    opens the next. So no group holds two units that can be told apart. Units in neighbouring groups may still overlap:
    «cannot be told apart» does not carry over from one pair to the next, and a chain of pairs is no group.

    >>> groups([RankInterval(1, 1, 2), RankInterval(2, 2, 3), RankInterval(3, 3, 4), RankInterval(9, 9, 9)])
    [1, 1, 2, 3]
    """
    found: list[int | None] = [None] * len(intervals)
    members: list[RankInterval] = []
    group = 0
    ranked = (n for n, interval in enumerate(intervals) if not np.isnan(interval.median))
    for n in sorted(ranked, key=lambda n: (intervals[n].median, intervals[n].p05, intervals[n].p95, n)):
        if not members or not all(intervals[n].touches(member) for member in members):
            group, members = group + 1, []
        members.append(intervals[n])
        found[n] = group
    return found
