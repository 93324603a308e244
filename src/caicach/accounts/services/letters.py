"""The letter with a one-time link; it is made when it is sent, so that no table ever holds the link."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from caicach.accounts.links import PATH, LinkKind, link_of
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
from caicach.notifications import services as notifications
from caicach.organisations import queries as organisations


def send_reset_letter(*, user_id: int, now: datetime) -> None:
    """Send it where the account is there, open and has an address. Raises Retry where the server may take it later."""
    contact = organisations.contacts([user_id]).get(user_id)
    if contact is None or not contact.email or not settings.EMAIL_HOST:
        return
    link = settings.PUBLIC_URL + PATH.format(secret=link_of(user_id, LinkKind.RESET))
    with translation.override("vi"):
        subject = gettext("Đặt lại mật khẩu")
        text = gettext(
            "Chào {name},\n\nCó người (mong là bạn) xin đặt lại mật khẩu của tài khoản «{username}».\n"
            "Hãy mở địa chỉ sau trong vòng 24 giờ; địa chỉ chỉ dùng được một lần:\n\n{link}\n\n"
            "Nếu không phải bạn, hãy bỏ qua thư này: mật khẩu không thay đổi.\n"
        ).format(name=contact.display_name, username=contact.username, link=link)
    notifications.send_letter(contact, subject=subject, text=text, now=now)
    audit.record(SYSTEM, "accounts.link_sent", subject=("organisations.user", user_id), now=now, new={"kind": "reset"})
