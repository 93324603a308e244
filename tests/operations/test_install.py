"""docs/operations/install.md, executed word for word in an empty folder, to the first signed-in page."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from operations.book import first_page, followed
from operations.places import SOURCE, Installation, Places, is_on_postgresql
from ports import free_port

pytestmark = [pytest.mark.installation, pytest.mark.timeout(900)]


def _after_step_one(place: Installation) -> Path:
    """What a checkout has after step 1: the program, its examples, and nothing of an installation."""
    program = place.folder / ".venv" / "bin" / "caicach"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nPYTHONPATH={SOURCE} exec {sys.executable} -m caicach.cli.main "$@"\n')
    program.chmod(0o755)
    shutil.copytree(SOURCE.parent / "examples" / "province", place.folder / "examples" / "province")
    return place.folder


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_book_leads_to_the_first_signed_in_page(places: Places) -> None:
    place, port = places.new(), free_port()
    database = place.database if is_on_postgresql() else ""
    with followed(_after_step_one(place), database, port, {"PATH": os.environ["PATH"]}) as said:
        assert "✓ database" in said
        assert "✓ secret" in said
        assert "Quản trị hệ thống" in first_page(port)
