"""The guide shows pages that there are: its pictures are drawn by the stories, its words are those of the pages."""

import ast
import re
from pathlib import Path
from typing import Final

import pytest

from stories.pictures import FOLDER, known_words

REPOSITORY: Final = Path(__file__).resolve().parents[2]
GUIDE: Final = REPOSITORY / "docs" / "guide"
STORIES: Final = REPOSITORY / "tests" / "stories"
ROLES: Final = ("co-quan-thuong-truc", "don-vi", "tham-dinh", "lanh-dao", "quan-tri", "dieu-tra-vien", "nguoi-dan")
_TEXT: Final = r'"(?:[^"\\]|\\.)*"'
_ITALIC: Final = r"(?<![*\w])\*([^*]+)\*(?![*\w])"


def pages() -> dict[str, str]:
    return {page.stem: page.read_text(encoding="utf-8") for page in sorted(GUIDE.glob("*.md"))}


def sources_of_words() -> set[str]:
    found = set()
    for catalogue in (REPOSITORY / "src").rglob("django.po"):
        for entry in re.findall(rf"msgid ((?:{_TEXT}\s*)+)", catalogue.read_text(encoding="utf-8")):
            found.add("".join(ast.literal_eval(part) for part in re.findall(_TEXT, entry)))
    return found


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_a_page_with_pictures_named_by_the_first_one(role: str) -> None:
    assert f"({role}.md)" in pages()["bat-dau"]
    assert re.findall(r"!\[[^]]+\]\(\.\./images/guide/[\w-]+\.png\)", pages()[role])


def test_pictures_are_those_that_stories_draw_and_are_all_shown() -> None:
    drawn = {path.stem for path in FOLDER.glob("*.png")}
    shown = set(re.findall(r"\(\.\./images/guide/([\w-]+)\.png\)", "".join(pages().values())))
    asked = {
        name
        for story in STORIES.glob("test_*.py")
        for name in re.findall(r'picture\((?:page, )?"([\w-]+)"\)', story.read_text(encoding="utf-8"))
    }
    assert drawn == asked == set(known_words())
    assert shown == drawn


def test_what_the_guide_sets_in_italics_stands_on_a_page() -> None:
    words = sources_of_words()
    unknown = [
        f"{name}: {part}"
        for name, text in pages().items()
        for found in re.findall(_ITALIC, text)
        for part in re.split(r" (?:→|›) ", " ".join(found.split()))
        if part not in words
    ]
    assert unknown == []
