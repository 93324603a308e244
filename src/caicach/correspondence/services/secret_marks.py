"""Files that are kept and not read (evidence, scans): those whose first page bears a mark of secrecy are refused.

What a form cannot see at once, a scan above all, is kept withheld until the worker has looked at it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import Final, ParamSpec, Protocol, TypeVar, cast

from django.db import transaction
from django.utils import timezone

from caicach.documents.bounded import is_seen_unmarked, refuse_secret_file
from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import NotAllowed, NotFound, TooLarge
from caicach.kernel.files import queries as stored
from caicach.kernel.files import services as files
from caicach.kernel.files.models import StoredFile
from caicach.kernel.files.values import Withheld
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.runs import Run
from caicach.kernel.said import joint_sentence, sentence_of, sentences_of, tell

P = ParamSpec("P")
R = TypeVar("R")
LOOK_KIND: Final = "correspondence.look_for_mark"


class GivenFile(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def data(self) -> bytes: ...


def refusing_secret(argument: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The service (actor first, ``now`` by name) as one transaction, begun after every file of ``argument`` was looked
    at in the bounded child.

    Looking takes time: inside a transaction it would keep every other writer out. Raises NotAllowed
    ("document.secret"), TooLarge; then nothing is kept.
    """

    def of(service: Callable[P, R]) -> Callable[P, R]:

        @wraps(service)
        def looking(*args: P.args, **kwargs: P.kwargs) -> R:
            given = cast("Iterable[GivenFile]", kwargs.get(argument, ()))
            with looked_at(cast("Actor", args[0]), given, cast("datetime", kwargs["now"])):
                return service(*args, **kwargs)

        return looking

    return of


@contextmanager
def looked_at(actor: Actor, given: Iterable[GivenFile], now: datetime) -> Iterator[None]:
    """A transaction that keeps files which were looked at; those that could not be seen at once stay withheld."""
    unseen = [file for file in given if file.data and not is_seen_unmarked(file.data, filename=file.name)]
    with transaction.atomic():
        yield
        digests = {hashlib.sha256(file.data).hexdigest() for file in unseen}
        files.withhold(digests)
        for digest in digests:
            key = f"{LOOK_KIND}:{digest}:{now.isoformat()}"
            queue.enqueue(kind=LOOK_KIND, key=key, payload={"sha256": digest}, now=now, asked_by=actor.user_id)


def look_for_mark(payload: Payload, now: datetime, run: Run) -> None:
    """The worker's part: the first page recognised outside of transactions; then the file is given out, or taken away
    where it bears a mark, or cannot be looked at within the bounds.
    """
    digest = str(payload["sha256"])
    run.expect(1)
    file = StoredFile.objects.filter(sha256=digest, withheld=Withheld.UNSEEN).order_by("pk").first()
    if file is None:
        if StoredFile.objects.filter(sha256=digest, withheld=Withheld.REMOVED).exists():  # by the look of another job
            run.advance(failure=tell("Tệp này đã bị gỡ: một người khác cũng gửi tệp đó, và nó không được nhận."))
        return
    try:
        refuse_secret_file(stored.bytes_of(file), filename=file.name)
    except NotAllowed as error:
        why = joint_sentence(sentences_of(error)[1:])  # without the file's name
    except (TooLarge, NotFound) as error:
        why = sentence_of(error)
    else:
        with transaction.atomic():
            files.release(digest)
            run.advance()
        return
    with transaction.atomic():
        files.remove(digest)
        at = f"{timezone.localtime(file.stored_at):%H:%M %d/%m/%Y}"
        run.advance(failure=tell("Tệp gửi lúc {at} đã bị gỡ. {why}", at=at, why=why))
        audit.record(SYSTEM, "correspondence.file.removed", subject=("stored_file", file.pk), now=now, why=str(why))
