"""Reading files of letters and plans in the bounded child: the one door for pages, the command line and other rooms."""

from base64 import b64decode
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from caicach.documents.as_json import SOURCE, reading_from_json
from caicach.documents.plan.as_json import plan_from_kept
from caicach.documents.plan.values import PlanReading
from caicach.documents.read.limits import MAX_FILE_BYTES, READ_MEMORY_BYTES, READ_SECONDS
from caicach.documents.read.plain import is_plain
from caicach.documents.read.source import SourceText
from caicach.documents.values import Reading
from caicach.kernel.bounded import Bounds, in_child
from caicach.kernel.errors import TooLarge

if TYPE_CHECKING:
    from caicach.documents.previewing import Preview

_WORKS: Final = "caicach.documents.bounded_works:"
_SMALL_TO_READ: Final = 200_000
"""Bytes of plain text that are understood here: some fifty pages take a second or two."""
SOON: Final = 2.0
"""Seconds that a form waits for a look at a file."""
MARK_BOUNDS: Final = Bounds(seconds=60.0, memory=READ_MEMORY_BYTES, size=MAX_FILE_BYTES)
"""Looking for a mark of secrecy: the first page alone is read."""


def read_bounded(
    data: bytes, *, filename: str, seconds: float = READ_SECONDS, memory: int = READ_MEMORY_BYTES
) -> tuple[SourceText, Reading]:
    """The text of a file and what it means, both within the bounds: a text of hundreds of pages takes its time too.

    Raises what ``load`` raises, and TooLarge ("document.too_costly") where a bound was met.
    """
    if len(data) <= _SMALL_TO_READ and is_plain(data):
        from caicach.documents.read.loading import load  # noqa: PLC0415 -- heavy
        from caicach.documents.read.reader import read_source  # noqa: PLC0415 -- heavy

        source = load(data, filename=filename)
        return source, read_source(source)
    answer = _answer("meaning_of_file", data, filename, seconds, memory)
    source = SOURCE.value(answer["source"])
    return source, reading_from_json({**answer["reading"], "text": source.text})


def plan_bounded(
    data: bytes, *, filename: str, seconds: float = READ_SECONDS, memory: int = READ_MEMORY_BYTES
) -> PlanReading:
    """The rows of a plan's task tables, as ``read_plan`` finds them, within the bounds."""
    return plan_from_kept(_answer("rows_of_plan", data, filename, seconds, memory))


def refuse_secret_file(data: bytes, *, filename: str) -> None:
    """Raises NotAllowed ("document.secret") where the first page of a file bears a mark of secrecy.

    For files that are kept and not read: evidence, scans. A file that cannot be read bears no mark that we can see.
    Of a scan the page is recognised, which takes seconds: for the worker.
    """
    if len(data) <= _SMALL_TO_READ and is_plain(data):
        _look_here(data, filename)
        return
    in_child(f"{_WORKS}look_for_mark", data, name=filename, bounds=MARK_BOUNDS)


def is_seen_unmarked(data: bytes, *, filename: str) -> bool:
    """As ``refuse_secret_file``, within ``SOON``; false where that is not enough to know, above all of a scan."""
    if len(data) <= _SMALL_TO_READ and is_plain(data):
        _look_here(data, filename)
        return True
    bounds, arguments = replace(MARK_BOUNDS, seconds=SOON), {"is_quick": True}
    try:
        found = in_child(f"{_WORKS}look_for_mark", data, name=filename, bounds=bounds, arguments=arguments)
    except TooLarge as error:
        if error.code != "document.too_costly":
            raise
        return False
    return not found


def _look_here(data: bytes, filename: str) -> None:
    from caicach.documents.bounded_works import look_for_mark  # noqa: PLC0415 -- heavy

    look_for_mark(data, filename)


def preview_bounded(data: bytes, *, filename: str, first: int = 1) -> "Preview":
    """A file to look at, from page ``first`` on; drawn and read within the bounds.

    Raises InvalidInput where there is nothing to show, TooLarge where a bound was met.
    """
    from caicach.documents.previewing import Preview  # noqa: PLC0415 -- heavy

    arguments = {"first": first}
    found = in_child(f"{_WORKS}preview_of_file", data, name=filename, bounds=MARK_BOUNDS, arguments=arguments)
    pictures = tuple(b64decode(picture) for picture in found["pictures"])
    return Preview(pictures, found["first"], found["pages"], found["text"], found["is_cut"])


def _answer(work: str, data: bytes, filename: str, seconds: float, memory: int) -> dict[str, Any]:
    return in_child(f"{_WORKS}{work}", data, name=filename, bounds=Bounds(seconds, memory, MAX_FILE_BYTES))
