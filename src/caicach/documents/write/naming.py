"""What a written file says of itself: its title, and when it was made."""

import datetime
from typing import Final

from caicach.documents.values import OfficialDocument
from caicach.kernel.text.characters import writable

_UNDATED: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def title_of(document: OfficialDocument) -> str:
    """
    >>> title_of(OfficialDocument(doc_type="kế hoạch", number="5", symbol="KH-UBND", subject="Cải cách hành chính"))
    'Kế hoạch số 5/KH-UBND: Cải cách hành chính'
    """
    kind = (document.doc_type or "văn bản").capitalize()
    symbol = document.symbol or ""
    joint = "-" if "/" in symbol else "/"
    number = f" số {document.number}{joint}{symbol}" if document.number and symbol else ""
    about = f": {document.subject}" if document.subject else ""
    return writable(f"{kind}{number}{about}")


def author_of(document: OfficialDocument) -> str:
    return writable(document.issuer or "")


def made_on(document: OfficialDocument) -> datetime.datetime:
    """The day of the document, for a file that is the same whenever it is written."""
    if document.date is None:
        return _UNDATED
    return datetime.datetime.combine(document.date, datetime.time(), datetime.UTC)
