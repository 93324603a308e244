"""Deliveries: each is sent once, as far as the other side lets that be known.

A letter is marked HANDED_OVER after all of it but its last bytes went out, and before those do. A worker that dies
earlier has surely not sent it, and it is tried again; one that dies later leaves a letter that the server may or may
not have, and that is said (UNSURE) instead of being sent a second time.
"""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Retry
from caicach.kernel.jobs.services import NewJob
from caicach.kernel.said import NOTHING, Said, tell
from caicach.notifications.domain.channels import Channel, DeliveryState
from caicach.notifications.models import Delivery, WebhookTarget
from caicach.notifications.outgoing import NotTaken, Refused, Superseded, Unsure
from caicach.notifications.outgoing.letters import letter_of
from caicach.notifications.outgoing.smtp import hand_over
from caicach.notifications.outgoing.webhooks import post

JOBS = {Channel.EMAIL: "notifications.deliver_email", Channel.WEBHOOK: "notifications.deliver_webhook"}
LOST = tell("Tiến trình gửi thư đã dừng trước khi biết máy chủ thư có nhận hay không.")


def job_of(delivery: Delivery) -> NewJob:
    key = f"delivery:{delivery.pk}:{delivery.rounds}"
    return NewJob(JOBS[Channel(delivery.channel)], key, {"delivery": delivery.pk})


def deliver_email(*, delivery_id: int, now: datetime) -> None:
    """Send a letter that waits. Raises Retry where the server surely did not take it and may later."""
    delivery = _begin(delivery_id)
    if delivery is None:
        return
    try:
        hand_over(letter_of(delivery), may_finish=lambda: _moved(delivery, DeliveryState.HANDED_OVER))
    except Superseded:
        return
    except NotTaken as error:
        _moved(delivery, DeliveryState.WAITING, error.why)
        raise Retry(error.why) from error
    except Refused as error:
        _moved(delivery, DeliveryState.REFUSED, error.why)
    except Unsure as error:
        _moved(delivery, DeliveryState.UNSURE, error.why)
    except BaseException as error:  # a stop or a defect: before the last bytes went out nothing was sent
        _undo(delivery, error)
        raise
    else:
        _sent(delivery, now)


def deliver_webhook(*, delivery_id: int, now: datetime) -> None:
    """Post a message to a target; the receiver knows a repeat by its delivery number. Raises Retry as above."""
    delivery = _begin(delivery_id)
    if delivery is None:
        return
    target = WebhookTarget.objects.filter(pk=int(delivery.address), is_active=True).order_by("pk").first()
    if target is None:
        _moved(delivery, DeliveryState.REFUSED, tell("Nơi nhận đã bị gỡ."))
        return
    try:
        post(delivery, target, now=now)
    except NotTaken as error:
        _moved(delivery, DeliveryState.WAITING, error.why)
        raise Retry(error.why) from error
    except Refused as error:
        _moved(delivery, DeliveryState.REFUSED, error.why)
    except BaseException as error:
        _undo(delivery, error)
        raise
    else:
        _sent(delivery, now)


def _begin(delivery_id: int) -> Delivery | None:
    """Claim the delivery; None where it is settled, or where nobody can know any more."""
    waits = Delivery.objects.filter(
        pk=delivery_id, state__in=[DeliveryState.WAITING.value, DeliveryState.SENDING.value]
    )
    claim = secrets.token_hex(16)
    if waits.update(state=DeliveryState.SENDING.value, claim=claim, attempts=F("attempts") + 1):
        return Delivery.objects.select_related("message__recipient").get(pk=delivery_id)
    lost = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.HANDED_OVER.value)
    lost.update(state=DeliveryState.UNSURE.value, claim="", last_error=LOST)
    return None


def _moved(delivery: Delivery, state: DeliveryState, error: Said = NOTHING) -> bool:
    """Whether the delivery was still this worker's, and is in the new state now."""
    held = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim)
    return bool(held.update(state=state.value, last_error=error))


def _sent(delivery: Delivery, now: datetime) -> None:
    held = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim)
    held.update(state=DeliveryState.SENT.value, last_error="", sent_at=now)


def _undo(delivery: Delivery, error: BaseException) -> None:
    held = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim)
    if not held.filter(state=DeliveryState.SENDING.value).update(state=DeliveryState.WAITING.value):
        held.filter(state=DeliveryState.HANDED_OVER.value).update(
            state=DeliveryState.UNSURE.value, last_error=tell("{lost} ({error})", lost=LOST, error=type(error).__name__)
        )


@transaction.atomic
def send_again(actor: Actor, *, delivery_id: int, now: datetime) -> None:
    """Send what was refused, or what nobody knows to have arrived, once more: a person's decision."""
    require(actor, Permission.JOBS_MANAGE)
    stopped = Delivery.objects.filter(
        pk=delivery_id, state__in=[DeliveryState.REFUSED.value, DeliveryState.UNSURE.value]
    )
    if not stopped.update(state=DeliveryState.WAITING.value, rounds=F("rounds") + 1, claim=""):
        raise Conflict(
            "notifications.not_stopped",
            what="Không gửi lại được.",
            why="Lần gửi này đang chờ, đang gửi hoặc đã gửi xong.",
            todo="Hãy tải lại trang.",
        )
    queue.enqueue_all([job_of(Delivery.objects.get(pk=delivery_id))], now=now)
    audit.record(actor, "notifications.delivery.sent_again", subject=("delivery", delivery_id), now=now)
