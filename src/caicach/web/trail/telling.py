"""A line of the trail in words: what was done, to what, and each value before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.audit.queries import HistoryLine, TrailLine
from caicach.kernel.said import from_text
from caicach.kernel.saying import number_text, say
from caicach.web.shell.faces import Thing, known_faces
from caicach.web.shell.open_pages import open_addresses
from caicach.web.trail.words import FIELDS

LONGEST: Final = 300
"""Characters of a value that the page shows; the trail keeps all of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """``old`` is None where the line says only what holds now."""

    field: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class ToldLine:
    at: datetime
    actor_name: str
    action: str
    subject: str
    address: str
    changes: tuple[Change, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ToldExamination:
    """What the last nightly examination found."""

    faults: int
    told: str


def told_examination(line: HistoryLine | None) -> ToldExamination | None:
    if line is None:
        return None
    at = f"{timezone.localtime(line.at):%d/%m/%Y %H:%M}"
    faults, lines, things = (int(str(line.new.get(name, 0))) for name in ("faults", "lines", "things"))
    if faults:
        told = gettext("Lần kiểm tra {at} thấy {count} chỗ không khớp. Chạy «caicach audit verify» để xem từng chỗ.")
    else:
        told = gettext("Lần kiểm tra {at}: {lines} dòng và {things} đối tượng dữ liệu, mọi thứ khớp.")
    return ToldExamination(
        faults, told.format(at=at, count=number_text(faults), lines=number_text(lines), things=number_text(things))
    )


def told_lines(lines: Iterable[TrailLine], reader: Actor) -> tuple[ToldLine, ...]:
    """A thing is a link where its page opens for the reader. One query a kind of thing."""
    told = tuple(_told_line(one, reader) for one in lines)
    opened = open_addresses(reader, (one.address for one in told if one.address))
    return tuple(one if one.address in opened else replace(one, address="") for one in told)


def _told_line(one: TrailLine, reader: Actor) -> ToldLine:
    line = one.line
    faces = known_faces()
    thing, action = faces.things.get(one.kind), faces.acts.get(line.action)
    return ToldLine(
        at=line.at,
        actor_name=gettext("Hệ thống") if line.actor_name == SYSTEM.name else line.actor_name,
        # What a later version wrote is shown by its name rather than hidden.
        action=str(action) if action else line.action,
        subject=f"{thing.word if thing else one.kind} {one.identity}",
        address=_address(thing, one.identity, reader),
        changes=_changes(line.old, line.new),
        why=say(from_text(line.why)),
    )


def _address(thing: Thing | None, identity: str, reader: Actor) -> str:
    """Nothing where the page refuses this reader: a link leads somewhere."""
    may_open = thing is not None and (thing.asked is None or reader.may(thing.asked))
    route = thing.route if thing and may_open else ""
    try:
        return reverse(route, args=(int(identity),)) if route and identity.isdigit() else ""
    except NoReverseMatch:
        return ""


def _changes(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[Change, ...]:
    # What a thing is made with says only what was filled in.
    names = [*old, *(name for name, value in new.items() if name not in old and value not in (None, "", [], {}))]
    return tuple(
        Change(
            field=str(FIELDS.get(name, name)),
            old=_value(old[name]) if name in old else None,
            new=_value(new.get(name)) if name in new or name in old else "",
        )
        for name in names
    )


def _value(value: object) -> str:
    if value is None or value == "":
        return gettext("(trống)")
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    if isinstance(value, list | tuple):
        return _short(", ".join(_value(part) for part in value) or gettext("(trống)"))
    if isinstance(value, dict):
        return _short("; ".join(f"{FIELDS.get(name, name)}: {_value(part)}" for name, part in value.items()))
    return _short(_day(say(from_text(str(value)))))


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}" if len(text) == 10 else text
    except ValueError:
        return text


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"
