"""Jobs of this module: submissions leave when their survey's day is over."""

from datetime import datetime, time

from django.utils.translation import gettext_noop

from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import daily, job
from caicach.surveys.collection import services


@job("surveys.expire", title=gettext_noop("Xoá phiếu khảo sát hết thời hạn lưu"), is_atomic=False)
def expire(_payload: Payload, now: datetime) -> None:
    services.delete_expired_submissions(now=now)


daily("surveys.expire", kind="surveys.expire", at=time(3, 50), working_days_only=False)
