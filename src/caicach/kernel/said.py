"""A sentence for people, as a value: the template that a catalogue knows and what stands in its places.

Pure rooms return sentences, tables keep them as template and values, and a door says them in the language of who reads
(``kernel.saying``). A finished sentence is in no catalogue: nobody can translate it any more.
"""

import json
import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from string import Formatter
from typing import TYPE_CHECKING, Final, cast

from caicach.kernel.errors import CaicachError
from caicach.kernel.kept_form import KeptForm
from caicach.kernel.text.numbers import format_number

if TYPE_CHECKING:
    from pydantic_core.core_schema import CoreSchema


@dataclass(frozen=True, slots=True)
class Said:
    """Values are words, numbers (written as the language writes them), or sentences inside this one.

    >>> inner = Said("{count} sở", {"count": 1234})
    >>> str(Said("«{words}»: {what}.", {"words": "các Sở", "what": inner}))
    '«các Sở»: 1.234 sở.'
    """

    template: str
    values: "Mapping[str, str | int | Decimal | Said]" = field(default_factory=dict, hash=False)

    def filled(
        self,
        spoken: Callable[[str], str] = str,
        number: Callable[[Decimal | int], str] = format_number,
    ) -> str:
        """The sentence in one string: ``spoken`` translates a template, ``number`` writes a number."""
        if not self.template:
            return ""
        return spoken(self.template).format_map(
            {
                name: value.filled(spoken, number)
                if isinstance(value, Said)
                else value
                if isinstance(value, str)
                else number(value)
                for name, value in self.values.items()
            }
        )

    def __str__(self) -> str:
        """In Vietnamese, as it was written."""
        return self.filled()

    def __bool__(self) -> bool:
        return bool(self.template)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> "CoreSchema":
        """In values that are kept, a sentence is what ``as_json`` makes of it."""
        return KEPT_SENTENCE.around({"type": "is-instance", "cls": cls})


NOTHING: Final = Said("")


def tell(template: str, **values: str | int | Decimal | Said) -> Said:
    """A sentence written here: ``tools/messages.py`` finds its template by this name.

    >>> str(tell("{count} sở", count=1234))
    '1.234 sở'
    """
    return Said(template, values)


def plain(text: str) -> Said:
    """Names, numbers of documents, what somebody typed: no sentence of ours, the same in every language.

    >>> str(plain("{Sở} Y tế"))
    '{Sở} Y tế'
    """
    return Said("{words}", {"words": text}) if text else Said("")


def ready_sentence(text: str) -> Said:
    """A sentence that comes finished, from before sentences were kept as values: a template without places.

    >>> str(ready_sentence("Chọn {a}."))
    'Chọn {a}.'
    """
    return Said(text.replace("{", "{{").replace("}", "}}"))


def joint_sentence(sentences: Iterable[Said], by: str = " ") -> Said:
    """Sentences behind each other, without those that say nothing.

    >>> str(joint_sentence([Said("Một."), Said(""), Said("Hai.")]))
    'Một. Hai.'
    """
    told = [sentence for sentence in sentences if sentence]
    if len(told) == 1:
        return told[0]
    names = [f"s{number}" for number in range(1, len(told) + 1)]
    return Said(by.join(f"{{{name}}}" for name in names), dict(zip(names, told, strict=True)))


def sentence_of(error: CaicachError) -> Said:
    """What happened, why and what to do, in one: an error as it is kept with what it stopped.

    >>> str(sentence_of(CaicachError("x", what="Năm {year} trống.", todo="Hãy chọn {other}.", year=2025, other="2024")))
    'Năm 2025 trống. Hãy chọn 2024.'
    """
    return joint_sentence(sentences_of(error))


def sentences_of(error: CaicachError) -> tuple[Said, Said, Said]:
    """What happened, why, and what to do, each apart; numbers as the error writes them."""
    what, why, todo = (Said(template, _named_values(template, error.values)) for template in error.templates)
    return what, why, todo


def _named_values(template: str, values: Mapping[str, object]) -> "dict[str, str | Said]":
    names = [name for _, name, _, _ in Formatter().parse(template) if name]
    return {name: value if isinstance(value := values[name], Said) else str(value) for name in names}


