"""Telling the team of an inspection that is planned, and the unit of one that is concluded."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone

from caicach.inspections.models import Inspection
from caicach.kernel.access import Actor, Role
from caicach.kernel.said import plain, tell
from caicach.notifications import services as notifications
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content, Line, Section
from caicach.notifications.domain.kinds import Kind
from caicach.organisations.queries import role_holders_on

_OF_UNITS: Final = frozenset({Role.UNIT_HEAD, Role.FOCAL_POINT})


def tell_team(actor: Actor, row: Inspection, *, now: datetime) -> None:
    days = tell("{first} – {last}", first=f"{row.first_on:%d/%m/%Y}", last=f"{row.last_on:%d/%m/%Y}")
    link = reverse("web:inspection", args=[row.pk])
    section = Section(tell("Đoàn kiểm tra"), (Line(row.unit_name, (days, plain(row.checklist_title)), link),), 1)
    content = Content(tell("Bạn tham gia một cuộc kiểm tra"), (section,), link=link)
    messages = [
        NewMessage(member.user_id, f"inspections.team:{row.pk}:{row.version}", content, kind=Kind.WORK)
        for member in row.team.all()
    ]
    notifications.notify(actor, messages=messages, now=now)


def tell_concluded(actor: Actor, row: Inspection, *, count: int, now: datetime) -> None:
    link = reverse("web:inspection", args=[row.pk])
    section = Section(tell("Kết luận kiểm tra"), (Line(row.unit_name, (plain(row.checklist_title),), link),), 1)
    content = Content(tell("Kết luận kiểm tra: {count} tồn tại cần khắc phục", count=count), (section,), link=link)
    messages = [
        NewMessage(holder.user_id, f"inspections.concluded:{row.pk}", content, kind=Kind.DECISIONS)
        for holder in role_holders_on(timezone.localdate(now))
        if holder.role in _OF_UNITS and holder.unit == row.unit_id
    ]
    notifications.notify(actor, messages=messages, now=now)
