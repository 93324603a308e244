"""Whom a proposal falls to: its phrases resolved on the document's date, or the units a person chose."""

from collections.abc import Callable

from caicach.correspondence.domain.review import Addressee, Proposal, ProposalAddressing, RoleAddressing
from caicach.kernel.said import Said, joined, tell
from caicach.kernel.vocabulary import AddressRole
from caicach.organisations.domain.addressing.resolution import Resolution
from caicach.organisations.domain.directory import Directory
from caicach.organisations.domain.posts import Post

Resolve = Callable[[str], Resolution]

BY_HAND = tell("Người rà soát chọn")
BY_ADDRESSEES = tell("Văn bản không nêu riêng: giao các nơi ở mục Kính gửi.")


def addressing_of_proposal(
    proposal: Proposal, addressees: tuple[str, ...], directory: Directory, resolve: Resolve
) -> ProposalAddressing:
    """Leads and cooperating units. An order that names nobody is for all whom the document addresses."""
    own = tuple(phrase.phrase for phrase in proposal.lead)
    if proposal.lead_units is not None:
        lead = _chosen(proposal.lead_units, AddressRole.LEAD, directory)
    else:
        lead = _resolved(own or addressees, AddressRole.LEAD, resolve, is_from_addressees=not own)
    if proposal.cooperate_units is not None:
        cooperate = _chosen(proposal.cooperate_units, AddressRole.COOPERATE, directory)
    else:
        phrases = tuple(phrase.phrase for phrase in proposal.cooperate)
        cooperate = _resolved(phrases, AddressRole.COOPERATE, resolve)
    return ProposalAddressing(lead, cooperate)


def addressing_of_phrases(
    lead: tuple[str, ...],
    cooperate: tuple[str, ...],
    chosen: tuple[tuple[str, ...] | None, tuple[str, ...] | None],
    directory: Directory,
    resolve: Resolve,
) -> ProposalAddressing:
    """As above for a row that addresses nobody else; ``chosen`` are the units picked by hand for lead and cooperate."""
    parts = []
    for role, phrases, units in zip(AddressRole, (lead, cooperate), chosen, strict=True):
        parts.append(_resolved(phrases, role, resolve) if units is None else _chosen(units, role, directory))
    return ProposalAddressing(*parts)


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
        reason = joined((BY_ADDRESSEES, reasons[code])) if is_from_addressees else reasons[code]
        found.append(_addressee(code, assignee.unit.office_name, role, post, resolution.phrase, reason))
    return found


def _addressee(unit: str, name: str, role: AddressRole, post: Post | None, phrase: str, reason: Said) -> Addressee:
    return Addressee(unit, name, role, post.code if post else None, post.name if post else None, phrase, reason)
