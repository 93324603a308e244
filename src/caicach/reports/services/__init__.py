"""What is done with reports: making one, at once or in the background; filing it as a draft letter; the first rule."""

from caicach.reports.services.drafting import draft_report_letter
from caicach.reports.services.making import MADE_AT_ONCE, is_long, make_progress_report
from caicach.reports.services.making_later import make_progress_report_later
from caicach.reports.services.rules import set_first_rule

__all__ = [
    "MADE_AT_ONCE",
    "draft_report_letter",
    "is_long",
    "make_progress_report",
    "make_progress_report_later",
    "set_first_rule",
]
