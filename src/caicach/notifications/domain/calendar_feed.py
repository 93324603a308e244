"""Deadlines as an iCalendar (RFC 5545) that ordinary calendar programs subscribe to."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event, vDuration

from caicach.kernel.text.characters import writable
from caicach.notifications.domain.calendar_entries import Entry, EntryState

REFRESH: Final = timedelta(hours=4)
ALARM_HOUR: Final = 8


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a feed; the same facts give the same bytes, and so the same ``etag``."""

    data: bytes
    etag: str
    changed_at: datetime | None


def calendar_text(name: str, entries: Iterable[Entry]) -> Written:
    """The feed in bytes, entries in the order given."""
    given = tuple(entries)
    calendar = Calendar()
    calendar.add("prodid", "-//caicach//deadlines//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))  # under an X- name the library writes 4:00:00
    for entry in given:
        calendar.add_component(_event(entry))
    data = calendar.to_ical()
    changed_at = max((entry.changed_at for entry in given), default=None)
    return Written(data, hashlib.sha256(data).hexdigest(), changed_at)


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))  # an all-day event ends on the day after, which is not part of it
    event.add("summary", writable(entry.summary))
    event.add("description", writable(entry.description))
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")  # a deadline does not make its reader busy
    event.add("status", "CANCELLED" if entry.state is EntryState.CANCELLED else "CONFIRMED")
    if entry.alarm_on is not None and entry.state is EntryState.OPEN:
        event.add_component(_alarm(entry, entry.alarm_on))
    return event


def _alarm(entry: Entry, alarm_on: date) -> Alarm:
    """Relative to the midnight that begins the day, as the reader's clock has it: no zone is needed."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", writable(entry.summary))
    alarm.add("trigger", timedelta(days=(alarm_on - entry.on).days, hours=ALARM_HOUR))
    return alarm
