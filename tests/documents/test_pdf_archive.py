"""The clauses of PDF/A-2 (ISO 19005-2) that a letter could break, each looked up in the file.

No independent validator is among the packages at hand: veraPDF is published for Java alone. What is checked here is
read from the file by pikepdf and fontTools, not by the library that wrote it; qpdf checks the syntax.
"""

import dataclasses
import io
import shutil
import subprocess

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from caicach.documents.values import Block, BlockKind, Picture, Urgency
from caicach.documents.write.pdf import write_pdf
from documents.written import ADVISORY_LETTER, PLAN

pytestmark = pytest.mark.slow


def _chart():
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(stream, "PNG")
    return Picture(stream.getvalue(), 80, "Biểu đồ tiến độ")


WITH_ALL = dataclasses.replace(
    PLAN,
    urgency=Urgency.URGENT,
    body=(*PLAN.body, Block(BlockKind.PICTURE, None, 0, "", picture=_chart())),
)


@pytest.fixture(scope="module", params=[ADVISORY_LETTER, WITH_ALL], ids=["letter", "plan"])
def data(request):
    return write_pdf(request.param)


@pytest.fixture
def pdf(data):
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield opened


def _dictionaries(pdf):
    return [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)]


def _fonts(pdf):
    return [item for item in _dictionaries(pdf) if item.get("/Subtype") == "/Type0"]


def test_the_file_says_that_it_is_pdf_a_and_what_it_is(pdf):
    meta = pdf.open_metadata()
    assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "U")
    assert meta["dc:title"]
    assert meta["dc:creator"]
    assert "/Filter" not in pdf.Root.Metadata  # 6.6.2.1: readable by tools that know no PDF
    assert str(pdf.Root.Lang) == "vi-VN"
    assert "/Info" not in pdf.trailer  # nothing for XMP to disagree with


def test_the_file_has_an_id_and_is_not_encrypted(pdf):
    assert len(pdf.trailer.ID) == 2
    assert not pdf.is_encrypted
    assert "/Encrypt" not in pdf.trailer


def test_colours_have_one_output_intent_with_its_profile(pdf):
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    profile = intent.DestOutputProfile.read_bytes()
    assert profile[36:40] == b"acsp"
    assert profile[16:20] == b"RGB "
    assert int(intent.DestOutputProfile.N) == 3


def test_nothing_is_transparent_active_or_outside_the_file(pdf):
    for item in _dictionaries(pdf):
        assert "/SMask" not in item or item.SMask == "/None"
        assert item.get("/ca", 1) == 1
        assert item.get("/CA", 1) == 1
        assert item.get("/S") not in {"/JavaScript", "/Launch", "/URI", "/SubmitForm"}
        assert "/EmbeddedFiles" not in item
        assert item.get("/Filter") != "/LZWDecode"
        assert item.get("/Type") != "/Annot"
    for page in pdf.pages:  # a group of the page is in the colours of the output intent (6.2.10)
        assert "/Group" not in page or page.Group.CS == "/DeviceRGB"


def test_every_font_is_embedded_with_a_table_to_unicode(pdf):
    fonts = _fonts(pdf)
    assert fonts
    assert not [item for item in _dictionaries(pdf) if item.get("/Subtype") in {"/Type1", "/Type3", "/TrueType"}]
    for font in fonts:
        descendant = font.DescendantFonts[0]
        assert descendant.FontDescriptor.FontFile2.read_bytes()
        assert font.ToUnicode.read_bytes()
        assert font.BaseFont == descendant.BaseFont == descendant.FontDescriptor.FontName


def test_every_letter_shown_has_a_glyph_of_the_width_that_is_told(pdf):
    shown = _shown(pdf)
    assert shown
    for font in _fonts(pdf):
        descendant = font.DescendantFonts[0]
        program = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
        glyph_of = descendant.CIDToGIDMap.read_bytes()
        names, advances, unit = program.getGlyphOrder(), program["hmtx"].metrics, program["head"].unitsPerEm
        widths = _widths(descendant)
        for cid in shown.get(str(font.BaseFont), ()):
            glyph = int.from_bytes(glyph_of[2 * cid : 2 * cid + 2], "big")
            assert glyph != 0, f"{font.BaseFont}: CID {cid} shows .notdef"
            told = widths.get(cid, int(descendant.get("/DW", 1000)))
            assert abs(told - advances[names[glyph]][0] * 1000 / unit) <= 1


def _widths(descendant):
    found, items = {}, list(descendant.W)
    while items:
        first, second = int(items.pop(0)), items.pop(0)
        if isinstance(second, pikepdf.Array):
            found |= {first + at: int(width) for at, width in enumerate(second)}
        else:
            width = int(items.pop(0))
            found |= dict.fromkeys(range(first, int(second) + 1), width)
    return found


def _shown(pdf):
    """The CIDs shown in each font."""
    shown = {}
    for page in pdf.pages:
        font = None
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                font = str(page.Resources.Font[str(operands[0])].BaseFont)
            elif str(operator) == "Tj":
                raw = bytes(operands[0])
                shown.setdefault(font, set()).update(
                    int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)
                )
    return shown


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_no_fault(data, tmp_path):
    path = tmp_path / "vb.pdf"
    path.write_bytes(data)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
