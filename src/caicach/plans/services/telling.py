"""Telling people what happened to work, in the transaction of what happened: a message opens its thing.

New work and reports that wait come in one message for what was given at once, and for a day; what asks for an act of
one unit, or answers what it asked, comes by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from caicach.kernel.access import Actor, Role
from caicach.kernel.said import Said, plain, tell
from caicach.notifications import services as notifications
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content, Line, Section
from caicach.notifications.domain.kinds import Kind
from caicach.organisations.domain.posts import RoleHolder
from caicach.organisations.queries import role_holders_on
from caicach.plans.models import Assignment, Delegation, ExtensionRequest, ProgressReport

SHOWN = 10
_OF_UNITS = frozenset({Role.UNIT_HEAD, Role.FOCAL_POINT})


def tell_given(actor: Actor, assignments: Sequence[Assignment], now: datetime) -> None:
    """The people of every unit hear of its new work once, however much of it was given together."""
    if not assignments:
        return
    by_unit: dict[str, list[Assignment]] = defaultdict(list)
    for row in assignments:
        by_unit[row.unit_id].append(row)
    messages = []
    for holder in _holders(now):
        rows = by_unit.get(holder.unit, ())
        if rows and holder.role in _OF_UNITS:
            link = _task(rows[0]) if len(rows) == 1 else reverse("web:unit_board")
            key = f"plans.given:{rows[0].pk}-{rows[-1].pk}"
            lines = tuple(_line(row) for row in rows[:SHOWN])
            section = Section(tell("Mới giao"), lines, len(rows))
            title = tell("{count} nhiệm vụ mới giao", count=len(rows))
            messages.append(NewMessage(holder.user_id, key, Content(title, (section,), link=link), kind=Kind.WORK))
    notifications.notify(actor, messages=messages, now=now)


def tell_reported(actor: Actor, report: ProgressReport, now: datetime) -> None:
    """Who may decide hears once a day that reports wait; of the standing office's own work that is the leader."""
    row, on = report.assignment, timezone.localdate(now)
    deciding = [
        holder.user_id
        for holder in _holders(now)
        if holder.role is (Role.LEADER if _is_of_office(row.unit_id, now) else Role.STANDING_OFFICE)
    ]
    link = f"{reverse('web:board')}#cho-chap-nhan"
    content = Content(tell("Có báo cáo chờ chấp nhận"), (Section(tell("Mới gửi"), (_line(row),), 1),), link=link)
    key = f"plans.waiting:{on.isoformat()}"
    notifications.notify(
        actor, messages=[NewMessage(user, key, content, kind=Kind.WAITING) for user in deciding], now=now
    )


def tell_reminded(actor: Actor, rows: Sequence[Assignment], words: str, now: datetime) -> int:
    """Somebody reminds the units of open work, beyond what the rule of reminders does; how many people were told."""
    by_unit: dict[str, list[Assignment]] = defaultdict(list)
    for row in rows:
        by_unit[row.unit_id].append(row)
    notes = (plain(words.strip()),) if words.strip() else ()
    messages = []
    for holder in _holders(now):
        own = by_unit.get(holder.unit, ())
        if own and holder.role in _OF_UNITS:
            section = Section(tell("Đề nghị khẩn trương thực hiện"), tuple(map(_line, own[:SHOWN])), len(own))
            link = _task(own[0]) if len(own) == 1 else reverse("web:unit_board")
            title = tell("Nhắc {count} nhiệm vụ", count=len(own))
            key = f"plans.reminded:{own[0].pk}-{len(own)}:{now.isoformat()}"
            content = Content(title, (section,), notes, link)
            messages.append(NewMessage(holder.user_id, key, content, kind=Kind.REMINDERS))
    return len(notifications.notify(actor, messages=messages, now=now).told)


def tell_passed_on(
    actor: Actor, rows: Sequence[Assignment], former: str, unit_name: str, why: str, now: datetime
) -> None:
    """The unit that had the work hears that another has it now; the other hears of it as of any new work."""
    notes = (tell("Lý do: {why}", why=why),)
    section = Section(tell("Nhiệm vụ"), tuple(Line(row.task.text, notes) for row in rows[:SHOWN]), len(rows))
    title = tell("{count} nhiệm vụ của đơn vị đã chuyển sang {unit}", count=len(rows), unit=unit_name)
    content = Content(title, (section,))
    users = {h.user_id for h in _holders(now) if h.unit == former and h.role in _OF_UNITS}
    key = f"plans.passed_on:{rows[0].pk}-{rows[-1].pk}:{now.isoformat()}"
    messages = [NewMessage(user, key, content, kind=Kind.DECISIONS) for user in sorted(users)]
    notifications.notify(actor, messages=messages, now=now)


