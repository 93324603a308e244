"""What a formula is reckoned from and what it gives: text, number, truth, moment, nodes; one made of another."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from caicach.kernel.said import Said

LOCAL: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MOMENT: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:T\d{2}:\d{2}.{0,20})?", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_A_DAY: Final = timedelta(days=1)


class NotReckonedError(Exception):
    """A formula cannot be reckoned here: whoever asked says so, and takes it neither as true nor as false."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or a moment by the office's clock; None where a text was none."""

    at: datetime | None

    @property
    def days(self) -> float:
        """Since 1970, as programs of the field count."""
        return math.nan if self.at is None else (self.at - _EPOCH) / _A_DAY

    def __str__(self) -> str:
        if self.at is None:
            return ""
        is_day = (self.at.hour, self.at.minute, self.at.second, self.at.microsecond) == (0, 0, 0, 0)
        return self.at.date().isoformat() if is_day else self.at.isoformat(timespec="milliseconds")


class Node:
    """An element of the answers or of a list beside them, with its path below the root. ``reckon`` gives the text that
    counts of a leaf: "" where it was not asked, a calculation's value; None where it stands as it is."""

    __slots__ = ("_by_name", "_held", "children", "given", "name", "parent", "path", "reckon")

    def __init__(self, name: str, parent: "Node | None", given: str = "", path: str = "") -> None:
        self.name, self.parent, self.given, self.path = name, parent, given, path
        self.children: list[Node] = []
        self.reckon: Callable[[Node], str] | None = None
        self._by_name: dict[str, list[Node]] | None = None
        self._held: str | None = None
        if parent is not None:
            parent.children.append(self)

    def named(self, name: str) -> "list[Node]":
        """Children of a name, in order. The tree is whole when it is first asked."""
        if self._by_name is None:
            self._by_name = {}
            for child in self.children:
                self._by_name.setdefault(child.name, []).append(child)
        return self._by_name.get(name, [])

    @property
    def text(self) -> str:
        if self._held is None:
            if self.children:
                self._held = "".join(child.text for child in self.children)
            else:
                self._held = self.given if self.reckon is None else self.reckon(self)
        return self._held

    @property
    def root(self) -> "Node":
        node = self
        while node.parent is not None:
            node = node.parent
        return node


Value = str | float | bool | Moment | list[Node]


def as_text(value: Value) -> str:
    """
    >>> as_text(3.0), as_text(0.5), as_text(float("nan")), as_text(True), as_text([])
    ('3', '0.5', 'NaN', 'true', '')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return value[0].text if value else ""
    return str(value) if isinstance(value, Moment) else _numeral(value)


def _numeral(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    written = repr(value)
    return f"{Decimal(written):f}" if "e" in written and 1e-6 <= abs(value) < 1e21 else written


def as_number(value: Value) -> float:
    """Of a text that is a day or a moment the days since 1970; of any other text that is no number NaN.

    >>> as_number("12"), as_number(" .5 "), as_number(""), as_number("1970-01-11") - as_number("1970-01-01")
    (12.0, 0.5, nan, 10.0)
    """
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, float):
        return value
    if isinstance(value, Moment):
        return value.days
    text = as_text(value).strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    return moment_of(text).days if is_moment(text) else math.nan


def as_truth(value: Value) -> bool:
    """Nodes are true where there is one, whatever stands in it, as XPath has it."""
    if isinstance(value, float):
        return bool(value) and not math.isnan(value)
    return value.at is not None if isinstance(value, Moment) else bool(value)


def as_moment(value: Value) -> Moment:
    if isinstance(value, Moment):
        return value
    if isinstance(value, bool):
        return Moment(None)
    if isinstance(value, float):
        return _after(value)
    text = as_text(value).strip()
    return _after(float(int(float(text)))) if _NUMBER.fullmatch(text) else moment_of(text)


def _after(days: float) -> Moment:
    try:
        return Moment((_EPOCH + timedelta(days=days)).astimezone(LOCAL))
    except (OverflowError, ValueError):
        return Moment(None)


def is_moment(text: str) -> bool:
    """Whether it is written as a day or a moment; it may still be one that no calendar has."""
    return _MOMENT.fullmatch(text) is not None


def moment_of(text: str) -> Moment:
    """
    >>> str(moment_of("2023-2-7")), str(moment_of("2023-02-30")), str(moment_of("2023-02-07T08:00:00Z"))
    ('2023-02-07', '', '2023-02-07T15:00:00.000+07:00')
    """
    try:
        day = _DAY.fullmatch(text)
        if day:
            year, month, number = map(int, day.groups())
            return Moment(datetime(year, month, number, tzinfo=LOCAL))
        found = datetime.fromisoformat(text)
    except ValueError:
        return Moment(None)
    try:
        return Moment(found.astimezone(LOCAL) if found.tzinfo else found.replace(tzinfo=LOCAL))
    except OverflowError:
        return Moment(None)
