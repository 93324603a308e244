"""Reads of tasks: boards, lists, pages, evidence. What the actor may not see does not exist."""

from caicach.plans.queries.boards import coordinator_board, roll_up
from caicach.plans.queries.lists import document_tasks, unit_tasks
from caicach.plans.queries.pages import assignment_page, evidence_file, task_page

__all__ = [
    "assignment_page",
    "coordinator_board",
    "document_tasks",
    "evidence_file",
    "roll_up",
    "task_page",
    "unit_tasks",
]
