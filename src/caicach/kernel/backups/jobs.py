"""The backup of every night, where a folder is set for it."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext_noop

from caicach.kernel.backups import scheduled
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import daily, job


@job("backups.make", title=gettext_noop("Sao lưu hằng đêm"), is_atomic=False)
def make(_payload: Payload, now: datetime) -> None:
    scheduled.make_scheduled(now=timezone.localtime(now))


daily("backups.make", kind="backups.make", at=time(1, 0))
