"""Accounts and what they are granted; an account alone may do nothing."""

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from caicach.kernel.access import Actor, Permission, Role, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.kernel.text.dates import format_date
from caicach.organisations import queries
from caicach.organisations.domain import usernames
from caicach.organisations.domain.units import overlaps
from caicach.organisations.models import Person, RoleGrant, User
from caicach.organisations.services.lapses import keep_an_administrator


@transaction.atomic
def create_user(
    actor: Actor,
    *,
    username: str,
    display_name: str,
    password: str | None = None,
    now: datetime,
    email: str = "",
    person_code: str | None = None,
) -> int:
    """An account; returns its id. The password must pass the installation's rules; without one the person is invited.

    Raises Conflict for a name that is taken, or that an eye takes for another's.
    """
    require(actor, Permission.USERS_MANAGE)
    username = _checked_username(username)
    if not display_name.strip():
        raise InvalidInput(
            "organisations.display_name",
            what="Tài khoản chưa có tên hiển thị.",
            why="Mọi người nhận ra nhau bằng tên này.",
            todo="Hãy ghi họ tên hoặc chức danh.",
        )
    person = Person.objects.filter(code=person_code).first() if person_code else None
    user = User(username=username, display_name=display_name.strip(), email=_checked_email(email), person=person)
    if password is None:
        user.set_unusable_password()
    else:
        _set_password(user, password)
    user.save()
    audit.record(
        actor,
        "organisations.user.created",
        subject=("organisations.user", user.pk),
        now=now,
        new={"username": username, "display_name": display_name},
    )
    return user.pk


@transaction.atomic
def set_email(actor: Actor, *, user_id: int, email: str, now: datetime) -> None:
    """Where letters to this account go; empty for nowhere. The person may, and who manages accounts."""
    if user_id != actor.user_id:
        require(actor, Permission.USERS_MANAGE)
    user = locked_user(user_id)
    old, user.email = user.email, _checked_email(email)
    user.save(update_fields=["email"])
    audit.record(
        actor,
        "organisations.user.email_set",
        subject=("organisations.user", user_id),
        now=now,
        old={"has_email": bool(old)},
        new={"has_email": bool(user.email)},
    )


@transaction.atomic
def invite_user(
    actor: Actor,
    *,
    username: str,
    display_name: str,
    now: datetime,
    email: str = "",
    role: Role | None = None,
    unit: str = "",
    valid_from: date | None = None,
) -> int:
    """An account whose person sets the first password by a link, with a first role where one is named; its id."""
    user_id = create_user(actor, username=username, display_name=display_name, email=email, now=now)
    if role is not None and valid_from is not None:
        grant_role(actor, user_id=user_id, role=role, unit=unit, valid_from=valid_from, now=now)
    return user_id


def _checked_username(typed: str) -> str:
    username = usernames.typed_name(typed)
    if not usernames.is_name(username):
        raise InvalidInput(
            "organisations.username",
            what="«{username}» không dùng làm tên đăng nhập được.",
            why="Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch nối, gạch dưới; từ 2 đến 60 ký tự.",
            todo="Hãy chọn tên khác, ví dụ stp.vanphong.",
            username=typed.strip()[:60],
        )
    names = User.objects.order_by("pk").values_list("username", flat=True)
    if (other := usernames.look_alike(username, names)) is not None:
        raise Conflict(
            "organisations.username_taken",
            what="Tên đăng nhập «{username}» đã có người dùng, hoặc dễ nhầm với «{other}».",
            why="Mỗi tài khoản có một tên đăng nhập riêng, không nhìn nhầm được.",
            todo="Hãy chọn tên khác.",
            username=username,
            other=other,
        )
    return username


def _checked_email(email: str) -> str:
    email = email.strip()
    if not email:
        return ""
    try:
        validate_email(email)
        email.encode("ascii")
    except (ValidationError, UnicodeEncodeError) as error:
        raise InvalidInput(
            "organisations.email",
            what="«{email}» không phải địa chỉ thư điện tử.",
            why="Địa chỉ có dạng ten@coquan.gov.vn, không dấu, không khoảng trắng.",
            todo="Hãy kiểm tra lại địa chỉ.",
            email=email,
        ) from error
    return email


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput(
            "organisations.weak_password",
            what="Mật khẩu này không dùng được.",
            why="{reasons}",
            todo="Hãy chọn mật khẩu khác.",
            reasons=" ".join(error.messages),
        ) from error
    user.set_password(password)


@transaction.atomic
def set_password(actor: Actor, *, user_id: int, password: str, now: datetime) -> None:
    """A new password: one's own, or anybody's for those who manage users."""
    if actor.user_id != user_id:
        require(actor, Permission.USERS_MANAGE)
    user = locked_user(user_id)
    _set_password(user, password)
    user.save(update_fields=["password"])
    audit.record(actor, "organisations.user.password_set", subject=("organisations.user", user_id), now=now)


