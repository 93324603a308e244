"""The anchor of every day, and the examination of the trail that goes with it."""

from datetime import datetime, time

from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext_noop

from caicach.kernel.anchors import services
from caicach.kernel.jobs.domain import Payload, Retry
from caicach.kernel.jobs.registry import daily, job
from caicach.kernel.said import tell


@job("anchors.make", title=gettext_noop("Ghi mốc nhật ký hằng ngày"), is_atomic=False)
def make(_payload: Payload, now: datetime) -> None:
    services.make_anchor(now=timezone.localtime(now))


@job("anchors.send", title=gettext_noop("Gửi mốc nhật ký ra ngoài bằng thư"), is_atomic=False)
def send(payload: Payload, now: datetime) -> None:
    """The letter is told apart by its day; sent twice it says the same."""
    letter = services.letter_of(str(payload["on"]))
    if letter is None:
        return
    try:
        EmailMessage(letter.title, letter.text, to=list(letter.to)).send()
    except OSError as error:
        raise Retry(tell("Máy chủ thư không nhận mốc nhật ký: {error}", error=str(error))) from error


@job("anchors.examine", title=gettext_noop("Kiểm tra nhật ký hằng ngày"), is_atomic=False)
def examine(_payload: Payload, now: datetime) -> None:
    services.examine(now=now)


daily("anchors.make", kind="anchors.make", at=time(2, 10))
daily("anchors.send", kind="anchors.send", at=time(2, 15))
daily("anchors.examine", kind="anchors.examine", at=time(2, 20))
