"""Jobs of this module: the letter with a link, and forgetting visits that are long over."""

from datetime import datetime, time

from django.utils.translation import gettext_noop

from caicach.accounts import services
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import daily, job


@job("accounts.reset_letter", title=gettext_noop("Gửi liên kết đặt lại mật khẩu"), is_atomic=False, max_attempts=5)
def reset_letter(payload: Payload, now: datetime) -> None:
    services.send_reset_letter(user_id=int(payload["user"] or 0), now=now)


@job("accounts.forget_visits", title=gettext_noop("Quên các phiên đăng nhập cũ"))
def forget_visits(_payload: Payload, now: datetime) -> None:
    services.forget_old_visits(now=now)


daily("accounts.forget_visits", kind="accounts.forget_visits", at=time(3, 40), working_days_only=False)
