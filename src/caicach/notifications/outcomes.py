"""What became of what somebody asked for, as a message to that person."""

from datetime import datetime

from caicach.kernel.access import SYSTEM
from caicach.kernel.outcomes import Outcome, tell_through
from caicach.notifications import services
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content


def tell_person(outcome: Outcome, now: datetime) -> None:
    content = Content(outcome.title, notes=(outcome.why,) if outcome.why else (), link=outcome.link)
    services.notify(SYSTEM, messages=[NewMessage(outcome.user_id, outcome.key, content)], now=now)


tell_through(tell_person)
