"""Writing the trail and sealing it."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Final

import psycopg
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.audit import states, witnesses
from caicach.kernel.audit.anchors import Anchor, Head
from caicach.kernel.audit.domain import GENESIS, canonical, digest_of
from caicach.kernel.audit.models import AuditLine, AuditSeal
from caicach.kernel.audit.witnesses import About, Witness

log = logging.getLogger(__name__)
TAKEN_IN: Final = "rows.taken_in"
WITNESS: Final = "witness"
"""Kind of the subject of a line that takes in rows which stood before anything was kept of them."""
_BATCH = 2_000
_TAKEN_AT_ONCE: Final = 5_000


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
    JSON values only. The stream is sealed after commit, together with the state of the rows the line is about.
    """
    record_all(actor, [NewLine(action, subject, old or {}, new or {}, why)], now=now)


@dataclass(frozen=True, slots=True)
class NewLine:
    """As the arguments of ``record``."""

    action: str
    subject: tuple[str, object]
    old: Mapping[str, object] = field(default_factory=dict)
    new: Mapping[str, object] = field(default_factory=dict)
    why: str = ""


def record_all(actor: Actor, lines: Iterable[NewLine], *, now: datetime) -> None:
    """As ``record`` for every one of them, in that order. One SQL query for some hundred lines."""
    rows = [_row(actor, line, now) for line in lines]
    AuditLine.objects.bulk_create(rows, batch_size=500)
    last = {row.stream: row.pk for row in rows}
    for stream, line_id in last.items():
        transaction.on_commit(partial(_seal_after, stream, line_id))


def _row(actor: Actor, line: NewLine, now: datetime) -> AuditLine:
    kind, identity = line.subject
    row = AuditLine(
        stream=line.action.partition(".")[0],
        at=now,
        action=line.action,
        actor_id=actor.user_id,
        actor_name=actor.name,
        subject_kind=kind,
        subject_id=str(identity),
        old=dict(line.old),
        new=dict(line.new),
        why=line.why,
    )
    row.mark = mark_of(row)
    return row


def _seal_after(stream: str, line_id: int) -> None:
    """A transaction of thousands of lines seals them with the first of these calls; the others find theirs sealed.

    What happened is committed by now: a database that is busy or away is no reason to say that it did not. The next
    line of the stream seals this one, or the anchor of the night.
    """
    try:
        if not AuditSeal.objects.filter(line_id=line_id).exists():
            while seal(stream) == _BATCH:
                continue
    except (OperationalError, InterfaceError, psycopg.Error):
        log.warning("line %s of the trail waits for a later seal", line_id, exc_info=True)
        connection.close_if_unusable_or_obsolete()  # who asks next in this request asks on a line that works


def content_of(line: AuditLine) -> dict[str, object]:
    """What is hashed of a line."""
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


def mark_of(line: AuditLine) -> str:
    """Only who knows the secret of the installation can write it: a line put in by hand bears none."""
    content = content_of(line) | {"id": None}
    return salted_hmac("caicach.kernel.audit", canonical(content), algorithm="sha256").hexdigest()


def is_ours(line: AuditLine) -> bool:
    """Whether this installation wrote the line."""
    return bool(line.mark) and constant_time_compare(line.mark or "", mark_of(line))


def seal(stream: str, *, look_back: int | None = _BATCH) -> int:
    """Seal the unsealed lines of a stream in order of their ids; returns how many.

    One sealer of a stream at a time. A line of a transaction that commits late gets the next number at that time, so
    the chain's order is that of sealing, and so is the order of the states. Lines without our mark stay unsealed, for
    ``verify`` to find. Only lines younger than ``look_back`` ids before the last sealed one are looked at; None looks
    at all of them.
    """
    with transaction.atomic():
        _wait_for_turn(stream)
        last = AuditSeal.objects.filter(stream=stream).order_by("-number").first()
        number, digest = (last.number, last.digest) if last else (0, GENESIS)
        sealed = AuditSeal.objects.filter(stream=stream).values("line_id")
        floor = last.line_id - look_back if last and look_back is not None else 0
        waiting = AuditLine.objects.filter(stream=stream, id__gt=floor).exclude(id__in=sealed.filter(line_id__gt=floor))
        lines = [line for line in waiting.order_by("id")[:_BATCH] if is_ours(line)]
        kept = _states_after(stream, lines)
        seals = []
        for line in lines:
            said = canonical(kept[line.pk]) if line.pk in kept else ""
            number, digest = number + 1, digest_of(digest, content_of(line), said)
            seals.append(AuditSeal(stream=stream, number=number, line_id=line.pk, digest=digest, states=said or None))
        AuditSeal.objects.bulk_create(seals)
    return len(seals)


