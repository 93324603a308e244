"""Reads of collection: for those who run surveys, and for those who collect."""

from caicach.surveys.collection.queries.answering import answer_media, answer_page
from caicach.surveys.collection.queries.answers import (
    OWN_COLUMNS,
    answer_cells,
    answer_texts,
    answer_variables,
    answers_table,
    codebook_table,
    form_preview,
    repeats_of,
    submission_answers,
    survey_questions,
)
from caicach.surveys.collection.queries.cells import (
    is_of_sample,
    joined_sample,
    sample_cells,
    sample_design_columns,
)
from caicach.surveys.collection.queries.draws import drawn_file, sample_draws
from caicach.surveys.collection.queries.imports import answer_import, answer_imports
from caicach.surveys.collection.queries.paper import paper_entries
from caicach.surveys.collection.queries.progress import field_progress, field_visits
from caicach.surveys.collection.queries.quality import submission_marks, survey_quality
from caicach.surveys.collection.queries.releases import first_answers, leaving_codebook, leaving_table, release_of
from caicach.surveys.collection.queries.requests import data_request, data_requests
from caicach.surveys.collection.queries.surveys import (
    collector_of_token,
    collector_of_username,
    media_bytes,
    offered_forms,
    offered_media,
    offered_xform,
    survey_lines,
    survey_view,
)

__all__ = [
    "OWN_COLUMNS",
    "answer_cells",
    "answer_import",
    "answer_imports",
    "answer_media",
    "answer_page",
    "answer_texts",
    "answer_variables",
    "answers_table",
    "codebook_table",
    "collector_of_token",
    "collector_of_username",
    "data_request",
    "data_requests",
    "drawn_file",
    "field_progress",
    "field_visits",
    "first_answers",
    "form_preview",
    "is_of_sample",
    "joined_sample",
    "leaving_codebook",
    "leaving_table",
    "media_bytes",
    "offered_forms",
    "offered_media",
    "offered_xform",
    "paper_entries",
    "release_of",
    "repeats_of",
    "sample_cells",
    "sample_design_columns",
    "sample_draws",
    "submission_answers",
    "submission_marks",
    "survey_lines",
    "survey_quality",
    "survey_questions",
    "survey_view",
]
