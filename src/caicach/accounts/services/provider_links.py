"""Which person at the provider of single sign-on opens which account: linked, found at sign-in, taken apart."""

from datetime import datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.urls import reverse

from caicach.accounts.domain.id_tokens import LONGEST_SUBJECT, Identity
from caicach.accounts.domain.provider import EMAIL, Provider
from caicach.accounts.models import ProviderLink
from caicach.accounts.services.visits import end_visits
from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.said import tell
from caicach.notifications import services as notifications
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content
from caicach.organisations import account_queries
from caicach.organisations import queries as organisations
from caicach.organisations.account_queries import Standing


class Refusal(StrEnum):
    """Why the provider's word opened nothing: the end of the act in the trail."""

    UNKNOWN = "unknown"
    LOCKED = "locked"
    ROLES_OVER = "roles_over"


def account_opened_by(provider: Provider, identity: Identity, *, now: datetime) -> int:
    """The account that a person of the provider opens. Raises NotAllowed; what was refused stays in the trail."""
    with transaction.atomic():
        user_id = _linked(identity) or _linked_by_claim(provider, identity, now)
        refusal = _refusal(user_id, now)
        if refusal is not None:
            _note_refusal(provider, identity, user_id, refusal, now)
    if user_id is None or refusal is not None:
        raise _no_entry(provider, identity, refusal or Refusal.UNKNOWN)
    return user_id


@transaction.atomic
def link_own_provider(actor: Actor, provider: Provider, identity: Identity, *, now: datetime) -> None:
    """The person, signed in here, came back from the provider: both are the same."""
    _link(actor, provider, actor.user_id or 0, identity.subject, now)


@transaction.atomic
def link_provider(actor: Actor, provider: Provider, *, user_id: int, subject: str, now: datetime) -> None:
    """Who manages accounts says who the person is at the provider: by the identifier there, never by a name."""
    require(actor, Permission.USERS_MANAGE)
    subject = subject.strip()
    if not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        raise InvalidInput(
            "accounts.provider_subject",
            what="Chưa gắn được.",
            why="Mã người dùng ở {provider} có từ 1 đến {longest} ký tự.",
            todo="Hãy chép đúng mã («sub») ở {provider}, hoặc mã mà người đó thấy khi đăng nhập.",
            provider=provider.name,
            longest=LONGEST_SUBJECT,
        )
    if account_queries.standing_of(user_id, now.date()) is Standing.LOCKED:
        raise InvalidInput(
            "accounts.provider_locked",
            what="Chưa gắn được.",
            why="Tài khoản không có, hoặc đang bị khóa.",
            todo="Hãy mở lại tài khoản trước.",
        )
    _link(actor, provider, user_id, subject, now)


@transaction.atomic
def unlink_provider(actor: Actor, provider: Provider, *, user_id: int, now: datetime, visit: int | None = None) -> None:
    """The provider opens the account no more; other visits end, for nobody can tell which it began."""
    if user_id != actor.user_id:
        require(actor, Permission.USERS_MANAGE)
    elif not account_queries.has_any_password(user_id):
        raise Conflict(
            "accounts.provider_only_way",
            what="Chưa gỡ được.",
            why="Tài khoản chưa có mật khẩu: gỡ ra thì bạn không vào được nữa.",
            todo="Hãy đặt mật khẩu trước, ở trang «Quên mật khẩu» hoặc nhờ quản trị viên.",
        )
    link = ProviderLink.objects.select_for_update().filter(user_id=user_id, issuer=provider.issuer).first()
    if link is None:
        raise NotFound(
            "accounts.provider_not_linked",
            what="Tài khoản chưa gắn với hệ thống đăng nhập chung.",
            todo="Hãy tải lại trang.",
        )
    said = _link_values(link.issuer, link.subject)
    link.delete()
    _record(actor, "provider_unlinked", user_id, now, said)
    end_visits(actor, user_id=user_id, now=now, keep=visit)


def _linked(identity: Identity) -> int | None:
    links = ProviderLink.objects.filter(issuer=identity.issuer, subject=identity.subject)
    return links.values_list("user_id", flat=True).first()


def _linked_by_claim(provider: Provider, identity: Identity, now: datetime) -> int | None:
    """The first sign-in of somebody whom the claim finds, where the operator trusts it; nobody who is linked by now."""
    found = _found_by_claim(provider, identity)
    if found is None or ProviderLink.objects.filter(user_id=found, issuer=identity.issuer).exists():
        return None
    _link(SYSTEM, provider, found, identity.subject, now)
    return found


