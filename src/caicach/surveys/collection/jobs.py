"""Jobs of this module: submissions leave when their survey's day is over; large files of answers."""

from datetime import datetime, time

from django.utils.translation import gettext_noop

from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import daily, job, long_job
from caicach.kernel.jobs.runs import Run
from caicach.surveys.collection import services
from caicach.surveys.collection.services.exporting import EXPORT_KIND, make_file_asked_for
from caicach.surveys.collection.services.importing import IMPORT_KIND, import_in_slices
from caicach.surveys.collection.services.inviting import send_invitations
from caicach.surveys.collection.services.links import INVITE_KIND


@job("surveys.expire", title=gettext_noop("Xoá phiếu khảo sát hết thời hạn lưu"), is_atomic=False)
def expire(_payload: Payload, now: datetime) -> None:
    services.close_expired_surveys(now=now)
    services.delete_expired_submissions(now=now)
    services.forget_imports(now=now)
    services.forget_samples(now=now)


@long_job(EXPORT_KIND, title=gettext_noop("Lập tệp câu trả lời khảo sát"))
def export(payload: Payload, now: datetime, run: Run) -> None:
    """Made anew after a death: nothing of it is in the database."""
    make_file_asked_for(payload, now, run)


@long_job(INVITE_KIND, title=gettext_noop("Gửi thư mời trả lời khảo sát"))
def send(payload: Payload, now: datetime, run: Run) -> None:
    """One letter after the other."""
    send_invitations(payload, now, run)


@long_job(IMPORT_KIND, title=gettext_noop("Nạp bảng câu trả lời khảo sát"))
def take_in(payload: Payload, now: datetime, run: Run) -> None:
    """500 rows a transaction; what was taken in is not taken in again."""
    import_in_slices(payload, now, run)


daily("surveys.expire", kind="surveys.expire", at=time(3, 50), working_days_only=False)
