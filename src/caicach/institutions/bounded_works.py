"""What the bounded child does with a file of a list."""

from typing import Any

from caicach.documents.plan.opening import plan_source, refuse_secret_head


def tables_of(data: bytes, name: str) -> dict[str, Any]:
    """The words of every cell; a merged cell says its words in each of its places."""
    source = plan_source(data, filename=name)
    refuse_secret_head(source.text, name=name)
    return {"tables": [[[cell.words for cell in row] for row in grid.rows] for grid in source.grids]}
