"""A sentence for people is a template with values (``kernel.said``, errors, gettext), never finished by an f-string."""

import ast
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SOURCE = Path(__file__).resolve().parents[2] / "src" / "caicach"
VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)

# Spoken in Vietnamese by their nature: the command line, and papers that leave as DOCX, PDF or tables.
PAPERS = ("cli", "documents/write", "reports/domain/writing.py", "plans/domain/chasing.py", "documents/plan/writing.py")

# How many each room still finishes by itself. The numbers only shrink.
LEFT: dict[str, int] = {
    "correspondence/domain": 15,
    "correspondence/queries": 2,
    "correspondence/services": 1,
    "correspondence/signing": 3,
    "documents/read": 1,
    "indices/definition": 146,
    "indices/domain": 30,
    "indices/queries": 2,
    "indices/services": 7,
    "kernel/text": 1,
    "plans/queries": 3,
    "plans/services": 2,
}


def _finished(path: Path) -> int:
    source = path.read_text(encoding="utf-8")
    strings = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)]
    return sum(_is_vietnamese(node) and not _is_pattern(source, node) for node in strings)


def _is_vietnamese(node: ast.JoinedStr) -> bool:
    return any(isinstance(v, ast.Constant) and VIETNAMESE.search(str(v.value)) for v in node.values)


def _is_pattern(source: str, node: ast.JoinedStr) -> bool:
    """A raw string is a regular expression, which nobody reads as a sentence."""
    return (ast.get_source_segment(source, node) or "").lower().startswith(("rf", "fr"))


def _room(path: Path) -> str:
    return "/".join(path.relative_to(SOURCE).parts[:2])


def finished_sentences() -> dict[str, int]:
    found: dict[str, int] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if "migrations" not in path.parts and not name.startswith(PAPERS):
            found[_room(path)] = found.get(_room(path), 0) + _finished(path)
    return {room: count for room, count in found.items() if count}


def test_no_room_finishes_more_sentences_than_before() -> None:
    grown = {room: count for room, count in finished_sentences().items() if count > LEFT.get(room, 0)}
    assert grown == {}, "make the sentence with kernel.said.tell"
