"""Audits in the background; long files of procedures read, compared and written."""

from datetime import datetime

from django.utils.translation import gettext_noop

from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import job, long_job
from caicach.kernel.jobs.runs import MAX_DEATHS, Run
from caicach.procedures.audit_folders import AUDIT_KIND
from caicach.procedures.services.auditing import carry_out
from caicach.procedures.services.confirming import CONFIRM_KIND, confirm_in_slices
from caicach.procedures.services.importing import READ_KIND, read_import
from caicach.procedures.services.national import NATIONAL_KIND, read_national


@long_job(AUDIT_KIND, title=gettext_noop("Kiểm tra công khai thủ tục trên cổng"))
def audit(payload: Payload, now: datetime, run: Run) -> None:
    """A portal walked and judged; killed or stopped, it goes on behind the last page."""
    carry_out(payload, now, run)


@long_job(READ_KIND, title=gettext_noop("Đọc và đối chiếu tệp thủ tục"), max_attempts=MAX_DEATHS + 1)
def compare(payload: Payload, now: datetime, run: Run) -> None:
    """In a child, outside of transactions."""
    read_import(payload, now, run)


@long_job(CONFIRM_KIND, title=gettext_noop("Nhập thủ tục vào danh mục"))
def confirm(payload: Payload, now: datetime, run: Run) -> None:
    """What was looked at, a slice at a time; what was written is not written again."""
    confirm_in_slices(payload, now, run)


@job(NATIONAL_KIND, title=gettext_noop("Đọc bản xuất của Cơ sở dữ liệu quốc gia"), is_atomic=False, max_attempts=3)
def national(payload: Payload, now: datetime) -> None:
    """Read in a child; its records take the place of those before in one transaction."""
    read_national(payload, now)
