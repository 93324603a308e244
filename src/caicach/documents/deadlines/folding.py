"""The words of a deadline folded, place by place, for the patterns of the grammar."""

import re
from typing import Final

from caicach.kernel.text.folding import fold

_CITED: Final = re.compile(
    r"\b\d{1,5}(?:\s?/\s?20\d\d)?\s?/\s?(?!Q?[IVX]+\b)[A-ZĐ]{2}[\w&]*(?:\s?[-/]\s?[A-ZĐ][\w&]*)*"
    r"|\b\d{1,5}\s?-\s?[A-ZĐ]{2}[\w&]*/[A-ZĐ]\w+"
)
_CITED_DATE: Final = re.compile(
    r"\s*,?\s*(?:ngay\s*\d{1,2}(?:\s*/\s*\d{1,2}\s*/\s*\d{4}|\s+thang\s+\d{1,2}\s+nam\s+\d{4}))?"
)
_JUNE: Final = re.compile(r"(tháng\s+)sáu(?!\w)", re.IGNORECASE)
_NEXT_MONTH: Final = re.compile(
    r"(?<!\d )(?<!\d)(?<!của )(tháng\s+)sau(?!\w)(?!\s+(?:khi|ngày|tết|lễ)\b)", re.IGNORECASE
)


def folded_deadline(text: str) -> str:
    """Folded, with blanks for cited documents and their dates: «theo Nghị quyết 71/NQ-CP ngày 01/4/2025».

    June and the next month, alike once folded, are told apart before.

    >>> folded_deadline("tháng sáu, tháng sau")
    'thang 6  , thang toi'
    """
    folded = fold(_NEXT_MONTH.sub(r"\1tới", _JUNE.sub(r"\g<1>6  ", text)))
    for cited in _CITED.finditer(text):
        dated = _CITED_DATE.match(folded, cited.end())
        end = dated.end() if dated else cited.end()
        folded = folded[: cited.start()] + " " * (end - cited.start()) + folded[end:]
    return folded
