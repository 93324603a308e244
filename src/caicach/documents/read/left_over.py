"""What a reading leaves over of the sentences it read, told with its place: never a task or a time without a word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from caicach.documents.read.body import Placed
from caicach.documents.read.left_over_times import times_of
from caicach.documents.read.task_orders import issued_of
from caicach.documents.read.unclaimed import Claims, orders_beside, sentences_without_part
from caicach.documents.values import OfficialDocument, ReadingWarning, Span
from caicach.kernel.said import Said, tell

LeftOver = tuple[ReadingWarning, str, Span]
"""A warning, its path and the place of its words."""

_IS_TASK: Final = re.compile(r"(?:tasks|obligations)\.\d+")
_CLAIMS: Final = ("tasks.", "obligations.", "lost_tables.")


def left_over(
    document: OfficialDocument, placed: Sequence[Placed], text: str, spans: Mapping[str, Span]
) -> Iterator[LeftOver]:
    """``spans`` are those of all that was read; numbers of what is not understood go on behind those it has."""
    cited = [span for path, span in spans.items() if path.startswith("citations.")]
    claimed = [span for path, span in spans.items() if path.startswith(_CLAIMS)]
    number = sum(path.startswith("not_understood.") for path in spans)
    for at, span in enumerate(sentences_without_part(document, placed, text, claimed=claimed, cited=cited), number):
        path = f"not_understood.{at}"
        words = _excerpt(span, text)
        message = tell(
            "Câu «{words}» giao việc hoặc nói thời gian mà chưa thành nhiệm vụ nào: hãy đọc câu này.", words=words
        )
        yield ReadingWarning("reading.not_understood", message, path), path, span
    deadlines = [span for path, span in spans.items() if path.endswith(".deadline")]
    known, read = Claims([*cited, *deadlines]), Claims(deadlines)
    owned = {path: span for path, span in spans.items() if _IS_TASK.fullmatch(path)}
    starts = Claims(Span(span.start, span.start + 1) for span in owned.values())
    given = issued_of(document)
    for path, own in owned.items():
        yield from _beside(document, given, text, path, own, known, read, starts)


def _beside(
    document: OfficialDocument,
    given: tuple[date | None, int | None],
    text: str,
    path: str,
    own: Span,
    known: Claims,
    read: Claims,
    starts: Claims,
) -> Iterator[LeftOver]:
    """Times in the words of a task that became no deadline, and sentences there that give something to others."""
    quote = own.of(text)
    issued, year = given
    found_times = times_of(quote, issued=issued, year=year, known=known.within(own), read=read.within(own))
    times = [one.moved(own.start) for one in found_times]
    orders = [one.moved(own.start) for one in orders_beside(document, quote)]
    found = [_time(one, text) for one in times if not known.touch(one)]
    found += [_order(one, text) for one in orders if not starts.touch(one)]
    for at, (code, message, span) in enumerate(found):
        place = f"{path}.beside.{at}"
        yield ReadingWarning(code, message, place), place, span


def _time(span: Span, text: str) -> tuple[str, Said, Span]:
    message = tell(
        "Câu giao việc còn nói «{words}» mà chưa thành thời hạn: hãy xem đó có phải thời hạn không.",
        words=_excerpt(span, text),
    )
    return "reading.time_beside", message, span


def _order(span: Span, text: str) -> tuple[str, Said, Span]:
    message = tell(
        "Câu giao việc còn giao «{words}»: hãy xem có cần tách thành nhiệm vụ riêng không.", words=_excerpt(span, text)
    )
    return "reading.order_beside", message, span


def _excerpt(span: Span, text: str) -> str:
    return " ".join(span.of(text).split())[:160]
