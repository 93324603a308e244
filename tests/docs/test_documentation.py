"""Documentation is checked: what the code declares stands on its page."""

import re
from pathlib import Path

from caicach.cli.commands import COMMANDS
from caicach.kernel import metrics
from caicach.kernel.access import Permission, Role
from config import environment
from config import settings as _settings  # noqa: F401  (declares every setting)

REPOSITORY = Path(__file__).resolve().parents[2]


def _page(name: str) -> str:
    return (REPOSITORY / "docs" / name).read_text(encoding="utf-8")


def test_every_setting_is_on_its_page() -> None:
    page = _page("operations/settings.md")
    assert [d.name for d in environment.declared() if f"`{d.name}`" not in page] == []


def test_every_permission_and_role_is_on_its_page() -> None:
    page = _page("operations/rights.md")
    assert [p.value for p in (*Permission, *Role) if f"`{p.value}`" not in page] == []


def test_every_link_between_pages_leads_somewhere() -> None:
    pages = [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(REPOSITORY)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_decision_has_its_parts_and_a_number_of_its_own() -> None:
    records = sorted((REPOSITORY / "docs" / "adr").glob("[0-9]*.md"))
    numbers = [record.name[:4] for record in records]
    assert len(set(numbers)) == len(numbers) > 0
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert all(part in text for part in ("**Context.**", "**Decision.**", "**Consequence.**")), record.name


def test_every_command_is_on_its_page() -> None:
    page = _page("operations/commands.md")
    assert [name for name in COMMANDS if f"`caicach {name} " not in page] == []


def test_every_metric_is_on_its_page() -> None:
    page = _page("metrics.md")
    assert [m.name for m in metrics.listed() if f"`{m.name}`" not in page] == []


def test_every_public_face_of_the_table_of_rooms_is_there() -> None:
    table = _page("architecture.md").partition("## Rooms\n")[2].partition("\nImports run")[0]
    gone = []
    for line in table.splitlines()[3:]:
        _, rooms, _, faces, *_ = [*line.split("|"), "", "", "", ""]
        for room in re.findall(r"`([\w.]+)`", rooms):
            gone += [f"{room}: {face}" for face in re.findall(r"`([\w.]+)`", faces) if not _stands(room, face)]
    assert gone == []


def _stands(room: str, face: str) -> bool:
    """Every part of ``face`` is a file of the room, or defined in one; a room of one file has those beside it."""
    folder = REPOSITORY / "src" / "caicach" / room.replace(".", "/")
    inside = [*folder.rglob("*.py")] or [*folder.parent.rglob("*.py")]
    names = {path.stem for path in inside} | {path.parent.name for path in inside}
    code = "\n".join(path.read_text(encoding="utf-8") for path in inside)
    defined = r"(?:def|class) {0}\b|^{0}\b *[:=]|import {0}\b"
    return all(part in names or re.search(defined.format(part), code, re.MULTILINE) for part in face.split("."))
