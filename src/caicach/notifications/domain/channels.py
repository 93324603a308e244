"""Ways to a person, and how far a delivery has come."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caicach.kernel.said import Said
from caicach.notifications.domain.chat_systems import ChatSystem, system_of
from caicach.notifications.domain.contents import Content
from caicach.notifications.domain.kinds import Kind, Pace, usual_pace


class Channel(StrEnum):
    """The page is always there; the others can be chosen."""

    PAGE = "page"
    EMAIL = "email"
    WEBHOOK = "webhook"


class DeliveryState(StrEnum):
    """A letter is HANDED_OVER from the moment before its last byte is sent until the server's answer is known."""

    WAITING = "waiting"
    SENDING = "sending"
    HANDED_OVER = "handed_over"
    SENT = "sent"
    REFUSED = "refused"  # the server will not take it for this recipient
    UNSURE = "unsure"  # the answer was lost: a person decides whether to send again


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose; before any choice, letters where there is an address.

    ``paces`` are those of a kind and a channel that differ from the usual ones.
    """

    email: bool = True
    webhook: bool = False
    paces: tuple[tuple[Kind, Channel, Pace], ...] = ()

    def channels(self) -> frozenset[Channel]:
        chosen = {Channel.EMAIL: self.email, Channel.WEBHOOK: self.webhook}
        return frozenset({Channel.PAGE, *(channel for channel, is_chosen in chosen.items() if is_chosen)})

    def pace(self, kind: Kind, channel: Channel) -> Pace:
        """How soon the person hears of the kind by the channel; NEVER by one that was not chosen at all."""
        if channel not in self.channels():
            return Pace.NEVER
        own = {(its_kind, its_channel): pace for its_kind, its_channel, pace in self.paces}
        return own.get((kind, channel), usual_pace(kind))


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to one person (id of the account). ``key`` is unique for that person: the same key is told once.

    ``channels`` None: all that the person chose; else those of them that are among the person's.
    """

    recipient: int
    key: str
    content: Content
    channels: frozenset[Channel] | None = None
    kind: Kind = Kind.OTHER


@dataclass(frozen=True, slots=True)
class Notified:
    """``told`` got a message now; of those, ``without_address`` wanted a letter and have no address."""

    told: tuple[int, ...]
    without_address: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MessageRow:
    id: int
    created_at: datetime
    content: Content
    is_read: bool
    deliveries: "tuple[DeliveryRow, ...]" = ()


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """``recipient`` is a user name; what the message says is for its recipient alone."""

    id: int
    channel: Channel
    recipient: str
    address: str
    state: DeliveryState
    attempts: int
    last_error: Said
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A calendar feed that a person opened: of the own work, or of a unit."""

    id: int
    unit: str | None
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A program that gets messages."""

    id: int
    name: str
    url: str
    template: str
    created_at: datetime
    created_by: str

    @property
    def system(self) -> ChatSystem:
        return system_of(self.template)[0]

    @property
    def room(self) -> str:
        """Empty where each person is told alone, or the webhook itself leads to one room."""
        return system_of(self.template)[1]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round of messages that the schedule made, and what could not be done in it."""

    on: date
    finished_at: datetime
    people: int
    items: int
    without_address: tuple[str, ...]
    remarks: tuple[Said, ...]
