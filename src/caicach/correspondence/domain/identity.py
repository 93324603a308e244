"""By what two received documents are the same one (Nghị định 30/2020, Phụ lục VI: number, symbol and issuer)."""

import hashlib
import re
from datetime import date

from caicach.kernel.text.folding import fold, nfc

_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")


def _folded(value: str) -> str:
    """Letters and digits only, folded, so that the scan and the file of one document meet."""
    return _NOT_WORD.sub("", fold(value))


def identity_of(*, number: str | None, symbol: str | None, issuer: str | None, issued_on: date | None) -> str:
    """Digest of number, symbol, issuer and date; "" where one is blank, for then nothing is proven.

    >>> a = identity_of(number="08", symbol="QĐ-UBND", issuer="UBND tỉnh", issued_on=date(2023, 1, 5))
    >>> b = identity_of(number="8", symbol="QĐ - UBND", issuer="ubnd  Tỉnh", issued_on=date(2023, 1, 5))
    >>> a == b, identity_of(number=None, symbol="QĐ-UBND", issuer="UBND tỉnh", issued_on=date(2023, 1, 5))
    (True, '')
    """
    if not (number and symbol and issuer and issued_on):
        return ""
    parts = (_folded(number).lstrip("0"), _folded(symbol), _folded(issuer), issued_on.isoformat())
    return hashlib.sha256("|".join(parts).encode()).hexdigest() if all(parts) else ""


def content_digest(text: str) -> str:
    """Digest of the words of a text; line breaks and spacing do not count.

    >>> content_digest("Kính  gửi:\\nSở Nội vụ") == content_digest("Kính gửi: Sở Nội vụ")
    True
    """
    return hashlib.sha256(_SPACE.sub(" ", nfc(text)).strip().encode()).hexdigest()
