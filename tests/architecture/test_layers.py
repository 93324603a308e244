"""The shape of the import graph: ``make check`` holds it by contracts, and that of the pages is held here too."""

import re
from pathlib import Path

import grimp
import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "caicach"
PAGES = "caicach.web"
APART = {f"{PAGES}.{name}" for name in ("shell", "migrations", "templatetags")}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("caicach", cache_dir=None)


def _rooms(graph: grimp.ImportGraph) -> set[str]:
    return {name for name in graph.find_children(PAGES) if graph.find_children(name)} - APART


@pytest.mark.slow
def test_the_packages_of_the_pages_form_no_ring(graph: grimp.ImportGraph) -> None:
    assert graph.nominate_cycle_breakers(PAGES) == set()


@pytest.mark.slow
def test_a_ring_would_be_seen(graph: grimp.ImportGraph) -> None:
    back = {"importer": f"{PAGES}.shell.navigation", "imported": f"{PAGES}.tasks.words"}
    graph.add_import(**back)
    try:
        assert graph.nominate_cycle_breakers(PAGES) != set()
    finally:
        graph.remove_import(**back)


@pytest.mark.slow
def test_every_room_has_a_face_and_the_shell_reaches_none(graph: grimp.ImportGraph) -> None:
    rooms = _rooms(graph)
    assert rooms
    assert {room for room in rooms if f"{room}.face" not in graph.modules} == set()
    reached = graph.find_upstream_modules(f"{PAGES}.shell", as_package=True)
    assert {name for name in reached if ".".join(name.split(".")[:3]) in rooms} == set()


def test_tables_leave_by_one_writer() -> None:
    """Made-up inputs of the example place are what others would send; contracts hold workbooks."""
    written = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "csv.writer(" in (text := path.read_text(encoding="utf-8")) or "csv.DictWriter(" in text
    }
    assert written == {"kernel/tables/csv_files.py", "cli/example_dossiers.py", "cli/example_field.py"}


def test_yaml_is_read_in_one_place() -> None:
    files = {path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}
    assert {name for name, text in files.items() if re.search(r"yaml\.(?:safe_)?(?:load|compose)\w*\(", text)} == {
        "kernel/yaml_values.py"
    }
