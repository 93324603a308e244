"""Reading the trail."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.instants import end_of, start_of
from caicach.kernel.text.folding import fold

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    action: str
    actor_name: str
    old: dict[str, object]
    new: dict[str, object]
    why: str


@dataclass(frozen=True, slots=True)
class TrailLine:
    """A line with the thing it is about."""

    id: int
    kind: str
    identity: str
    line: HistoryLine


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What is looked for; empty for everything. ``person`` is a part of a name, both days are included."""

    kind: str = ""
    identity: str = ""
    person: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class TrailPart:
    """Some lines, newest first; ``older`` continues behind them where there are more."""

    lines: tuple[TrailLine, ...]
    older: int | None


def history_of(kind: str, *identities: object) -> tuple[HistoryLine, ...]:
    """What happened to things of one kind, oldest first. One SQL query."""
    rows = AuditLine.objects.filter(subject_kind=kind, subject_id__in=[str(i) for i in identities]).order_by("id")
    return tuple(_history_line(row) for row in rows)


def lines_of(action: str, *, kind: str) -> tuple[HistoryLine, ...]:
    """Every line of an action on things of one kind, oldest first. One SQL query."""
    return tuple(map(_history_line, AuditLine.objects.filter(subject_kind=kind, action=action).order_by("id")))


def last_line(action: str, *, kind: str) -> HistoryLine | None:
    """The newest line of an action on things of one kind. One SQL query."""
    row = AuditLine.objects.filter(subject_kind=kind, action=action).order_by("-id").first()
    return _history_line(row) if row else None


def trail(actor: Actor, wanted: TrailFilter, *, before: int | None = None) -> TrailPart:
    """Lines of everything, newest first, from behind the line ``before`` on.

    One SQL query, whatever the size; one more where a person is asked for, whose name is found without its marks.
    """
    require(actor, Permission.AUDIT_READ)
    rows = AuditLine.objects.all()
    if before is not None:
        rows = rows.filter(id__lt=before)
    if wanted.kind:
        rows = rows.filter(subject_kind=wanted.kind)
    if wanted.identity:
        rows = rows.filter(subject_id=wanted.identity)
    if wanted.person:
        rows = rows.filter(actor_name__in=_names_with(wanted.person))
    if wanted.first:
        rows = rows.filter(at__gte=start_of(wanted.first))
    if wanted.last:
        rows = rows.filter(at__lt=end_of(wanted.last))
    found = list(rows.order_by("-id")[: PAGE + 1])
    shown = tuple(TrailLine(r.pk, r.subject_kind, r.subject_id, _history_line(r)) for r in found[:PAGE])
    return TrailPart(shown, shown[-1].id if len(found) > PAGE else None)


def _names_with(person: str) -> list[str]:
    """Names of who acted that hold the words asked for: case, marks and how they were typed do not matter."""
    asked = fold(person)
    names = AuditLine.objects.order_by().values_list("actor_name", flat=True).distinct()
    return [name for name in names if asked in fold(name)]


def _history_line(row: AuditLine) -> HistoryLine:
    return HistoryLine(row.at, row.action, row.actor_name, row.old, row.new, row.why)


def did_since(actor_id: int, action: str, *, subject: tuple[str, object], since: datetime) -> bool:
    """Whether somebody did this to the thing since then. One SQL query."""
    kind, identity = subject
    lines = AuditLine.objects.filter(subject_kind=kind, subject_id=str(identity), action=action)
    return lines.filter(actor_id=actor_id, at__gte=since).exists()


def last_at() -> datetime | None:
    """When the newest line was written; None in an empty trail."""
    return AuditLine.objects.order_by("-id").values_list("at", flat=True).first()


def last_examination() -> HistoryLine | None:
    """What the newest nightly examination left."""
    row = AuditLine.objects.filter(subject_kind="trail").order_by("-id").first()
    return _history_line(row) if row else None
