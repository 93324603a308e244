"""Writes of received documents: receive, read, review, correct, confirm."""

from caicach.correspondence.services.proposals import (
    add_proposal,
    drop_proposal,
    edit_proposal,
    restore_proposal,
    set_units,
    split_proposal,
)
from caicach.correspondence.services.receiving import queue_document, receive_document, register_reading
from caicach.correspondence.services.rereading import (
    claim_next,
    finish_reading,
    read_again,
    read_next,
    replace_reading,
)
from caicach.correspondence.services.reviewing import (
    choose_effective_date,
    correct_value,
    mark_confirmed,
    undo_correction,
    withdraw_document,
)

__all__ = [
    "add_proposal",
    "choose_effective_date",
    "claim_next",
    "correct_value",
    "drop_proposal",
    "edit_proposal",
    "finish_reading",
    "mark_confirmed",
    "queue_document",
    "read_again",
    "read_next",
    "receive_document",
    "register_reading",
    "replace_reading",
    "restore_proposal",
    "set_units",
    "split_proposal",
    "undo_correction",
    "withdraw_document",
]
