"""What a phrase came to: units, posts, members, bodies outside government, and what is left for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caicach.kernel.said import Said
from caicach.organisations.domain.posts import Membership, Post
from caicach.organisations.domain.units import UnitFact


class Confidence(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"  # a person should look: near spelling, a group whose bounds are custom, words left over
    UNRESOLVED = "unresolved"


class BodyKind(StrEnum):
    PARTY = "party"
    ELECTED = "elected"
    FRONT = "front"
    MASS_ORGANISATION = "mass_organisation"
    PRESS = "press"
    NATIONAL = "national"
    OTHER_PROVINCE = "other_province"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OutsideBody:
    """A body that the province's administration gives no tasks: it gets copies or is asked to cooperate."""

    name: str
    kind: BodyKind
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One item of the phrase. Without units, posts or bodies it is left for a person, and ``reason`` says why."""

    text: str
    reason: Said
    units: tuple[UnitFact, ...] = ()
    posts: tuple[Post, ...] = ()
    members: tuple[Membership, ...] = ()
    bodies: tuple[OutsideBody, ...] = ()
    confidence: Confidence = Confidence.CERTAIN

    @property
    def is_resolved(self) -> bool:
        return bool(self.units or self.bodies)


@dataclass(frozen=True, slots=True)
class Assignee:
    """A unit, and the post that the phrase makes answerable for it (None where it names the unit alone)."""

    unit: UnitFact
    post: Post | None


@dataclass(frozen=True)
class Resolution:
    """``units`` hold each unit once, in the order of the phrase; the unit of every post is among them."""

    phrase: str
    on: date
    parts: tuple[Part, ...]

    @property
    def units(self) -> tuple[UnitFact, ...]:
        return tuple({unit.code: unit for part in self.parts for unit in part.units}.values())

    @property
    def posts(self) -> tuple[Post, ...]:
        return tuple({post.code: post for part in self.parts for post in part.posts}.values())

    @property
    def members(self) -> tuple[Membership, ...]:
        return tuple(dict.fromkeys(member for part in self.parts for member in part.members))

    @property
    def bodies(self) -> tuple[OutsideBody, ...]:
        return tuple(dict.fromkeys(body for part in self.parts for body in part.bodies))

    @property
    def reasons(self) -> tuple[Said, ...]:
        return tuple({str(part.reason): part.reason for part in self.parts}.values())

    @property
    def unresolved(self) -> tuple[str, ...]:
        return tuple(part.text for part in self.parts if not part.is_resolved)

    @property
    def assignees(self) -> tuple[Assignee, ...]:
        """Each unit once, with the first post of it that the phrase names; a head before another post."""
        posts: dict[str, Post] = {}
        for post in sorted(self.posts, key=lambda post: not post.is_head):
            posts.setdefault(post.unit, post)
        return tuple(Assignee(unit, posts.get(unit.code)) for unit in self.units)

    @property
    def confidence(self) -> Confidence:
        """The weakest of the parts."""
        return weakest(part.confidence if part.is_resolved else Confidence.UNRESOLVED for part in self.parts)


def weakest(confidences: Iterable[Confidence]) -> Confidence:
    order = list(Confidence)
    return max(confidences, key=order.index, default=Confidence.UNRESOLVED)
