"""How a block is set and what it shows, as keys of its JSON object that are absent where nothing is said."""

import base64
from collections.abc import Mapping
from typing import Any

from caicach.documents.values import Alignment, Block, Picture, TableLook

# JSON is the one place where keys are strings without a type: Any is what json.loads gives.
Json = dict[str, Any]


def look_as_json(block: Block) -> Json:
    """``look``, ``landscape`` and ``picture`` of a block, those it has."""
    found: Json = {}
    if block.look is not None:
        found["look"] = {
            "widths": list(block.look.widths),
            "alignments": [alignment.value for alignment in block.look.alignments],
            "head_rows": block.look.head_rows,
            "section_rows": list(block.look.section_rows),
        }
    if block.landscape:
        found["landscape"] = True
    if block.picture is not None:
        found["picture"] = {
            "png": base64.b64encode(block.picture.png).decode(),
            "width_mm": block.picture.width_mm,
            "alternative": block.picture.alternative,
        }
    return found


def look_from_json(item: Mapping[str, Any]) -> Json:
    """The same as named arguments of ``Block``."""
    look, picture = item.get("look"), item.get("picture")
    found: Json = {"landscape": bool(item.get("landscape", False))}
    if look is not None:
        found["look"] = TableLook(
            tuple(float(width) for width in look.get("widths", ())),
            tuple(Alignment(alignment) for alignment in look.get("alignments", ())),
            int(look.get("head_rows", 1)),
            tuple(int(row) for row in look.get("section_rows", ())),
        )
    if picture is not None:
        png = base64.b64decode(picture["png"], validate=True)
        found["picture"] = Picture(png, float(picture["width_mm"]), picture["alternative"])
    return found
