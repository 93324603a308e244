"""Work of the scoring that nobody waits for at a form; each a call to one service, idempotent."""

from datetime import datetime, time

from django.utils.translation import gettext_noop

from caicach.indices.services.past_files import MAX_DEATHS, READ_KIND, read_past_file, sweep_past_files
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import daily, job, long_job
from caicach.kernel.jobs.runs import Run


@long_job(READ_KIND, title=gettext_noop("Đọc tệp kết quả năm trước"), max_attempts=MAX_DEATHS + 1)
def read_file(payload: Payload, now: datetime, run: Run) -> None:
    """Reading, recognition of scans included, happens in a child outside any transaction; what it found is one."""
    read_past_file(payload, now, run)


@job("indices.sweep_past_files", title=gettext_noop("Dọn các tệp xem trước không được nhập"))
def sweep_files(_payload: Payload, now: datetime) -> None:
    """Safe to run again or late."""
    sweep_past_files(now=now)


daily("indices.sweep_past_files", kind="indices.sweep_past_files", at=time(2, 40))
