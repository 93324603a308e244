"""Periods open by themselves, and units are reminded of their reports."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.utils.translation import gettext_noop

from caicach.kernel.jobs.registry import daily, job
from caicach.regimes import services


@job("regimes.open", title=gettext_noop("Mở kỳ báo cáo định kỳ"), is_atomic=True)
def open_periods(payload: Mapping[str, str | int | None], now: datetime) -> None:
    """Open the reports whose figures close soon."""
    services.open_due_periods(on=date.fromisoformat(str(payload["on"])), now=now)


@job("regimes.remind", title=gettext_noop("Nhắc gửi báo cáo định kỳ"), is_atomic=True)
def remind(payload: Mapping[str, str | int | None], now: datetime) -> None:
    """Tell units of reports that are due or late."""
    services.remind_units(on=date.fromisoformat(str(payload["on"])), now=now)


daily("regimes.open", kind="regimes.open", at=time(6, 30))
daily("regimes.remind", kind="regimes.remind", at=time(7, 30), working_days_only=True)
