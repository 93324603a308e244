"""People hear of roles that end with their post or their unit, in the transaction that ends them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from caicach.kernel.access import Actor
from caicach.kernel.said import tell
from caicach.kernel.text.dates import format_date
from caicach.notifications import services as notifications
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content
from caicach.organisations import services as organisations
from caicach.organisations.services import ChangeOutcome, EndedRole, Withdrawal, end_holding


@transaction.atomic
def change_units(actor: Actor, change: Callable[[], ChangeOutcome], *, on: date, now: datetime) -> ChangeOutcome:
    """``change`` records a change of units that takes effect on a day; whose roles end with a unit is told."""
    outcome = change()
    _tell(actor, outcome.roles, f"unit-change-{outcome.id}", on, now)
    return outcome


@transaction.atomic
def withdraw_change(actor: Actor, *, change_id: int, reason: str, now: datetime) -> Withdrawal:
    """A change of units is taken back; who has a role again is told."""
    done = organisations.withdraw_change(actor, change_id=change_id, reason=reason, now=now)
    messages = [
        NewMessage(
            user_id,
            f"accounts.roles_back:unit-change-{change_id}",
            Content(
                tell("{count} vai trò của bạn có lại, vì thay đổi đơn vị đã được rút", count=count),
                (),
                link=reverse("web:account"),
            ),
        )
        for user_id, count in sorted(Counter(role.user_id for role in done.roles).items())
    ]
    notifications.notify(actor, messages=messages, now=now)
    return done


@transaction.atomic
def leave_post(actor: Actor, *, holding_id: int, valid_to: date, now: datetime) -> tuple[EndedRole, ...]:
    """The person leaves the post; the roles that end with it are told to the account that had them."""
    ended = end_holding(actor, holding_id=holding_id, valid_to=valid_to, now=now)
    _tell(actor, ended, f"holding-{holding_id}", valid_to, now)
    return ended


def _tell(actor: Actor, ended: Sequence[EndedRole], of: str, on: date, now: datetime) -> None:
    counts: dict[int, int] = defaultdict(int)
    for role in ended:
        counts[role.user_id] += 1
    messages = [
        NewMessage(
            user_id,
            f"accounts.roles_ended:{of}",
            Content(
                tell(
                    "Từ ngày {on}, {count} vai trò của bạn kết thúc cùng chức vụ hoặc đơn vị",
                    on=format_date(on),
                    count=count,
                ),
                (),
                link=reverse("web:account"),
            ),
        )
        for user_id, count in sorted(counts.items())
    ]
    notifications.notify(actor, messages=messages, now=now)
