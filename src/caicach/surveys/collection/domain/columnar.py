"""Answers by column: how a block of submissions is kept and read again; pure."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from caicach.surveys.collection.domain.answers import answers_of

INSTANCE, VERSION, DAY = " instance", " version", " day"
"""Columns of the submission itself; no path begins with a blank."""
_LEVEL: Final = 1
Head = tuple[str, str, str]
"""Instance id, number of the form's version, day of receipt."""


def columns_of(rows: Iterable[tuple[Head, str]], paths: Sequence[str], repeats: frozenset[str]) -> dict[str, list[str]]:
    """``rows``: heads and XML; ``paths``: what is kept of the answers, repeats among them with their number of turns.

    >>> columns_of([(("uuid:1", "4", "2023-02-20"), "<d><a>1</a></d>")], ["a", "b"], frozenset())["a"]
    ['1']
    """
    found: dict[str, list[str]] = {INSTANCE: [], VERSION: [], DAY: [], **{path: [] for path in paths}}
    kept = [(path, found[path].append) for path in paths]
    for (instance, version, day), xml in rows:
        found[INSTANCE].append(instance)
        found[VERSION].append(version)
        found[DAY].append(day)
        answers = answers_of(xml, repeats)
        for path, add in kept:
            add(answers.get(path, ""))
    return found


def packed_texts(texts: Sequence[str]) -> bytes:
    """
    >>> texts_in(packed_texts(["4", "", "Rất hài lòng"]))
    ['4', '', 'Rất hài lòng']
    """
    return zlib.compress(json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL)


def texts_in(data: bytes | memoryview) -> list[str]:
    texts: list[str] = json.loads(zlib.decompress(data))
    return texts


def is_empty(texts: Sequence[str]) -> bool:
    """A column that nobody answered is not kept."""
    return not any(texts)


def whole_of(blocks: Sequence[tuple[int, Mapping[str, Sequence[str]]]], names: Iterable[str]) -> dict[str, list[str]]:
    """Blocks, each with its number of rows, one behind the other; "" where a block has no such column."""
    return {name: [text for size, columns in blocks for text in columns.get(name) or ("",) * size] for name in names}
