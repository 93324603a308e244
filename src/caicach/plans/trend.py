"""How many assignments were late, done and given at the end of several days: ``state_sql`` asked once for all."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, IntegerField, Q, QuerySet, Value

from caicach.plans.domain.boards import TrendPoint
from caicach.plans.models import Assignment
from caicach.plans.state_sql import Moment


def trend(found: QuerySet[Assignment], days: Sequence[date]) -> tuple[TrendPoint, ...]:
    """``found`` may hold cancelled assignments: they count until they were called off. Two SQL queries.

    One scan counts what the columns of today say; what they may not say is counted again, exactly, and set right.
    """
    moments = [Moment(on) for on in days]
    plain = _plainly(found, moments)
    right = _corrections(found, moments)
    points = zip(days, plain, right, strict=True)
    return tuple(TrendPoint(on, *(a + b for a, b in zip(one, more, strict=True))) for on, one, more in points)


def _plainly(found: QuerySet[Assignment], moments: Sequence[Moment]) -> list[tuple[int, int, int]]:
    counts = {"given": Count("pk")}
    for n, moment in enumerate(moments):
        counts |= {f"late_{n}": Count("pk", filter=moment.plain_late()), f"done_{n}": Count("pk", filter=moment.done())}
    answer = found.filter(is_cancelled=False).order_by().aggregate(**counts)
    return [(answer[f"late_{n}"], answer[f"done_{n}"], answer["given"]) for n in range(len(moments))]


def _corrections(found: QuerySet[Assignment], moments: Sequence[Moment]) -> list[tuple[int, int, int]]:
    """What the exact rule counts more, of the rows that are exceptions on each day."""
    parts = [_correction(found, moment, n) for n, moment in enumerate(moments)]
    lines = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    right = {line[0]: line[1:] for line in lines}
    exact = [right.get(n, (0,) * 6) for n in range(len(moments))]
    return [
        (late - as_late, done - as_done, given - as_given) for late, as_late, done, as_done, given, as_given in exact
    ]


def _correction(found: QuerySet[Assignment], moment: Moment, n: int) -> QuerySet[Assignment, tuple[int, ...]]:
    is_counted, is_given = Q(is_cancelled=False), moment.in_force()
    rows = moment.dated(moment.exceptional(found)).order_by()
    return (
        rows.values(day=Value(n, output_field=IntegerField()))
        .annotate(
            late=Count("pk", filter=moment.exact_late()),
            as_late=Count("pk", filter=is_counted & moment.plain_late()),
            done=Count("pk", filter=is_given & moment.done()),
            as_done=Count("pk", filter=is_counted & moment.done()),
            given=Count("pk", filter=is_given),
            as_given=Count("pk", filter=is_counted),
        )
        .values_list("day", "late", "as_late", "done", "as_done", "given", "as_given")
    )
