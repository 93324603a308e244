"""The definitions that come with the product, each a folder with its ``definition.yaml`` and ``cases.yaml``."""

from functools import cache
from pathlib import Path

from caicach.indices.definition.loading import load_definition
from caicach.indices.definition.values import Definition
from caicach.kernel.errors import NotFound

SHIPPED = Path(__file__).resolve().parents[1] / "definitions"


def shipped_files() -> tuple[Path, ...]:
    """The definition files, in order of their folders."""
    return tuple(sorted(SHIPPED.glob("*/definition.yaml")))


@cache
def shipped_sets() -> tuple[tuple[str, Definition], ...]:
    """Folder and definition of each set that can be scored, in order of their names; read once."""
    found = ((path.parent.name, load_definition(path)) for path in shipped_files())
    return tuple(sorted((one for one in found if not one[1].declared_only), key=lambda one: one[1].name))


def shipped_definition(code: str) -> Definition:
    """A shipped definition by the code written in it."""
    known = {definition.code: definition for definition in map(load_definition, shipped_files())}
    if code not in known:
        raise NotFound(
            "index_definition.unknown",
            what="Không có bộ chỉ số «{wanted}» kèm phần mềm.",
            why="Đang có: {known}.",
            todo="Chọn một bộ trong danh sách, hoặc dùng tệp của mình.",
            wanted=code,
            known=", ".join(known),
        )
    return known[code]