def tell_delegated(actor: Actor, given: Sequence[Delegation], now: datetime) -> None:
    """Who is to do the work hears of all that was given at once, unless that is who said so."""
    by_person: dict[int, list[Delegation]] = defaultdict(list)
    for one in given:
        if one.user_id is not None and one.user_id != actor.user_id:
            by_person[one.user_id].append(one)
    messages = []
    for user_id, own in by_person.items():
        rows = [one.assignment for one in own]
        title = (
            tell("Bạn được giao thực hiện một nhiệm vụ")
            if len(own) == 1
            else tell("Bạn được giao thực hiện {count} nhiệm vụ", count=len(own))
        )
        notes = (plain(own[0].note),) if own[0].note else ()
        section = Section(tell("Nhiệm vụ"), tuple(map(_line, rows[:SHOWN])), len(rows))
        link = _task(rows[0]) if len(rows) == 1 else reverse("web:unit_board")
        key = f"plans.delegated:{own[0].pk}-{own[-1].pk}"
        messages.append(NewMessage(user_id, key, Content(title, (section,), notes, link), kind=Kind.WORK))
    notifications.notify(actor, messages=messages, now=now)


def tell_returned(actor: Actor, report: ProgressReport, now: datetime) -> None:
    """The unit hears at once, with the reason."""
    why = tell("Lý do: {why}", why=report.decision_reason)
    title = tell("Báo cáo bị trả lại, cần bổ sung")
    _tell_unit(actor, report.assignment, f"plans.returned:{report.pk}", title, (why,), now)


def tell_asked(actor: Actor, request: ExtensionRequest, now: datetime) -> None:
    """The standing office hears that a unit asks for a later deadline."""
    row = request.assignment
    notes = (tell("Xin gia hạn đến {day}", day=f"{request.proposed_on:%d/%m/%Y}"), plain(request.reason))
    link = reverse("web:decide_request", args=[row.pk, request.pk])
    content = _content(tell("Có đề nghị gia hạn chờ quyết định"), row, notes, link)
    users = [holder.user_id for holder in _holders(now) if holder.role is Role.STANDING_OFFICE]
    messages = [NewMessage(user, f"plans.asked:{request.pk}", content, kind=Kind.WAITING) for user in users]
    notifications.notify(actor, messages=messages, now=now)


def tell_decided(actor: Actor, request: ExtensionRequest, now: datetime) -> None:
    """The unit hears at once whether its deadline moved."""
    if request.granted_on is not None:
        title = tell("Được gia hạn đến {day}", day=f"{request.granted_on:%d/%m/%Y}")
    else:
        title = tell("Đề nghị gia hạn không được đồng ý")
    notes = (plain(request.decision_reason),) if request.decision_reason else ()
    _tell_unit(actor, request.assignment, f"plans.decided:{request.pk}", title, notes, now)


def tell_dispatched(actor: Actor, *, letter_id: int, title: str, units: Iterable[str], now: datetime) -> None:
    """The people of the units that a letter speaks to hear that it was sent to them."""
    addressed = frozenset(units)
    content = Content(
        tell("Văn bản gửi đến đơn vị"),
        (Section(tell("Mới phát hành"), (Line(title, link=reverse("web:letter", args=[letter_id])),), 1),),
        link=reverse("web:letter", args=[letter_id]),
    )
    users = {h.user_id for h in _holders(now) if h.unit in addressed and h.role in _OF_UNITS}
    messages = [NewMessage(user, f"plans.dispatched:{letter_id}", content, kind=Kind.LETTERS) for user in sorted(users)]
    notifications.notify(actor, messages=messages, now=now)


def _tell_unit(actor: Actor, row: Assignment, key: str, title: Said, notes: tuple[Said, ...], now: datetime) -> None:
    content = _content(title, row, notes, _task(row))
    users = {h.user_id for h in _holders(now) if h.unit == row.unit_id and h.role in _OF_UNITS}
    if row.delegate_id is not None:
        users.add(row.delegate_id)
    messages = [NewMessage(user, key, content, kind=Kind.DECISIONS) for user in sorted(users)]
    notifications.notify(actor, messages=messages, now=now)


def _content(title: Said, row: Assignment, notes: tuple[Said, ...], link: str) -> Content:
    return Content(title, (Section(tell("Nhiệm vụ"), (Line(row.task.text, notes, link),), 1),), link=link)


def _line(row: Assignment) -> Line:
    due = (tell("Hạn {day}", day=f"{row.due_on:%d/%m/%Y}"),) if row.due_on else (tell("Không có hạn"),)
    return Line(row.task.text, due, _task(row))


def _task(row: Assignment) -> str:
    return reverse("web:task", args=[row.task_id])


def _holders(now: datetime) -> tuple[RoleHolder, ...]:
    return role_holders_on(timezone.localdate(now))


def _is_of_office(unit: str, now: datetime) -> bool:
    return any(holder.role is Role.STANDING_OFFICE and holder.unit == unit for holder in _holders(now))
