"""The quarterly report of the example, open for all: one accepted, one returned, one waits, the others are late."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from caicach.kernel.access import Actor

FORM: Final = "cchc-quarterly"
PERIOD: Final = "2026Q3"
OPENED: Final = date(2026, 9, 8)
DUE: Final = date(2026, 9, 18)


@dataclass(frozen=True, slots=True)
class Sending:
    """``returned``: why the standing office sent it back; None: accepted; "": it waits."""

    username: str
    unit: str
    on: date
    did: str
    returned: str | None


SENDINGS: Final = (
    Sending("noivu.daumoi", "SNV", date(2026, 9, 16), "Đã kiểm tra hai đơn vị, tổ chức một cuộc đối thoại.", None),
    Sending("khcn", "SKHCN", date(2026, 9, 17), "Đã bàn giao kho dữ liệu dùng chung.", ""),
    Sending("tuphap", "STP", date(2026, 9, 18), "Đã tự kiểm tra văn bản.", "Chưa nêu số văn bản có vấn đề."),
)
_FIGURES: Final = {
    "dialogues": Decimal(1),
    "acts.issued": Decimal(2),
    "acts.checked": Decimal(36),
    "acts.wrong": Decimal(1),
    "acts.mended": Decimal(1),
    "procedures.simplified": Decimal(3),
    "staff.assigned": Decimal(62),
    "staff.present": Decimal(59),
    "budget.planned": Decimal(12_000),
    "budget.spent": Decimal(8_450),
    "papers.sent": Decimal(1_840),
    "papers.electronic": Decimal(1_822),
}
"""Made for the example: what nothing in it measures."""


def load_periodic(actor_on: Callable[[str, date], "Actor"], at: Callable[[date, int], datetime]) -> None:
    """Once: a period that is open already stays as it is."""
    from caicach.kernel.periods import parse_period
    from caicach.regimes import queries, services
    from caicach.regimes.domain.catalogue import form_named

    office, form = actor_on("noivu", OPENED), form_named(FORM)
    if queries.periods_open(office, on=OPENED):
        return
    services.open_period(office, form=form, period=parse_period(PERIOD), due_on=DUE, now=at(OPENED, 9))
    for one in SENDINGS:
        unit = actor_on(one.username, one.on)
        (line,) = (line for line in queries.reports_to_write(unit) if line.unit == one.unit)
        view = queries.report_to_see(unit, line.id)
        lacking = [
            asked.code
            for asked in form.indicators()
            if asked.is_asked and not asked.metric and not isinstance(view.amounts.get(asked.code), Decimal)
        ]
        typed = services.Typed({code: _FIGURES.get(code, Decimal(0)) for code in lacking}, {"I": one.did})
        seen = services.save_statement(unit, report_id=line.id, seen=view.version, typed=typed, now=at(one.on, 9))
        services.send_report(unit, report_id=line.id, seen=seen, now=at(one.on, 10))
        deciding = actor_on("noivu", one.on)
        if one.returned is None:
            services.accept_unit_report(deciding, report_id=line.id, now=at(one.on, 15))
        elif one.returned:
            services.return_unit_report(deciding, report_id=line.id, reason=one.returned, now=at(one.on, 15))
