"""Files that people hand in and should not, and some that only look so."""

import io

import docx
import openpyxl
from PIL import Image

from documents.file_builders import docx_with, encrypted_pdf, paragraph, pdf_of, picture_bytes, saved, zip_of


def _scan(pages: int) -> bytes:
    stream = io.BytesIO()
    page = Image.new("L", (40, 60), 200)
    page.save(stream, "PDF", save_all=True, append_images=[page] * (pages - 1))
    return stream.getvalue()


_ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
REFUSED: dict[str, tuple[bytes, str, int]] = {
    "nothing": (b"", "document.empty", 422),
    "only blanks": (b" \r\n ", "document.empty", 422),
    "a scan of 300 pages": (_scan(300), "document.too_many_scanned_pages", 413),
    "an encrypted PDF": (encrypted_pdf(), "document.encrypted", 422),
    "a truncated PDF": (pdf_of([[(72, 700, 12, "text")]])[:200], "document.damaged", 422),
    "a spreadsheet renamed": (saved(openpyxl.Workbook()), "document.kind_not_read", 422),
    "a zip bomb": (docx_with(paragraph("a" * 40_000_000)), "document.unpacks_too_large", 413),
    "an external entity": (docx_with(paragraph("&x;"), prolog=_ENTITY), "document.unsafe", 422),
    "a DOCX without text": (saved(docx.Document()), "document.no_text", 422),
    "an archive": (zip_of({"a.txt": b"a"}), "document.kind_not_read", 422),
}
"""What it is: the bytes, the code of the refusal, and its HTTP status."""

CAT = picture_bytes(Image.effect_noise((320, 240), 90), "JPEG")
"""A photo with nothing to read in it."""

TCVN3 = "uû ban nh©n d©n tØnh hång lam\nSè: 08/UBND-NC\nVÒ viÖc rµ so¸t thñ tôc hµnh chÝnh".encode("latin-1")
