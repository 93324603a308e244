"""Writes of collection, one use case each."""

from caicach.surveys.collection.services.celling import divide_sample, issue_sample_links
from caicach.surveys.collection.services.collectors import issue_collector, revoke_collector
from caicach.surveys.collection.services.deciding import decide_quality, draw_back_check
from caicach.surveys.collection.services.drawing import draw_sample, take_sample
from caicach.surveys.collection.services.expiring import (
    close_expired_surveys,
    delete_expired_submissions,
    forget_imports,
    forget_samples,
)
from caicach.surveys.collection.services.exporting import (
    KINDS,
    answers_file,
    export_answers,
    file_asked_for,
    note_export,
)
from caicach.surveys.collection.services.forms import FaultyForm, add_form, withdraw_form
from caicach.surveys.collection.services.gathering import gather_answers
from caicach.surveys.collection.services.importing import bring_answers, take_in_answers
from caicach.surveys.collection.services.inviting import MOST_ADDRESSES, invite
from caicach.surveys.collection.services.links import issue_links, receive_answer, revoke_links
from caicach.surveys.collection.services.looking_over import look_over
from caicach.surveys.collection.services.receiving import receive_submission
from caicach.surveys.collection.services.releasing import decide_release
from caicach.surveys.collection.services.requesting import (
    acknowledge_request,
    close_request,
    extend_request,
    register_request,
)
from caicach.surveys.collection.services.surveys import close_survey, create_survey, open_survey
from caicach.surveys.collection.services.tracking import take_in_units
from caicach.surveys.collection.services.visiting import end_visit, plan_visit

__all__ = [
    "KINDS",
    "MOST_ADDRESSES",
    "FaultyForm",
    "acknowledge_request",
    "add_form",
    "answers_file",
    "bring_answers",
    "close_expired_surveys",
    "close_request",
    "close_survey",
    "create_survey",
    "decide_quality",
    "decide_release",
    "delete_expired_submissions",
    "divide_sample",
    "draw_back_check",
    "draw_sample",
    "end_visit",
    "export_answers",
    "extend_request",
    "file_asked_for",
    "forget_imports",
    "forget_samples",
    "gather_answers",
    "invite",
    "issue_collector",
    "issue_links",
    "issue_sample_links",
    "look_over",
    "note_export",
    "open_survey",
    "plan_visit",
    "receive_answer",
    "receive_submission",
    "register_request",
    "revoke_collector",
    "revoke_links",
    "take_in_answers",
    "take_in_units",
    "take_sample",
    "withdraw_form",
]
