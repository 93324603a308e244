"""Guard rails and fixtures shared by every test."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real letters beside the project; tests that need it skip where it is absent."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "directives").is_dir():
        pytest.skip("the folder of real letters is not beside this checkout")
    return folder
