"""Audits in the background."""

from datetime import datetime

from django.utils.translation import gettext_noop

from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import long_job
from caicach.kernel.jobs.runs import Run
from caicach.procedures.audit_folders import AUDIT_KIND
from caicach.procedures.services.auditing import carry_out


@long_job(AUDIT_KIND, title=gettext_noop("Kiểm tra công khai thủ tục trên cổng"))
def audit(payload: Payload, now: datetime, run: Run) -> None:
    """A portal walked and judged; killed or stopped, it goes on behind the last page."""
    carry_out(payload, now, run)
