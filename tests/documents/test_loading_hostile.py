"""Files that are broken, disguised or made to do harm: a clear refusal, within bounds, and nothing else."""

import random
import zlib

import docx
import openpyxl
import pytest
from PIL import Image

from caicach.documents.bounded import read_bounded
from caicach.documents.read import loading
from caicach.documents.read.limits import MAX_FILE_BYTES, MEGABYTE
from caicach.documents.read.loading import load
from caicach.documents.read.reader import read_source
from caicach.documents.read.source import SourceText
from caicach.kernel.errors import CaicachError, InvalidInput, NotInstalled, TooLarge
from documents.file_builders import (
    docx_with,
    encrypted_pdf,
    letter_docx,
    paragraph,
    pdf_of,
    picture_bytes,
    saved,
    zip_of,
)

pytestmark = pytest.mark.slow

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refused(data: bytes, name: str = "vb.docx") -> CaicachError:
    with pytest.raises(CaicachError) as caught:
        load(data, filename=name)
    error = caught.value
    assert name in error.what
    assert error.why
    assert error.todo
    return error


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", bytes(5000)])
def test_an_empty_file_is_refused(data):
    assert refused(data).code == "document.empty"


def test_a_document_without_text_is_refused():
    assert refused(saved(docx.Document())).code == "document.no_text"


def test_a_spreadsheet_renamed_docx_is_named_for_what_it_is():
    error = refused(saved(openpyxl.Workbook()))
    assert error.code == "document.kind_not_read"
    assert "Excel" in error.why


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), ".doc"),
        (OLE + "Workbook".encode("utf-16-le"), ".xls"),
        (b"{\\rtf1 van ban}", "RTF"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>van ban", "HTML"),
        (b"GIF89a" + bytes(99), "GIF"),
        (zip_of({"a.txt": b"a"}), "ZIP"),
        (zip_of({"mimetype": b"x", "content.xml": b"<a/>"}), "OpenDocument"),
    ],
)
def test_other_kinds_are_named_and_not_read(data, kind):
    error = refused(data)
    assert error.code == "document.kind_not_read"
    assert kind in error.why


def test_binary_data_is_no_text():
    noise = random.Random(1).randbytes(4000)
    assert refused(noise, "vb.txt").code == "document.not_text"


@pytest.mark.parametrize("data", [OLE + "EncryptedPackage".encode("utf-16-le"), encrypted_pdf()])
def test_a_password_is_named_as_the_reason(data):
    assert refused(data).code == "document.encrypted"


@pytest.mark.timeout(120)  # a reader that runs away is stopped; speed itself is measured in benchmarks
def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = docx_with(paragraph("a" * 40 * MEGABYTE))
    error = refused(bomb)
    assert isinstance(error, TooLarge)


def test_a_zip_that_lies_about_its_size_is_refused():
    good = docx_with(paragraph("x" * 500_000))
    assert isinstance(load(good, filename="a.docx"), SourceText)
    size = (10).to_bytes(4, "little")
    forged = bytearray(good)
    at = forged.rindex(b"PK\x01\x02", 0, forged.rindex(b"word/document.xml"))
    forged[at + 24 : at + 28] = size
    assert refused(bytes(forged)).code == "document.damaged"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE a [<!ENTITY x "boom">]>',
        '<!DOCTYPE a [<!ENTITY a0 "lol"><!ENTITY a1 "&a0;&a0;&a0;"><!ENTITY x "&a1;&a1;">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_and_dtds_are_refused(prolog):
    assert refused(docx_with(paragraph("&x;"), prolog=prolog)).code == "document.unsafe"


def test_an_external_entity_never_reads_a_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("mật khẩu của máy", encoding="utf-8")
    prolog = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>'
    assert "mật khẩu của máy" not in str(refused(docx_with(paragraph("&x;"), prolog=prolog)))


