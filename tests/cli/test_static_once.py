"""Static files are gathered where they changed, and not at every start."""

import os
import time
from pathlib import Path

import pytest
from django.conf import LazySettings

from caicach.cli import installation

pytestmark = pytest.mark.django_db


@pytest.fixture
def gathered(settings: LazySettings, tmp_path: Path) -> Path:
    """A program of one style sheet, that was started once."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.css").write_text("a{color:red}")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [tmp_path / "source"], tmp_path / "static"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.DATA_DIR = tmp_path
    installation.collect_static()
    return tmp_path / "static"


def test_a_second_start_leaves_what_was_gathered(gathered: Path) -> None:
    (gathered / "a.css").write_text("as the first start left it")
    installation.collect_static()
    assert (gathered / "a.css").read_text() == "as the first start left it"


def test_what_changed_is_gathered_again(gathered: Path) -> None:
    source = gathered.parent / "source"
    _brought(source / "a.css", "a{color:blue}", seconds=2)
    _brought(source / "b.css", "b{}", seconds=2)
    installation.collect_static()
    assert (gathered / "a.css").read_text() == "a{color:blue}"
    assert (gathered / "b.css").exists()


def test_a_gathering_that_was_broken_off_is_done_again(gathered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, was = gathered.parent / "source" / "a.css", "a{color:red}"
    _brought(source, "a{color:blue}", seconds=2)
    with monkeypatch.context() as broken:
        broken.setattr(installation, "call_command", _fails)
        with pytest.raises(OSError, match="full"):
            installation.collect_static()
    _brought(gathered / "a.css", "half of the newer one", seconds=2)
    _brought(source, was, seconds=4)  # the version before comes back
    installation.collect_static()
    assert (gathered / "a.css").read_text() == was


def _brought(file: Path, words: str, *, seconds: int) -> None:
    """A file as a newer checkout leaves it, so many seconds later: two of one second are one to Django."""
    file.write_text(words)
    os.utime(file, (time.time() + seconds,) * 2)


def _fails(*_given: object, **_named: object) -> None:
    raise OSError("the disk is full")
