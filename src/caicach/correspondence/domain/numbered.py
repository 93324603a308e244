"""A document with its number and day, in its head and where its annexes name it."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from caicach.documents.values import Block, OfficialDocument
from caicach.kernel.text.dates import official_date

_BLANK: Final = r"(?:…|\.{2,}|\s{2,}|_+)"
_NUMBER: Final = re.compile(rf"(\(Kèm theo [^()]*?số)\s*{_BLANK}\s*(?=/)")
_DAY: Final = re.compile(rf"(\(Kèm theo [^()]*?)ngày\s*{_BLANK}\s*tháng\s*{_BLANK}\s*năm\s*{_BLANK}")


def numbered_document(document: OfficialDocument, number: str, issued_on: date) -> OfficialDocument:
    """Number and day in the head, and in the blanks of «(Kèm theo Công văn số …/… ngày … tháng … năm … của …)».

    >>> from caicach.documents.values import BlockKind
    >>> blank = Block(BlockKind.PARAGRAPH, None, 1, "(Kèm theo Công văn số …/SNV ngày … tháng … năm … của Sở Nội vụ)")
    >>> numbered_document(OfficialDocument(body=(blank,)), "07", date(2023, 4, 5)).body[0].text
    '(Kèm theo Công văn số 07/SNV ngày 05 tháng 4 năm 2023 của Sở Nội vụ)'
    """
    body = tuple(_filled(block, number, issued_on) for block in document.body)
    return replace(document, number=number, date=issued_on, date_partial=None, body=body)


def _filled(block: Block, number: str, on: date) -> Block:
    if "(Kèm theo" not in block.text:
        return block
    text = _NUMBER.sub(rf"\g<1> {number}", block.text)
    text = _DAY.sub(rf"\g<1>{official_date(on)}", text)
    return replace(block, text=text)
