"""Writes of tasks: confirm a directive, create, report, decide, move deadlines, cancel."""

from caicach.plans.services.confirming import confirm_directive
from caicach.plans.services.creating import create_task
from caicach.plans.services.deadlines import cancel_task, extend_deadline
from caicach.plans.services.deciding import accept_report, return_report
from caicach.plans.services.reporting import report_progress

__all__ = [
    "accept_report",
    "cancel_task",
    "confirm_directive",
    "create_task",
    "extend_deadline",
    "report_progress",
    "return_report",
]
