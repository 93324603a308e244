"""A new room of pages: what it says in its face is what the whole needs, and few files outside its folder name it."""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

import caicach.api
from caicach.api.app import routers
from caicach.cli.commands import COMMANDS, commands_in
from caicach.kernel.periods import parse_period
from caicach.web.shell import faces
from factories.sample_room import sample_room
from web.sample_room.face import FACE, InspectionState
from web.sample_room.urls import WITH_SAMPLE

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def with_sample() -> Iterator[None]:
    with sample_room():
        yield


def test_a_face_alone_brings_pages_menu_words_badges_and_rows(
    with_sample: None, sign_in: Callable[[str], Client]
) -> None:
    page = sign_in("thuongtruc").get("/phong-mau/")
    menu = page.content.decode().split('<nav class="menu"')[1].split("</nav>")[0]
    labels = [label.strip() for label in re.findall(r"<a\s[^>]*>([^<]*)<", menu)]
    assert len(labels) >= 17
    assert {"Phòng mẫu", "Khảo sát hài lòng", "Nhật ký"} <= set(labels)
    assert re.search(r'aria-current="page"\s*>\s*Phòng mẫu', menu)
    assert faces.word_of(InspectionState.PLANNED) == "Dự kiến"
    assert faces.badge_of(InspectionState.CONCLUDED).mark == "tick"
    behind = faces.rows_behind("samples.count", "STP", parse_period("2023"))
    assert behind is not None
    assert behind.address == "/phong-mau/?don-vi=STP&nam=2023"


def test_who_may_not_see_a_room_has_no_entry_for_it(with_sample: None, sign_in: Callable[[str], Client]) -> None:
    menu = sign_in("tuphap").get("/tro-giup/").content.decode().split('<nav class="menu"')[1].split("</nav>")[0]
    assert "Phòng mẫu" not in menu
    assert "Khảo sát hài lòng" in menu


def test_a_room_that_says_what_another_says_stops_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="Two rooms of pages bring"):
        faces.joined_faces((*WITH_SAMPLE, FACE))


@pytest.mark.parametrize("module", ["discussions", "institutions", "inspections"])
def test_a_young_module_is_named_in_three_files_outside_its_folders(module: str) -> None:
    """Its rows, services, pages, commands and acts; rights of its own are members of ``kernel.access``.

    What another room shows, publishes or measures of it is that room's; the example province goes through them all.
    """
    named = re.compile(rf"caicach\.(?:web\.|api\.|cli\.)?{module}\b|\"{module}\.\w+\.\w+\"")
    places = [*(REPOSITORY / "src").rglob("*.py"), REPOSITORY / "pyproject.toml", REPOSITORY / "Makefile"]
    naming = {
        path.relative_to(REPOSITORY).as_posix()
        for path in places
        if module not in {*path.parts, path.stem} and named.search(path.read_text(encoding="utf-8"))
    }
    telling = re.compile(r"src/caicach/(web/\w+|cli|regimes|publications)/")
    assert {path for path in naming if not telling.match(path)} == {
        "pyproject.toml",
        "src/config/settings.py",
        "src/caicach/web/urls.py",
    }


def test_a_command_and_an_api_are_found_by_their_files(tmp_path: Path) -> None:
    """No list names them: a module with both touches no file more."""
    for name in ("inspection.py", "inspection_shown.py", "main.py"):
        (tmp_path / name).touch()
    assert dict(commands_in(tmp_path)) == {"inspection": "caicach.cli.inspection"}
    assert all(callable(import_module(module).register) for module in COMMANDS.values())
    files = {path.stem for path in Path(caicach.api.__path__[0]).glob("*.py") if "router = Router(" in path.read_text()}
    assert len(list(routers())) == len(files) >= 6
