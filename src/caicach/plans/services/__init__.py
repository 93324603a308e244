"""Writes of tasks: confirm, create, report, decide, move deadlines, pause, delegate, split, repeat, cancel."""

from caicach.plans.services.chasing import draft_chasing_letter, send_letter
from caicach.plans.services.confirming import confirm_directive
from caicach.plans.services.creating import create_task
from caicach.plans.services.deadlines import cancel_task, extend_deadline
from caicach.plans.services.deciding import accept_report, return_report
from caicach.plans.services.delegating import delegate_work
from caicach.plans.services.events import await_event, record_event
from caicach.plans.services.pausing import pause_work, resume_work
from caicach.plans.services.reminding import PlannedDigest, PlannedRound, plan_round, send_round
from caicach.plans.services.reporting import report_progress
from caicach.plans.services.requesting import grant_extension, refuse_extension, request_extension
from caicach.plans.services.series import end_series, open_occurrences, start_series
from caicach.plans.services.sub_tasks import (
    NewSubTask,
    add_sub_task,
    advance_sub_task,
    edit_sub_task,
    remove_sub_task,
)
from caicach.plans.services.targets import set_target

__all__ = [
    "NewSubTask",
    "PlannedDigest",
    "PlannedRound",
    "accept_report",
    "add_sub_task",
    "advance_sub_task",
    "await_event",
    "cancel_task",
    "confirm_directive",
    "create_task",
    "delegate_work",
    "draft_chasing_letter",
    "edit_sub_task",
    "end_series",
    "extend_deadline",
    "grant_extension",
    "open_occurrences",
    "pause_work",
    "plan_round",
    "record_event",
    "refuse_extension",
    "remove_sub_task",
    "report_progress",
    "request_extension",
    "resume_work",
    "return_report",
    "send_letter",
    "send_round",
    "set_target",
    "start_series",
]