def test_an_archive_hidden_in_a_docx_is_refused():
    data = zip_of({"word/document.xml": b"<a/>", "word/media/more.zip": b"PK"})
    assert refused(data).code == "document.unsafe"


def test_a_file_above_the_bound_is_refused_with_both_sizes(monkeypatch):
    monkeypatch.setattr(loading, "MAX_FILE_BYTES", 2 * MEGABYTE)
    error = refused(b"a" * (3 * MEGABYTE), "lon.txt")
    assert isinstance(error, TooLarge)
    assert "3 MB" in error.why
    assert MAX_FILE_BYTES == 100 * MEGABYTE


def test_a_picture_with_too_many_pixels_is_refused():
    header = picture_bytes(Image.new("1", (8, 8)))
    size = (60_000).to_bytes(4, "big")
    chunk = b"IHDR" + size + size + header[24:29]
    forged = header[:12] + chunk + zlib.crc32(chunk).to_bytes(4, "big") + header[33:]
    assert isinstance(refused(forged, "anh.png"), TooLarge)


def test_a_machine_without_tesseract_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotInstalled, match="tesseract-ocr-vie"):
        load(picture_bytes(Image.new("L", (200, 200), 255)), filename="a.png")


SEEDS = {
    "docx": letter_docx(),
    "pdf": pdf_of([[(72, 700, 12, "Kinh gui: cac so, nganh"), (72, 680, 12, "1. Bao cao ket qua")]]),
    "txt": "Kính gửi: Các sở, ngành".encode("utf-16"),
}


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Cut short, with bytes changed, or with a stretch doubled."""
    out = bytearray(data)
    match rng.randrange(3):
        case 0:
            return bytes(out[: rng.randrange(1, len(out))])
        case 1:
            for _ in range(rng.randrange(1, 30)):
                out[rng.randrange(len(out))] = rng.randrange(256)
        case _:
            start = rng.randrange(len(out))
            out[start:start] = out[start : start + rng.randrange(1, 400)]
    return bytes(out)


def loaded_or_refused(data: bytes, name: str) -> SourceText | CaicachError:
    try:
        return load(data, filename=name)
    except CaicachError as error:
        return error


@pytest.mark.parametrize("kind", sorted(SEEDS))
def test_mutated_files_give_text_or_a_clear_refusal(kind, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))  # a page that lost its text would go to OCR: not the matter here
    rng = random.Random(20230201)
    for _ in range(150):
        outcome = loaded_or_refused(mutated(SEEDS[kind], rng), f"vb.{kind}")
        if isinstance(outcome, CaicachError):
            assert all(outcome.sentences())
        else:
            assert outcome.page_starts[0] == 0
            assert all(start <= len(outcome.text) for start in outcome.page_starts)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_mutated_pictures_are_opened_or_refused(kind, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    rng = random.Random(7)
    seed = picture_bytes(Image.effect_noise((60, 40), 80), kind)
    for _ in range(60):
        with pytest.raises(CaicachError):
            load(mutated(seed, rng), filename="a.png")


def test_an_error_of_the_child_comes_back_as_it_was_raised():
    with pytest.raises(InvalidInput) as refusal:
        read_bounded(encrypted_pdf(), filename="a.pdf")
    assert refusal.value.sentences() == refused(encrypted_pdf(), "a.pdf").sentences()


@pytest.mark.parametrize("data", [letter_docx(), ("Số: 08/BCĐ-TGV\n" + "Nội dung dài. " * 20_000).encode()])
def test_a_child_gives_the_same_reading_as_reading_here(data):
    source = load(data, filename="a")
    assert read_bounded(data, filename="a") == (source, read_source(source))


@pytest.mark.parametrize("bound", [{"seconds": 0.01}, {"memory": 30 * MEGABYTE}])
def test_a_child_that_meets_its_bound_is_stopped_and_says_so(bound):
    with pytest.raises(TooLarge) as stopped:
        read_bounded(letter_docx(), filename="a.docx", **bound)
    assert stopped.value.code == "document.too_costly"
