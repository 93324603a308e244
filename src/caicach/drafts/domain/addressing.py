"""Whom a draft falls to: its phrases resolved on the day of its source, or the units a person chose."""

from collections.abc import Callable
from dataclasses import dataclass

from caicach.drafts.domain.draft import Draft
from caicach.kernel.said import Said, joint_sentence, tell
from caicach.kernel.vocabulary import AddressRole
from caicach.organisations.domain.addressing.resolution import Resolution
from caicach.organisations.domain.directory import Directory
from caicach.organisations.domain.posts import Post

Resolve = Callable[[str], Resolution]

BY_HAND = tell("Người rà soát chọn")
BY_ADDRESSEES = tell("Văn bản không nêu riêng: giao các nơi ở mục Kính gửi.")


@dataclass(frozen=True, slots=True)
class Addressee:
    """A unit that a task falls to, the post answerable (None where the phrase names the unit alone), and why."""

    unit: str
    unit_name: str
    role: AddressRole
    post_code: str | None
    post_name: str | None
    phrase: str
    reason: Said


@dataclass(frozen=True)
class RoleAddressing:
    """``resolutions`` are those of the phrases in force; ``unresolved`` are words left for a person."""

    addressees: tuple[Addressee, ...]
    resolutions: tuple[Resolution, ...] = ()
    unresolved: tuple[str, ...] = ()
    is_by_hand: bool = False
    is_from_addressees: bool = False

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(addressee.unit for addressee in self.addressees)


@dataclass(frozen=True)
class DraftAddressing:
    lead: RoleAddressing
    cooperate: RoleAddressing

    @property
    def all(self) -> tuple[Addressee, ...]:
        """Each unit once; who leads does not cooperate as well."""
        by_unit = {addressee.unit: addressee for addressee in self.cooperate.addressees}
        by_unit |= {addressee.unit: addressee for addressee in self.lead.addressees}
        return tuple(sorted(by_unit.values(), key=lambda a: (a.role is not AddressRole.LEAD, a.unit)))


def addressing_of(
    draft: Draft, directory: Directory, resolve: Resolve, *, addressees: tuple[str, ...] | None = None
) -> DraftAddressing:
    """Leads and cooperating units. An order that names nobody is for all whom its letter addresses; a plan has none."""
    own = tuple(phrase.phrase for phrase in draft.lead)
    if draft.lead_units is not None:
        lead = _chosen(draft.lead_units, AddressRole.LEAD, directory)
    else:
        is_from_addressees = addressees is not None and not own
        phrases = own or addressees or ()
        lead = _resolved(phrases, AddressRole.LEAD, resolve, is_from_addressees=is_from_addressees)
    if draft.cooperate_units is not None:
        cooperate = _chosen(draft.cooperate_units, AddressRole.COOPERATE, directory)
    else:
        phrases = tuple(phrase.phrase for phrase in draft.cooperate)
        cooperate = _resolved(phrases, AddressRole.COOPERATE, resolve)
    return DraftAddressing(lead, cooperate)


def _chosen(units: tuple[str, ...], role: AddressRole, directory: Directory) -> RoleAddressing:
    found = []
    for code in units:
        if code in directory.by_code:
            post = directory.head_of(code)
            name = directory.by_code[code].office_name
            found.append(_addressee(code, name, role, post, "", BY_HAND))
    unknown = tuple(code for code in units if code not in directory.by_code)
    return RoleAddressing(tuple(found), unresolved=unknown, is_by_hand=True)


def _resolved(
    phrases: tuple[str, ...], role: AddressRole, resolve: Resolve, *, is_from_addressees: bool = False
) -> RoleAddressing:
    resolutions = tuple(resolve(phrase) for phrase in phrases)
    found: dict[str, Addressee] = {}
    for resolution in resolutions:
        for addressee in _addressees(resolution, role, is_from_addressees):
            found.setdefault(addressee.unit, addressee)
    return RoleAddressing(
        addressees=tuple(found.values()),
        resolutions=resolutions,
        unresolved=tuple(dict.fromkeys(text for r in resolutions for text in r.unresolved)),
        is_from_addressees=is_from_addressees,
    )


def _addressees(resolution: Resolution, role: AddressRole, is_from_addressees: bool) -> list[Addressee]:
    reasons = {unit.code: part.reason for part in reversed(resolution.parts) for unit in part.units}
    found = []
    for assignee in resolution.assignees:
        code, post = assignee.unit.code, assignee.post
        reason = joint_sentence((BY_ADDRESSEES, reasons[code])) if is_from_addressees else reasons[code]
        found.append(_addressee(code, assignee.unit.office_name, role, post, resolution.phrase, reason))
    return found


def _addressee(unit: str, name: str, role: AddressRole, post: Post | None, phrase: str, reason: Said) -> Addressee:
    return Addressee(unit, name, role, post.code if post else None, post.name if post else None, phrase, reason)
