"""Dossiers in the background: a file laid over the store, clocks told again."""

from datetime import datetime, time

from django.utils.translation import gettext_noop

from caicach.dossiers import services
from caicach.dossiers.services.importing import IMPORT_KIND, RECKON_KIND
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import daily, long_job
from caicach.kernel.jobs.runs import Run


@long_job(IMPORT_KIND, title=gettext_noop("Nạp hồ sơ một cửa"))
def take_in(payload: Payload, now: datetime, run: Run) -> None:
    services.import_in_slices(payload, now, run)


@long_job(RECKON_KIND, title=gettext_noop("Tính lại thời hạn của hồ sơ khi thời hạn, lịch hoặc quy định đổi"))
def reckon(_payload: Payload, now: datetime, run: Run) -> None:
    services.reckon_again(now, run)


daily(RECKON_KIND, kind=RECKON_KIND, at=time(0, 50))
