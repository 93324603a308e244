"""Ways out of the house: letters over SMTP, signed webhooks. What the other side did is one of these."""

from caicach.kernel.said import Said


class Undelivered(Exception):
    """The message did not go, as far as is known; ``why`` is shown to the operator."""

    def __init__(self, why: Said) -> None:
        self.why = why
        super().__init__(str(why))


class NotTaken(Undelivered):
    """Surely not accepted, and may be later: the server is down, slow, busy, or dropped the line before the end."""


class NoServer(NotTaken):
    """The server itself cannot be talked to: the next letter would fare no better."""


class Refused(Undelivered):
    """Surely not accepted, and never will be for this recipient."""


class Unsure(Undelivered):
    """All was sent and the answer was lost: accepted or not, nobody here can know."""


class Superseded(Exception):
    """Another worker took the delivery over; nothing was sent."""
