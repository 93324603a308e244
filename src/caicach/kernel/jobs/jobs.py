"""The queue's own housekeeping."""

from datetime import datetime, time

from django.utils.translation import gettext_noop

from caicach.kernel.jobs import services
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import daily, job


@job("jobs.tidy", title=gettext_noop("Dọn các việc đã xong từ lâu"))
def tidy(_payload: Payload, now: datetime) -> None:
    services.tidy(now=now)
    services.learn_sizes()


daily("jobs.tidy", kind="jobs.tidy", at=time(2, 30))
