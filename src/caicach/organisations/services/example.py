"""The example province and its demo accounts; only an example installation may have the accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from caicach.kernel.access import SYSTEM, Role
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, NotAllowed
from caicach.organisations import queries
from caicach.organisations.domain.csv_files import Account
from caicach.organisations.domain.directory import Register
from caicach.organisations.domain.posts import HEAD_SUFFIX, head_title
from caicach.organisations.models import (
    Membership,
    Person,
    Post,
    PostHolding,
    RoleGrant,
    Unit,
    UnitChange,
    User,
)
from caicach.organisations.province_files import read_province
from caicach.organisations.services.unit_files import save_facts

EXAMPLE_PASSWORD = "caicach-vi-du-2026"  # noqa: S105  (public on purpose: accounts that production refuses)


@dataclass(frozen=True, slots=True)
class ExampleAccount:
    """A demo account, as the start of the example prints it."""

    username: str
    display_name: str
    role: Role
    unit: str


@transaction.atomic
def load_example_province(*, now: datetime, folder: Path | None = None) -> bool:
    """Load the example's units, posts and committees into an empty database; False where units are there already."""
    if queries.has_units():
        return False
    register = read_province(folder or settings.EXAMPLES_DIR / "province").register
    save_facts(register.facts)
    _save_posts(register)
    Membership.objects.bulk_create(
        [
            Membership(
                committee_id=m.committee,
                post_id=m.post,
                role=m.role.value,
                field=m.field.value if m.field else "",
                valid_from=m.valid_from,
                valid_to=m.valid_to,
                source=m.source,
                is_verified=m.is_verified,
            )
            for m in register.members
        ]
    )
    _save_changes(register)
    audit.record(
        SYSTEM,
        "organisations.example.loaded",
        subject=("organisations.example", register.source),
        now=now,
        new={"facts": len(register.facts), "members": len(register.members)},
    )
    return True


def _save_posts(register: Register) -> None:
    """The posts that the files name, and the heads that sit in committees."""
    named = [Post(code=p.code, unit_id=p.unit, title=p.title, is_head=p.is_head) for p in register.posts]
    known = {post.code for post in named}
    units = {fact.code: fact for fact in register.facts}
    for code in dict.fromkeys(m.post for m in register.members if m.post not in known):
        unit = units.get(code.removesuffix(HEAD_SUFFIX))
        title = head_title(unit) if unit else None
        if unit is None or title is None:
            raise Conflict(
                "organisations.seat_without_post",
                what="Không có chức vụ «{post}» cho thành viên được nêu.",
                why="Chức vụ không nằm trong tệp chức vụ và không phải người đứng đầu một đơn vị.",
                todo="Hãy thêm chức vụ vào posts.csv.",
                post=code,
            )
        named.append(Post(code=code, unit_id=unit.code, title=title, is_head=True))
    Post.objects.bulk_create(named)


def _save_changes(register: Register) -> None:
    rows = UnitChange.objects.bulk_create(
        [
            UnitChange(kind=c.kind.value, effective_on=c.effective_on, order_document=c.order_document)
            for c in register.changes
        ]
    )
    before, after = UnitChange.from_units.through, UnitChange.to_units.through
    pairs = list(zip(rows, register.changes, strict=True))
    _link(before, [(row.pk, code) for row, change in pairs for code in change.from_codes])
    _link(after, [(row.pk, code) for row, change in pairs for code in change.to_codes])


def _link(through: type[models.Model], pairs: Sequence[tuple[int, str]]) -> None:
    through._default_manager.bulk_create([through(unitchange_id=change, unit_id=code) for change, code in pairs])


@transaction.atomic
def load_example_accounts(*, password: str, now: datetime, folder: Path | None = None) -> tuple[ExampleAccount, ...]:
    """The demo accounts with one password for all; refused outside an example installation. Idempotent."""
    if not settings.IS_EXAMPLE:
        raise NotAllowed(
            "organisations.no_demo_accounts",
            what="Không tạo tài khoản mẫu trong hệ thống thật.",
            why="Tài khoản mẫu dùng chung một mật khẩu công khai.",
            todo="Hãy tạo tài khoản riêng cho từng người; tài khoản mẫu chỉ dùng với CAICACH_MODE=example.",
        )
    accounts = read_province(folder or settings.EXAMPLES_DIR / "province").accounts
    there = set(User.objects.order_by("pk").values_list("username", flat=True))
    new = [account for account in accounts if account.username not in there]
    if new:
        _save_accounts(new, make_password(password), now)
    return tuple(ExampleAccount(a.username, a.person.full_name, Role(a.role), a.unit) for a in accounts)


def _save_accounts(accounts: Sequence[Account], password: str, now: datetime) -> None:
    for account in accounts:
        person = Person.objects.create(code=account.person.code, full_name=account.person.full_name)
        user = User.objects.create(
            username=account.username,
            display_name=account.person.full_name,
            password=password,
            is_demo=True,
            person=person,
        )
        begins = account.valid_from or date.min
        RoleGrant.objects.create(user=user, role=account.role, unit=Unit(code=account.unit), valid_from=begins)
        if account.post is not None:
            post = _post_of(account)
            PostHolding.objects.create(post=post, person=person, valid_from=account.valid_from)
    audit.record(
        SYSTEM,
        "organisations.example.accounts_created",
        subject=("organisations.example", "accounts"),
        now=now,
        new={"usernames": [account.username for account in accounts]},
    )


def _post_of(account: Account) -> Post:
    """The post an account's person holds: stored already, or the head that rules give its unit."""
    code = account.post or ""
    known = queries.directory_on(account.valid_from or date.max).post_by_code[code]
    return Post.objects.get_or_create(
        code=code, defaults={"unit_id": known.unit, "title": known.title, "is_head": known.is_head}
    )[0]
