"""A rule of repetition as a sentence that a person can read."""

from django.utils.translation import gettext

from caicach.plans.domain.recurring import Cadence, DueKind, SeriesRule
from caicach.web.tasks.words import CADENCES


def rule_in_words(rule: SeriesRule) -> str:
    """«Hằng quý, hạn ngày 14 của tháng cuối kỳ; mở trước kỳ 7 ngày; đến 31/12/2023»."""
    parts = [f"{CADENCES[rule.cadence]}, {_due(rule)}"]
    if rule.ahead_days:
        parts.append(gettext("mở trước kỳ {days} ngày").format(days=rule.ahead_days))
    if rule.ends_on is not None:
        parts.append(gettext("đến {day}").format(day=f"{rule.ends_on:%d/%m/%Y}"))
    return "; ".join(parts)


def _due(rule: SeriesRule) -> str:
    number = rule.due_number
    if rule.due_kind is DueKind.WORKING_DAYS_BEFORE_END:
        if number == 0:
            return gettext("hạn ngày làm việc cuối kỳ")
        return gettext("hạn trước khi hết kỳ {number} ngày làm việc").format(number=number)
    is_after = rule.due_kind is DueKind.DAY_AFTER_PERIOD
    if rule.due_month is not None:
        words = gettext("hạn ngày {number} của tháng thứ {month} của kỳ")
        words = gettext("hạn ngày {number} của tháng thứ {month} sau kỳ") if is_after else words
        return words.format(number=number, month=rule.due_month)
    if rule.cadence is Cadence.WEEKLY:
        words = gettext("hạn ngày thứ {number} của tuần sau") if is_after else gettext("hạn ngày thứ {number} của tuần")
    else:
        words = gettext("hạn ngày {number} của tháng sau kỳ")
        words = words if is_after else gettext("hạn ngày {number} của tháng cuối kỳ")
    return words.format(number=number)
