"""What the standing office does with a unit's report: accepts it, returns it with a reason, opens it again."""

from datetime import datetime

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.http.texts import check_length
from caicach.kernel.text.characters import clean
from caicach.regimes.domain.cycle import Act, State, check_act
from caicach.regimes.models import ReportAct, UnitReport
from caicach.regimes.obtaining import may_decide, require_deciding, unit_report_seen
from caicach.regimes.services.telling import tell_accepted, tell_reopened, tell_returned

_LONGEST = 2_000


@transaction.atomic
def accept_unit_report(actor: Actor, *, report_id: int, now: datetime, seen: int | None = None) -> None:
    """What was sent becomes what is told. A correction takes the place of the version before; both are kept."""
    row = _for_decision(actor, report_id, Act.ACCEPT, seen)
    row.state, row.accepted_version, row.accepted_at = State.ACCEPTED.value, row.version, now
    row.save(update_fields=("state", "accepted_version", "accepted_at"))
    _record(actor, row, Act.ACCEPT, "", now)
    tell_accepted(actor, row, now)


@transaction.atomic
def return_unit_report(actor: Actor, *, report_id: int, reason: str, now: datetime, seen: int | None = None) -> None:
    """Back to the unit; what it sent stays as a version."""
    row = _for_decision(actor, report_id, Act.RETURN, seen)
    told = _reason(reason)
    row.state = State.RETURNED.value
    row.save(update_fields=("state",))
    _record(actor, row, Act.RETURN, told, now)
    tell_returned(actor, row, told, now)


@transaction.atomic
def reopen_unit_report(actor: Actor, *, report_id: int, reason: str, now: datetime, seen: int | None = None) -> None:
    """Let the unit correct an accepted report; until the correction is accepted the accepted version holds."""
    row = _for_decision(actor, report_id, Act.REOPEN, seen)
    told = _reason(reason)
    row.state = State.CORRECTING.value
    row.save(update_fields=("state",))
    _record(actor, row, Act.REOPEN, told, now)
    tell_reopened(actor, row, told, now)


def check_deciding(actor: Actor, report_id: int) -> None:
    """Refuse who does not decide on the report, whatever was typed."""
    require_deciding(actor)
    if not actor.may(Permission.TASK_DECIDE):
        _check_may_decide(actor, unit_report_seen(actor, report_id))


def _check_may_decide(actor: Actor, row: UnitReport) -> None:
    if not may_decide(actor, row):
        require(actor, Permission.TASK_DECIDE)
        require(actor, Permission.TASK_REPORT, unit=row.superior)


def _for_decision(actor: Actor, report_id: int, act: Act, seen: int | None) -> UnitReport:
    """``seen`` is the version that the person read, where a page shows one: no other is decided on."""
    require_deciding(actor)
    row = unit_report_seen(actor, report_id, for_update=True)
    _check_may_decide(actor, row)
    check_act(State(row.state), act)
    if seen is not None and seen != row.version:
        raise Conflict(
            "periodic.decided_unseen",
            what="Đơn vị đã gửi bản {now}, bạn đang xem bản {seen}.",
            why="Quyết định phải là về bản đang chờ.",
            todo="Bản mới đang ở trên trang; hãy xem rồi quyết định lại.",
            now=row.version,
            seen=seen,
        )
    return row


def _reason(text: str) -> str:
    told = clean(text).strip()
    if not told:
        raise InvalidInput(
            "periodic.no_reason",
            what="Chưa ghi lý do.",
            why="Đơn vị cần biết phải sửa gì.",
            todo="Hãy ghi lý do.",
        )
    return check_length(told, _LONGEST)


def _record(actor: Actor, row: UnitReport, act: Act, reason: str, now: datetime) -> None:
    ReportAct.objects.create(report=row, kind=act.value, version=row.version, reason=reason, at=now, by_name=actor.name)
    action = {Act.ACCEPT: "accepted", Act.RETURN: "returned", Act.REOPEN: "reopened"}[act]
    subject = ("unit_report", row.pk)
    audit.record(
        actor, f"regimes.unit_report.{action}", subject=subject, now=now, new={"version": row.version}, why=reason
    )
