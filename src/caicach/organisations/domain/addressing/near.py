"""Names that are misspelt by a machine, and why a name means nobody on the day."""

from collections.abc import Sequence
from typing import Final

from caicach.kernel.said import Said, joined, plain, tell
from caicach.kernel.text.dates import format_date
from caicach.organisations.domain.addressing.names import NameBook
from caicach.organisations.domain.addressing.words import Word, covered, name_words
from caicach.organisations.domain.directory import Directory
from caicach.organisations.domain.units import LOCAL_TYPES, UnitFact

_LETTERS_PER_FAULT: Final = 7
_SHORTEST: Final = 8
_NUMERALS: Final = str.maketrans("01568", "oisbb")


def nearest(words: Sequence[Word], book: NameBook) -> UnitFact | None:
    """The one unit whose name differs in few letters, where no other unit's name is nearly as near.

    Names of another day are known words: they are never taken for a misspelling.
    """
    text = " ".join(word.text for word in words).translate(_NUMERALS)
    allowed = min(3, len(text) // _LETTERS_PER_FAULT)
    if len(text) < _SHORTEST or allowed == 0 or _elsewhen(words, book.directory):
        return None
    best: dict[str, tuple[int, UnitFact]] = {}
    for variant in book.all_variants:
        name = " ".join(variant.words)
        if variant.is_bare or abs(len(name) - len(text)) > allowed + 1:
            continue
        faults = distance(text, name, limit=allowed + 1)
        if faults <= allowed + 1 and faults < best.get(variant.unit.code, (99, variant.unit))[0]:
            best[variant.unit.code] = (faults, variant.unit)
    ranked = sorted(best.values(), key=lambda pair: (pair[0], pair[1].code))
    if not ranked or ranked[0][0] > allowed or (len(ranked) > 1 and ranked[1][0] <= ranked[0][0] + 1):
        return None
    return ranked[0][1]


def distance(first: str, second: str, *, limit: int) -> int:
    """Edit distance, or ``limit + 1`` as soon as it is sure to be greater.

    >>> distance("so noi vu", "so nol vu", limit=3), distance("abc", "xyz", limit=1)
    (1, 2)
    """
    row = list(range(len(second) + 1))
    for number, letter in enumerate(first, start=1):
        above, row = row, [number]
        for place, other in enumerate(second, start=1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (letter != other)))
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def why_unknown(words: Sequence[Word], text: str, book: NameBook) -> Said:
    """Why the words name nobody on the day: a unit of another day, or nobody that is known."""
    day = format_date(book.directory.on)
    former = _elsewhen(words, book.directory)
    if former:
        each = {str(why): why for why in (_when(unit, book.directory) for unit in former)}
        reasons = tell("«{words}»: {reasons}.", words=text, reasons=joined(each.values(), "; "))
        return joined((reasons, tell("Cần người rà soát chọn.")))
    return tell(
        "«{words}» không khớp với đơn vị nào trong danh bạ ngày {day}; cần người rà soát chọn đơn vị.",
        words=text,
        day=day,
    )


def _elsewhen(words: Sequence[Word], directory: Directory) -> tuple[UnitFact, ...]:
    if not words:
        return ()
    stripped = words[1:] if words[0].text == "ubnd" else words
    return tuple(fact for fact in directory.elsewhen if _names(stripped, fact))


def _names(words: Sequence[Word], fact: UnitFact) -> bool:
    said = (fact.name,) if fact.type in LOCAL_TYPES else (fact.name, fact.short_name)
    return bool(words) and any(covered(words, name_words(name)) == len(words) for name in said)


def _when(fact: UnitFact, directory: Directory) -> Said:
    unit = f"{fact.name} ({fact.code})"
    if fact.valid_from is not None and fact.valid_from > directory.on:
        return tell("{unit} chỉ có từ {day}", unit=unit, day=format_date(fact.valid_from))
    if fact.valid_to is None:
        return plain(fact.name)
    change = directory.change_of(fact)
    into = [directory.by_code[code].name for code in change.to_codes if code in directory.by_code] if change else []
    return tell(
        "{unit} không còn từ {day}, nay thuộc {units}" if into else "{unit} không còn từ {day}",
        unit=unit,
        day=format_date(fact.valid_to),
        units=", ".join(into),
    )
