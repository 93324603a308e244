"""A function is named by the noun of what it gives: a bare participle does not say of what."""

import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "caicach"
_BARE = re.compile(
    r"^def ([a-z]+(?<!e)ed|begun|built|chosen|cut|done|drawn|felt|found|given|grown|held|kept|known|left|lost"
    r"|made|meant|put|read|said|seen|sent|set|shown|sold|spoken|taken|thrown|told|worn|written)\(",
    re.MULTILINE,
)

# Of a private one too these say nothing of what it gives.
_VAGUE = re.compile(
    r"^ *def _(told|said|read|shown|kept|found|seen|given|made|held|done|known|refused)\(", re.MULTILINE
)


def test_no_public_function_is_named_by_a_bare_participle() -> None:
    found = {
        f"{path.relative_to(SOURCE).as_posix()} {name}"
        for path in SOURCE.rglob("*.py")
        for name in _BARE.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted(found) == []


def test_no_private_function_is_named_by_a_participle_that_fits_anything() -> None:
    found = {
        f"{path.relative_to(SOURCE).as_posix()} {name}"
        for path in SOURCE.rglob("*.py")
        for name in _VAGUE.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted(found) == []


def test_tables_lie_in_a_folder_of_models_in_every_module() -> None:
    assert [path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("models.py")] == []
