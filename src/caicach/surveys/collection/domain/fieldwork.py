"""Units of a sample in the field: what came of each, rates by the standard definitions, and who may stand in; pure.

Source: AAPOR, Standard Definitions, 10th edition (2023), section on response, cooperation, refusal and contact rates.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Final

from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.collation import collation_key
from caicach.kernel.text.folding import nfc
from caicach.surveys.columns import Columns


class Disposition(StrEnum):
    """What came of a sampled unit; the letter is that of the formulas."""

    COMPLETE = "complete"  # I
    PARTIAL = "partial"  # P
    REFUSAL = "refusal"  # R
    NON_CONTACT = "non_contact"  # NC
    OTHER = "other"  # O
    UNKNOWN = "unknown"  # UH, UO: nobody knows whether it is eligible
    INELIGIBLE = "ineligible"
    PENDING = "pending"  # not worked to an end: of unknown eligibility so far


WRITTEN: Final[Mapping[str, Disposition]] = {
    "hoàn thành": Disposition.COMPLETE,
    "dở dang": Disposition.PARTIAL,
    "từ chối": Disposition.REFUSAL,
    "không gặp": Disposition.NON_CONTACT,
    "lý do khác": Disposition.OTHER,
    "không rõ": Disposition.UNKNOWN,
    "không thuộc đối tượng": Disposition.INELIGIBLE,
    "chưa xong": Disposition.PENDING,
    "": Disposition.PENDING,
}
_LOST: Final = frozenset(
    {Disposition.REFUSAL, Disposition.NON_CONTACT, Disposition.OTHER, Disposition.UNKNOWN, Disposition.INELIGIBLE}
)
_COLUMNS: Final = {
    "code": ("mã", "code"),
    "area": ("địa bàn", "area"),
    "interviewer": ("điều tra viên", "interviewer"),
    "disposition": ("kết quả", "disposition"),
    "stands_in_for": ("thay cho", "stands_in_for"),
}
HEAD: Final = tuple(names[0] for names in _COLUMNS.values())
_LONGEST: Final = 200
FORGOTTEN: Final = "#\N{NO-BREAK SPACE}"
"""How the code of a unit begins whose own was forgotten; a number follows. No unit of a frame or a table has such a
code: whatever blanks stand in one are read as a plain one."""


@dataclass(frozen=True, slots=True)
class SampledUnit:
    """``stands_in_for``: the code of the unit whose place it took, "" for one of the sample itself."""

    code: str
    area: str
    interviewer: str
    disposition: Disposition
    stands_in_for: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many units of each kind; rates are None where nothing is below the line."""

    counts: Mapping[Disposition, int]

    def n(self, *kinds: Disposition) -> int:
        return sum(self.counts.get(kind, 0) for kind in kinds)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def eligible(self) -> float | None:
        """e: of units whose eligibility is known, the part that is eligible (proportional allocation)."""
        known = self._interviews + self._others
        return _share(known, known + self.n(Disposition.INELIGIBLE))

    @property
    def _interviews(self) -> int:
        return self.n(Disposition.COMPLETE, Disposition.PARTIAL)

    @property
    def _others(self) -> int:
        return self.n(Disposition.REFUSAL, Disposition.NON_CONTACT, Disposition.OTHER)

    @property
    def _unknown(self) -> int:
        return self.n(Disposition.UNKNOWN, Disposition.PENDING)

    def rates(self) -> dict[str, float | None]:
        """RR1 to RR6, COOP1 to COOP4, REF1 to REF3, CON1 to CON3, by their standard names.

        >>> kinds = (Disposition.COMPLETE, Disposition.REFUSAL, Disposition.UNKNOWN)
        >>> found = Tally(dict(zip(kinds, (6, 2, 4)))).rates()
        >>> found["RR1"], found["RR5"], found["COOP1"], found["REF1"]
        (0.5, 0.75, 0.75, 0.16666666666666666)
        """
        full, both, refused = self.n(Disposition.COMPLETE), self._interviews, self.n(Disposition.REFUSAL)
        other = self.n(Disposition.OTHER)
        known = both + self._others
        every = (known + self._unknown, known + (self.eligible or 0.0) * self._unknown, known)
        contacted = both + refused + other
        return {
            "RR1": _share(full, every[0]),
            "RR2": _share(both, every[0]),
            "RR3": _share(full, every[1]),
            "RR4": _share(both, every[1]),
            "RR5": _share(full, every[2]),
            "RR6": _share(both, every[2]),
            "COOP1": _share(full, contacted),
            "COOP2": _share(both, contacted),
            "COOP3": _share(full, both + refused),
            "COOP4": _share(both, both + refused),
            **{f"REF{at}": _share(refused, below) for at, below in enumerate(every, start=1)},
            **{f"CON{at}": _share(contacted, below) for at, below in enumerate(every, start=1)},
        }


def _share(above: float, below: float) -> float | None:
    return above / below if below else None


def tally_of(units: Iterable[SampledUnit]) -> Tally:
    """Of sample and stand-ins alike: who stands in for one that was lost leaves the lost one in the count, as the
    definitions ask."""
    return Tally(Counter(unit.disposition for unit in units))


def tallies_by(units: Iterable[SampledUnit], key: Callable[[SampledUnit], str]) -> dict[str, Tally]:
    """In the order of the names, as a dictionary has them."""
    groups: dict[str, list[SampledUnit]] = defaultdict(list)
    for unit in units:
        groups[key(unit)].append(unit)
    return {name: tally_of(groups[name]) for name in sorted(groups, key=collation_key)}


