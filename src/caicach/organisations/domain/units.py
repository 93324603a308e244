"""Units as dated facts. Codes are reused by later bodies, so a fact is known by its code and its range of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """Where a unit stands; ``OUTSIDE`` are bodies outside government, which get copies and never tasks."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DEPARTMENT = "department"
    ATTACHED = "attached"
    CENTRAL_AGENCY = "central_agency"
    DISTRICT = "district"
    COMMUNE = "commune"
    OUTSIDE = "outside"

    @property
    def label(self) -> str:
        """Vietnamese name; a door translates it."""
        return _LEVEL_LABELS[self]


_LEVEL_LABELS = {
    Level.MINISTRY: "bộ, cơ quan ngang bộ",
    Level.PROVINCE: "cấp tỉnh",
    Level.DEPARTMENT: "sở, ban, ngành cấp tỉnh",
    Level.ATTACHED: "đơn vị trực thuộc",
    Level.CENTRAL_AGENCY: "cơ quan Trung ương đóng trên địa bàn",
    Level.DISTRICT: "cấp huyện",
    Level.COMMUNE: "cấp xã",
    Level.OUTSIDE: "ngoài hệ thống hành chính",
}


class OwnBody(StrEnum):
    """Which kind of body uses the product in a place."""

    PROVINCE = "province"
    MINISTRY = "ministry"


class UnitType(StrEnum):
    """What kind of body a unit is."""

    MINISTRY = "ministry"
    BUREAU = "bureau"
    PROVINCE = "province"
    PEOPLES_COMMITTEE = "peoples_committee"
    STEERING_COMMITTEE = "steering_committee"
    ASSISTING_TEAM = "assisting_team"
    APPRAISAL_COUNCIL = "appraisal_council"
    DEPARTMENT = "department"
    INSPECTORATE = "inspectorate"
    OFFICE = "office"
    MANAGEMENT_BOARD = "management_board"
    SERVICE_UNIT = "service_unit"
    CENTRAL_AGENCY = "central_agency"
    CITY = "city"
    TOWN = "town"
    RURAL_DISTRICT = "rural_district"
    URBAN_DISTRICT = "urban_district"
    WARD = "ward"
    TOWNSHIP = "township"
    RURAL_COMMUNE = "rural_commune"
    SPECIAL_ZONE = "special_zone"
    PARTY = "party"
    ELECTED = "elected"
    FRONT = "front"
    MASS_ORGANISATION = "mass_organisation"
    PRESS = "press"

    @property
    def label(self) -> str:
        """The Vietnamese word of law, as files of units carry it and people read it."""
        return _TYPE_LABELS[self]


_TYPE_LABELS = {
    UnitType.MINISTRY: "bộ",
    UnitType.BUREAU: "vụ, cục",
    UnitType.PROVINCE: "tỉnh",
    UnitType.PEOPLES_COMMITTEE: "ubnd",
    UnitType.STEERING_COMMITTEE: "ban chỉ đạo",
    UnitType.ASSISTING_TEAM: "tổ giúp việc",
    UnitType.APPRAISAL_COUNCIL: "hội đồng thẩm định",
    UnitType.DEPARTMENT: "sở",
    UnitType.INSPECTORATE: "thanh tra",
    UnitType.OFFICE: "văn phòng",
    UnitType.MANAGEMENT_BOARD: "ban quản lý",
    UnitType.SERVICE_UNIT: "đơn vị sự nghiệp",
    UnitType.CENTRAL_AGENCY: "cơ quan trung ương đóng trên địa bàn",
    UnitType.CITY: "thành phố",
    UnitType.TOWN: "thị xã",
    UnitType.RURAL_DISTRICT: "huyện",
    UnitType.URBAN_DISTRICT: "quận",
    UnitType.WARD: "phường",
    UnitType.TOWNSHIP: "thị trấn",
    UnitType.RURAL_COMMUNE: "xã",
    UnitType.SPECIAL_ZONE: "đặc khu",
    UnitType.PARTY: "cơ quan đảng",
    UnitType.ELECTED: "cơ quan dân cử",
    UnitType.FRONT: "mặt trận",
    UnitType.MASS_ORGANISATION: "đoàn thể",
    UnitType.PRESS: "báo chí",
}
LOCAL_TYPES = frozenset(
    {
        UnitType.CITY,
        UnitType.TOWN,
        UnitType.RURAL_DISTRICT,
        UnitType.URBAN_DISTRICT,
        UnitType.WARD,
        UnitType.TOWNSHIP,
        UnitType.RURAL_COMMUNE,
        UnitType.SPECIAL_ZONE,
    }
)
COMMITTEE_TYPES = frozenset({UnitType.STEERING_COMMITTEE, UnitType.ASSISTING_TEAM, UnitType.APPRAISAL_COUNCIL})