def _found_by_claim(provider: Provider, identity: Identity) -> int | None:
    if provider.claim == EMAIL:
        found = account_queries.open_user_ids_by_email(identity.email)
        return found[0] if len(found) == 1 else None
    user_id = account_queries.known_user_id(identity.named) if identity.named else None
    contact = organisations.contacts([user_id]).get(user_id) if user_id else None
    return contact.user_id if contact is not None and contact.username == identity.named else None


def _refusal(user_id: int | None, now: datetime) -> Refusal | None:
    if user_id is None:
        return Refusal.UNKNOWN
    standing = account_queries.standing_of(user_id, now.date())
    return {Standing.LOCKED: Refusal.LOCKED, Standing.ROLES_OVER: Refusal.ROLES_OVER}.get(standing)


def _no_entry(provider: Provider, identity: Identity, refusal: Refusal) -> NotAllowed:
    if refusal is Refusal.LOCKED:
        return NotAllowed(
            "accounts.provider_account_locked",
            what="Tài khoản của bạn ở đây đã bị khóa.",
            why="{provider} xác nhận đúng bạn, nhưng quản trị viên đã khóa tài khoản.",
            todo="Hãy liên hệ quản trị viên của đơn vị.",
            provider=provider.name,
        )
    if refusal is Refusal.ROLES_OVER:
        return NotAllowed(
            "accounts.provider_roles_over",
            what="Mọi vai trò của bạn ở đây đã kết thúc.",
            why="{provider} xác nhận đúng bạn, nhưng chức vụ hoặc vai trò gắn với tài khoản đã hết hạn.",
            todo="Nếu bạn còn phụ trách việc ở đây, hãy nhờ quản trị viên giao lại vai trò.",
            provider=provider.name,
        )
    return NotAllowed(
        "accounts.provider_unlinked",
        what="Chưa có tài khoản nào ở đây gắn với bạn ở {provider}.",
        why="Hệ thống không tự tạo hay tự đoán tài khoản.",
        todo="Hãy đăng nhập bằng mật khẩu rồi gắn ở «Tài khoản của tôi», hoặc gửi mã «{subject}» cho quản trị viên.",
        provider=provider.name,
        subject=identity.subject,
    )


def _link(actor: Actor, provider: Provider, user_id: int, subject: str, now: datetime) -> None:
    """Records it and tells the person, whoever did it: somebody else could have, in the same name."""
    try:
        with transaction.atomic():
            link = ProviderLink.objects.create(user_id=user_id, issuer=provider.issuer, subject=subject, linked_at=now)
    except IntegrityError as error:
        raise Conflict(
            "accounts.provider_taken",
            what="Chưa gắn được.",
            why="Tài khoản đã gắn với một người ở {provider}, hoặc người đó đã gắn với tài khoản khác.",
            todo="Hãy gỡ liên kết cũ trước.",
            provider=provider.name,
        ) from error
    _record(actor, "provider_linked", user_id, now, _link_values(provider.issuer, subject))
    content = Content(
        tell("Tài khoản của bạn vừa được gắn với {provider}", provider=provider.name),
        (),
        notes=(tell("Từ nay ai đăng nhập được ở đó thì vào được đây. Không phải bạn làm: báo ngay quản trị viên."),),
        link=reverse("web:own_provider"),
    )
    told = NewMessage(user_id, f"accounts.provider_linked:{link.pk}", content)
    notifications.notify(SYSTEM, messages=[told], now=now)


def _note_refusal(provider: Provider, identity: Identity, user_id: int | None, refusal: Refusal, now: datetime) -> None:
    subject = ("organisations.user", user_id) if user_id else ("accounts.provider", provider.name)
    said, nobody = _link_values(provider.issuer, identity.subject), Actor(user_id=None, name="")
    audit.record(nobody, f"accounts.provider_refused_{refusal}", subject=subject, now=now, new=said)


def _link_values(issuer: str, subject: str) -> dict[str, object]:
    return {"provider": issuer, "identity": subject}


def _record(actor: Actor, act: str, user_id: int, now: datetime, new: dict[str, object]) -> None:
    audit.record(actor, f"accounts.{act}", subject=("organisations.user", user_id), now=now, new=new)
