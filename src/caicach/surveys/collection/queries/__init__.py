"""Reads of collection: for those who run surveys, and for those who collect."""

from caicach.surveys.collection.queries.answering import answer_media, answer_page
from caicach.surveys.collection.queries.answers import (
    answer_texts,
    answers_table,
    codebook_table,
    form_preview,
    survey_questions,
)
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
    "answer_media",
    "answer_page",
    "answer_texts",
    "answers_table",
    "codebook_table",
    "collector_of_token",
    "collector_of_username",
    "form_preview",
    "media_bytes",
    "offered_forms",
    "offered_media",
    "offered_xform",
    "survey_lines",
    "survey_questions",
    "survey_view",
]
