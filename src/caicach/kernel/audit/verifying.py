"""Checking the trail: reads only, in one pass over the lines in the order of their chains."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring as _quoted
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections

from caicach.kernel.audit import states, witnesses
from caicach.kernel.audit.anchors import Anchor
from caicach.kernel.audit.domain import (
    GENESIS,
    Fault,
    Problem,
    canonical_again,
    chained_digest,
    foreign_line,
    row_fault,
)
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.audit.services import about_of, is_ours, is_taken_in, roots_of
from caicach.kernel.audit.witnesses import Witness
from caicach.kernel.said import tell

_FETCHED: Final = 5_000
_AT = {
    "sqlite": "l.at || ''",  # an expression: no converter of the column makes an instant of it
    "postgresql": "to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}
_LINES = """
    SELECT s.stream, s.number, s.line_id, s.digest, s.states, l.id, l.stream, {at}, l.action, l.actor_id, l.actor_name,
           l.subject_kind, l.subject_id, CAST(l.old AS text), CAST(l.new AS text), l.why
    FROM audit_auditseal s LEFT JOIN audit_auditline l ON l.id = s.line_id
    ORDER BY s.stream, s.number
"""
_UNSEALED = """
    SELECT l.id FROM audit_auditline l LEFT JOIN audit_auditseal s ON s.line_id = l.id
    WHERE s.line_id IS NULL ORDER BY l.id
"""


@dataclass(slots=True)
class Verified:
    """What was looked at. Filled while the faults are taken from ``verify``."""

    lines: int = 0
    waiting: int = 0
    """Lines of ours that a process wrote and did not come to seal."""
    anchors: int = 0
    things: int = 0
    """Things whose rows were compared with their last line."""
    not_taken_in: list[str] = field(default_factory=list)
    """Kinds of things of which nothing was kept yet."""


def verify(
    anchors: Sequence[Anchor] = (), *, using: str = DEFAULT_DB_ALIAS, verified: Verified | None = None
) -> Iterator[Fault]:
    """Every fault: of the chains, of what the anchors say of them, and of the rows that the trail answers for.

    Writes nothing and seals nothing. ``using`` names the connection; where others write meanwhile, one that sees one
    moment (``kernel.snapshot``).
    """
    seen = verified or Verified()
    seen.anchors = len(anchors)
    kept: dict[str, dict[int, str]] = {witness.key: {} for witness in witnesses.registered_witnesses()}
    yield from _chains(anchors, using, kept, seen)
    waiting: list[int] = []
    yield from _unsealed(using, waiting)
    seen.waiting = len(waiting)
    lines = AuditLine.objects.using(using).filter(pk__in=waiting[:10_000])
    about = [about_of(line) for line in lines]
    for witness in witnesses.registered_witnesses():
        if not is_taken_in(witness, using):
            seen.not_taken_in.append(witness.kind)
            continue
        moving = {root for roots in roots_of(witness, about).values() for root in roots}
        yield from _rows(witness, kept[witness.key], moving, using, seen)


def _fetched(sql: str, using: str) -> Iterator[tuple[Any, ...]]:
    """Rows as the database hands them out, a few thousand in memory at a time."""
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(_FETCHED):
            yield from rows


def _chains(anchors: Sequence[Anchor], using: str, kept: dict[str, dict[int, str]], seen: Verified) -> Iterator[Fault]:
    awaited = {
        (stream, head.number): (head.digest, anchor) for anchor in anchors for stream, head in anchor.heads.items()
    }
    chain, previous, expected = "", GENESIS, 0
    for row in _fetched(_LINES.format(at=_AT[connections[using].vendor]), using):
        stream, number, line_id, digest, said = row[:5]
        if stream != chain:
            chain, previous, expected = stream, GENESIS, 0
        expected += 1
        if number != expected:
            told = tell("Thiếu niêm phong số {number}.", number=str(expected))
            yield Fault(Problem.SEAL_MISSING, told, chain, number, line_id)
            expected = number
        seen.lines += 1
        if row[5] is None:
            yield Fault(Problem.LINE_DELETED, tell("Dòng đã bị xóa."), chain, number, line_id)
        elif chained_digest(previous, _content(row), said or "") != digest:
            yield Fault(Problem.ALTERED, tell("Nội dung không khớp niêm phong."), chain, number, line_id)
        if said:
            _keep(said, kept)
        if (anchored := awaited.pop((chain, number), None)) is not None and anchored[0] != digest:
            told = tell("Niêm phong khác với mốc {at}: chuỗi đã bị viết lại.", at=_moment(anchored[1]))
            yield Fault(Problem.REWRITTEN, told, chain, number, line_id)
        previous = digest
    for (stream, number), (_, anchor) in sorted(awaited.items(), key=lambda item: item[0]):
        told = tell("Mốc {at} có niêm phong số {number}, nay không còn.", at=_moment(anchor), number=str(number))
        yield Fault(Problem.CUT_OFF, told, stream, number)


def _content(row: tuple[Any, ...]) -> str:
    """The canonical content of a line, put together from its columns: what ``services.content_of`` says in one text."""
    line_id, stream, at, action, actor_id, actor_name, kind, identity, old, new, why = row[5:]
    return (
        f'{{"action":{_quoted(action)},"actor_id":{"null" if actor_id is None else actor_id},'
        f'"actor_name":{_quoted(actor_name)},"at":"{_instant(at)}","id":{line_id},"new":{canonical_again(new)},'
        f'"old":{canonical_again(old)},"stream":{_quoted(stream)},'
        f'"subject":[{_quoted(kind)},{_quoted(identity)}],"why":{_quoted(why)}}}'
    )


def _instant(at: str) -> str:
    """As ``datetime.isoformat`` has it, which leaves out a fraction of nothing."""
    return f"{at.replace(' ', 'T', 1).removesuffix('.000000')}+00:00"


def _keep(said: str, kept: dict[str, dict[int, str]]) -> None:
    """Later states of a thing take the place of earlier ones."""
    for key, states_of_kind in json.loads(said).items():
        if key in kept:
            kept[key].update((int(root), state) for root, state in states_of_kind.items())


def _unsealed(using: str, waiting: list[int]) -> Iterator[Fault]:
    found = [int(line_id) for (line_id,) in _fetched(_UNSEALED, using)]
    for start in range(0, len(found), _FETCHED):
        for line in AuditLine.objects.using(using).filter(pk__in=found[start : start + _FETCHED]).order_by("pk"):
            if is_ours(line):
                waiting.append(line.pk)
            else:
                yield foreign_line(line.stream, line.pk)


def _rows(
    witness: Witness, kept: dict[int, str], moving: Collection[int], using: str, seen: Verified
) -> Iterator[Fault]:
    """``moving``: things with a line that is not sealed yet, whose state therefore nobody knows."""
    here: set[int] = set()
    for root, state in states.all_states(witness, using):
        seen.things += 1
        here.add(root)
        if root in moving or kept.get(root) == state:
            continue
        problem = Problem.ROW_CHANGED if kept.get(root, states.GONE) != states.GONE else Problem.ROW_INSERTED
        yield row_fault(problem, witness.stream, witness.kind, witness.title, root)
    for root, state in sorted(kept.items()):
        if state != states.GONE and root not in here and root not in moving:
            yield row_fault(Problem.ROW_DELETED, witness.stream, witness.kind, witness.title, root)


def _moment(anchor: Anchor) -> str:
    return f"{anchor.at:%d/%m/%Y %H:%M}"
