"""A message as a letter: Vietnamese text, and the same as plain HTML."""

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from caicach.notifications.domain.contents import content_from_json
from caicach.notifications.models import Delivery
from caicach.notifications.outgoing.smtp import Letter
from caicach.notifications.wording import spoken_content


def letter_of(delivery: Delivery) -> Letter:
    """The same bytes each time: a letter sent again bears the same Message-ID and date, so a server may know it."""
    message = _message(delivery)
    return Letter(address_of(settings.DEFAULT_FROM_EMAIL).addr_spec, delivery.address, message.as_bytes(policy=POLICY))


POLICY = SMTP.clone(cte_type="7bit", max_line_length=76)


def _message(delivery: Delivery) -> EmailMessage:
    told = delivery.message
    with translation.override("vi"):
        content = spoken_content(content_from_json(told.content))
        context = {"content": content, "url": settings.PUBLIC_URL, "name": told.recipient.display_name}
        text = render_to_string("notifications/letter.txt", context)
        html = render_to_string("notifications/letter.html", context)
    message = EmailMessage(policy=POLICY)
    message["Subject"] = " ".join(content.title.split())
    message["From"] = address_of(settings.DEFAULT_FROM_EMAIL)
    message["To"] = Address(display_name=told.recipient.display_name, addr_spec=delivery.address)
    message["Date"] = format_datetime(timezone.localtime(told.created_at))
    message["Message-ID"] = message_id(delivery)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "vi"
    message.set_content(text, cte="base64")
    message.add_alternative(html, subtype="html", cte="base64")
    _fix_boundary(message, delivery)
    return message


def message_id(delivery: Delivery) -> str:
    digest = hashlib.sha256(f"{delivery.message.key}|{delivery.address}".encode()).hexdigest()[:16]
    return f"<caicach.{delivery.pk}.{digest}@{address_of(settings.DEFAULT_FROM_EMAIL).domain}>"


def _fix_boundary(message: EmailMessage, delivery: Delivery) -> None:
    message.set_boundary(f"caicach-{hashlib.sha256(message_id(delivery).encode()).hexdigest()[:32]}")


def address_of(written: str) -> Address:
    """An address as settings write it: «Name <a@b>», or bare."""
    name, spec = parseaddr(written)
    return Address(display_name=name, addr_spec=spec)
