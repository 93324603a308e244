"""Results and findings from before the system: a workbook, or minutes with a table or a numbered list, read tolerantly.

Nothing is guessed: a line that cannot be used is told at its place and left out; a person confirms what is left.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from caicach.indices.definition.rules.figures import number as number_of
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, plain, tell
from caicach.kernel.text.folding import fold

_COLUMNS: Final = {
    "unit": ("ma don vi", "don vi", "ten don vi", "co quan, don vi", "ten co quan, don vi"),
    "component": ("ma", "ma tieu chi", "ma thanh phan", "tieu chi", "muc"),
    "points": ("diem", "diem dat", "diem tham dinh", "ket qua", "diem dat duoc"),
    "maximum": ("diem toi da", "diem chuan", "toi da"),
    "percentage": ("%", "ty le", "ty le %", "chi so", "chi so %", "chi so (%)"),
    "rank": ("hang", "xep hang", "thu hang"),
    "finding": ("ton tai, han che", "ton tai", "han che", "noi dung ton tai", "ton tai han che"),
    "lost": ("diem tru", "diem mat", "diem bi tru"),
}
_LISTED: Final = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)]|[a-zđ]\)|[-+•])\s+(?P<text>\S.*)$")
_CODE: Final = re.compile(r"(?:tiêu chí|thành phần|mục)\s+(?P<code>\d+(?:\.\d+)*)", re.IGNORECASE)
_TOTAL: Final = ("", "tong", "tong diem", "tong cong")
TOTAL_CODE: Final = "total"


@dataclass(frozen=True, slots=True)
class PastScore:
    """Points of a unit at a component, or (``component`` total) of the whole, with the percentage where printed."""

    unit: str
    component: str
    points: Decimal | None
    maximum: Decimal | None
    percentage: Decimal | None
    rank: int | None
    place: Said


@dataclass(frozen=True, slots=True)
class PastFinding:
    unit: str
    component: str
    text: str
    lost_points: Decimal | None
    place: Said


@dataclass(frozen=True, slots=True)
class PastProblem:
    """What could not be used, and where it stands."""

    place: Said
    text: Said


@dataclass(frozen=True)
class PastReading:
    scores: tuple[PastScore, ...]
    findings: tuple[PastFinding, ...]
    problems: tuple[PastProblem, ...]


@dataclass
class _Found:
    scores: list[PastScore] = field(default_factory=list)
    findings: list[PastFinding] = field(default_factory=list)
    problems: list[PastProblem] = field(default_factory=list)

    def problem(self, place: Said, text: Said) -> None:
        self.problems.append(PastProblem(place, text))


def read_past(data: bytes, *, filename: str, units: Mapping[str, str], codes: Iterable[str] = ()) -> PastReading:
    """``units`` is name by code, as of the year; ``codes`` those of the set where it is known (none: not checked).

    Raises InvalidInput, TooLarge or NotAllowed for a file that cannot be opened or is secret.
    """
    from caicach.documents.plan.opening import plan_source, refuse_secret_head  # noqa: PLC0415 -- heavy

    source = plan_source(data, filename=filename)
    refuse_secret_head(source.text, name=filename)
    reader = _Reader(units, frozenset(codes))
    for number, grid in enumerate(source.grids, start=1):
        name = plain(grid.sheet or "") or tell("bảng {number}", number=str(number))
        reader.table([[cell.words for cell in row] for row in grid.rows], name)
    if not reader.found.scores and not reader.found.findings:
        reader.listed(source.text)
    found = reader.found
    return PastReading(tuple(found.scores), tuple(found.findings), tuple(found.problems))


class _Reader:
    def __init__(self, units: Mapping[str, str], codes: frozenset[str]) -> None:
        self.found, self.codes = _Found(), codes
        self._by_name = {fold(name): code for code, name in units.items()} | {fold(code): code for code in units}
        self._seen: dict[tuple[str, str], Said] = {}

    def table(self, rows: Sequence[Sequence[str]], name: Said) -> None:
        """A table whose head names its columns; what is no such table is passed over."""
        for at, row in enumerate(rows):
            head = _head(row)
            if "unit" in head and {"points", "percentage", "finding"} & set(head):
                for number, cells in enumerate(rows[at + 1 :], start=at + 2):
                    self._row(head, cells, tell("{table}, dòng {row}", table=name, row=str(number)))
                return

    def _row(self, head: Mapping[str, int], cells: Sequence[str], place: Said) -> None:
        cell = {key: cells[at].strip() if at < len(cells) else "" for key, at in head.items()}
        if not any(cell.values()):
            return
        unit = self._unit(cell["unit"], place)
        if unit is None:
            if not cell["unit"] and any(cell.get(key) for key in ("points", "percentage", "finding")):
                self.found.problem(place, tell("Dòng không ghi đơn vị; dòng bị bỏ."))
            return
        code = cell.get("component", "")
        component = TOTAL_CODE if fold(code) in _TOTAL else code
        if component != TOTAL_CODE and self.codes and component not in self.codes:
            unknown = tell("Không có mục «{code}» trong bộ tiêu chí; dòng bị bỏ.", code=component[:40])
            self.found.problem(place, unknown)
            return
        if cell.get("finding"):
            lost = self._number(cell.get("lost", ""), place, tell("điểm mất"))
            code = "" if component == TOTAL_CODE else component
            self.found.findings.append(PastFinding(unit, code, cell["finding"], lost, place))
        elif cell.get("points") or cell.get("percentage"):
            self._score(unit, component, cell, place)
        elif any(text for key, text in cell.items() if key != "unit"):
            why = "Dòng không có điểm, tỷ lệ hay tồn tại, hoặc đó là công thức chưa được tính; dòng bị bỏ."
            self.found.problem(place, tell(why))

    def _score(self, unit: str, component: str, cell: Mapping[str, str], place: Said) -> None:
        before = self._seen.get((unit, component))
        if before is not None:
            where: dict[str, str | Said] = {"code": component, "unit": unit, "before": before}
            self.found.problem(place, tell("«{code}» của «{unit}» đã ghi ở {before}; chỉ lấy lần đầu.", **where))
            return
        self._seen[unit, component] = place
        points = self._number(cell.get("points", ""), place, tell("điểm"))
        maximum = self._number(cell.get("maximum", ""), place, tell("điểm tối đa"))
        percentage = self._number(cell.get("percentage", "").rstrip("% "), place, tell("tỷ lệ"))
        if points is not None and maximum is not None and not 0 <= points <= maximum:
            cells = {"points": cell["points"], "maximum": cell["maximum"]}
            self.found.problem(place, tell("{points} điểm ngoài khoảng 0 đến {maximum}; dòng bị bỏ.", **cells))
            return
        if percentage is not None and not Decimal(0) <= percentage <= Decimal(100):
            why = tell("Tỷ lệ {percentage} ngoài khoảng 0 đến 100%; dòng bị bỏ.", percentage=cell["percentage"])
            self.found.problem(place, why)
            return
        if points is not None or percentage is not None:
            self._doubt(points, maximum, percentage, place)
            rank = self._rank(cell.get("rank", ""), place)
            self.found.scores.append(PastScore(unit, component, points, maximum, percentage, rank, place))

    def _doubt(self, points: Decimal | None, maximum: Decimal | None, percentage: Decimal | None, place: Said) -> None:
        """A percentage that its points contradict, or that looks like a part of one, is kept and told."""
        if percentage is None:
            return
        if points is not None and maximum:
            share = points * 100 / maximum
            if abs(share - percentage) > _ROUNDING:
                why = "Tỷ lệ {percentage}% không khớp điểm {points}/{maximum}; lấy như đã ghi."
                self.found.problem(place, tell(why, percentage=percentage, points=points, maximum=maximum))
        elif Decimal(0) < percentage <= 1:
            why = "Tỷ lệ {percentage} được hiểu là {percentage}%; nếu là phần của 1, hãy ghi lại."
            self.found.problem(place, tell(why, percentage=percentage))

    def _rank(self, text: str, place: Said) -> int | None:
        """A rank is a whole number from 1; another is told, and nobody's rank."""
        rank = self._number(text.partition("/")[0], place, tell("hạng"))
        if rank is None:
            return None
        if rank != rank.to_integral_value() or not 1 <= rank <= _LAST_RANK:
            why = "Hạng «{text}» không phải là số nguyên từ 1 đến {last}; bỏ qua hạng."
            self.found.problem(place, tell(why, text=text[:20], last=str(_LAST_RANK)))
            return None
        return int(rank)

    def _unit(self, text: str, place: Said) -> str | None:
        folded = fold(text).strip()
        if folded in self._by_name:
            return self._by_name[folded]
        if folded and not (folded.isdigit() and len(folded) < _SHORTEST_CODE):  # short ones number the columns
            why = tell("Không có đơn vị «{text}» trong danh bạ của năm; dòng bị bỏ.", text=text[:60])
            self.found.problem(place, why)
        return None

    def _number(self, text: str, place: Said, what: Said) -> Decimal | None:
        """None for an empty cell and for «-», which is not nought."""
        if text.strip() in {"", "-", "–", "—"}:
            return None
        try:
            return number_of(text.strip(), str(what))
        except InvalidInput:
            why = tell("{what} «{text}» không phải là số; coi như không có.", what=what, text=text[:30])
            self.found.problem(place, why)
            return None

    def listed(self, text: str) -> None:
        """Minutes: a line that names a unit opens its list; each numbered line below is a finding."""
        unit: str | None = None
        for number, line in enumerate(text.splitlines(), start=1):
            named = self._named(line)
            if named is not None and len(line.strip()) < _HEADING:
                unit = named
                continue
            match = _LISTED.match(line)
            if match is None or unit is None:
                continue
            code = _CODE.search(match["text"])
            component = code["code"] if code and (not self.codes or code["code"] in self.codes) else ""
            place = tell("dòng {line}", line=str(number))
            self.found.findings.append(PastFinding(unit, component, match["text"].strip(" ;."), None, place))

    def _named(self, line: str) -> str | None:
        folded = fold(line)
        names = [name for name in self._by_name if len(name) > _SHORTEST and name in folded]
        return self._by_name[max(names, key=len)] if names else None


_HEADING: Final = 120
_ROUNDING: Final = Decimal("0.05")
_LAST_RANK: Final = 10_000
_SHORTEST_CODE: Final = 3
_SHORTEST: Final = 4


def _head(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, text in enumerate(row):
        folded = " ".join(fold(text).split())
        for key, words in _COLUMNS.items():
            if folded in words and key not in found:
                found[key] = at
    return found
