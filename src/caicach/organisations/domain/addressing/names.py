"""Names of units in a text: in full, abbreviated, with or without the province's name behind them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from caicach.kernel.text.folding import nfc
from caicach.organisations.domain.addressing.vocabulary import PROVINCES
from caicach.organisations.domain.addressing.words import Word, covered_words, name_words
from caicach.organisations.domain.directory import Directory
from caicach.organisations.domain.units import COMMITTEE_TYPES, LOCAL_TYPES, Level, UnitFact, UnitType

# After a name these begin the name of a larger or other body: «Công an | huyện Can Lộc».
_OTHER_BODY: Final = frozenset(
    {"huyen", "quan", "thi", "thanh", "xa", "phuong", "cap", "cac", "tinh", "trung", "viet", "khu"}
)
_PLACE_LINKS: Final = (("cua",), ("thuoc",), ("cap",), ("o",), ("tai",), ("tren", "dia", "ban"), ())


@dataclass(frozen=True, slots=True)
class NameVariant:
    """One way to say a unit. ``is_bare`` lacks the place that tells it from like bodies: it convinces less."""

    unit: UnitFact
    words: tuple[str, ...]
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class NameHit:
    """Units that the words may mean; more than one: ambiguous. ``province`` is another province named behind."""

    units: tuple[UnitFact, ...]
    taken: int
    is_bare: bool = False
    province: str | None = None


class NameBook:
    """The names of a directory's units, by first letter, ready to be looked for."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.province = _province_name(directory)
        self.localities: dict[tuple[str, ...], list[UnitFact]] = defaultdict(list)
        self._variants: dict[str, list[NameVariant]] = defaultdict(list)
        self.all_variants: list[NameVariant] = []
        for unit in directory.units:
            if unit.type in LOCAL_TYPES:
                self.localities[name_words(unit.short_name)].append(unit)
            if unit.type is not UnitType.PROVINCE:
                for variant in self._variants_of(unit):
                    self._variants[variant.words[0][0]].append(variant)
                    self.all_variants.append(variant)

    @cached_property
    def elsewhen(self) -> dict[str, list[tuple[UnitFact, list[tuple[str, ...]]]]]:
        """The facts of other days with their names, by the first letter of these."""
        found: dict[str, list[tuple[UnitFact, list[tuple[str, ...]]]]] = defaultdict(list)
        for fact in self.directory.elsewhen:
            said = (
                (fact.name, *fact.aliases) if fact.type in LOCAL_TYPES else (fact.name, fact.short_name, *fact.aliases)
            )
            by_letter: dict[str, list[tuple[str, ...]]] = defaultdict(list)
            for words in dict.fromkeys(map(name_words, said)):
                if words:
                    by_letter[words[0][0]].append(words)
            for letter, names in by_letter.items():
                found[letter].append((fact, names))
        return found

    def _variants_of(self, unit: UnitFact) -> Iterator[NameVariant]:
        said = dict.fromkeys((name_words(unit.name), *map(name_words, unit.aliases)))
        if unit.type not in LOCAL_TYPES:
            said[name_words(unit.short_name)] = None
        for words in said:
            yield NameVariant(unit, words)
            if unit.type in LOCAL_TYPES:
                yield NameVariant(unit, ("ubnd", *words))
                continue
            stem = self._without_place(words)
            if stem != words and len(stem) > 1:
                yield NameVariant(unit, stem, is_bare=words[-1] == "tinh" or unit.level is Level.CENTRAL_AGENCY)
        if unit.type in COMMITTEE_TYPES and len(self.directory.of_type(unit.type)) == 1:
            yield NameVariant(unit, name_words(unit.type.label), is_bare=True)

    def _without_place(self, words: tuple[str, ...]) -> tuple[str, ...]:
        own = self.province
        if own and words[-len(own) :] == own:
            words = words[: -len(own)]
        return words[:-1] if len(words) > 2 and words[-1] == "tinh" else words

    def find(self, words: Sequence[Word]) -> NameHit | None:
        """The longest name that the text begins with and that ends where a name may end."""
        found: dict[int, list[tuple[NameVariant, NameHit]]] = defaultdict(list)
        for variant in self._variants.get(words[0].text[0], ()) if words else ():
            taken = covered_words(words, variant.words)
            hit = self._ended(variant, words, taken) if taken else None
            if hit is not None:
                found[hit.taken].append((variant, hit))
        if not found:
            return None
        best = found[max(found)]
        units = {variant.unit.code: variant.unit for variant, _ in best}
        firm = [hit for _, hit in best if not hit.is_bare]
        chosen = firm[0] if firm else best[0][1]
        return NameHit(tuple(units.values()), chosen.taken, chosen.is_bare, chosen.province)

    def _ended(self, variant: NameVariant, words: Sequence[Word], taken: int) -> NameHit | None:
        after, province = (taken, None)
        if words[taken - 1].gap in {"", "-"}:
            after, province = self._place_after(words, taken)
        is_bare = variant.is_bare and after == taken
        is_short = is_bare or words[0].text != variant.words[0]  # an abbreviation must be the whole item
        if after < len(words) and words[after - 1].gap in {"", "&"} and (is_short or words[after].text in _OTHER_BODY):
            if variant.unit.type not in LOCAL_TYPES:
                return None
            after, below = self._parent_after(variant.unit, words, after)
            if not below:
                return None
        elif after < len(words) and words[after - 1].gap in {",", "("} and variant.unit.type in LOCAL_TYPES:
            after, _ = self._parent_after(variant.unit, words, after)  # «xã A, huyện B» is one place
        if variant.unit.type in LOCAL_TYPES and province is not None:
            return None
        return NameHit((variant.unit,), after, is_bare, province)

    def _place_after(self, words: Sequence[Word], place: int) -> tuple[int, str | None]:
        """How far «(của) tỉnh (Hà Tĩnh)» reaches, and the other province that it names instead of our own."""
        for link in _PLACE_LINKS:
            start = place + len(link)
            if tuple(w.text for w in words[place:start]) != link or start >= len(words):
                continue
            has_word = words[start].text == "tinh"
            named = _province_at(words, start + has_word)
            if named is not None:
                size, name = named
                is_own = name_words(name) == self.province
                return start + has_word + size, None if is_own else name
            if has_word:
                return start + 1, None
        return place, None

    def _parent_after(self, unit: UnitFact, words: Sequence[Word], place: int) -> tuple[int, bool]:
        """«xã A, huyện B»: the parent named behind must be the parent in the directory."""
        start = place + (words[place].text in {"thuoc", "cua"})
        parent = self.directory.by_code.get(unit.parent or "")
        taken = covered_words(words[start:], name_words(parent.name)) if parent else None
        return (start + taken, True) if taken else (place, False)

    def localities_named(self, words: Sequence[Word], *, types: frozenset[UnitType] = LOCAL_TYPES) -> NameHit | None:
        """Localities whose bare name (without xã, huyện …) the text begins with and ends after."""
        for size in range(min(5, len(words)), 0, -1):
            key = tuple(word.text for word in words[:size])
            units = tuple(unit for unit in self.localities.get(key, ()) if unit.type in types)
            if units and words[size - 1].ends_part:
                return NameHit(units, size, is_bare=True)
        return None


def told_apart(units: Sequence[UnitFact], text: str) -> tuple[UnitFact, ...]:
    """Of units that fold alike, those whose marks the text has too; all of them where none has."""
    written = nfc(text).casefold()
    exact = tuple(unit for unit in units if nfc(unit.short_name).casefold() in written)
    return exact or tuple(units)


def _province_at(words: Sequence[Word], place: int) -> tuple[int, str] | None:
    for size in range(min(4, len(words) - place), 0, -1):
        name = PROVINCES.get(tuple(word.text for word in words[place : place + size]))
        if name is not None:
            return size, name
    return None


def _province_name(directory: Directory) -> tuple[str, ...]:
    own = directory.of_type(UnitType.PROVINCE)
    return name_words(own[0].short_name) if own else ()


@lru_cache(maxsize=16)
def book_of(directory: Directory) -> NameBook:
    """The names of a directory; made once for each directory value, for a letter asks many times."""
    return NameBook(directory)
