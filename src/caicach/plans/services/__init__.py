"""Writes of tasks and plans: confirm, create, report, decide, move deadlines, cancel; plan, import, review, align."""

from caicach.plans.services.calendar_years import keep_year, withdraw_year
from caicach.plans.services.chasing import draft_chasing_letter, send_letter
from caicach.plans.services.confirming_later import confirm_lines_later
from caicach.plans.services.confirming_letters import confirm_directive
from caicach.plans.services.confirming_lines import confirm_lines
from caicach.plans.services.creating import create_task
from caicach.plans.services.deadlines import cancel_task, extend_deadline
from caicach.plans.services.deciding import accept_report, return_report
from caicach.plans.services.delegating import delegate_work
from caicach.plans.services.events import await_event, record_event
from caicach.plans.services.giving_deadlines import give_deadlines
from caicach.plans.services.giving_lines import AT_ONCE as CONFIRMED_AT_ONCE
from caicach.plans.services.handing_over import Heirs, hand_over
from caicach.plans.services.importing import import_new_plan, import_plan_file, read_plan_again
from caicach.plans.services.lines import (
    add_line,
    drop_line,
    edit_line,
    look_at_line,
    restore_line,
    set_line_units,
    split_line,
)
from caicach.plans.services.many import (
    ManyDone,
    accept_reports,
    cancel_tasks,
    delegate_many,
    drop_lines,
    edit_lines,
    extend_deadlines,
    grant_extensions,
    look_at_lines,
    pass_on_many,
    refuse_extensions,
    remind_units,
    set_areas,
)
from caicach.plans.services.objectives import add_objective, edit_objective, remove_objective
from caicach.plans.services.pausing import pause_work, resume_work
from caicach.plans.services.plan_tasks import edit_plan_task, remove_plan_task, set_area
from caicach.plans.services.planning import close_plan, create_plan, edit_plan, reopen_plan
from caicach.plans.services.provisions import (
    add_provisions,
    remove_provision,
    set_bases,
    take_provisions_of_document,
    take_provisions_of_plan,
)
from caicach.plans.services.reading_later import (
    Brought,
    bring_again,
    bring_new_plan,
    bring_plan_file,
    bring_received_plan,
)
from caicach.plans.services.recounting import decide_recounts, find_recounts
from caicach.plans.services.reminding import PlannedDigest, PlannedRound, plan_round, send_round
from caicach.plans.services.reporting import report_progress
from caicach.plans.services.requesting import grant_extension, refuse_extension, request_extension
from caicach.plans.services.series import end_series, open_occurrences, start_series
from caicach.plans.services.sub_tasks import NewSubTask, add_sub_task, advance_sub_task, edit_sub_task, remove_sub_task
from caicach.plans.services.taking_over import take_over_tasks
from caicach.plans.services.targets import set_target

__all__ = [
    "CONFIRMED_AT_ONCE",
    "Brought",
    "Heirs",
    "ManyDone",
    "NewSubTask",
    "PlannedDigest",
    "PlannedRound",
    "accept_report",
    "accept_reports",
    "add_line",
    "add_objective",
    "add_provisions",
    "add_sub_task",
    "advance_sub_task",
    "await_event",
    "bring_again",
    "bring_new_plan",
    "bring_plan_file",
    "bring_received_plan",
    "cancel_task",
    "cancel_tasks",
    "close_plan",
    "confirm_directive",
    "confirm_lines",
    "confirm_lines_later",
    "create_plan",
    "create_task",
    "decide_recounts",
    "delegate_many",
    "delegate_work",
    "draft_chasing_letter",
    "drop_line",
    "drop_lines",
    "edit_line",
    "edit_lines",
    "edit_objective",
    "edit_plan",
    "edit_plan_task",
    "edit_sub_task",
    "end_series",
    "extend_deadline",
    "extend_deadlines",
    "find_recounts",
    "give_deadlines",
    "grant_extension",
    "grant_extensions",
    "hand_over",
    "import_new_plan",
    "import_plan_file",
    "keep_year",
    "look_at_line",
    "look_at_lines",
    "open_occurrences",
    "pass_on_many",
    "pause_work",
    "plan_round",
    "read_plan_again",
    "record_event",
    "refuse_extension",
    "refuse_extensions",
    "remind_units",
    "remove_objective",
    "remove_plan_task",
    "remove_provision",
    "remove_sub_task",
    "reopen_plan",
    "report_progress",
    "request_extension",
    "restore_line",
    "resume_work",
    "return_report",
    "send_letter",
    "send_round",
    "set_area",
    "set_areas",
    "set_bases",
    "set_line_units",
    "set_target",
    "split_line",
    "start_series",
    "take_over_tasks",
    "take_provisions_of_document",
    "take_provisions_of_plan",
    "withdraw_year",
]
