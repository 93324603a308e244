"""Files that pages name are there: the store of an installation refuses a page that names another."""

import re
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders

from caicach import public, web

NAMED: Final = re.compile(r"\{%\s*static\s+(['\"])(?P<name>.*?)\1\s*%\}")


def test_every_file_that_a_template_names_is_there() -> None:
    homes = [Path(room.__file__).parent / "templates" for room in (web, public)]
    named = [
        (path, found["name"])
        for home in homes
        for path in home.rglob("*.html")
        for found in NAMED.finditer(path.read_text(encoding="utf-8"))
    ]
    assert len(named) > 20
    assert [(path.name, name) for path, name in named if not name or not finders.find(name)] == []
