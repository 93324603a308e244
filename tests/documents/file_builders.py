"""Small files of every kind for the tests of loading, built from invented text."""

import io
import zipfile
from collections.abc import Sequence

import docx
from PIL import Image, ImageDraw, ImageFont

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def docx_with(body: str, *, prolog: str = "", **parts: str) -> bytes:
    """A DOCX of raw WordprocessingML; ``parts`` are further files of word/ by name without ending."""
    document = f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    files = {"[Content_Types].xml": _TYPES, "word/document.xml": document}
    files |= {f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{text}</w:{name}>' for name, text in parts.items()}
    return zip_of({name: text.encode() for name, text in files.items()})


def zip_of(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def paragraph(text: str, *, properties: str = "", run: str = "") -> str:
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def saved(document: "docx.document.Document") -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def letter_docx() -> bytes:
    """A letter with a borderless head and foot, automatic numbers and a task table with merged cells."""
    document = docx.Document()
    head = document.add_table(2, 2)
    head.cell(0, 0).text = "UBND TỈNH MẪU\nSỞ NỘI VỤ"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 12/SNV-CCHC"
    head.cell(1, 1).text = "Mẫu, ngày 01 tháng 02 năm 2023"
    document.add_paragraph("Kính gửi: Các sở")
    for task in ("Rà soát thủ tục", "Báo cáo kết quả"):
        document.add_paragraph(task, style="List Number")
    table = document.add_table(3, 4, style="Table Grid")
    for row in range(3):
        for column in range(4):
            table.cell(row, column).text = f"ô {row}{column}"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "gộp dọc"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "gộp ngang"
    foot = document.add_table(1, 2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    foot.cell(0, 1).text = "GIÁM ĐỐC"
    return saved(document)


def pdf_of(pages: Sequence[Sequence[tuple[float, float, float, str]]], *, trailer: str = "") -> bytes:
    """A PDF of Latin text: pages of (x, y, size, text) in points from the lower left corner."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"]
    kids = []
    for page in pages:
        drawn = "".join(f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, size, text in page)
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode("latin-1")


def encrypted_pdf() -> bytes:
    """A PDF whose password is not the empty one (its check values are arbitrary)."""
    lock = f"<< /Filter /Standard /V 1 /R 2 /O <{'ab' * 32}> /U <{'cd' * 32}> /P -4 >>"
    return pdf_of([[(72, 700, 12, "secret")]], trailer=f"/Encrypt {lock} /ID [<{'01' * 16}> <{'01' * 16}>]")


def picture_of(lines: Sequence[str], *, kind: str = "PNG", font: str) -> bytes:
    """Lines of text on white, about as large as 12 points at 200 dpi."""
    picture = Image.new("L", (1654, 160 + 70 * len(lines)), 255)
    pen, letters = ImageDraw.Draw(picture), ImageFont.truetype(font, 36)
    for at, line in enumerate(lines):
        pen.text((180, 80 + 70 * at), line, font=letters, fill=0)
    return picture_bytes(picture, kind)


def picture_bytes(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()