@transaction.atomic
def deactivate_user(actor: Actor, *, user_id: int, why: str, now: datetime) -> None:
    """The account signs in no more; what it did stays. Nobody locks oneself out."""
    require(actor, Permission.USERS_MANAGE)
    user = locked_user(user_id)
    _need_reason(why)
    if user_id == actor.user_id:
        raise Conflict(
            "organisations.user_own",
            what="Không tự khóa tài khoản của mình được.",
            why="Khóa xong sẽ không còn ai mở lại.",
            todo="Hãy nhờ quản trị viên khác.",
        )
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record(actor, "organisations.user.deactivated", subject=("organisations.user", user_id), now=now, why=why)


@transaction.atomic
def reactivate_user(actor: Actor, *, user_id: int, why: str, now: datetime) -> None:
    """The account signs in again, with the roles that still hold."""
    require(actor, Permission.USERS_MANAGE)
    user = locked_user(user_id)
    _need_reason(why)
    if user.is_active:
        raise Conflict(
            "organisations.user_active",
            what="Tài khoản đang hoạt động.",
            why="Chỉ mở lại được tài khoản đã khóa.",
            todo="Hãy tải lại trang.",
        )
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record(
        actor, "organisations.user.reactivated", subject=("organisations.user", user_id), now=now, why=why.strip()
    )


def _need_reason(why: str) -> None:
    if not why.strip():
        raise InvalidInput(
            "organisations.user_reason",
            what="Chưa ghi lý do.",
            why="Việc khóa và mở tài khoản được lưu lại cùng lý do.",
            todo="Hãy ghi lý do.",
        )


@transaction.atomic
def grant_role(
    actor: Actor,
    *,
    user_id: int,
    role: Role,
    unit: str,
    valid_from: date,
    now: datetime,
    valid_to: date | None = None,
) -> int:
    """The user has the role for the unit from a day on (until before ``valid_to``); returns the grant."""
    require(actor, Permission.USERS_MANAGE)
    user = locked_user(user_id)
    if unit not in queries.directory_on(valid_from).by_code or (valid_to is not None and valid_to <= valid_from):
        raise InvalidInput(
            "organisations.grant_range",
            what="Không thể giao vai trò tại đơn vị «{unit}» từ ngày {day}.",
            why="Đơn vị không có trong ngày đó, hoặc ngày kết thúc không sau ngày bắt đầu.",
            todo="Hãy kiểm tra mã đơn vị và thời hạn.",
            unit=unit,
            day=format_date(valid_from),
        )
    same = RoleGrant.objects.filter(user=user, role=role.value, unit_id=unit).order_by("id")
    if any(overlaps((g.valid_from, g.valid_to), (valid_from, valid_to)) for g in same):
        raise Conflict(
            "organisations.already_granted",
            what="Tài khoản «{username}» đã có vai trò này trong thời hạn được nêu.",
            why="Hai lần giao một vai trò tại một đơn vị không được chồng thời hạn.",
            todo="Hãy kết thúc lần giao trước, hoặc chọn thời hạn khác.",
            username=user.username,
        )
    grant = RoleGrant.objects.create(user=user, role=role.value, unit_id=unit, valid_from=valid_from, valid_to=valid_to)
    audit.record(
        actor,
        "organisations.role.granted",
        subject=("organisations.user", user_id),
        now=now,
        new={
            "role": role.value,
            "unit": unit,
            "valid_from": valid_from.isoformat(),
            "valid_to": valid_to.isoformat() if valid_to else None,
        },
    )
    return grant.pk


@transaction.atomic
def end_grant(actor: Actor, *, grant_id: int, valid_to: date, now: datetime) -> None:
    """The role holds no more from the day ``valid_to`` on."""
    require(actor, Permission.USERS_MANAGE)
    grant = RoleGrant.objects.select_for_update().filter(pk=grant_id).first()
    if grant is None or valid_to <= grant.valid_from or (grant.valid_to is not None and grant.valid_to <= valid_to):
        raise InvalidInput(
            "organisations.grant_not_there",
            what="Không thể kết thúc vai trò này từ ngày {day}.",
            why="Không có lần giao ấy, hoặc ngày nằm ngoài thời hạn của nó.",
            todo="Hãy kiểm tra ngày bắt đầu và ngày kết thúc.",
            day=format_date(valid_to),
        )
    grant.valid_to = valid_to
    grant.save(update_fields=["valid_to"])
    if grant.role == Role.ADMIN.value:
        keep_an_administrator(valid_to)
    audit.record(
        actor,
        "organisations.role.ended",
        subject=("organisations.user", grant.user_id),
        now=now,
        new={"role": grant.role, "unit": grant.unit_id, "valid_to": valid_to.isoformat()},
    )


def locked_user(user_id: int) -> User:
    """The account, locked until the transaction ends. Raises NotFound."""
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFound(
            "organisations.user_not_found",
            what="Không có tài khoản này.",
            why="Tài khoản chưa được tạo.",
            todo="Hãy kiểm tra lại danh sách tài khoản.",
        )
    return user
