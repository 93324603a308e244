"""Reads of institutions: lists, one of each, the board of what is late and near."""

from caicach.institutions.queries.board import board
from caicach.institutions.queries.documents import (
    DocumentFilters,
    document_choices,
    document_view,
    documents,
    every_document,
    issued_file,
    years_of_documents,
)
from caicach.institutions.queries.rules import RuleFilters, every_rule, rule_view, rules

__all__ = [
    "DocumentFilters",
    "RuleFilters",
    "board",
    "document_choices",
    "document_view",
    "documents",
    "every_document",
    "every_rule",
    "issued_file",
    "rule_view",
    "rules",
    "years_of_documents",
]
