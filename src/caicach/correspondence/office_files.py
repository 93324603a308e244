"""Offices that issue letters, read from a JSON file: what the example and a new installation begin with."""

import json
from pathlib import Path

from caicach.correspondence.domain.office import Office
from caicach.documents.read.recipients import role_of
from caicach.documents.values import Recipient, Signatory


def read_offices(path: Path) -> tuple[Office, ...]:
    """A list of objects with the fields of ``Office``; ``recipients`` as words, ``signatories`` as objects."""
    return tuple(
        Office(
            **{
                **given,
                "recipients": tuple(Recipient(text, role_of(text)) for text in given.get("recipients", ())),
                "signatories": tuple(Signatory(**signatory) for signatory in given.get("signatories", ())),
            }
        )
        for given in json.loads(path.read_text(encoding="utf-8"))
    )
