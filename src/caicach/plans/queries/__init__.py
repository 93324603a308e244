"""Reads of tasks and plans: boards, lists, pages, evidence, reviews. What the actor may not see does not exist."""

from caicach.plans.queries.among import plans_among, tasks_among
from caicach.plans.queries.boards import coordinator_board, roll_up, waiting_count
from caicach.plans.queries.calendar_feeds import deadline_calendar
from caicach.plans.queries.calendar_years import calendar_version, calendar_year, calendar_years
from caicach.plans.queries.chasing import chased_tasks
from caicach.plans.queries.coverage import coverage, coverage_sheet, provision_choices
from caicach.plans.queries.exporting import coverage_rows, file_stem, plan_export
from caicach.plans.queries.follow_up import FollowUpLine, follow_up_register
from caicach.plans.queries.holidays import FirstWords, holiday_blocks, stalled_across
from caicach.plans.queries.leader import leader_board
from caicach.plans.queries.lines import plan_file, plan_review, reviewed_line
from caicach.plans.queries.lists import document_tasks, tasks_at, unit_tasks
from caicach.plans.queries.many import ReportToDecide, chosen_rows, reports_to_decide
from caicach.plans.queries.orders import COLUMNS as TASK_COLUMNS
from caicach.plans.queries.pages import assignment_page, evidence_file, task_page
from caicach.plans.queries.parties import task_parties
from caicach.plans.queries.plan_pages import (
    objective_mark,
    plan_objectives,
    plan_page,
    plan_sheet,
    plan_task,
    plan_task_mark,
    plan_task_names,
    plan_task_to_change,
)
from caicach.plans.queries.plans import PLAN_COLUMNS, parent_choices, plan_history, plan_row, plans
from caicach.plans.queries.recounts import waiting_recounts
from caicach.plans.queries.standings import standing_count, standings
from caicach.plans.queries.telling_apart import (
    EnteredLater,
    LateByRole,
    entered_later,
    late_by_area,
    late_by_role,
    next_to_decide,
)
from caicach.plans.queries.undated import directive_giving, ended_work, undated_work
from caicach.plans.queries.work_lists import awaited_events, event_page, recurring_tasks, waiting_requests

__all__ = [
    "PLAN_COLUMNS",
    "TASK_COLUMNS",
    "EnteredLater",
    "FirstWords",
    "FollowUpLine",
    "LateByRole",
    "ReportToDecide",
    "assignment_page",
    "awaited_events",
    "calendar_version",
    "calendar_year",
    "calendar_years",
    "chased_tasks",
    "chosen_rows",
    "coordinator_board",
    "coverage",
    "coverage_rows",
    "coverage_sheet",
    "deadline_calendar",
    "directive_giving",
    "document_tasks",
    "ended_work",
    "entered_later",
    "event_page",
    "evidence_file",
    "file_stem",
    "follow_up_register",
    "holiday_blocks",
    "late_by_area",
    "late_by_role",
    "leader_board",
    "next_to_decide",
    "objective_mark",
    "parent_choices",
    "plan_export",
    "plan_file",
    "plan_history",
    "plan_objectives",
    "plan_page",
    "plan_review",
    "plan_row",
    "plan_sheet",
    "plan_task",
    "plan_task_mark",
    "plan_task_names",
    "plan_task_to_change",
    "plans",
    "plans_among",
    "provision_choices",
    "recurring_tasks",
    "reports_to_decide",
    "reviewed_line",
    "roll_up",
    "stalled_across",
    "standing_count",
    "standings",
    "task_page",
    "task_parties",
    "tasks_among",
    "tasks_at",
    "undated_work",
    "unit_tasks",
    "waiting_count",
    "waiting_recounts",
    "waiting_requests",
]
