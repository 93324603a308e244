"""Names that are misspelt by a machine, and why a name means nobody on the day."""

import re
from collections.abc import Sequence
from typing import Final

from caicach.kernel.said import Said, joint_sentence, plain, tell
from caicach.kernel.text.dates import format_date
from caicach.organisations.domain.addressing.names import NameBook
from caicach.organisations.domain.addressing.words import Word, covered_words
from caicach.organisations.domain.directory import Directory
from caicach.organisations.domain.units import UnitFact

_LETTERS_PER_FAULT: Final = 7
_SHORTEST: Final = 8
_NUMBER: Final = re.compile(r"\d+|[ivx]+")
_NUMERALS: Final = str.maketrans("01568", "oisbb")


def nearest(words: Sequence[Word], book: NameBook) -> UnitFact | None:
    """The one unit whose name differs in few letters, where no other unit's name is nearly as near.

    Names of another day are known words: they are never taken for a misspelling.
    """
    text = " ".join(word.text for word in words).translate(_NUMERALS)
    allowed = min(3, len(text) // _LETTERS_PER_FAULT)
    if len(text) < _SHORTEST or allowed == 0 or _elsewhen(words, book):
        return None
    best: dict[str, tuple[int, UnitFact]] = {}
    for variant in book.all_variants:
        name = " ".join(variant.words)
        if variant.is_bare or _other_number(text, name) or abs(len(name) - len(text)) > allowed + 1:
            continue
        faults = distance(text, name, limit=allowed + 1)
        if faults <= allowed + 1 and faults < best.get(variant.unit.code, (99, variant.unit))[0]:
            best[variant.unit.code] = (faults, variant.unit)
    ranked = sorted(best.values(), key=lambda pair: (pair[0], pair[1].code))
    if not ranked or ranked[0][0] > allowed or (len(ranked) > 1 and ranked[1][0] <= ranked[0][0] + 1):
        return None
    return ranked[0][1]


def _other_number(text: str, name: str) -> bool:
    """«khu vực X» is no misspelt «khu vực XI»."""
    last, other = text.rsplit(" ", 1)[-1], name.rsplit(" ", 1)[-1]
    return last != other and (_NUMBER.fullmatch(last) is not None or _NUMBER.fullmatch(other) is not None)


def distance(first: str, second: str, *, limit: int) -> int:
    """Edit distance, or ``limit + 1`` as soon as it is sure to be greater.

    >>> distance("so noi vu", "so nol vu", limit=3), distance("abc", "xyz", limit=1)
    (1, 2)
    """
    last = len(second)
    row = [min(place, limit + 1) for place in range(last + 1)]
    for number, letter in enumerate(first, start=1):
        # Farther from the diagonal than the limit every way is longer than it.
        begin, end = max(1, number - limit), min(last, number + limit)
        above, row = row, [limit + 1] * (last + 1)
        if number <= limit:
            row[0] = number
        least = left = row[begin - 1]
        for place in range(begin, end + 1):
            left = row[place] = min(above[place] + 1, left + 1, above[place - 1] + (letter != second[place - 1]))
            least = min(least, left)
        if least > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def why_unknown(words: Sequence[Word], text: str, book: NameBook) -> Said:
    """Why the words name nobody on the day: a unit of another day, or nobody that is known."""
    day = format_date(book.directory.on)
    former = _elsewhen(words, book)
    if former:
        each = {str(why): why for why in (_when(unit, book.directory) for unit in former)}
        reasons = tell("«{words}»: {reasons}.", words=text, reasons=joint_sentence(each.values(), "; "))
        return joint_sentence((reasons, tell("Cần người rà soát chọn.")))
    return tell(
        "«{words}» không khớp với đơn vị nào trong danh bạ ngày {day}; cần người rà soát chọn đơn vị.",
        words=text,
        day=day,
    )


def same_body(words: Sequence[Word], book: NameBook) -> tuple[UnitFact, UnitFact] | None:
    """The one unit of the day that bore another name before, and the fact of that name («Cục Thuế tỉnh» in 2026)."""
    directory = book.directory
    found: dict[str, tuple[UnitFact, UnitFact]] = {}
    for former in _elsewhen(words, book):
        now = directory.by_code.get(former.code)
        if now is not None and former.valid_to is not None and former.valid_to <= directory.on:
            later = [fact for fact in (*directory.elsewhen, now) if fact.code == now.code and _follows(fact, former)]
            if all(fact.continues for fact in later):
                found[now.code] = former, now
    return next(iter(found.values())) if len(found) == 1 else None


def _follows(fact: UnitFact, former: UnitFact) -> bool:
    begins, ended = fact.valid_from, former.valid_to
    return begins is not None and ended is not None and begins >= ended


def _elsewhen(words: Sequence[Word], book: NameBook) -> tuple[UnitFact, ...]:
    stripped = words[1:] if words and words[0].text == "ubnd" else words
    if not stripped:
        return ()
    named = book.elsewhen.get(stripped[0].text[0], ())
    return tuple(fact for fact, names in named if any(covered_words(stripped, name) == len(stripped) for name in names))


def _when(fact: UnitFact, directory: Directory) -> Said:
    unit = f"{fact.name} ({fact.code})"
    if fact.valid_from is not None and fact.valid_from > directory.on:
        return tell("{unit} chỉ có từ {day}", unit=unit, day=format_date(fact.valid_from))
    if fact.valid_to is None:
        return plain(fact.name)
    into = [successor.name for successor in _successors(fact, directory)]
    return tell(
        "{unit} không còn từ {day}, nay thuộc {units}" if into else "{unit} không còn từ {day}",
        unit=unit,
        day=format_date(fact.valid_to),
        units=", ".join(into),
    )


def _successors(fact: UnitFact, directory: Directory) -> tuple[UnitFact, ...]:
    """Who took over, on the day of the directory: through every change since."""
    found: dict[str, UnitFact] = {}
    waiting, seen = [fact], set[str]()
    while waiting:
        one = waiting.pop(0)
        change = directory.change_of(one)
        goes_on = tuple(fact.code for fact in directory.elsewhen if fact.code == one.code and fact.continues)
        for code in change.to_codes if change else goes_on[:1]:
            if code in directory.by_code:
                found[code] = directory.by_code[code]
            elif code not in seen:
                seen.add(code)
                waiting += [later for later in directory.elsewhen if later.code == code and _follows(later, one)]
    return tuple(found.values())
