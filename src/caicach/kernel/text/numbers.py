"""Numbers as officials write them: the dot groups thousands, the comma parts decimals (``1.234,5``)."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from caicach.kernel.errors import InvalidInput

_MINUS: Final = "\u2212\u2013"  # the minus sign, and the dash that word processors put for it
_GROUPED: Final = re.compile(r"-?(?:[1-9][0-9]{0,2}(?:[. ][0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_LONGEST: Final = 40


def parse_number(text: str) -> Decimal:
    """The number written; only by the Vietnamese rule, so ``1.234`` is a thousand and ``1,234`` is a bit over one.

    A dot that does not part groups of three is refused: ``1.5`` could be a mistake of either kind.

    >>> parse_number("1.234,5"), parse_number("1.234"), parse_number("1,234"), parse_number("−12 000")
    (Decimal('1234.5'), Decimal('1234'), Decimal('1.234'), Decimal('-12000'))
    """
    plain = re.sub(r"[\u00a0\u202f\u2009]", " ", text).strip()
    plain = re.sub(f"^[{_MINUS}]", "-", plain)
    if len(plain) > _LONGEST or not _GROUPED.fullmatch(plain) or len(set(plain) & {".", " "}) > 1:
        raise InvalidInput(
            "text.not_a_number",
            what="«{text}» không phải là một số viết đúng.",
            why="Dấu chấm ngăn cách từng nhóm ba chữ số, dấu phẩy ngăn cách phần thập phân.",
            todo="Hãy viết lại, ví dụ 1.234,5 hoặc 1234,5.",
            text=text[:_LONGEST],
        )
    return Decimal(plain.replace(".", "").replace(" ", "").replace(",", "."))


_DOT_DECIMAL: Final = re.compile(r"-?(?:0|[0-9]*[0-9])\.(?:[0-9]{1,2}|[0-9]{4,})|-?0[0-9]*\.[0-9]+")


def writes_decimal_dots(texts: Iterable[str]) -> bool:
    """Whether texts of one file prove that its dots are decimal ones: no group of thousands reads «12.5» or «0.825».

    >>> writes_decimal_dots(["1.500", "12.5"]), writes_decimal_dots(["1.500", "1.234,5"])
    (True, False)
    """
    return any(_DOT_DECIMAL.fullmatch(text.strip()) for text in texts)


def plain_number(text: str) -> str:
    """What an official typed, written as programs write numbers; what is no number stays as it is.

    >>> plain_number("1.500"), plain_number("1.234,5"), plain_number("85 %"), plain_number("0.825")
    ('1500', '1234.5', '85 %', '0.825')
    """
    try:
        return f"{parse_number(text):f}"
    except InvalidInput:
        return text


def format_number(value: Decimal | int, places: int | None = None) -> str:
    """``value`` with grouped thousands; ``places`` decimals, or as many as it has. It is never rounded here.

    >>> format_number(Decimal("1234.50")), format_number(1234567), format_number(Decimal("-0.5"))
    ('1.234,50', '1.234.567', '-0,5')
    >>> format_number(Decimal("12.5"), places=2)
    '12,50'

    Raises ValueError where ``places`` would cut digits off: round by a named rule first (``kernel.decimals``).
    """
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"{value} cannot be written as a number")
    if places is not None:
        padded = number.quantize(Decimal(1).scaleb(-places))
        if padded != number:
            raise ValueError(f"{value} has more than {places} decimals: round it by a named rule first")
        number = padded
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))
