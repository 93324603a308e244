"""Pictures of the guide, taken where a story stands: ``make pictures`` draws them anew.

In every other run the words of the page (headings, buttons, labels, heads of columns) are held against those that the
picture was taken with, so that no picture of the guide shows a page that there is no more.
"""

import io
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER: Final = Path(__file__).parents[2] / "docs" / "images" / "guide"
WORDS: Final = FOLDER / "words.json"
DRAWS: Final = bool(os.environ.get("CAICACH_WRITE_PICTURES"))
_SAID: Final = """() => [...document.querySelectorAll(
  'main :is(h1, h2, h3, button, legend, label, th[scope=col], .button)'
)].filter((one) => one.checkVisibility()).map((one) => one.innerText)"""


def known_words() -> dict[str, list[str]]:
    return dict(json.loads(WORDS.read_text(encoding="utf-8"))) if WORDS.exists() else {}


def picture(page: "Page", name: str) -> None:
    """Figures differ from run to run and are left out; the order of what is said does not count."""
    said = sorted({words for one in page.evaluate(_SAID) if (words := " ".join(re.sub(r"\d+", "", one).split()))})
    known = known_words()
    if DRAWS:
        page.evaluate("window.scrollTo(0, 0)")
        FOLDER.mkdir(exist_ok=True)
        whole = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
        whole.convert("RGB").quantize(64).save(FOLDER / f"{name}.png", optimize=True)
        text = json.dumps({**known, name: said}, ensure_ascii=False, indent=1, sort_keys=True)
        WORDS.write_text(text + "\n", encoding="utf-8")
        return
    assert known.get(name) == said, f"the page of the picture «{name}» says other words now: make pictures"
