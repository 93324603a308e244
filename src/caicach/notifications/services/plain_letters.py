"""A letter that is no message: what it says is kept nowhere, so it may hold a secret."""

import secrets
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum

from django.conf import settings
from django.utils import timezone

from caicach.kernel.jobs.domain import Retry
from caicach.notifications.outgoing import NoServer, NotTaken, Refused, Unsure
from caicach.notifications.outgoing.letters import POLICY, address_of
from caicach.notifications.outgoing.smtp import Letter, hand_over
from caicach.organisations.queries import Contact


class Fate(StrEnum):
    """What became of a letter."""

    TAKEN = "taken"
    LATER = "later"  # surely not taken, and may be later
    NO_SERVER = "no_server"  # as later, and no other letter would be taken now
    REFUSED = "refused"  # surely not taken, and never will be
    UNKNOWN = "unknown"  # sent, and the answer was lost


def send_letter(to: Contact, *, subject: str, text: str, now: datetime) -> None:
    """Send plain text to an account's address, inside a job.

    Raises Retry where the server surely did not take it and may later. One that is refused, or whose fate nobody knows,
    is given up: the person asks again.
    """
    try:
        _hand_over(to, subject, text, now)
    except NotTaken as error:
        raise Retry(error.why) from error
    except (Refused, Unsure):
        return


def post_letter(to: Contact, *, subject: str, text: str, now: datetime) -> Fate:
    """As ``send_letter``, for who has many to send and keeps nothing of what the server said."""
    try:
        _hand_over(to, subject, text, now)
    except NoServer:
        return Fate.NO_SERVER
    except NotTaken:
        return Fate.LATER
    except Refused:
        return Fate.REFUSED
    except Unsure:
        return Fate.UNKNOWN
    return Fate.TAKEN


def _hand_over(to: Contact, subject: str, text: str, now: datetime) -> None:
    sender = address_of(settings.DEFAULT_FROM_EMAIL)
    message = EmailMessage(policy=POLICY)
    message["Subject"] = " ".join(subject.split())
    message["From"] = sender
    message["To"] = Address(display_name=to.display_name, addr_spec=to.email)
    message["Date"] = format_datetime(timezone.localtime(now))
    message["Message-ID"] = f"<caicach.{secrets.token_hex(12)}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "vi"
    message.set_content(text, cte="base64")
    hand_over(Letter(sender.addr_spec, to.email, message.as_bytes(policy=POLICY)), may_finish=lambda: True)
