"""Functions of formulas that need nothing but their arguments: name, how many it takes, what it gives."""

import base64
import hashlib
import math
import re
from collections.abc import Callable, Mapping
from typing import Final

from caicach.kernel.said import tell
from caicach.surveys.formulas.days import decimal_time, written_moment
from caicach.surveys.formulas.places import area, distance
from caicach.surveys.formulas.values import (
    NotReckonedError,
    Value,
    as_moment,
    as_number,
    as_text,
    as_truth,
)

_ANY: Final = 1000
_LONGEST: Final = 100_000
_DIGESTS: Final = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def _each(values: tuple[Value, ...]) -> list[Value]:
    """Nodes of an argument count one by one."""
    return [one for value in values for one in (map(_text_of, value) if isinstance(value, list) else (value,))]


def _text_of(node: object) -> Value:
    return getattr(node, "text", "")


def _numbers(values: tuple[Value, ...]) -> list[float]:
    return [as_number(one) for one in _each(values)]


def _count(value: Value) -> float:
    return float(len(_nodes(value)))


def _nodes(value: Value) -> list[Value]:
    if not isinstance(value, list):
        raise NotReckonedError(tell("Hàm đếm, cộng chỉ dùng cho câu hỏi trong nhóm lặp."))
    return _each((value,))


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., float]:
    def called(*values: Value) -> float:
        numbers = _numbers(values)
        return math.nan if not numbers or any(map(math.isnan, numbers)) else choose(numbers)

    return called


def _round(value: Value, digits: Value = 0.0) -> float:
    """Halves away from zero, as programs of the field round."""
    number, places = as_number(value), as_number(digits)
    if not math.isfinite(number) or not math.isfinite(places):
        return number if math.isfinite(places) else math.nan
    scale = 10.0 ** max(-300, min(300, int(places)))
    return math.copysign(math.floor(abs(number) * scale + 0.5), number) / scale


