"""A figure of a spreadsheet as its format shows it, written as officials write figures (``1.234,5``)."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from caicach.kernel.text.numbers import format_number

BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
}  # fmt: skip
"""The formats that files name by number alone (ISO/IEC 29500-1, 18.8.30), of those that show plain figures."""

_SECTION: Final = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)')
_TOKEN: Final = re.compile(r'"(?P<words>[^"]*)"|\\(?P<char>.)|\[(?P<bracket>[^\]]*)\]|[_*](?:.|$)|(?P<sign>.)')
_PLACES: Final = frozenset("0#?")
_PLAIN: Final = frozenset("0#?.,")
_OTHER_FORMS: Final = frozenset("@/eE")
_LONGEST: Final = 100
_MOST_DECIMALS: Final = 30


def shown_number(value: Decimal, code: str) -> str | None:
    """``value`` as a format code shows it; None where the code says nothing plain of it (general, fractions, text).

    >>> shown_number(Decimal("0.95"), "0%"), shown_number(Decimal(1500000000), "#,##0")
    ('95%', '1.500.000.000')
    >>> shown_number(Decimal(3), '"Quý "0'), shown_number(Decimal("1.1"), "0.00"), shown_number(Decimal(7), "General")
    ('Quý 3', '1,10', None)
    >>> shown_number(Decimal(-5), "#,##0;(#,##0)"), shown_number(Decimal(0), '0;-0;"-"')
    ('(5)', '-')
    """
    if len(code) > _LONGEST or code.casefold() in {"", "general", "@"}:
        return None
    sections = list(_SECTION.findall(code))[: max(1, code.count(";") + 1)]
    section, is_signed = _section(sections, value)
    body = _body(section)
    if body is None:
        return None
    sign = "-" if value < 0 and is_signed else ""
    return f"{body.before}{sign}{_figure(abs(value), body)}{body.after}".strip()


@dataclass(slots=True)
class _Body:
    """What stands before and after the figure, and the signs that shape it."""

    before: str = ""
    after: str = ""
    signs: str = ""
    percents: int = 0


def _section(sections: list[str], value: Decimal) -> tuple[str, bool]:
    """The part of the code for this value, and whether the sign of a negative one is still to be written."""
    if value == 0 and len(sections) > 2:
        return sections[2], False
    if value < 0 and len(sections) > 1 and sections[1]:
        return sections[1], False
    return sections[0], True


def _body(section: str) -> _Body | None:
    body = _Body()
    for token in _TOKEN.finditer(section):
        sign = token["sign"]
        if sign and sign in _PLAIN and (sign in _PLACES or body.signs):
            body.signs += sign
            continue
        if sign and (sign in _OTHER_FORMS or section.casefold().startswith("general")):
            return None
        words = token["words"] or token["char"] or sign or _currency(token["bracket"])
        body.percents += sign == "%"
        if body.signs:
            body.after += words
        else:
            body.before += words
    return body


def _currency(bracket: str | None) -> str:
    """«[$đ-42A]» shows its sign; colours and conditions show nothing."""
    return bracket[1:].partition("-")[0] if bracket and bracket.startswith("$") else ""


def _figure(value: Decimal, body: _Body) -> str:
    whole, _, decimals = body.signs.partition(".")
    if not any(sign in _PLACES for sign in body.signs):
        return ""
    thousands = len(whole) - len(whole.rstrip(",")) if not decimals else 0
    places = min(sum(sign in _PLACES for sign in decimals), _MOST_DECIMALS)
    kept = decimals.count("0")
    amount = value.scaleb(2 * body.percents - 3 * thousands).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    grouped = format_number(amount)
    figure, _, rest = (grouped if "," in whole.rstrip(",") else grouped.replace(".", "")).partition(",")
    rest = rest[:kept] + rest[kept:].rstrip("0")
    figure = figure.rjust(whole.count("0"), "0")
    return f"{figure},{rest}" if rest else figure
