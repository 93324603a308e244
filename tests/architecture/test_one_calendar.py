"""What counts days asks the calendar in force: the packaged years alone are for who writes or compares years."""

import ast
from pathlib import Path

import caicach

PACKAGE = Path(caicach.__file__).parent
PACKAGED_ALONE = {"load_calendar", "packaged_years"}
WRITE_AND_COMPARE = {"plans/calendar_files.py", "plans/services/calendar_years.py"}


def names_imported(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    if not any(name in text for name in PACKAGED_ALONE):  # two thousand files are not taken apart for two names
        return set()
    tree = ast.parse(text)
    return {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}


def test_nobody_counts_by_the_packaged_years_alone() -> None:
    files = {str(path.relative_to(PACKAGE)): path for path in PACKAGE.rglob("*.py")}
    found = {name for name, path in files.items() if names_imported(path) & PACKAGED_ALONE}
    assert {name for name in found if not name.startswith("kernel/calendar/")} == WRITE_AND_COMPARE
