"""Files that are kept and not read (evidence, scans): those whose first page bears a mark of secrecy are refused."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar, cast

from django.db import transaction

from caicach.documents.bounded import refuse_secret_file

P = ParamSpec("P")
R = TypeVar("R")


class GivenFile(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def data(self) -> bytes: ...


def refusing_secret(argument: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The service as one transaction, begun after every file of ``argument`` was looked at in the bounded child.

    Looking takes seconds: inside a transaction it would keep every other writer out. Raises NotAllowed
    ("document.secret") and TooLarge where a file cannot be looked at within the bounds; then nothing is kept.
    """

    def of(service: Callable[P, R]) -> Callable[P, R]:

        @wraps(service)
        def looking(*args: P.args, **kwargs: P.kwargs) -> R:
            for file in cast("Iterable[GivenFile]", kwargs.get(argument, ())):
                refuse_secret_file(file.data, filename=file.name)
            with transaction.atomic():
                return service(*args, **kwargs)

        return looking

    return of
