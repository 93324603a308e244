"""The ceilings of the house (docs/house-style.md): they hold the tail, where half-understood code gathers."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
FILE_CEILING, TEST_CEILING, FUNCTION_CEILING = 400, 600, 50
TEMPLATE_CEILING, TEMPLATE_WIDTH = 300, 160

# Exceptions only shrink: remove a line when its file or function fits.
LONG_FILES: frozenset[str] = frozenset()
LONG_FUNCTIONS: frozenset[str] = frozenset()


def _modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(p for p in (REPOSITORY / folder).rglob("*.py") if "migrations" not in p.parts)


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


@pytest.mark.parametrize(
    ("folders", "ceiling"), [(("src", "tools", "benchmarks"), FILE_CEILING), (("tests",), TEST_CEILING)]
)
def test_no_file_is_longer_than_its_ceiling(folders: tuple[str, ...], ceiling: int) -> None:
    lengths = {_name(p): len(p.read_text(encoding="utf-8").splitlines()) for p in _modules(*folders)}
    assert {n: c for n, c in lengths.items() if c > ceiling and n not in LONG_FILES} == {}
    assert {n for n in LONG_FILES if n in lengths and lengths[n] <= ceiling} == set()


def test_no_function_is_longer_than_its_ceiling() -> None:
    long = set()
    for path in _modules("src", "tools", "benchmarks"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                doc = ast.get_docstring(node, clean=False) or ""
                if node.end_lineno - node.lineno + 1 - len(doc.splitlines()) > FUNCTION_CEILING:
                    long.add(f"{_name(path)}:{node.name}")
    assert long - LONG_FUNCTIONS == set()


def test_every_module_and_public_package_says_what_it_is_for() -> None:
    silent = {
        _name(path)
        for path in _modules("src/caicach", "src/config")
        if path.name != "apps.py"
        and path.read_text(encoding="utf-8").strip()
        and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    }
    assert silent == set()


_HEAVY = "# noqa: PLC0415 -- heavy"
"""Of a library that takes long to load and that most processes never use (test_light_start)."""


def test_no_import_hides_inside_a_function() -> None:
    hidden = set()
    for path in _modules("src/caicach"):
        if "cli" in path.parts:
            continue  # a command that needs no database must start without loading Django
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                hidden |= {
                    f"{_name(path)}:{node.name}"
                    for n in ast.walk(node)
                    if isinstance(n, ast.Import | ast.ImportFrom) and not lines[n.lineno - 1].endswith(_HEAVY)
                }
    assert hidden == set()


def test_no_line_of_a_template_is_wider_than_its_ceiling() -> None:
    wide = {
        f"{_name(path)}:{number}"
        for path in (REPOSITORY / "src/caicach/web/templates").rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > TEMPLATE_WIDTH
    }
    assert wide == set()


def test_no_template_is_longer_than_its_ceiling() -> None:
    files = list((REPOSITORY / "src").rglob("*.html"))
    assert files
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > TEMPLATE_CEILING} == {}
