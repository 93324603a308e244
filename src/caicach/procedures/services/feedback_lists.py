"""Feedback from a file: every row of it is taken, or none; what is here already is not taken twice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.documents.plan.tables_in_file import tables_in_file
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.files import services as files
from caicach.kernel.said import Said
from caicach.kernel.tables.listed import Numbered, RowReader, rows_under
from caicach.kernel.text.folding import squeeze
from caicach.organisations.queries import unit_codes_by_name
from caicach.procedures.domain.feedback_list import FEEDBACK_HEADS, OTHER_WORDS, ListedFeedback, listed_feedback
from caicach.procedures.models import Feedback
from caicach.procedures.services.feedback import kept_feedback

MOST: Final = 5_000


@dataclass(frozen=True, slots=True)
class FeedbackBrought:
    """What an import did; nothing at all where there are ``problems``."""

    added: int = 0
    same: int = 0
    problems: tuple[Said, ...] = ()


def import_feedback(actor: Actor, *, data: bytes, filename: str, now: datetime) -> FeedbackBrought:
    """Rows of a table of feedback; one known by day, content and sender is here already.

    Raises InvalidInput, TooLarge, NotAllowed for a file without such a table.
    """
    require(actor, Permission.PROCEDURE_MANAGE)
    files.check_size(len(data), name=filename)
    rows = rows_under(tables_in_file(data, name=filename), FEEDBACK_HEADS, "content")
    if not 0 < len(rows) <= MOST:
        raise InvalidInput(
            "procedures.no_feedback_table",
            what="Không đọc được phản ánh, kiến nghị trong tệp «{name}».",
            why="Cần một bảng có cột «{head}» và từ 1 đến {most} dòng; tệp có {count}.",
            todo="Hãy đặt tên cột: {heads}.",
            name=filename,
            head=FEEDBACK_HEADS["content"][0],
            most=MOST,
            count=len(rows),
            heads="; ".join(words[0] for words in FEEDBACK_HEADS.values()),
        )
    listed, problems = _rows_and_problems(rows, now)
    if problems:
        return FeedbackBrought(problems=problems)
    with transaction.atomic():
        return _counts_of(actor, listed, now)


def _rows_and_problems(rows: tuple[Numbered, ...], now: datetime) -> tuple[list[ListedFeedback], tuple[Said, ...]]:
    today = timezone.localdate(now)
    units = unit_codes_by_name(today, with_codes=True)
    listed, problems = [], []
    for line, cells in rows:
        reader = RowReader(line, cells, units, OTHER_WORDS)
        one = listed_feedback(reader, today=today)
        problems += reader.problems
        if one is not None:
            listed.append(one)
    return listed, tuple(problems)


def _counts_of(actor: Actor, listed: list[ListedFeedback], now: datetime) -> FeedbackBrought:
    days = {one.received_on for one in listed}
    known = set(
        Feedback.objects.filter(received_on__in=days).order_by().values_list("received_on", "content", "sender")
    )
    added = 0
    for one in listed:
        key = (one.received_on, one.content, squeeze(one.sender))
        if key not in known:
            known.add(key)
            added += 1
            _put_down(actor, one, now)
    return FeedbackBrought(added, len(listed) - added)


def _put_down(actor: Actor, one: ListedFeedback, now: datetime) -> None:
    row = kept_feedback(actor, one, routed_on=one.received_on, now=now, answered_on=one.answered_on, answer=one.answer)
    new = {"kind": row.kind, "unit": one.unit, "answered": bool(one.answer)}
    audit.record(actor, "procedures.feedback.received", subject=("feedback", row.pk), now=now, new=new)
