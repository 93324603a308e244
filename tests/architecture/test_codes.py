"""The values of an enum are English codes: words of a language change, and a page has words of its own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "caicach"
_AN_ENUM = re.compile(r"^ *class \w+\([^)]*Enum", re.MULTILINE)
_CODE = re.compile(r"[A-Za-z0-9_.:/-]*")
WORDS_OF_FORMATS: set[tuple[str, str]] = set()
"""(file, enum) whose values an outside format demands as words: name the format beside it."""


def _enums(path: Path) -> Iterator[tuple[str, list[str]]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in node.bases):
            values = [line.value for line in node.body if isinstance(line, ast.Assign)]
            yield node.name, [v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)]


def test_values_of_enums_are_codes() -> None:
    worded = {
        (path.relative_to(SOURCE).as_posix(), name)
        for path in SOURCE.rglob("*.py")
        if _AN_ENUM.search(path.read_text(encoding="utf-8"))
        for name, values in _enums(path)
        if not all(map(_CODE.fullmatch, values))
    }
    assert worded == WORDS_OF_FORMATS
