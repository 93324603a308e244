"""Numbers as Vietnamese offices write them: dots between thousands, a comma before decimals."""

import re
from decimal import Decimal
from typing import Final

from caicach.kernel.errors import InvalidInput

_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_FORM: Final = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")


def parse_number(text: str) -> Decimal:
    """Value of ``text`` by the Vietnamese rule; anything else is refused, never guessed.

    >>> parse_number("1.234,5"), parse_number("59"), parse_number("-0,25")
    (Decimal('1234.5'), Decimal('59'), Decimal('-0.25'))
    """
    stripped = text.strip().replace("\u00a0", "").replace(" ", "").replace("−", "-")
    if not _NUMBER.fullmatch(stripped):
        raise InvalidInput(
            "text.not_a_number",
            what="«{text}» không phải là số hợp lệ.",
            why="Số viết theo kiểu Việt Nam: dấu chấm tách hàng nghìn, dấu phẩy trước phần thập phân.",
            todo="Hãy viết lại, ví dụ 1.234,5.",
            text=text.strip(),
        )
    return Decimal(stripped.replace(".", "").replace(",", "."))


def format_number(value: Decimal | int, places: int | None = None) -> str:
    """``value`` in Vietnamese form, with ``places`` decimals where given (it must already be rounded to them).

    >>> format_number(Decimal("1234.5")), format_number(1234567), format_number(Decimal("0.5"), 2)
    ('1.234,5', '1.234.567', '0,50')
    """
    plain = f"{value:,}" if places is None else f"{value:,.{places}f}"
    return plain.translate(str.maketrans({",": ".", ".": ","}))


def parse_roman(text: str) -> int | None:
    """Value of a Roman numeral in capitals, or None.

    >>> parse_roman("IV"), parse_roman("XIV"), parse_roman("IIX")
    (4, 14, None)
    """
    if not text or not _ROMAN_FORM.fullmatch(text):
        return None
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