def leaves(sentence: Said) -> Iterable[Said]:
    """The sentence and all those inside it."""
    yield sentence
    for value in sentence.values.values():
        if isinstance(value, Said):
            yield from leaves(value)


def as_json(sentence: Said) -> list[object]:
    """``[template, values]``; a sentence among the values likewise, a number with decimals as ``{"number": "1.5"}``.

    >>> as_json(Said("{a} {b}", {"a": Decimal("1.50"), "b": Said("c")}))
    ['{a} {b}', {'a': {'number': '1.50'}, 'b': ['c', {}]}]
    """
    return [sentence.template, {name: _value_as_json(value) for name, value in sentence.values.items()}]


def _value_as_json(value: "str | int | Decimal | Said") -> object:
    if isinstance(value, Said):
        return as_json(value)
    return {"number": str(value)} if isinstance(value, Decimal) else value


def from_json(stored: object) -> Said:
    """The sentence that ``as_json`` wrote; of a text, the finished sentence it is.

    >>> from_json(as_json(Said("{a}", {"a": Said("b {c}", {"c": Decimal("1.50")})}))).filled()
    'b 1,50'
    """
    if isinstance(stored, str):
        return ready_sentence(stored)
    template, values = cast("tuple[str, Mapping[str, object]]", stored)
    return Said(template, {name: _value(value) for name, value in values.items()})


def _value(stored: object) -> "str | int | Decimal | Said":
    if isinstance(stored, list):
        return from_json(stored)
    if isinstance(stored, dict):
        return Decimal(stored["number"])
    return cast("str | int", stored)


_NUMBER: Final = re.compile(r"-?\d{1,40}(?:\.\d{1,40})?(?:E[+-]?\d{1,2})?", re.ASCII)
KEPT_SENTENCE: Final = KeptForm(as_json, from_json)


def as_text(sentence: Said) -> str:
    """``as_json`` in one line, for a column of text."""
    return json.dumps(as_json(sentence), ensure_ascii=False, separators=(",", ":")) if sentence else ""


def kept_words(words: str | Said) -> str:
    """For a column where people's own words stand as well: those as they are, a sentence of ours as ``as_text`` has it.

    >>> kept_words(" Tồn tại số 3 "), kept_words(Said("Ngày {day}", {"day": "20/11/2026"}))
    ('Tồn tại số 3', '["Ngày {day}",{"day":"20/11/2026"}]')
    """
    return as_text(words) if isinstance(words, Said) else words.strip()


def from_text(stored: str) -> Said:
    """The sentence that ``as_text`` wrote; of any other text, the finished sentence it is.

    People's own words stand in such columns too: what ``as_text`` cannot have written is never filled.

    >>> str(from_text(as_text(Said("a {b}", {"b": 1})))), str(from_text("[Kèm theo] câu cũ"))
    ('a 1', '[Kèm theo] câu cũ')
    >>> str(from_text('["{a}",{}]')), str(from_text('["{a:>9}",{"a":"x"}]'))
    ('["{a}",{}]', '["{a:>9}",{"a":"x"}]')
    """
    if stored.startswith('["') and stored.endswith("}]"):
        try:
            kept = json.loads(stored)
        except (ValueError, RecursionError):
            return ready_sentence(stored)
        if _is_sentence(kept):
            return from_json(kept)
    return ready_sentence(stored)


def _is_sentence(kept: object) -> bool:
    """Whether ``as_json`` may have written this: plain places alone, each with a value of its own."""
    match kept:
        case [str(template), dict(values)]:
            return all(map(_is_value, values.values())) and _is_filled_by(template, values)
    return False


def _is_value(kept: object) -> bool:
    match kept:
        case {"number": str(number), **rest}:
            return not rest and _NUMBER.fullmatch(number) is not None
    return (isinstance(kept, str | int) and not isinstance(kept, bool)) or _is_sentence(kept)


def _is_filled_by(template: str, values: Container[str]) -> bool:
    """Whether every place of a template is a plain name that has a value."""
    try:
        places = [part[1:] for part in Formatter().parse(template) if part[1] is not None]
    except ValueError:
        return False
    return all(
        name is not None and name.isidentifier() and name in values and not more and not turned
        for name, more, turned in places
    )
