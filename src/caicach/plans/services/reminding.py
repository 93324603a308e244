"""The round of a day: a digest for everybody who has something to hear, told once."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.said import Said, tell
from caicach.notifications import services as notifications
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content
from caicach.notifications.domain.kinds import Kind
from caicach.organisations import queries as organisations
from caicach.organisations.queries import Contact
from caicach.plans.domain.reminders import Reminders
from caicach.plans.queries.names import UnitNames, unit_names
from caicach.plans.queries.reminders import ROUND, due_reminders
from caicach.plans.reminder_content import digest_content


@dataclass(frozen=True, slots=True)
class PlannedDigest:
    """What one person would be told; ``email`` is empty where no address is known."""

    contact: Contact
    content: Content
    message: NewMessage


@dataclass(frozen=True, slots=True)
class PlannedRound:
    on: date
    since: date | None
    digests: tuple[PlannedDigest, ...]
    items: int
    remarks: tuple[Said, ...]


def plan_round(actor: Actor, *, on: date) -> PlannedRound:
    """The messages of a day, unsent. Fifteen SQL queries, however much work there is."""
    require(actor, Permission.RULES_MANAGE)
    due, names = due_reminders(on=on), unit_names(on)
    found = due.reminders
    contacts = organisations.contacts(digest.user_id for digest in found.digests)
    digests = []
    for digest in found.digests:
        if contact := contacts.get(digest.user_id):
            content = digest_content(digest, found, names, due.calendar_gap)
            key = f"{ROUND}:{on.isoformat()}"
            digests.append(
                PlannedDigest(
                    contact, content, NewMessage(contact.user_id, key, content, digest.channels, Kind.REMINDERS)
                )
            )
    remarks = _remarks(found, names, due.calendar_gap)
    return PlannedRound(on, found.since, tuple(digests), sum(d.total for d in found.digests), remarks)


def send_round(actor: Actor, *, on: date, now: datetime) -> PlannedRound:
    """Tell everybody what the day asks for. A second time on the same day tells nobody anything again."""
    planned = plan_round(actor, on=on)
    _tell(actor, planned, now)
    return planned


@transaction.atomic
def _tell(actor: Actor, planned: PlannedRound, now: datetime) -> None:
    told = notifications.notify(actor, messages=[digest.message for digest in planned.digests], now=now)
    names = {digest.contact.user_id: digest.contact.username for digest in planned.digests}
    notifications.record_round(
        name=ROUND,
        on=planned.on,
        now=now,
        people=len(told.told),
        items=planned.items,
        without_address=[names[user] for user in told.without_address],
        remarks=planned.remarks,
    )
    audit.record(
        actor,
        "plans.reminders.sent",
        subject=("reminders", planned.on.isoformat()),
        now=now,
        new={"people": len(told.told), "items": planned.items, "without_address": len(told.without_address)},
    )


def _remarks(found: Reminders, names: UnitNames, calendar_gap: Said) -> tuple[Said, ...]:
    remarks = [calendar_gap] if calendar_gap else []
    if found.uncounted:
        remarks.append(tell("{count} phân công chưa đếm được ngày làm việc.", count=found.uncounted))
    if found.unreached:
        units = "; ".join(f"{names.of(code)} ({count})" for code, count in found.unreached.items())
        remarks.append(tell("Đơn vị có việc phải nhắc mà chưa ai có tài khoản: {units}.", units=units))
    if not settings.EMAIL_HOST:
        remarks.append(tell("Chưa đặt máy chủ thư: thông báo chỉ có trên trang."))
    return tuple(remarks)
