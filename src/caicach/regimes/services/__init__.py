"""What is done with periodic reports: opening a period, stating, sending, deciding, making the one report of all."""

from caicach.regimes.services.deciding import accept_unit_report, check_deciding, reopen_unit_report, return_unit_report
from caicach.regimes.services.dues import set_own_due
from caicach.regimes.services.editing import draft_edition_letter, make_edition
from caicach.regimes.services.joining import ask_below, join_below
from caicach.regimes.services.opening import open_due_periods, open_period
from caicach.regimes.services.reminding import remind_units
from caicach.regimes.services.stating import Typed, save_statement, send_report

__all__ = [
    "Typed",
    "accept_unit_report",
    "ask_below",
    "check_deciding",
    "draft_edition_letter",
    "join_below",
    "make_edition",
    "open_due_periods",
    "open_period",
    "remind_units",
    "reopen_unit_report",
    "return_unit_report",
    "save_statement",
    "send_report",
    "set_own_due",
]