def _cell(written: str) -> str:
    return " ".join(nfc(written).split())


def read_units(data: Columns) -> tuple[SampledUnit, ...]:
    """A row a unit. Raises InvalidInput ("survey.units_…") with the line."""
    heads = {nfc(name).strip().casefold(): name for name in data.names}
    found = {key: next((heads[name] for name in names if name in heads), None) for key, names in _COLUMNS.items()}
    if found["code"] is None or found["disposition"] is None:
        raise _refusal(data, 1, "columns", "Thiếu cột «mã» hoặc «kết quả».")
    texts = {key: data.texts(name) if name else ("",) * len(data) for key, name in found.items()}
    units: dict[str, SampledUnit] = {}
    for row, line in enumerate(data.lines):
        cells = {key: _cell(column[row]) for key, column in texts.items()}
        written = cells["disposition"].casefold()
        known = WRITTEN.get(written) or next((one for one in Disposition if one.value == written), None)
        if not cells["code"] or any(len(cell) > _LONGEST for cell in cells.values()):
            raise _refusal(data, line, "code", "Mỗi dòng cần mã, không ô nào quá {longest} chữ.", longest=_LONGEST)
        if known is None:
            why = "Kết quả «{text}» không có; các kết quả: {known}."
            raise _refusal(data, line, "disposition", why, text=written[:80], known=", ".join(filter(None, WRITTEN)))
        if cells["code"] in units:
            raise _refusal(data, line, "twice", "Mã «{unit}» đã có ở dòng trên.", unit=cells["code"])
        units[cells["code"]] = SampledUnit(
            cells["code"], cells["area"], cells["interviewer"], known, cells["stands_in_for"]
        )
    return tuple(units.values())


def assigned_units(
    drawn: Sequence[tuple[str, str]], interviewers: Sequence[str], source: str
) -> tuple[SampledUnit, ...]:
    """Code and area of each unit drawn -> units not worked yet, area after area in equal parts to the interviewers.

    Raises InvalidInput ("survey.units_…").

    >>> units = assigned_units([("3", "B"), ("1", "A"), ("2", "A"), ("4", "B")], ["Một", "Hai"], "k.csv")
    >>> [(unit.code, unit.interviewer) for unit in units]
    [('1', 'Một'), ('2', 'Một'), ('3', 'Hai'), ('4', 'Hai')]
    """
    cells = [(_cell(code), _cell(area)) for code, area in drawn]
    names = [_cell(name) for name in interviewers] or [""]
    twice = [code for code, count in Counter(code for code, _area in cells).items() if count > 1 or not code]
    longest = max(chain(names, chain.from_iterable(cells)), key=len)
    what = "Không chọn được mẫu từ khung «{source}»."
    if twice:
        raise InvalidInput(
            "survey.units_code",
            what=what,
            why="Mỗi đơn vị cần một mã riêng; mã «{unit}» trống hoặc lặp lại.",
            todo="Hãy chọn đúng cột mã của khung mẫu.",
            source=source,
            unit=twice[0][:80],
        )
    if len(longest) > _LONGEST:
        raise InvalidInput(
            "survey.units_long",
            what=what,
            why="Mã, địa bàn và tên điều tra viên không quá {longest} chữ: «{cell}…».",
            todo="Hãy chọn đúng cột của khung mẫu, hoặc rút ngắn ô ấy.",
            source=source,
            longest=_LONGEST,
            cell=longest[:80],
        )
    ordered = sorted(cells, key=lambda cell: (collation_key(cell[1]), collation_key(cell[0])))
    return tuple(
        SampledUnit(code, area, names[at * len(names) // len(ordered)], Disposition.PENDING)
        for at, (code, area) in enumerate(ordered)
    )


def refuse_stand_ins(units: Sequence[SampledUnit], source: str) -> None:
    """Who stands in takes the place of one lost for good, of the same area, alone, and not of another stand-in."""
    by_code = {unit.code: unit for unit in units}
    taken: dict[str, str] = {}
    for unit in units:
        if not unit.stands_in_for:
            continue
        lost = by_code.get(unit.stands_in_for)
        before = taken.setdefault(unit.stands_in_for, unit.code)
        is_lost = lost is not None and not lost.stands_in_for and lost.disposition in _LOST
        if lost is None or not is_lost or lost.area != unit.area or before != unit.code:
            raise InvalidInput(
                "survey.units_stand_in",
                what="Không nhận kết quả thực địa «{source}»: đơn vị «{unit}» thay cho «{lost}».",
                why="Chỉ thay cho một đơn vị của mẫu chính, cùng địa bàn, đã có kết quả không phỏng vấn được, "
                "và mỗi đơn vị được thay một lần.",
                todo="Hãy sửa cột «thay cho», hoặc kết quả của đơn vị được thay.",
                source=source,
                unit=unit.code,
                lost=unit.stands_in_for,
            )


def _refusal(data: Columns, line: int, code: str, why: str, **values: object) -> InvalidInput:
    return InvalidInput(
        f"survey.units_{code}",
        what="Không nhận kết quả thực địa «{source}», dòng {line}.",
        why=why,
        todo="Sửa dòng này rồi nạp lại; tải mẫu ở trang thực địa.",
        source=data.source,
        line=line,
        **values,
    )
