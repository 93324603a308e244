"""Work of documents that nobody waits for; each a call to one service, idempotent."""

from datetime import datetime

from django.utils.translation import gettext_noop

from caicach.correspondence.services.secret_marks import LOOK_KIND, look_for_mark
from caicach.correspondence.services.signature_checks import CHECK_KIND, check_signatures
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import job, long_job
from caicach.kernel.jobs.runs import Run


@job(CHECK_KIND, title=gettext_noop("Kiểm tra chữ ký số của văn bản vừa đến"), is_atomic=False)
def check(payload: Payload, now: datetime) -> None:
    """Not atomic: the file is judged in a child, and authorities may be asked; what is kept is one transaction."""
    check_signatures(int(str(payload["document"])), now=now)


@long_job(LOOK_KIND, title=gettext_noop("Xem bản quét có dấu chỉ độ mật hay không"))
def look(payload: Payload, now: datetime, run: Run) -> None:
    """A scan that was kept: given out, or taken away with the reason."""
    look_for_mark(payload, now, run)
