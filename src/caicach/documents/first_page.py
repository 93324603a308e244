"""What stands on the first page of a file, whatever it is: where a mark of secrecy would stand."""

from io import BytesIO

import pypdfium2
from PIL import Image

from caicach.documents.plan.opening import plan_source
from caicach.documents.read.loading import load
from caicach.documents.read.pdf_file import has_scans
from caicach.documents.read.plain import is_plain
from caicach.kernel.errors import InvalidInput

_ZIP = b"PK\x03\x04"


def first_page_text(data: bytes, *, filename: str) -> str:
    """Raises what ``load`` raises; of a scan only the first page is recognised."""
    if data.startswith(_ZIP):
        try:
            return load(data, filename=filename).text
        except InvalidInput:
            return plan_source(data, filename=filename).text
    if b"%PDF-" in data[:1024]:
        return load(_first_of_pdf(data), filename=filename).text
    return load(data if is_plain(data) else _first_frame(data), filename=filename).text


def is_first_page_scanned(data: bytes, *, filename: str) -> bool:
    """Whether ``first_page_text`` would recognise letters in a picture, which takes seconds. Raises as ``load``."""
    if b"%PDF-" in data[:1024]:
        return has_scans(_first_of_pdf(data), name=filename)
    return not data.startswith(_ZIP) and not is_plain(data)


def _first_of_pdf(data: bytes) -> bytes:
    """The file itself where it cannot be taken apart: then ``load`` says why."""
    try:
        with pypdfium2.PdfDocument(data) as whole, pypdfium2.PdfDocument.new() as first:
            first.import_pages(whole, [0])
            out = BytesIO()
            first.save(out)
            return out.getvalue()
    except (pypdfium2.PdfiumError, IndexError):
        return data


def _first_frame(data: bytes) -> bytes:
    try:
        picture = Image.open(BytesIO(data))
        if getattr(picture, "n_frames", 1) == 1:
            return data
        out = BytesIO()
        picture.save(out, "PNG")
        return out.getvalue()
    except (OSError, SyntaxError, ValueError, EOFError):
        return data
