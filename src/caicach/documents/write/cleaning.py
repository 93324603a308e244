"""Characters that neither XML nor a page can hold are left out of what is written."""

import re
from typing import Final

_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def cleaned(text: str) -> str:
    r"""Without the characters that a file cannot hold.

    >>> cleaned("Số\x00 12")
    'Số 12'
    """
    return _UNSEEN.sub("", text)
