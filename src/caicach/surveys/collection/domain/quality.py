"""Signs that an answer may not be what it says: duplicates, speeders, straight lines, impossible times and places; and
what interviewers have to do with answers. Pure: columns in, signs out; a person decides what they mean."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import median
from typing import Final

from caicach.surveys.collection.domain.form_model import AskedQuestion

LEAST_ALIKE: Final = 5
"""Answers that two questionnaires have to share, all of them, before they are called duplicates."""
LEAST_BATTERY: Final = 5
"""Questions of one scale that have to be answered alike."""
SPEEDER: Final = 0.4
"""Part of the median duration below which a questionnaire was filled too fast (Greszki, Meyer & Schoen 2015
try 30 to 50 %; 40 % is the middle)."""
LEAST_TIMED: Final = 10
LONGEST_HOURS: Final = 12
_SAME_PLACE: Final = 5
_PLACES: Final = 5
_LATITUDES: Final = (6.0, 23.5)
_LONGITUDES: Final = (101.5, 117.9)
"""Viet Nam with its islands; outside of it nobody was asked."""


class Sign(StrEnum):
    DUPLICATE = "duplicate"
    SPEEDER = "speeder"
    STRAIGHT_LINE = "straight_line"
    TIME = "time"
    PLACE = "place"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Flag:
    """``figure`` is what raised it; ``kind`` says of times and places in which way they cannot be, of rules of the form
    in which way answers stand against them (``Breach``)."""

    row: int
    sign: Sign
    figure: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Clocks:
    """Columns of begin and end of the form, "" where it has none."""

    start: str = ""
    end: str = ""


def flags_of(
    questions: Sequence[AskedQuestion],
    columns: Mapping[str, Sequence[str]],
    clocks: Clocks,
    received: Sequence[str],
) -> tuple[Flag, ...]:
    """``columns`` by path, ``received`` ISO days; rows stand in the order of both. In the order of rows and signs."""
    asked = [one for one in questions if one.is_asked and not one.repeat and one.path in columns]
    found = [
        *_duplicates(asked, columns, len(received)),
        *_timed(clocks, columns, received),
        *_straight_lines(asked, columns, len(received)),
        *_placed(asked, columns),
    ]
    order = list(Sign)
    return tuple(sorted(found, key=lambda one: (one.row, order.index(one.sign))))


def _duplicates(asked: Sequence[AskedQuestion], columns: Mapping[str, Sequence[str]], rows: int) -> list[Flag]:
    """Questionnaires that answer everything alike, where enough was answered; consent and the like weigh nothing."""
    texts = [columns[one.path] for one in asked]
    keys = list(zip(*texts, strict=True)) if texts else [()] * rows
    often = Counter(key for key in keys if sum(map(bool, key)) >= LEAST_ALIKE)
    return [Flag(row, Sign.DUPLICATE, often[key]) for row, key in enumerate(keys) if often.get(key, 0) > 1]


def _timed(clocks: Clocks, columns: Mapping[str, Sequence[str]], received: Sequence[str]) -> list[Flag]:
    if clocks.start not in columns or clocks.end not in columns:
        return []
    begun = [_moment(text) for text in columns[clocks.start]]
    ended = [_moment(text) for text in columns[clocks.end]]
    spans = [
        None if one is None or other is None else (other - one).total_seconds()
        for one, other in zip(begun, ended, strict=True)
    ]
    usual = [span for span in spans if span is not None and 0 < span <= LONGEST_HOURS * 3600]
    least = SPEEDER * median(usual) if len(usual) >= LEAST_TIMED else 0.0
    flags = []
    for row, (span, start, day) in enumerate(zip(spans, begun, received, strict=True)):
        if start is not None and start.date() > date.fromisoformat(day):
            flags.append(Flag(row, Sign.TIME, kind="after_receipt"))
        if span is None:
            continue
        if span < 0:
            flags.append(Flag(row, Sign.TIME, kind="backwards"))
        elif span > LONGEST_HOURS * 3600:
            flags.append(Flag(row, Sign.TIME, round(span / 3600), "long"))
        elif span < least:
            flags.append(Flag(row, Sign.SPEEDER, round(span)))
    return flags


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _straight_lines(asked: Sequence[AskedQuestion], columns: Mapping[str, Sequence[str]], rows: int) -> list[Flag]:
    """Of questions with the same choices, at least three of them, all those answered are answered alike."""
    batteries: dict[tuple[str, ...], list[Sequence[str]]] = defaultdict(list)
    for one in asked:
        if len(one.choices) >= 3 and not one.is_multiple:
            batteries[tuple(one.choices)].append(columns[one.path])
    flags = {}
    for texts in batteries.values():
        if len(texts) < LEAST_BATTERY:
            continue
        for row in range(rows):
            given = [text[row] for text in texts if text[row]]
            if len(given) >= LEAST_BATTERY and len(set(given)) == 1:
                flags[row] = Flag(row, Sign.STRAIGHT_LINE, len(given))
    return list(flags.values())


def _placed(asked: Sequence[AskedQuestion], columns: Mapping[str, Sequence[str]]) -> list[Flag]:
    """Outside of the country, or so many at exactly one point that they were not asked where people live."""
    flags = []
    for one in asked:
        if one.kind != "geopoint":
            continue
        points = [_point(text) for text in columns[one.path]]
        often = Counter(point for point in points if point is not None)
        for row, point in enumerate(points):
            if point is None:
                continue
            if not (_LATITUDES[0] <= point[0] <= _LATITUDES[1] and _LONGITUDES[0] <= point[1] <= _LONGITUDES[1]):
                flags.append(Flag(row, Sign.PLACE, kind="outside"))
            elif often[point] >= _SAME_PLACE:
                flags.append(Flag(row, Sign.PLACE, often[point], "same"))
    return flags


def _point(text: str) -> tuple[float, float] | None:
    try:
        latitude, longitude = (round(float(part), _PLACES) for part in text.split()[:2])
    except ValueError:
        return None
    return latitude, longitude


@dataclass(frozen=True, slots=True)
class InterviewerEffect:
    """``share`` of the variance between interviewers (intra-class correlation by analysis of variance; below 0: they
    differ less than by chance), ``effect``: how much it widens the variance of a mean, 1 + (m - 1) ρ."""

    interviewers: int
    answers: int
    share: float
    effect: float


def interviewer_effect(values: Sequence[float], interviewers: Sequence[str]) -> InterviewerEffect | None:
    """None where fewer than two interviewers have answers, or none has two (Searle, Casella & McCulloch 1992, 3.6).

    >>> interviewer_effect([1, 2, 5, 6], ["a", "a", "b", "b"]).share
    0.9393939393939394
    """
    groups: dict[str, list[float]] = defaultdict(list)
    for value, who in zip(values, interviewers, strict=True):
        if not math.isnan(value) and who:
            groups[who].append(value)
    sizes = [len(group) for group in groups.values()]
    n, k = sum(sizes), len(sizes)
    if k < 2 or n <= k:
        return None
    middle = sum(map(sum, groups.values())) / n
    means = [sum(group) / len(group) for group in groups.values()]
    between = sum(len(g) * (m - middle) ** 2 for g, m in zip(groups.values(), means, strict=True)) / (k - 1)
    within = sum((v - m) ** 2 for g, m in zip(groups.values(), means, strict=True) for v in g) / (n - k)
    usual = (n - sum(size**2 for size in sizes) / n) / (k - 1)
    spread = between + (usual - 1) * within
    share = (between - within) / spread if spread > 0 else 0.0
    return InterviewerEffect(k, n, share, 1 + (n / k - 1) * share)
