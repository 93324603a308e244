"""Members of committees, and the agency that is a committee's standing office."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caicach.kernel.said import joint_sentence, tell
from caicach.kernel.text.dates import format_date
from caicach.organisations.domain.addressing.names import NameBook
from caicach.organisations.domain.addressing.resolution import Confidence, Part
from caicach.organisations.domain.addressing.words import Word
from caicach.organisations.domain.directory import Directory
from caicach.organisations.domain.posts import MemberRole, Membership
from caicach.organisations.domain.units import COMMITTEE_TYPES, Level, UnitFact

_MEMBERS: Final = re.compile(r"(?:cac )?(?:dong chi )?(?:la )?(?:thanh vien|uy vien)(?: la)?(?: cua)? ")
_STANDING: Final = re.compile(r"(?:cac )?co quan thuong truc(?: cua)? ")
_STANDING_ROLES: Final = frozenset({MemberRole.STANDING_MEMBER, MemberRole.STANDING_VICE_CHAIR})


@dataclass(frozen=True, slots=True)
class CommitteeHit:
    part: Part
    taken: int


def find_members(words: Sequence[Word], directory: Directory, book: NameBook) -> CommitteeHit | None:
    """«Thành viên Ban Chỉ đạo …» or «Cơ quan Thường trực Ban Chỉ đạo …», with how many words it takes."""
    text = " ".join(word.text for word in words)
    members, standing = _MEMBERS.match(text), _STANDING.match(text)
    match = members or standing
    if match is None:
        return None
    size = len(match.group().split())
    hit = book.find(words[size:])
    if hit is None or len(hit.units) != 1 or hit.units[0].type not in COMMITTEE_TYPES:
        return None
    committee = hit.units[0]
    seats = tuple(seat for seat in directory.members if seat.committee == committee.code)
    if members is None:
        seats = tuple(seat for seat in seats if seat.role in _STANDING_ROLES and _is_agency(seat, directory))
    return CommitteeHit(_part(committee, seats, directory, is_bare=hit.is_bare), size + hit.taken)


def _is_agency(seat: Membership, directory: Directory) -> bool:
    unit = directory.by_code.get(directory.post_by_code[seat.post].unit)
    return unit is not None and unit.level is Level.DEPARTMENT


def _part(committee: UnitFact, seats: tuple[Membership, ...], directory: Directory, *, is_bare: bool) -> Part:
    day = format_date(directory.on)
    if not seats:
        why = tell(
            "Danh bạ chưa có thành viên nào của {committee} ngày {day}; cần người rà soát chọn đơn vị.",
            committee=committee.name,
            day=day,
        )
        return Part("", why, confidence=Confidence.UNRESOLVED)
    posts = tuple(directory.post_by_code[seat.post] for seat in seats)
    units = tuple({post.unit: directory.by_code[post.unit] for post in posts}.values())
    unproven = any(not seat.is_verified for seat in seats)
    members = tell(
        "{count} thành viên của {committee} ngày {day}, theo chức vụ.",
        count=len(set(posts)),
        committee=committee.name,
        day=day,
    )
    doubt = tell("Danh sách thành viên chưa được kiểm chứng bằng quyết định: hãy xem lại." if unproven else "")
    reason = joint_sentence((members, doubt))
    confidence = Confidence.LIKELY if unproven or is_bare else Confidence.CERTAIN
    return Part("", reason, units, tuple(dict.fromkeys(posts)), seats, confidence=confidence)
