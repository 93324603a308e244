"""Figures of a period before, beside those of today: only where both are told by one definition."""

from collections.abc import Mapping

from caicach.kernel.said import tell
from caicach.regimes.domain.forms import Indicator, ReportForm
from caicach.regimes.domain.formulas import Amount


def comparable(form: ReportForm, then: ReportForm, amounts: Mapping[str, Amount]) -> dict[str, Amount]:
    """``amounts`` stated by the form of ``then``, by code; of an indicator that changed since, how it was told."""
    found = dict(amounts)
    for one in form.indicators():
        before = then.indicator(one.code)
        if one.code in found and before is not None and _definition(before) != _definition(one):
            found[one.code] = tell(
                "kỳ trước tính theo định nghĩa khác: «{title}» ({unit})", title=before.title, unit=before.unit
            )
    return found


def _definition(one: Indicator) -> tuple[object, ...]:
    return one.title, one.unit, one.metric, one.formula, one.joining