def _whole(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


def _substr(value: Value, start: Value, end: Value | None = None) -> str:
    text = as_text(value)
    first, last = (None if one is None else as_number(one) for one in (start, end))
    return text[_index(first or 0.0) : len(text) if last is None else _index(last)]


def _index(number: float) -> int:
    return 0 if math.isnan(number) else int(max(-_LONGEST, min(_LONGEST, number)))


def _substring(value: Value, start: Value, length: Value | None = None) -> str:
    """XPath's: counted from 1, rounded."""
    text, first = as_text(value), _half_up(as_number(start))
    end = math.inf if length is None else first + _half_up(as_number(length))
    return "".join(letter for at, letter in enumerate(text, start=1) if first <= at < end)


def _half_up(number: float) -> float:
    return float(math.floor(number + 0.5)) if math.isfinite(number) else number


def _translate(value: Value, letters: Value, others: Value) -> str:
    ours, theirs = as_text(letters), as_text(others)
    table: dict[int, str | None] = {}
    for at, letter in enumerate(ours):
        table.setdefault(ord(letter), theirs[at] if at < len(theirs) else None)
    return as_text(value).translate(table)


def _regex(value: Value, pattern: Value) -> bool:
    """Found anywhere, as the web form has it; ODK Collect, which wants the whole, takes no more than that."""
    try:
        return re.search(as_text(pattern), as_text(value), re.ASCII) is not None
    except (re.error, RecursionError) as error:
        raise NotReckonedError(tell("Mẫu «{pattern}» không đọc được.", pattern=as_text(pattern)[:80])) from error


def _selected_at(value: Value, at: Value) -> str:
    names, number = as_text(value).split(), as_number(at)
    return names[int(number)] if 0 <= number < len(names) else ""


def _join(between: Value, *values: Value) -> str:
    return as_text(between).join(as_text(one) for one in _each(values))


def _checklist(least: Value, most: Value, *values: Value) -> bool:
    return _between(sum(_is_ticked(one) for one in _each(values)), least, most)


def _is_ticked(value: Value) -> bool:
    return bool(value.strip()) if isinstance(value, str) else as_truth(value)


def _weighted(least: Value, most: Value, *values: Value) -> bool:
    ticked, weights = _each(values[::2]), _numbers(values[1::2])
    total = sum(weight for one, weight in zip(ticked, weights, strict=False) if _is_ticked(one))
    return _between(total, least, most)


def _between(count: float, least: Value, most: Value) -> bool:
    low, high = as_number(least), as_number(most)
    return (low < 0 or count >= low) and (high < 0 or count <= high)


def _digest(value: Value, name: Value, encoding: Value = "base64") -> str:
    algorithm = _DIGESTS.get(as_text(name).upper())
    if algorithm is None:
        raise NotReckonedError(tell("Không có cách băm «{name}».", name=as_text(name)[:40]))
    found = hashlib.new(algorithm, as_text(value).encode(), usedforsecurity=False)
    return found.hexdigest() if as_text(encoding) == "hex" else base64.b64encode(found.digest()).decode()


def _base64(value: Value) -> str:
    try:
        return base64.b64decode(as_text(value), validate=True).decode()
    except ValueError:
        return ""


def _of_numbers(function: Callable[..., float]) -> Callable[..., float]:
    """NaN where the function has no value."""

    def called(*values: Value) -> float:
        try:
            return float(function(*map(as_number, values)))
        except (ValueError, OverflowError, ZeroDivisionError):
            return math.nan

    return called


def _from_text(value: Value) -> bool:
    is_number = isinstance(value, float) and value > 0 and value == int(value)
    return is_number or as_text(value) in {"1", "true"}


def _of_finite(function: Callable[[float], float]) -> Callable[[Value], float]:
    def called(value: Value) -> float:
        number = as_number(value)
        return float(function(number)) if math.isfinite(number) else number

    return called


FUNCTIONS: Final[Mapping[str, tuple[int, int, Callable[..., Value]]]] = {
    "true": (0, 0, lambda: True),
    "false": (0, 0, lambda: False),
    "not": (1, 1, lambda value: not as_truth(value)),
    "boolean": (1, 1, as_truth),
    "boolean-from-string": (1, 1, _from_text),
    "selected": (2, 2, lambda value, name: as_text(name).strip() in as_text(value).split(" ")),
    "selected-at": (2, 2, _selected_at),
    "count-selected": (1, 1, lambda value: float(len(as_text(value).split(" ")) - as_text(value).split(" ").count(""))),
    "count": (1, 1, _count),
    "count-non-empty": (1, 1, lambda value: float(sum(bool(as_text(one)) for one in _nodes(value)))),
    "sum": (1, 1, lambda value: math.fsum(map(as_number, _nodes(value)))),
    "min": (1, _ANY, _extreme(min)),
    "max": (1, _ANY, _extreme(max)),
    "checklist": (2, _ANY, _checklist),
    "weighted-checklist": (2, _ANY, _weighted),
    "round": (1, 2, _round),
    "int": (1, 1, lambda value: _whole(as_number(value))),
    "floor": (1, 1, _of_finite(math.floor)),
    "ceiling": (1, 1, _of_finite(math.ceil)),
    "abs": (1, 1, _of_numbers(abs)),
    "pow": (2, 2, _of_numbers(math.pow)),
    "sqrt": (1, 1, _of_numbers(math.sqrt)),
    "log": (1, 1, _of_numbers(math.log)),
    "log10": (1, 1, _of_numbers(math.log10)),
    "exp": (1, 1, _of_numbers(math.exp)),
    "exp10": (1, 1, _of_numbers(lambda number: math.pow(10, number))),
    "sin": (1, 1, _of_numbers(math.sin)),
    "cos": (1, 1, _of_numbers(math.cos)),
    "tan": (1, 1, _of_numbers(math.tan)),
    "asin": (1, 1, _of_numbers(math.asin)),
    "acos": (1, 1, _of_numbers(math.acos)),
    "atan": (1, 1, _of_numbers(math.atan)),
    "atan2": (2, 2, _of_numbers(math.atan2)),
    "pi": (0, 0, lambda: math.pi),
    "concat": (0, _ANY, lambda *values: _join("", *values)),
    "join": (1, _ANY, _join),
    "contains": (2, 2, lambda value, part: as_text(part) in as_text(value)),
    "starts-with": (2, 2, lambda value, part: as_text(value).startswith(as_text(part))),
    "ends-with": (2, 2, lambda value, part: as_text(value).endswith(as_text(part))),
    "substring-before": (2, 2, lambda value, part: _parted(value, part)[0]),
    "substring-after": (2, 2, lambda value, part: _parted(value, part)[1]),
    "substring": (2, 3, _substring),
    "substr": (2, 3, _substr),
    "translate": (3, 3, _translate),
    "upper-case": (1, 1, lambda value: as_text(value).upper()),
    "lower-case": (1, 1, lambda value: as_text(value).lower()),
    "regex": (2, 2, _regex),
    "digest": (2, 3, _digest),
    "base64-decode": (1, 1, _base64),
    "date": (1, 1, as_moment),
    "date-time": (1, 1, as_moment),
    "format-date": (2, 2, lambda value, form: written_moment(as_moment(value), as_text(form))),
    "format-date-time": (2, 2, lambda value, form: written_moment(as_moment(value), as_text(form))),
    "decimal-date-time": (1, 1, as_number),
    "decimal-time": (1, 1, lambda value: decimal_time(as_text(value))),
    "area": (1, 1, lambda value: area([as_text(one) for one in _each((value,))])),
    "distance": (1, _ANY, lambda *values: distance([as_text(one) for one in _each(values)])),
}


def _parted(value: Value, part: Value) -> tuple[str, str]:
    """Before and after the first time that it stands there; both empty where it does not."""
    before, found, after = as_text(value).partition(as_text(part)) if as_text(part) else ("", "", as_text(value))
    return (before if found or not as_text(part) else "", after)
