"""Reports that are made in the background."""

from datetime import datetime

from django.utils.translation import gettext_noop

from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import long_job
from caicach.kernel.jobs.runs import Run
from caicach.reports.services.making_later import MAKE_KIND, make_in_slices


@long_job(MAKE_KIND, title=gettext_noop("Lập báo cáo tiến độ"))
def make(payload: Payload, now: datetime, run: Run) -> None:
    """A report with its rows, a slice at a time; nobody sees it before it is whole."""
    make_in_slices(payload, now, run)
