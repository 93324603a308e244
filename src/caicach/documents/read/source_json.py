"""A ``SourceText`` as JSON, to come back from another process unchanged."""

from datetime import date
from typing import Any

from caicach.documents.read.source import SourceCell, SourceFormat, SourceTable, SourceText
from caicach.documents.values import ReadingWarning, Span
from caicach.kernel.said import as_json, from_json


def source_as_json(source: SourceText) -> dict[str, Any]:
    """Cells as [start, end]: a cell's text is its stretch of the whole text."""
    return {
        "text": source.text,
        "format": source.format.value,
        "page_starts": source.page_starts,
        "tables": [
            {
                "span": [table.span.start, table.span.end],
                "rows": [[[cell.span.start, cell.span.end] for cell in row] for row in table.rows],
            }
            for table in source.tables
        ],
        "warnings": [[warning.code, as_json(warning.message), warning.path] for warning in source.warnings],
        "signed_on": [day.isoformat() for day in source.signed_on],
    }


def source_from_json(answer: dict[str, Any]) -> SourceText:
    text = answer["text"]
    return SourceText(
        text=text,
        format=SourceFormat(answer["format"]),
        page_starts=tuple(answer["page_starts"]),
        tables=tuple(_table(table, text) for table in answer["tables"]),
        warnings=tuple(ReadingWarning(code, from_json(said), path) for code, said, path in answer["warnings"]),
        signed_on=tuple(map(date.fromisoformat, answer["signed_on"])),
    )


def _table(table: dict[str, Any], text: str) -> SourceTable:
    rows = tuple(tuple(SourceCell(text[start:end], Span(start, end)) for start, end in row) for row in table["rows"])
    return SourceTable(Span(*table["span"]), rows)
