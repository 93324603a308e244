"""Pages as pictures inside PDF files, with the layers, fields and signatures that offices put over them."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import pikepdf
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from caicach.correspondence.signing.keys import file_key
from caicach.correspondence.signing.marks import Mark
from caicach.correspondence.signing.places import Place
from caicach.correspondence.signing.sign import signed_pdf
from caicach.documents.write.measuring import font_file
from factories.keys import SECRET, pkcs12_file

SIGNED = datetime(2026, 5, 1, tzinfo=UTC)
DPI = 150
A4 = (595.0, 842.0)
FONT = str(font_file(bold=False, italic=False))

LETTER = (
    (85, 60, "UBND TỈNH MẪU"), (300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (95, 78, "SỞ NỘI VỤ"), (350, 78, "Độc lập - Tự do - Hạnh phúc"),
    (85, 110, "Số: 12/SNV-CCHC"), (330, 110, "Mẫu, ngày 15 tháng 02 năm 2023"),
    (150, 160, "Kính gửi: Các sở, ban, ngành cấp tỉnh"),
    (85, 200, "1. Giao Sở Tài chính chủ trì rà soát thủ tục hành chính."),
    (85, 225, "2. Sở Tư pháp báo cáo kết quả trước ngày 15/3/2023."),
)  # fmt: skip


def page_picture(
    pieces: Sequence[tuple[float, float, str]] = LETTER, *, size: float = 13, height: float = A4[1]
) -> Image.Image:
    """A page with words at places in points from the upper left corner."""
    k = DPI / 72
    page = Image.new("L", (round(A4[0] * k), round(height * k)), 252)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, round(size * k))
    for x, y, text in pieces:
        pen.text((x * k, y * k), text, font=font, fill=15)
    return page


def write_by_hand(page: Image.Image, x: float, y: float, text: str) -> None:
    """Digits larger than the type, leaning, a little pale, off the line."""
    k = DPI / 72
    font = ImageFont.truetype(str(font_file(bold=False, italic=True)), round(17 * k))
    layer = Image.new("L", (round(60 * k), round(30 * k)), 0)
    ImageDraw.Draw(layer).text((8, 2), text, font=font, fill=255)
    leaning = (1, 0.25, -8, 0.06, 1, 0)
    layer = layer.transform(layer.size, Image.Transform.AFFINE, leaning, resample=Image.Resampling.BICUBIC)
    page.paste(Image.new("L", layer.size, 60), (round(x * k), round(y * k)), layer)


def pdf_with(
    *pictures: tuple[Image.Image, float],
    over: Sequence[tuple[float, float, float, str]] = (),
    under: Sequence[tuple[float, float, float, str]] = (),
) -> bytes:
    """One A4 page: pictures, each with where its top stands, text (x, y, size, words) under and over them."""
    pdf = FPDF(unit="pt", format=A4)
    pdf.set_auto_page_break(False)
    pdf.add_font("serif", "", FONT)
    pdf.add_page()
    _write(pdf, under)
    for picture, top in pictures:
        stream = io.BytesIO()
        picture.save(stream, "PNG")
        pdf.image(stream, 0, top, picture.width * 72 / DPI)
    _write(pdf, over)
    return bytes(pdf.output())


def _write(pdf: FPDF, pieces: Sequence[tuple[float, float, float, str]]) -> None:
    for x, y, size, text in pieces:
        pdf.set_font("serif", size=size)
        pdf.text(x, y, text)


def with_signature(data: bytes, field: str, box: tuple[float, float, float, float], *words: str) -> bytes:
    """Signed (PAdES) with a visible field in a box of left, bottom, right, top."""
    with file_key(pkcs12_file("Văn thư"), SECRET, now=SIGNED) as key:
        return signed_pdf(data, key, field=field, place=Place(0, *box), mark=Mark(words))


def turned(data: bytes, degrees: int) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].Rotate = degrees
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()
