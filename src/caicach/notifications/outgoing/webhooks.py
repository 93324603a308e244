"""A message posted to a target, signed; never through a redirect, never to an inner address unless allowed."""

import http.client
import json
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_noop

from caicach.kernel.errors import InvalidInput
from caicach.kernel.outgoing import InnerAddress, Within, answer_of
from caicach.kernel.said import sentences_of, tell
from caicach.notifications.domain.body_templates import filled_template
from caicach.notifications.domain.contents import content_from_json
from caicach.notifications.domain.signing import HEADER, signature
from caicach.notifications.domain.targets import endpoint_of, is_open_address
from caicach.notifications.models import Delivery, WebhookTarget
from caicach.notifications.outgoing import NotTaken, Refused
from caicach.notifications.secrets_of_targets import secret_of
from caicach.notifications.wording import SpokenContent, plain_text, spoken_content

SECONDS: Final = 15
ANSWERED: Final = gettext_noop("Nơi nhận trả lời {status}.")
_MAY_PASS: Final = {408, 425, 429}


def post(delivery: Delivery, target: WebhookTarget, *, now: datetime) -> None:
    """Post the message; returns when the target answered 2xx. Raises NotTaken or Refused."""
    body = body_of(delivery, target.template)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "caicach",
        "Caicach-Delivery": str(delivery.pk),
        HEADER: signature(secret_of(target), int(now.timestamp()), body),
    }
    try:
        endpoint = endpoint_of(target.url, allows_private=settings.WEBHOOK_PRIVATE)
        status = answer_of(
            endpoint, method="POST", headers=headers, body=body, within=Within(SECONDS), may_be=_is_allowed
        ).status
    except InvalidInput as error:
        raise Refused(sentences_of(error)[0]) from error
    except InnerAddress as error:
        raise Refused(tell("Nơi nhận nằm trong mạng nội bộ; cài đặt không cho gửi đến đó.")) from error
    except (OSError, http.client.HTTPException) as error:
        told = f"{type(error).__name__}: {error}"[:1000]
        raise NotTaken(tell("Không gửi được: {error}", error=told)) from error
    if 400 <= status < 500 and status not in _MAY_PASS:
        raise Refused(tell(ANSWERED, status=str(status)))
    if not 200 <= status < 300:
        raise NotTaken(tell(ANSWERED, status=str(status)))


def body_of(delivery: Delivery, template: str) -> bytes:
    """What a target gets: the sentences in Vietnamese, addresses in full; in its template's form if it has one."""
    told = delivery.message
    with translation.override("vi"):
        content = spoken_content(content_from_json(told.content))
    if template:
        return filled_template(template, _values(delivery, content))
    body = {
        "delivery": delivery.pk,
        "recipient": told.recipient.username,
        "created_at": told.created_at.isoformat(),
        "title": content.title,
        "link": _full(content.link),
        "sections": [
            {
                "title": section.title,
                "total": section.total,
                "lines": [
                    {"text": line.text, "notes": list(line.notes), "link": _full(line.link)} for line in section.lines
                ],
            }
            for section in content.sections
        ],
        "notes": list(content.notes),
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True).encode()


def _values(delivery: Delivery, content: SpokenContent) -> dict[str, str]:
    """The values of ``body_templates.VALUES``."""
    told = delivery.message
    return {
        "title": content.title,
        "text": plain_text(content, _full),
        "link": _full(content.link),
        "recipient": told.recipient.username,
        "email": told.recipient.email,
        "delivery": str(delivery.pk),
        "created_at": told.created_at.isoformat(),
    }


def _full(link: str) -> str:
    return f"{settings.PUBLIC_URL}{link}" if link else ""


def _is_allowed(address: str) -> bool:
    return settings.WEBHOOK_PRIVATE or is_open_address(address)
