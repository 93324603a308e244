"""What the bounded child does with a file of a letter or a plan; each answers as JSON."""

from base64 import b64encode
from typing import Any, Final

from caicach.documents.as_json import reading_to_keep
from caicach.documents.first_page import first_page_text, is_first_page_scanned
from caicach.documents.plan.as_json import plan_to_keep
from caicach.documents.plan.opening import read_plan, refuse_secret_head
from caicach.documents.previewing import preview
from caicach.documents.read.loading import load
from caicach.documents.read.reader import read_source
from caicach.documents.read.source import SourceText
from caicach.kernel.codec import Codec
from caicach.kernel.errors import InvalidInput, NotInstalled, TooLarge

SOURCE: Final = Codec(SourceText, is_brief=True)


def meaning_of_file(data: bytes, name: str) -> dict[str, Any]:
    source = load(data, filename=name)
    reading = reading_to_keep(read_source(source))
    del reading["text"]  # the source has it already
    return {"source": SOURCE.plain(source), "reading": reading}


def rows_of_plan(data: bytes, name: str) -> dict[str, Any]:
    return plan_to_keep(read_plan(data, filename=name))


def look_for_mark(data: bytes, name: str, is_quick: bool = False) -> dict[str, Any]:
    """``unseen`` where the first page would have to be recognised, and the look shall be a quick one."""
    try:
        if is_quick and is_first_page_scanned(data, filename=name):
            return {"unseen": True}
        text = first_page_text(data, filename=name)
    except (InvalidInput, TooLarge, NotInstalled):
        return {}
    refuse_secret_head(text, name=name)
    return {}


def preview_of_file(data: bytes, name: str, first: int) -> dict[str, Any]:
    found = preview(data, filename=name, first=first)
    return {
        "pictures": [b64encode(picture).decode("ascii") for picture in found.pictures],
        "first": found.first,
        "pages": found.pages,
        "text": found.text,
        "is_cut": found.is_cut,
    }
