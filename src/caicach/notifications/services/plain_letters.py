"""A letter that is no message: what it says is kept nowhere, so it may hold a secret."""

import secrets
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.utils import timezone

from caicach.kernel.jobs.domain import Retry
from caicach.notifications.outgoing import NotTaken, Refused, Unsure
from caicach.notifications.outgoing.letters import POLICY, address_of
from caicach.notifications.outgoing.smtp import Letter, hand_over
from caicach.organisations.queries import Contact


def send_letter(to: Contact, *, subject: str, text: str, now: datetime) -> bool:
    """Send plain text to an account's address, inside a job; whether the server took it.

    Raises Retry where it surely did not and may later. One that is refused, or whose fate nobody knows, is given up:
    the person asks again.
    """
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
    try:
        hand_over(Letter(sender.addr_spec, to.email, message.as_bytes(policy=POLICY)), may_finish=lambda: True)
    except NotTaken as error:
        raise Retry(error.why) from error
    except (Refused, Unsure):
        return False
    return True
