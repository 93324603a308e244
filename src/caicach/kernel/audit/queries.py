"""Reading the trail."""

from dataclasses import dataclass
from datetime import datetime

from caicach.kernel.audit.models import AuditLine


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    action: str
    actor_name: str
    old: dict[str, object]
    new: dict[str, object]
    why: str


def history_of(kind: str, *identities: object) -> tuple[HistoryLine, ...]:
    """What happened to things of one kind, oldest first. One SQL query."""
    rows = AuditLine.objects.filter(subject_kind=kind, subject_id__in=[str(i) for i in identities]).order_by("id")
    return tuple(HistoryLine(r.at, r.action, r.actor_name, r.old, r.new, r.why) for r in rows)


def last_at() -> datetime | None:
    """When the newest line was written; None in an empty trail."""
    return AuditLine.objects.order_by("-id").values_list("at", flat=True).first()


def line_count() -> int:
    return AuditLine.objects.count()
