"""Which open dossiers will be late: a list beside the base rate, and what the forecast was worth before."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.dossiers import queries
from caicach.dossiers.domain.forecast import Left, Reason
from caicach.dossiers.queries import Forecast, Outlook
from caicach.dossiers.queries.forecasts import TESTED_DAYS
from caicach.kernel.decimals import rounded_value
from caicach.kernel.pages import Page, page_number
from caicach.kernel.tables import Cell, Table
from caicach.kernel.text.numbers import format_number
from caicach.web.dossiers.asked import filter_choices, filters_of, query_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.requests import actor_of, whole_number
from caicach.web.shell.units import units_of

SIZE = 50
_DAYS: Final = {Left.ONE: "1", Left.TWO: "2", Left.THREE: "3", Left.TO_FIVE: "4-5", Left.TO_TEN: "6-10"}


@dataclass(frozen=True)
class ShownOutlook:
    one: Outlook
    unit: str
    chance: str
    base: str
    why: tuple[str, ...]


@require_GET
def forecast(request: HttpRequest) -> HttpResponse | FileResponse:
    filters = filters_of(request)
    found = queries.forecast(actor_of(request), filters)
    names = {one.code: one.name for one in units_of({item.cell.unit for item in found.items})}
    if kind := asked_kind(request):
        return table_answer(_table([_shown_outlook(one, names) for one in found.items]), kind, "du-bao-tre-han")
    number = page_number(whole_number(request.GET.get("trang"), 1), total=len(found.items), size=SIZE)
    items = tuple(_shown_outlook(one, names) for one in found.items[(number - 1) * SIZE : number * SIZE])
    context = {
        "filters": filters,
        "page": Page(items, len(found.items), number, SIZE),
        "total": len(found.items),
        "expected": format_number(rounded_value(Decimal(found.expected), 0)),
        "learnt": found.learnt,
        **_tested(found),
        **filter_choices(request, filters),
        "tested_days": TESTED_DAYS,
        "kept": query_of(filters),
        "board_address": f"{reverse('web:dossiers')}?{urlencode(query_of(filters))}",
    }
    return render(request, "web/dossiers/forecast.html", context)


def _tested(found: Forecast) -> dict[str, object]:
    tested = found.evaluation
    if tested is None:
        return {"tested": None}
    return {
        "tested": tested,
        "brier": _figure(tested.brier, 4),
        "brier_base": _figure(tested.brier_base, 4),
        "skill": _percent(tested.skill),
        "groups": [(_percent(one.mean_chance), _percent(one.observed), one.count) for one in tested.groups],
    }


def _shown_outlook(one: Outlook, names: dict[str, str]) -> ShownOutlook:
    unit = names.get(one.cell.unit, one.cell.unit)
    why = [_left(one.cell.left)]
    for reason, rate in one.reasons:
        if reason is Reason.UNIT:
            said = gettext("{unit} từng trễ {share} hồ sơ còn chừng ấy ngày").format(unit=unit, share=_percent(rate))
        else:
            said = gettext("thủ tục này từng trễ {share} hồ sơ còn chừng ấy ngày").format(share=_percent(rate))
        why.append(said)
    if not one.is_simple:
        why.append(gettext("hồ sơ từng tạm dừng: ước theo hồ sơ không tạm dừng"))
    return ShownOutlook(one, unit, _percent(one.chance), _percent(one.base), tuple(why))


def _left(left: Left) -> str:
    if left is Left.NONE:
        return gettext("Hôm nay là ngày cuối của hạn")
    if left is Left.MORE:
        return gettext("Còn trên 10 ngày làm việc")
    return gettext("Còn {days} ngày làm việc").format(days=_DAYS[left])


def _percent(share: float) -> str:
    return f"{_figure(share * 100, 1)} %"


def _figure(value: float, places: int) -> str:
    return format_number(rounded_value(Decimal(value), places))


def _table(items: list[ShownOutlook]) -> Table:
    head = [gettext("Mã hồ sơ"), gettext("Đơn vị"), gettext("Mã thủ tục"), gettext("Hạn")]
    head += [gettext("Khả năng trễ (%)"), gettext("Tỷ lệ chung (%)"), gettext("Vì sao")]

    def row(item: ShownOutlook) -> tuple[Cell, ...]:
        shares = (rounded_value(Decimal(share) * 100, 1) for share in (item.one.chance, item.one.base))
        return (item.one.code, item.unit, item.one.cell.procedure, item.one.due_on, *shares, "; ".join(item.why))

    return Table(gettext("Dự báo trễ hạn"), head, map(row, items))