def _wait_for_turn(stream: str) -> None:
    """On SQLite the transaction began with the lock of the one writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"caicach.audit.{stream}"])


def _states_after(stream: str, lines: Sequence[AuditLine]) -> dict[int, dict[str, dict[str, str]]]:
    """By line, the state of the things it changed: {kind: {id: digest}}. Of several lines about one thing the last
    bears it, for the rows are read now.
    """
    about = [about_of(line) for line in lines]
    kept: dict[int, dict[str, dict[str, str]]] = {}
    for witness in witnesses.of_stream(stream):
        bearer = {root: line for line, found in sorted(roots_of(witness, about).items()) for root in found}
        for root, state in states.states_of(witness, bearer).items() if bearer else ():
            kept.setdefault(bearer[root], {}).setdefault(witness.key, {})[str(root)] = state
    return kept


def about_of(line: AuditLine) -> About:
    return About(line.pk, line.action, line.subject_kind, line.subject_id, line.new)


def roots_of(witness: Witness, about: Sequence[About]) -> dict[int, set[int]]:
    """The things of a kind that lines are about; a line that takes rows in is about all of its range."""
    found = {line: set(roots) for line, roots in witness.roots(about).items()}
    for one in about:
        if (one.kind, one.identity) == (WITNESS, witness.kind) and one.new.get("form") == witness.form:
            first, last = int(str(one.new["first"])), int(str(one.new["last"]))
            own = witness.tables[0]
            ids = own.model._default_manager.filter(**{f"{own.root}__range": (first, last)})
            found[one.line_id] = set(ids.order_by().values_list(own.root, flat=True))
    return found


def seal_all() -> int:
    """Seal what is left in every stream: lines of a process that died between its commit and the seal."""
    total = 0
    for stream in AuditLine.objects.order_by("stream").values_list("stream", flat=True).distinct():
        while count := seal(stream, look_back=None):
            total += count
    return total


@transaction.atomic
def take_in(*, now: datetime) -> tuple[str, ...]:
    """Take in the rows of every kind of thing whose states, in today's form, nothing was kept of; returns the kinds.

    Done once a kind: when the installation is new, and after an upgrade that began to keep states or changed their
    form. From then on a row without a line is a fault.
    """
    taken = []
    for witness in witnesses.registered_witnesses():
        if is_taken_in(witness):
            continue
        newest = states.newest_of(witness)
        for first in range(0, newest + 1, _TAKEN_AT_ONCE):
            new = {"form": witness.form, "first": first, "last": min(newest, first + _TAKEN_AT_ONCE - 1)}
            record(SYSTEM, f"{witness.stream}.{TAKEN_IN}", subject=(WITNESS, witness.kind), now=now, new=new)
        taken.append(witness.kind)
    return tuple(taken)


def is_taken_in(witness: Witness, using: str = DEFAULT_DB_ALIAS) -> bool:
    lines = AuditLine.objects.using(using).filter(subject_kind=WITNESS, subject_id=witness.kind)
    return any(new.get("form") == witness.form for new in lines.values_list("new", flat=True))


def anchor_now(*, now: datetime) -> Anchor:
    """The head of every chain. Call ``seal_all`` first, so that nothing of the day stays outside."""
    streams = AuditSeal.objects.order_by("stream").values_list("stream", flat=True).distinct()
    heads = {}
    for stream in streams:
        last = AuditSeal.objects.filter(stream=stream).order_by("-number").first()
        if last is not None:
            heads[stream] = Head(last.number, last.digest)
    return Anchor(now, heads)
