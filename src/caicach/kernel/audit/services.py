"""Writing and checking the trail."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from django.db import IntegrityError, transaction

from caicach.kernel.access import Actor
from caicach.kernel.audit.domain import GENESIS, ChainFault, digest_of
from caicach.kernel.audit.models import AuditLine, AuditSeal

_BATCH = 2_000


def record(
    actor: Actor,
    action: str,
    *,
    subject: tuple[str, object],
    now: datetime,
    old: Mapping[str, object] | None = None,
    new: Mapping[str, object] | None = None,
    why: str = "",
) -> None:
    """Append one line; call it inside the transaction of the change, after the change.

    ``action`` is dotted ("plans.task.deadline_extended"); its first part names the stream. ``old`` and ``new`` hold
    JSON values only. The stream is sealed after commit.
    """
    kind, identity = subject
    stream = action.partition(".")[0]
    line = AuditLine.objects.create(
        stream=stream,
        at=now,
        action=action,
        actor_id=actor.user_id,
        actor_name=actor.name,
        subject_kind=kind,
        subject_id=str(identity),
        old=dict(old or {}),
        new=dict(new or {}),
        why=why,
    )
    transaction.on_commit(lambda: _seal_after(stream, line.pk))


def _seal_after(stream: str, line_id: int) -> None:
    """A transaction of thousands of lines seals them with the first of these calls; the others find theirs sealed."""
    if not AuditSeal.objects.filter(line_id=line_id).exists():
        while seal(stream) == _BATCH:
            continue


def _content(line: AuditLine) -> dict[str, object]:
    return {
        "id": line.pk,
        "stream": line.stream,
        "at": line.at.astimezone(UTC).isoformat(),
        "action": line.action,
        "actor_id": line.actor_id,
        "actor_name": line.actor_name,
        "subject": [line.subject_kind, line.subject_id],
        "old": line.old,
        "new": line.new,
        "why": line.why,
    }


def seal(stream: str, *, look_back: int | None = _BATCH) -> int:
    """Seal the unsealed lines of a stream in order of their ids; returns how many.

    Two sealers at once: the loser meets the unique number, rolls back, and leaves the rest to the next call. A line of
    a transaction that commits late gets the next number at that time, so the chain's order is that of sealing. Only
    lines younger than ``look_back`` ids before the last sealed one are looked at; None looks at all of them.
    """
    try:
        with transaction.atomic():
            last = AuditSeal.objects.filter(stream=stream).order_by("-number").first()
            number, digest = (last.number, last.digest) if last else (0, GENESIS)
            sealed = AuditSeal.objects.filter(stream=stream).values("line_id")
            floor = last.line_id - look_back if last and look_back is not None else 0
            lines = AuditLine.objects.filter(stream=stream, id__gt=floor).exclude(
                id__in=sealed.filter(line_id__gt=floor)
            )
            seals = []
            for line in lines.order_by("id")[:_BATCH]:
                number, digest = number + 1, digest_of(digest, _content(line))
                seals.append(AuditSeal(stream=stream, number=number, line_id=line.pk, digest=digest))
            AuditSeal.objects.bulk_create(seals)
    except IntegrityError:
        return 0
    return len(seals)


def seal_all() -> int:
    """Seal what is left in every stream."""
    total = 0
    for stream in AuditLine.objects.order_by("stream").values_list("stream", flat=True).distinct():
        while count := seal(stream, look_back=None):
            total += count
    return total


def verify() -> Iterator[ChainFault]:
    """Every fault of every chain: a line altered, deleted, reordered, or never sealed."""
    streams = set(AuditSeal.objects.values_list("stream", flat=True).distinct())
    streams |= set(AuditLine.objects.values_list("stream", flat=True).distinct())
    for stream in sorted(streams):
        yield from _verify_stream(stream)


def _verify_stream(stream: str) -> Iterator[ChainFault]:
    digest, expected, seen = GENESIS, 0, set()
    for chunk in _chunks(stream):
        lines = AuditLine.objects.in_bulk([seal.line_id for seal in chunk])
        for seal_row in chunk:
            expected += 1
            seen.add(seal_row.line_id)
            line = lines.get(seal_row.line_id)
            if seal_row.number != expected:
                yield ChainFault(stream, seal_row.number, seal_row.line_id, f"number {expected} is missing")
                expected = seal_row.number
            if line is None:
                yield ChainFault(stream, seal_row.number, seal_row.line_id, "line was deleted")
            elif digest_of(digest, _content(line)) != seal_row.digest:
                yield ChainFault(stream, seal_row.number, seal_row.line_id, "content does not match its seal")
            digest = seal_row.digest
    for line_id in AuditLine.objects.filter(stream=stream).order_by("id").values_list("id", flat=True).iterator():
        if line_id not in seen:
            yield ChainFault(stream, 0, line_id, "line is not sealed")


def _chunks(stream: str) -> Iterator[list[AuditSeal]]:
    last = 0
    while chunk := list(AuditSeal.objects.filter(stream=stream, number__gt=last).order_by("number")[:_BATCH]):
        yield chunk
        last = chunk[-1].number
