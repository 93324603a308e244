"""Ways out of the house: letters over SMTP, signed webhooks. What the other side did is one of these four."""


class NotTaken(Exception):
    """Surely not accepted, and may be later: the server is down, slow, busy, or dropped the line before the end."""


class Refused(Exception):
    """Surely not accepted, and never will be for this recipient."""


class Unsure(Exception):
    """All was sent and the answer was lost: accepted or not, nobody here can know."""


class Superseded(Exception):
    """Another worker took the delivery over; nothing was sent."""
