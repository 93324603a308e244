"""In a Python that has docxtpl: writes the content given as JSON by a template of loops; says its processor seconds."""

import io
import json
import sys
from time import process_time

from docx import Document  # type: ignore[import-untyped,unused-ignore]
from docxtpl import DocxTemplate  # type: ignore[import-not-found,unused-ignore]


def template() -> io.BytesIO:
    document = Document()
    document.add_paragraph("{%p for heading in headings %}")
    document.add_paragraph("{{ heading.title }}")
    document.add_paragraph("{%p for one in heading.words %}")
    document.add_paragraph("{{ one.name }}: {{ one.text }}")
    document.add_paragraph("{%p endfor %}")
    _table(document, "heading.figures", 3)
    document.add_paragraph("{%p endfor %}")
    _table(document, "rows", 7)
    kept = io.BytesIO()
    document.save(kept)
    kept.seek(0)
    return kept


def _table(document: "Document", name: str, columns: int) -> None:
    table = document.add_table(rows=3, cols=columns)
    table.cell(0, 0).text = "{%tr for row in " + name + " %}"
    for at in range(columns):
        table.cell(1, at).text = "{{ row[" + str(at) + "] }}"
    table.cell(2, 0).text = "{%tr endfor %}"


def main() -> None:
    content = json.load(sys.stdin)
    made = DocxTemplate(template())
    began = process_time()
    made.render(content)
    made.save(io.BytesIO())
    print(process_time() - began)


if __name__ == "__main__":
    main()
