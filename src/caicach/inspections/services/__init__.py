"""What is done with inspections: planned, begun, answered, put into minutes, concluded; findings mended and closed."""

from caicach.inspections.services.answering import Given, Saved, save_answers
from caicach.inspections.services.concluding import conclude_inspection
from caicach.inspections.services.drafting import draft_inspection_letter
from caicach.inspections.services.filing import attach_files, remove_file
from caicach.inspections.services.minutes import MinutesFacts, make_minutes, reopen_minutes
from caicach.inspections.services.planning import (
    Member,
    NewInspection,
    begin_inspection,
    cancel_inspection,
    change_inspection,
    open_self_inspection,
    plan_inspection,
    plan_inspections,
)
from caicach.inspections.services.programmes import ProgrammeFacts, save_programme
from caicach.inspections.services.remedies import answer_finding, close_finding, plan_remedy

__all__ = [
    "Given",
    "Member",
    "MinutesFacts",
    "NewInspection",
    "ProgrammeFacts",
    "Saved",
    "answer_finding",
    "attach_files",
    "begin_inspection",
    "cancel_inspection",
    "change_inspection",
    "close_finding",
    "conclude_inspection",
    "draft_inspection_letter",
    "make_minutes",
    "open_self_inspection",
    "plan_inspection",
    "plan_inspections",
    "plan_remedy",
    "remove_file",
    "reopen_minutes",
    "save_answers",
    "save_programme",
]
