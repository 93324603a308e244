"""Fees as printed: the amounts a text names, nought where it says that nothing is to pay."""

import re
from decimal import Decimal
from typing import Final

from caicach.kernel.text.folding import fold, squeeze

_MONEY: Final = re.compile(
    r"(?<![\w/.,-])(?P<amount>\d{1,3}(?:[.,\s]\d{3})+|\d+(?:[.,]\d+)?)\s*(?P<times>nghin|ngan|trieu|ty)?\s*"
    r"(?:dong|vnd|d(?![a-z]))"
)
_BARE: Final = re.compile(r"(?:(?:le )?phi\s*:?\s*)?(?P<amount>\d{1,3}(?:[.,]\d{3})+|\d+)")
_TIMES: Final = {"nghin": 1000, "ngan": 1000, "trieu": 1_000_000, "ty": 1_000_000_000}
_NOTHING: Final = r"khong(?: co| mat| thu| phai nop| quy dinh)?(?: (?:le )?phi)?(?:[,;/ ]+(?:va )?(?:le )?phi)?"
_FREE: Final = re.compile(rf"(?:(?:le )?phi\s*:?\s*)?(?:{_NOTHING}|mien(?: 100%)?(?: (?:le )?phi)?|0)\.?")


def amounts_in(text: str) -> frozenset[Decimal]:
    """Amounts in đồng that a text names; nothing where it names none.

    >>> sorted(map(str, amounts_in("Lệ phí: 50.000 đồng/lần; Phí 1,5 triệu đồng, theo TT 85/2019/TT-BTC")))
    ['1500000', '50000']
    >>> [sorted(map(str, amounts_in(text))) for text in ("Miễn phí", "Phí : 0 Đồng", "120.000", "Theo quy định")]
    [['0'], ['0'], ['120000'], []]
    """
    plain = fold(squeeze(text)).replace("₫", "d").strip(" .;-+*")
    if _FREE.fullmatch(plain):
        return frozenset({Decimal(0)})
    if bare := _BARE.fullmatch(plain):
        return frozenset({_number(bare["amount"], None)})
    found = frozenset(_number(one["amount"], one["times"]) for one in _MONEY.finditer(plain))
    return found or (frozenset({Decimal(0)}) if re.search(r"\bmien phi\b|\bkhong thu (?:le )?phi\b", plain) else found)


def _number(written: str, times: str | None) -> Decimal:
    if times:
        amount = Decimal(written.replace(" ", "").replace(",", ".")) * _TIMES[times]
        return amount.to_integral_value() if amount == amount.to_integral_value() else amount
    if re.fullmatch(r"\d{1,3}(?:[.,\s]\d{3})+", written):
        return Decimal(re.sub(r"\D", "", written))
    return Decimal(written.replace(",", "."))
