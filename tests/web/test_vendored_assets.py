"""What is copied from packages is what its manifest says, and nothing else lies beside it."""

import hashlib
import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PLACES = ("src/caicach/web/static/vendor", "tests/stories/vendor", "src/caicach/surveys/rendering/vendor")
FOLDERS = [REPOSITORY / place for place in PLACES]
ROW = re.compile(r"^\| `([^`]+)` \| (\S+) \| (\S+) \| (\S+) \| `([0-9a-f]{64})` \|$", re.MULTILINE)


@pytest.mark.parametrize("folder", FOLDERS, ids=["pages", "tests", "forms"])
def test_every_vendored_file_has_its_package_licence_and_hash(folder: Path) -> None:
    listed = {row[0]: row for row in ROW.findall((folder / "README.md").read_text(encoding="utf-8"))}
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"README.md"}
    assert files == set(listed)
    for name, row in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == row[4], name
    assert {row[3] for row in listed.values()} <= {"0BSD", "OFL-1.1", "MPL-2.0", "Apache-2.0"}


def test_no_page_asks_another_server_for_anything() -> None:
    """A link that a person follows asks nothing by itself; everything else of a page comes from here."""
    asked = re.compile(r"""(?:src|(?<!<a )href|url)\s*[=(]\s*["']?(?:https?:)?//""")
    own = [p for p in (REPOSITORY / "src/caicach/web").rglob("*") if p.suffix in {".html", ".css", ".js"}]
    outside = [str(p.relative_to(REPOSITORY)) for p in own if "vendor" not in p.parts and asked.search(p.read_text())]
    assert outside == []
