"""One form, one result: a form sent twice (a double click, a page sent again) does its act once, and says so.

The token that every rendered form carries against forgery is made anew each time a page is drawn, so it tells the
renderings apart without a field of its own. The same token with the same words to the same address is the same form.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import wraps
from typing import Final

from django.contrib import messages
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext

from caicach.kernel.errors import Busy
from caicach.web.models import SentForm
from caicach.web.shell.uploads import address_after, go_on

View = Callable[..., HttpResponseBase]
KEPT: Final = timedelta(days=2)
"""Longer than any page stays open; what is older is forgotten."""
LEASE: Final = timedelta(minutes=3)
"""Longer than any request lasts: a form that has no answer by then was in the hands of a process that died."""
_TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105  (a name)


def once(view: View) -> View:
    """A view whose POST makes something new: of a form sent twice the second gets the first one's answer.

    An act that failed leaves nothing behind: its form may be sent again.
    """

    @wraps(view)
    def sent_once(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method != "POST" or not request.POST.get(_TOKEN):
            return view(request, *args, **kwargs)
        key = _key_of(request)
        if not _is_first(key):
            return _answered_before(request, key)
        try:
            response = view(request, *args, **kwargs)
        except BaseException:
            SentForm.objects.filter(key=key).delete()
            raise
        with suppress(OperationalError, InterfaceError):  # the act is done: its answer is not lost for this
            if address := address_after(response):
                SentForm.objects.filter(key=key).update(answer=address[:2000])
            else:
                SentForm.objects.filter(key=key).delete()
        return response

    return sent_once


def _key_of(request: HttpRequest) -> str:
    parts = [request.session.session_key or "", request.path]
    for name, values in sorted(request.POST.lists()):
        parts += [name, *values]
    for name, files in sorted(request.FILES.lists()):
        parts += [name, *(f"{file.name} {file.size}" for file in files)]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def _is_first(key: str) -> bool:
    SentForm.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
    try:
        with transaction.atomic():
            SentForm.objects.create(key=key, sent_at=timezone.now())
    except IntegrityError:
        left = SentForm.objects.filter(key=key, answer="", sent_at__lt=timezone.now() - LEASE)
        return bool(left.update(sent_at=timezone.now()))
    return True


def _answered_before(request: HttpRequest, key: str) -> HttpResponseBase:
    answer = SentForm.objects.filter(key=key).values_list("answer", flat=True).first()
    if not answer:
        raise Busy(
            "form.sent_twice",
            what="Biểu mẫu này vừa được gửi và đang được xử lý.",
            why="Cùng một biểu mẫu được gửi hai lần; việc chỉ làm một lần.",
            todo="Hãy đợi vài giây rồi mở lại danh sách để xem kết quả.",
        )
    messages.info(request, gettext("Biểu mẫu này đã được gửi trước đó; việc chỉ được làm một lần. Đây là kết quả."))
    return go_on(request, answer)
