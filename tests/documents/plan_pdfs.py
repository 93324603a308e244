"""PDF plans drawn by code: words without marks (the font of every reader), with lines or with bare columns."""

from collections.abc import Sequence

LEFTS = (40, 75, 260, 340, 440, 520)
RIGHT, TOP, STEP = 580, 780, 14
Row = Sequence[str]


def plan_pdf(pages: Sequence[Sequence[Row]], *, ruled: bool) -> bytes:
    """Pages of rows; a row of one text is a section over all columns, an empty text with lines below is a tall cell."""
    return _pdf([_page(rows, ruled=ruled) for rows in pages])


def _page(rows: Sequence[Row], *, ruled: bool) -> str:
    drawn, y = ["0.5 w"], TOP
    for row in rows:
        heights = [cell.count("\n") + 1 for cell in row]
        for at, cell in enumerate(row):
            for line, words in enumerate(cell.split("\n")):
                drawn.append(f"BT /F 10 Tf {LEFTS[at] + 3} {y - 11 - STEP * line} Td ({words}) Tj ET")
        bottom = y - STEP * max(heights) - 4
        if ruled:
            edges = [LEFTS[0], RIGHT] if len(row) == 1 else [*LEFTS[: len(row)], RIGHT]
            drawn += [f"{LEFTS[0]} {level} m {RIGHT} {level} l S" for level in (y, bottom)]
            drawn += [f"{x} {bottom} 0.6 {y - bottom} re f" for x in edges]
        y = bottom
    return "\n".join(drawn)


def _pdf(contents: Sequence[str]) -> bytes:
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"]
    kids = []
    for content in contents:
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 620 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    start = len(body)
    size = len(objects) + 1
    body += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    body += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    return body.encode("latin-1")
