"""Histories of dossiers from a CSV file, one row an event; rows and dossiers that cannot be told are set aside.

Columns: ``ma_ho_so, thoi_diem, trang_thai``, and as far as known ``co_quan, hen_tra, ma_tthc, kenh, phi_dia_gioi,
linh_vuc, cap``, or the same in words («Mã hồ sơ»). A state is a number of the ten national states, or a word of
``Happening``; a channel 1 to 3 or a word of ``Channel``.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Final

from caicach.dossiers.domain.clock.checking import history_problem
from caicach.dossiers.domain.clock.values import NATIONAL_STATES, Channel, Event, Happening, History
from caicach.dossiers.domain.limits import Limits
from caicach.dossiers.problems import bad_log
from caicach.kernel.said import Said, joint_sentence, plain, tell
from caicach.kernel.text.folding import fold, nfc

_NEEDED: Final[Mapping[str, Said]] = {
    "ma_ho_so": tell("Mã hồ sơ"),
    "thoi_diem": tell("Thời điểm"),
    "trang_thai": tell("Trạng thái"),
}
_STATES: Final[Mapping[str, Happening]] = {
    **{str(number): state for number, state in NATIONAL_STATES.items()},
    **{state.value: state for state in Happening},
}
_CHANNELS: Final[Mapping[str, Channel]] = {
    "": Channel.DIRECT,
    **{str(number): channel for number, channel in enumerate(Channel, start=1)},
    **{channel.value: channel for channel in Channel},
}
_LOCAL: Final = timezone(timedelta(hours=7))
_FORMS: Final = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")
_EARLIEST: Final = datetime(1990, 1, 1)  # noqa: DTZ001 -- local time


@dataclass
class Histories:
    """``aside``: what could not be told, as (where, why)."""

    known: list[History] = field(default_factory=list)
    aside: list[tuple[Said, Said]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    event: Event
    procedure: str
    channel: Channel
    is_away: bool
    field: str
    part: str


def read_histories(source: str, data: bytes, limits: Limits, *, now: datetime) -> Histories:
    """Raises InvalidInput (``dossiers.*``) where the file is no such table."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise bad_log(
            "not_utf8", source, "Chữ trong tệp không phải UTF-8.", todo="Hãy lưu lại ở dạng «CSV UTF-8»."
        ) from error
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    rows.fieldnames = [fold(nfc(name)).strip().replace(" ", "_") for name in rows.fieldnames or ()]
    missing = [words for name, words in _NEEDED.items() if name not in rows.fieldnames]
    if missing:
        why = "Thiếu cột {columns}."
        raise bad_log("no_column", source, why, todo="Hãy thêm các cột đó.", columns=joint_sentence(missing, ", "))
    found = Histories()
    by_code: dict[str, list[_Row]] = defaultdict(list)
    seen: set[tuple[tuple[str, str], ...]] = set()
    for number, row in enumerate(rows, start=2):
        told = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
        key = tuple(told.items())
        read = tell("Dòng lặp lại.") if key in seen else _row(told, now)
        seen.add(key)
        if isinstance(read, _Row):
            by_code[told["ma_ho_so"]].append(read)
        else:
            found.aside.append((tell("dòng {number}", number=str(number)), read))
    for code, of_code in by_code.items():
        _add(found, code, of_code, limits)
    return found


def _row(told: Mapping[str, str], now: datetime) -> _Row | Said:
    at = moment_of(told["thoi_diem"])
    state = _STATES.get(told["trang_thai"])
    channel = _CHANNELS.get(told.get("kenh", ""))
    due_text = told.get("hen_tra", "")
    due = moment_of(due_text) if due_text else None
    if not told["ma_ho_so"]:
        return tell("Không ghi mã hồ sơ.")
    if at is None or not _EARLIEST <= at <= now:
        return tell("Thời điểm «{text}» không đọc được hoặc không thể có.", text=told["thoi_diem"][:40])
    if state is None:
        return tell("Trạng thái «{text}» không có trong mười trạng thái.", text=told["trang_thai"][:40])
    if channel is None:
        return tell("Kênh «{text}» không có.", text=told["kenh"][:40])
    if due_text and due is None:
        return tell("Ngày hẹn trả «{text}» không đọc được.", text=due_text[:40])
    event = Event(at, state, told.get("co_quan", ""), due.date() if due else None)
    return _Row(
        event,
        told.get("ma_tthc", ""),
        channel,
        told.get("phi_dia_gioi", "") in {"1", "true"},
        told.get("linh_vuc", ""),
        told.get("cap", ""),
    )


def moment_of(text: str) -> datetime | None:
    """Local time of Viet Nam without zone; None where the text is no moment.

    >>> moment_of("20/02/2023 08:00"), moment_of("2023-02-20T01:00:00Z"), moment_of("02/20/2023")
    (datetime.datetime(2023, 2, 20, 8, 0), datetime.datetime(2023, 2, 20, 8, 0), None)
    """
    for reading in _readings(text):
        return reading.astimezone(_LOCAL).replace(tzinfo=None) if reading.tzinfo else reading
    return None


def _readings(text: str) -> Iterator[datetime]:
    try:
        yield datetime.fromisoformat(text)
    except ValueError:
        for form in _FORMS:
            try:
                yield datetime.strptime(text, form)  # noqa: DTZ007 -- local time
            except ValueError:
                continue


def _add(found: Histories, code: str, rows: list[_Row], limits: Limits) -> None:
    """The history of one dossier, or why there is none."""
    procedure = next((row.procedure for row in rows if row.procedure), "")
    events = sorted((row.event for row in rows), key=lambda event: event.at)
    received = next((event.at for event in events if event.what is Happening.RECEIVED), events[0].at)
    limit = limits.limit_of(procedure, received.date())
    if limit is None:
        found.aside.append((plain(code), tell("Không có thời hạn cho thủ tục «{procedure}».", procedure=procedure)))
        return
    is_away = any(row.is_away for row in rows)
    field_name = next((row.field for row in rows if row.field), "")
    part = next((row.part for row in rows if row.part), "")
    history = History(code, tuple(events), limit, rows[0].channel, is_away, field_name, part)
    problem = history_problem(history)
    if problem:
        found.aside.append((plain(code), problem))
    else:
        found.known.append(history)
