"""Accounts with addresses, and a message to tell."""

from datetime import UTC, datetime

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.said import Said
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content, Line, Section
from caicach.organisations import queries, services
from factories.web import people

MORNING = datetime(2023, 2, 20, 0, 0, tzinfo=UTC)
ADDRESSES = {"tuphap": "tuphap@tinh.example", "yte": "yte@tinh.example"}


def reachable() -> dict[str, int]:
    """The people of the small province, some with an address; their ids by user name."""
    people()
    ids = {account.username: account.id for account in queries.accounts()}
    for username, email in ADDRESSES.items():
        services.set_email(SYSTEM, user_id=ids[username], email=email, now=MORNING)
    return ids


def acting(ids: dict[str, int], username: str) -> Actor:
    return queries.actor_of(ids[username], on=MORNING.date())


CONTENT = Content(
    title=Said("Nhắc việc ngày {day}: {total} việc", {"day": "20/02/2023", "total": "2"}),
    sections=(
        Section(
            Said("Quá hạn"),
            (Line("Rà soát thủ tục hành chính", (Said("Muộn {days} ngày làm việc", {"days": "3"}),), "/nhiem-vu/1/"),),
            total=2,
        ),
    ),
    notes=(Said("Số ngày tính theo lịch làm việc."),),
    link="/nhiem-vu/",
)


def message_to(recipient: int, key: str = "digest:2023-02-20", **changes: object) -> NewMessage:
    return NewMessage(**{"recipient": recipient, "key": key, "content": CONTENT, **changes})  # type: ignore[arg-type]
