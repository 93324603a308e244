"""The one-stop shop in the state of the reform."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.urls import reverse
from django.utils.http import urlencode

from caicach.dossiers import queries
from caicach.dossiers.domain.board import BoardLine, Grouping, Kind
from caicach.dossiers.queries import BoardFilters
from caicach.kernel.access import Actor
from caicach.kernel.said import tell
from caicach.web.dossiers.asked import now, query_of
from caicach.web.dossiers.rights import may_see_dossiers
from caicach.web.shell.state import MONTH, Figure, StateLine, StateRoom, percent


def _handled(actor: Actor, on: date) -> Iterator[StateLine]:
    """From the first of January, as known then and now, with the list behind each figure."""
    if not may_see_dossiers(actor) or queries.first_day(actor) is None:
        return
    asked = BoardFilters(date(on.year, 1, 1), on, now())
    board = queries.board(actor, asked, grouping=Grouping.CHANNEL, has_soon=True)
    current = board.total
    past = _past(actor, on)
    shown = (
        (tell("Tiếp nhận từ đầu năm và năm trước chuyển sang"), Kind.ALL, lambda one: one.counts.received),
        (tell("Đã giải quyết"), Kind.HANDLED, lambda one: one.counts.handled),
        (tell("Đã giải quyết, trễ hạn"), Kind.LATE, lambda one: one.counts.late),
        (tell("Đúng hạn và trước hạn"), Kind.HANDLED, _share),
        (tell("Đang giải quyết, quá hạn"), Kind.OVERDUE, lambda one: one.counts.open_overdue),
    )
    for title, kind, figure in shown:
        address = f"{reverse('web:dossier_list')}?{urlencode(query_of(asked, loai=kind.value))}"
        yield StateLine(title, figure(current), figure(past) if past else None, address)
    address = f"{reverse('web:dossier_list')}?{urlencode(query_of(asked, loai=Kind.SOON.value))}"
    yield StateLine(tell("Sắp đến hạn trong 3 ngày làm việc"), board.soon, None, address)


def _past(actor: Actor, on: date) -> BoardLine | None:
    """None where the day of comparison lies in the year before: its figures count from another January."""
    then = on - MONTH
    if then.year != on.year:
        return None
    found = _total(actor, BoardFilters(date(on.year, 1, 1), then, datetime.combine(then, time(23, 59))))
    return found if found.counts.received else None


def _total(actor: Actor, filters: BoardFilters) -> BoardLine:
    return queries.board(actor, filters, grouping=Grouping.CHANNEL).total


def _share(line: BoardLine) -> Figure:
    share = line.on_time_share
    return tell("chưa có") if share is None else percent(share)


STATE = StateRoom(tell("Hồ sơ một cửa"), _handled)
