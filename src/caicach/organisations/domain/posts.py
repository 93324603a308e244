"""Posts, the people in them, and seats in committees. A post answers for its unit whoever holds it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caicach.kernel.access import Role
from caicach.kernel.text.folding import fold
from caicach.kernel.vocabulary import ReformArea
from caicach.organisations.domain.units import LOCAL_TYPES, Level, UnitFact, UnitType


@dataclass(frozen=True, slots=True)
class Post:
    """A position of a unit. ``name`` is said with the unit's name of the day: «Giám đốc Sở Nội vụ»."""

    code: str
    unit: str
    title: str
    name: str
    is_head: bool
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who holds posts; example people are called by their post."""

    code: str
    full_name: str


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """An active account that has a role for a unit on a day."""

    user_id: int
    role: Role
    unit: str


class MemberRole(StrEnum):
    """A seat in a committee."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    STANDING_VICE_CHAIR = "standing_vice_chair"
    STANDING_MEMBER = "standing_member"
    MEMBER = "member"

    @property
    def label(self) -> str:
        """The Vietnamese word, as decisions write it."""
        return _ROLE_LABELS[self]


_ROLE_LABELS: Final = {
    MemberRole.CHAIR: "trưởng ban",
    MemberRole.VICE_CHAIR: "phó trưởng ban",
    MemberRole.STANDING_VICE_CHAIR: "phó trưởng ban thường trực",
    MemberRole.STANDING_MEMBER: "ủy viên thường trực",
    MemberRole.MEMBER: "ủy viên",
}


@dataclass(frozen=True, slots=True)
class Membership:
    """A post's seat in a committee and the area of reform that its holder answers for there."""

    committee: str
    post: str
    role: MemberRole
    field: ReformArea | None
    valid_from: date | None
    valid_to: date | None
    source: str = ""
    is_verified: bool = False


HEAD_SUFFIX: Final = ":head"
_TITLES: Final = {
    UnitType.DEPARTMENT: "Giám đốc",
    UnitType.MINISTRY: "Bộ trưởng",
    UnitType.SERVICE_UNIT: "Giám đốc",
    UnitType.ASSISTING_TEAM: "Tổ trưởng",
    UnitType.STEERING_COMMITTEE: "Trưởng ban",
    UnitType.APPRAISAL_COUNCIL: "Chủ tịch",
    UnitType.INSPECTORATE: "Chánh Thanh tra",
    UnitType.OFFICE: "Chánh Văn phòng",
    UnitType.MANAGEMENT_BOARD: "Trưởng Ban",
}
_CENTRAL_TITLES: Final = (
    ("cuc ", "Cục trưởng"),
    ("chi cuc ", "Chi cục trưởng"),
    ("bo chi huy ", "Chỉ huy trưởng"),
    ("toa an ", "Chánh án"),
    ("vien kiem sat ", "Viện trưởng"),
    ("van phong ", "Chánh Văn phòng"),
)


def head_title(unit: UnitFact) -> str | None:
    """Title of the head by the kind of body; None for bodies without one head (a locality has its chair)."""
    if unit.type in LOCAL_TYPES or unit.type is UnitType.PEOPLES_COMMITTEE:
        return "Chủ tịch"
    if unit.level is Level.CENTRAL_AGENCY:
        folded = fold(unit.name)
        return next((title for start, title in _CENTRAL_TITLES if folded.startswith(start)), "Giám đốc")
    if unit.type is UnitType.BUREAU:
        return "Vụ trưởng" if fold(unit.name).startswith("vu ") else "Cục trưởng"
    return _TITLES.get(unit.type)


def post_name(title: str, unit: UnitFact) -> str:
    """Title and unit as officials say them together.

    >>> office = UnitFact("V", "Văn phòng UBND tỉnh", "VP", Level.DEPARTMENT, UnitType.OFFICE, None, None, None)
    >>> post_name("Chánh Văn phòng", office)
    'Chánh Văn phòng UBND tỉnh'
    """
    # Words that end the title and begin the name are said once: «Trưởng Ban | Ban Quản lý …».
    said, name = title.split(), unit.office_name.split()
    shared = next((n for n in (2, 1) if fold(" ".join(said[-n:])) == fold(" ".join(name[:n]))), 0)
    return " ".join((*said, *name[shared:]))


def head_post(unit: UnitFact) -> Post | None:
    """The post that answers for a unit, made by rule from the kind of body; None for bodies outside government."""
    title = None if unit.level is Level.OUTSIDE else head_title(unit)
    if title is None:
        return None
    code, name = f"{unit.code}{HEAD_SUFFIX}", post_name(title, unit)
    return Post(code, unit.code, title, name, True, unit.valid_from, unit.valid_to)
