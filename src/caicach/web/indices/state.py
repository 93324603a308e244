"""Scores and expected scores in the state of the reform."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from caicach.indices import queries
from caicach.indices.domain.cycle import Step
from caicach.indices.domain.years import YearRow
from caicach.kernel.access import Actor
from caicach.kernel.said import Said, tell
from caicach.web.shell.state import StateLine, StateRoom, percent_range


def _scores(actor: Actor, on: date) -> Iterator[StateLine]:
    """The newest published result, and for the years that run what the scores so far come to."""
    del on
    rows = queries.years(actor)
    published = next((row for row in rows if row.head.step is Step.PUBLISHED), None)
    for row in rows:
        if row is published:
            yield StateLine(_title(row), _result(actor, row), None, reverse("web:index_result", args=[row.head.id]))
        elif row.head.step is not Step.PUBLISHED:
            address = reverse("web:index_year", args=[row.head.id])
            locked = tell("{locked} trên {units} đơn vị đã khóa điểm", locked=row.locked, units=row.units)
            yield StateLine(_title(row), locked, None, address)
            if row.units:
                yield from _expected(actor, row, address)


def _title(row: YearRow) -> Said:
    return tell("{name} năm {year}", name=row.head.set_name, year=str(row.head.year))


def _result(actor: Actor, row: YearRow) -> Said:
    found = queries.result_page(actor, row.head.id)
    shares = [one.percentage / 100 for one in found.rows if one.percentage is not None]
    return percent_range(shares) if shares else tell("đã công bố")


def _expected(actor: Actor, row: YearRow, address: str) -> Iterator[StateLine]:
    """What is scored so far of the most there is: what has no score yet counts as nothing, and is told."""
    found = queries.scores_so_far(actor, row.head.id)
    shares = [one.reached / one.maximum for one in found if one.maximum]
    if shares:
        yield StateLine(tell("Điểm dự kiến, theo điểm đã có đến nay"), percent_range(shares), None, address)
        missing = sum(one.missing for one in found)
        yield StateLine(tell("Thành phần chưa có điểm"), missing, None, address)


STATE = StateRoom(tell("Chỉ số"), _scores)
