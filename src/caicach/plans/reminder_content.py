"""A digest in words: sections of lines with their deadlines, that notifications shows in its own ways."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from caicach.kernel.said import Said, tell
from caicach.kernel.vocabulary import AddressRole
from caicach.notifications.domain.contents import Content, Line, Section
from caicach.plans.domain.reminder_moments import Group
from caicach.plans.domain.reminders import Digest, DigestLine, Reminders
from caicach.plans.domain.states import TaskState
from caicach.plans.queries.names import UnitNames

TEXT_LENGTH = 240
TITLES = {
    Group.OVERDUE: _("Quá hạn"),
    Group.DUE_TODAY: _("Đến hạn hôm nay"),
    Group.DUE_SOON: _("Sắp đến hạn"),
    Group.UNCOUNTED: _("Có thể sắp đến hạn; năm đó chưa có lịch làm việc nên chưa đếm được ngày"),
    Group.RETURNED: _("Báo cáo bị trả lại"),
    Group.DEADLINE_DECIDED: _("Đã có quyết định về thời hạn"),
}
UNITS_SHOWN, UNREACHED_SHOWN = 5, 20


def digest_content(digest: Digest, reminders: Reminders, names: UnitNames, calendar_gap: Said) -> Content:
    return Content(
        title=_title(digest, reminders.on),
        sections=tuple(
            Section(
                tell(TITLES[section.group]),
                tuple(_line(line, section.group, names) for line in section.lines),
                section.total,
            )
            for section in digest.sections
        ),
        notes=_notes(digest, reminders, names, calendar_gap),
        link=_link(digest),
    )


def _title(digest: Digest, on: date) -> Said:
    counts = {section.group: section.total for section in digest.sections}
    values = {"day": _day(on), "total": str(digest.total), "overdue": str(counts.get(Group.OVERDUE, 0))}
    if Group.OVERDUE in counts:
        return Said(_("Nhắc việc ngày {day}: {total} việc, {overdue} việc quá hạn"), values)
    return Said(_("Nhắc việc ngày {day}: {total} việc"), values)


def _line(line: DigestLine, group: Group, names: UnitNames) -> Line:
    text = line.text if len(line.text) <= TEXT_LENGTH else f"{line.text[:TEXT_LENGTH].rsplit(' ', 1)[0]} …"
    return Line(text, tuple(_notes_of(line, group, names)), reverse("web:task", args=[line.task_id]))


def _notes_of(line: DigestLine, group: Group, names: UnitNames) -> list[Said]:
    notes = [_units(line, names)]
    day = {"day": _day(line.due_on), "days": str(line.days)}
    if group is Group.OVERDUE and line.days is None:
        notes.append(Said(_("Hạn {day}; chưa có lịch làm việc để đếm số ngày muộn"), day))
    elif group is Group.OVERDUE:
        notes.append(Said(_("Hạn {day}; muộn {days} ngày làm việc"), day))
    elif group is Group.DUE_SOON:
        notes.append(Said(_("Hạn {day}; còn {days} ngày làm việc"), day))
    elif line.due_on is not None and (group is not Group.DEADLINE_DECIDED or not line.is_granted):
        notes.append(Said(_("Hạn {day}"), day))
    notes += _decided(line, group)
    return notes


def _units(line: DigestLine, names: UnitNames) -> Said:
    count = len(line.units)
    shown = {"count": str(count), "units": ", ".join(names.of(code) for code in line.units[:UNITS_SHOWN])}
    if count > UNITS_SHOWN:
        return Said(_("{count} đơn vị: {units}, …"), shown)
    return Said(_("{units}, phối hợp") if line.role is AddressRole.COOPERATE else "{units}", shown)


def _decided(line: DigestLine, group: Group) -> list[Said]:
    why = {"why": line.why, "day": _day(line.due_on)}
    if group is Group.RETURNED:
        return [Said(_("Lý do trả lại: {why}"), why)]
    if group is not Group.DEADLINE_DECIDED:
        return []
    if not line.is_granted:
        return [Said(_("Không đồng ý gia hạn: {why}"), why)]
    return [Said(_("Thời hạn mới {day}: {why}") if line.why else _("Thời hạn mới {day}"), why)]


def _notes(digest: Digest, reminders: Reminders, names: UnitNames, calendar_gap: Said) -> tuple[Said, ...]:
    notes = []
    if digest.also_overdue:
        count = {"count": str(digest.also_overdue)}
        notes.append(Said(_("Ngoài ra còn {count} việc quá hạn đã nhắc những ngày trước."), count))
    if digest.is_of_office and reminders.unreached:
        shown = [names.of(code) for code in list(reminders.unreached)[:UNREACHED_SHOWN]]
        more = len(reminders.unreached) - len(shown)
        listed = ", ".join(shown) + (f" … (+{more})" if more > 0 else "")
        values = {"count": str(len(reminders.unreached)), "units": listed}
        notes.append(Said(_("{count} đơn vị có việc phải nhắc mà chưa ai có tài khoản: {units}."), values))
    if calendar_gap:
        notes.append(tell(_("Chưa có lịch làm việc cho những ngày tới; hãy nhờ quản trị viên bổ sung.")))
    return tuple(notes)


def _link(digest: Digest) -> str:
    is_late = any(section.group is Group.OVERDUE for section in digest.sections)
    return reverse("web:tasks") + (f"?trang-thai={TaskState.OVERDUE.value}" if is_late else "")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