def is_within(on: date, valid_from: date | None, valid_to: date | None) -> bool:
    """Whether a day lies in a half-open range; None is open.

    >>> is_within(date(2025, 7, 1), None, date(2025, 7, 1)), is_within(date(2025, 6, 30), None, date(2025, 7, 1))
    (False, True)
    """
    return (valid_from is None or valid_from <= on) and (valid_to is None or on < valid_to)


def overlaps(
    first: tuple[date | None, date | None],
    second: tuple[date | None, date | None],
) -> bool:
    """Whether two half-open ranges share a day."""
    (start, end), (other_start, other_end) = first, second
    begins_before_end = start is None or other_end is None or start < other_end
    return begins_before_end and (other_start is None or end is None or other_start < end)


def office_name_of(name: str, kind: UnitType) -> str:
    """Who acts for a unit: of a locality, its people's committee."""
    if kind in LOCAL_TYPES or kind is UnitType.PROVINCE:
        return f"UBND {name[:1].lower()}{name[1:]}"
    return name


@dataclass(frozen=True, slots=True)
class UnitFact:
    """What a unit is from ``valid_from`` until before ``valid_to``.

    ``continues`` says that the same body goes on from the fact before it (renamed, raised from xã to phường, given
    another parent). Without it the code was given to another body, and what was granted for the former one lapses.
    ``is_verified`` is False where some part is from memory and awaits a person with the deciding document.
    """

    code: str
    name: str
    short_name: str
    level: Level
    type: UnitType
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    source: str = ""
    is_verified: bool = False
    continues: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def office_name(self) -> str:
        return office_name_of(self.name, self.type)

    @property
    def is_province(self) -> bool:
        """Whether it is the province (or centrally run city) itself: bodies of its level stand beside it."""
        return self.level is Level.PROVINCE and self.type in {UnitType.PROVINCE, UnitType.CITY}

    def is_valid(self, on: date) -> bool:
        return is_within(on, self.valid_from, self.valid_to)


class ChangeKind(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    CREATED = "created"
    DISSOLVED = "dissolved"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """Units that became other units on a day, and the document that decided it."""

    kind: ChangeKind
    effective_on: date
    from_codes: tuple[str, ...]
    to_codes: tuple[str, ...]
    order_document: str


def body_since(facts: Iterable[UnitFact], on: date) -> tuple[bool, date | None]:
    """Whether the code names a body on the day, and since when it is that same body (None: since before records).

    >>> old = UnitFact("1", "Xã A", "A", Level.COMMUNE, UnitType.RURAL_COMMUNE, "9", None, date(2025, 1, 1))
    >>> new = UnitFact("1", "Xã B", "B", Level.COMMUNE, UnitType.RURAL_COMMUNE, "9", date(2025, 1, 1), None)
    >>> body_since([old, new], date(2025, 2, 1)), body_since([old], date(2025, 2, 1))[0]
    ((True, datetime.date(2025, 1, 1)), False)
    """
    ordered = sorted(facts, key=lambda fact: fact.valid_from or date.min)
    current = next((fact for fact in ordered if fact.is_valid(on)), None)
    while current is not None and current.continues:
        before = next((fact for fact in ordered if fact.valid_to == current.valid_from), None)
        if before is None:
            break
        current = before
    return (True, current.valid_from) if current is not None else (False, None)


def place_of(unit: UnitFact | None, whole: UnitFact | None) -> str | None:
    """Where a paper is dated: a locality writes its own name, others the whole place's; a ministry's is unknown."""
    named = unit if unit and unit.level in (Level.DISTRICT, Level.COMMUNE) else whole
    return named.short_name if named and named.level is not Level.MINISTRY else None
