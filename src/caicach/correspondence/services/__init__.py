"""Writes of documents received and letters sent."""

from caicach.correspondence.services.arrivals import correct_arrival
from caicach.correspondence.services.drafting import (
    draft_letter,
    draft_letter_of_report,
    edit_letter,
    restore_version,
    return_letter,
    submit_letter,
)
from caicach.correspondence.services.issuing import (
    cancel_letter,
    dispatch_letter,
    draft_mending,
    recall_letter,
    record_wet_signature,
)
from caicach.correspondence.services.noting import Read, note_reading
from caicach.correspondence.services.numbering import cancel_number, number_letter, reserve_number
from caicach.correspondence.services.office import load_offices, save_office, save_series
from caicach.correspondence.services.proposals import (
    add_proposal,
    drop_proposal,
    edit_proposal,
    restore_proposal,
    set_units,
    split_proposal,
)
from caicach.correspondence.services.receiving import queue_document, receive_document, register_reading
from caicach.correspondence.services.replies import record_reply, withdraw_reply
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
from caicach.correspondence.services.signing import sign_letter

__all__ = [
    "Read",
    "add_proposal",
    "cancel_letter",
    "cancel_number",
    "choose_effective_date",
    "claim_next",
    "correct_arrival",
    "correct_value",
    "dispatch_letter",
    "draft_letter",
    "draft_letter_of_report",
    "draft_mending",
    "drop_proposal",
    "edit_letter",
    "edit_proposal",
    "finish_reading",
    "load_offices",
    "mark_confirmed",
    "note_reading",
    "number_letter",
    "queue_document",
    "read_again",
    "read_next",
    "recall_letter",
    "receive_document",
    "record_reply",
    "record_wet_signature",
    "register_reading",
    "replace_reading",
    "reserve_number",
    "restore_proposal",
    "restore_version",
    "return_letter",
    "save_office",
    "save_series",
    "set_units",
    "sign_letter",
    "split_proposal",
    "submit_letter",
    "undo_correction",
    "withdraw_document",
    "withdraw_reply",
]
