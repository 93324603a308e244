"""Scans to text, with Tesseract: few and small, because recognition takes seconds."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from caicach.documents.read.loading import load
from caicach.documents.read.scan_columns import _widest_white
from caicach.documents.read.source import SourceFormat
from caicach.documents.read.tesseract import recognise, recognised_each
from caicach.documents.write.measuring import font_file
from caicach.kernel.errors import InvalidInput
from documents.file_builders import picture_bytes, picture_of

pytestmark = pytest.mark.ocr

LINES = (
    "Kính gửi: Các sở, ban, ngành cấp tỉnh",
    "1. Giao Sở Nội vụ chủ trì báo cáo kết quả trước ngày 15/3/2023.",
    "2. Các cơ quan, đơn vị rà soát thủ tục hành chính thuộc phạm vi quản lý.",
)


@pytest.fixture(scope="module")
def font() -> str:
    return str(font_file(bold=False, italic=False))


def test_a_picture_of_text_is_read_line_by_line(font):
    source = load(picture_of(LINES, kind="JPEG", font=font), filename="quet.jpg")
    assert source.format is SourceFormat.SCAN
    assert "Sở Nội vụ chủ trì báo cáo kết quả trước ngày 15/3/2023" in source.text
    assert [warning.code for warning in source.warnings] == ["source.ocr"]


def test_a_scan_inside_a_pdf_is_read_like_a_picture(font):
    source = load(picture_of(LINES, kind="PDF", font=font), filename="quet.pdf")
    assert source.format is SourceFormat.SCAN
    assert "Sở Nội vụ" in source.text


def test_a_red_seal_over_the_text_goes_and_a_red_mark_of_urgency_stays(font):
    picture = Image.new("RGB", (1654, 500), "white")
    pen = ImageDraw.Draw(picture)
    for width in range(0, 60, 6):
        pen.ellipse((300 + width, 130 + width, 700 - width, 490 - width), outline=(205, 30, 40), width=4)
    for at, line in enumerate(LINES):  # after the seal: black ink shows through red
        pen.text((180, 180 + 90 * at), line, font=ImageFont.truetype(font, 36), fill="black")
    pen.text((1200, 60), "HỎA TỐC", font=ImageFont.truetype(font, 44), fill=(205, 30, 40))
    text = load(picture_bytes(picture), filename="dau-do.png").text
    assert text.splitlines()[0] == "HỎA TỐC"
    assert "chủ trì báo cáo" in text


def test_a_photo_without_text_is_refused_with_the_reason():
    photo = Image.effect_mandelbrot((900, 700), (-2, -1.2, 1, 1.2), 60).convert("RGB")
    pen = ImageDraw.Draw(photo)
    pen.ellipse((250, 200, 600, 560), fill=(190, 120, 40))
    pen.polygon([(280, 240), (300, 120), (390, 210)], fill=(160, 90, 30))
    with pytest.raises(InvalidInput) as refusal:
        load(picture_bytes(photo, "JPEG"), filename="meo.jpg")
    assert refusal.value.code == "document.no_legible_text"


def test_a_text_drawn_as_one_long_picture_is_read_to_its_end(font):
    picture = Image.new("L", (1000, 2300), 255)
    pen = ImageDraw.Draw(picture)
    for number, top in enumerate(range(60, 2250, 200), start=1):
        line = f"{number}. Giao Sở Nội vụ chủ trì báo cáo kết quả."
        pen.text((90, top), line, font=ImageFont.truetype(font, 28), fill=0)
    text = load(picture_bytes(picture), filename="dai.png").text
    assert len([line for line in text.splitlines() if line.endswith("Giao Sở Nội vụ chủ trì báo cáo kết quả.")]) == 11


def test_a_page_with_a_grey_ground_and_grain_is_read(font):
    page = Image.open(BytesIO(picture_of(LINES, font=font))).convert("L")
    grainy = ImageChops.add(page.point(lambda level: level * 3 // 5), Image.effect_noise(page.size, 30), 1, -128)
    assert (
        "Sở Nội vụ chủ trì báo cáo kết quả trước ngày 15/3/2023" in load(picture_bytes(grainy), filename="x.png").text
    )


def test_the_small_raised_number_of_a_footnote_is_kept(font):
    picture = Image.open(
        BytesIO(picture_of((*LINES, "  Năm 2021 một số đơn vị thực hiện chưa đúng quy định."), font=font))
    )
    ImageDraw.Draw(picture).text((180, 288), "2", font=ImageFont.truetype(font, 22), fill=0)
    assert "² Năm 2021 một số đơn vị" in load(picture_bytes(picture), filename="chu-thich.png").text


def test_several_pictures_at_once_are_recognised_as_each_alone(font):
    lines = ("Giao Sở Y tế báo cáo.", " ", "Điều 2. Hiệu lực")
    pictures = [Image.open(BytesIO(picture_of([line], font=font))).convert("L") for line in lines]
    alone = [recognise(picture, layout=6) for picture in pictures]
    assert [" ".join(word.word.text for word in words) for words in alone] == [line.strip() for line in lines]
    assert recognised_each(pictures, layout=6) == alone
    assert recognised_each([], layout=6) == []


def test_a_profile_is_cut_where_it_is_white():
    row = bytes((9, 0, 0, 9, 0, 0, 0, 9, 0))
    assert _widest_white(row, 0, 9) == (4, 3)
    assert _widest_white(row, 1, 3) == (1, 2)
    assert _widest_white(b"\x05" * 9, 2, 6) == (2, 0)
