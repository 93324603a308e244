"""How the pages of the PDF are set: margins, page numbers, rules, footnotes, tables over pages, signatures."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from caicach.documents.read.reader import read_file
from caicach.documents.values import Block, BlockKind, Footnote, Recipient, RecipientRole
from caicach.documents.write.docx import write_docx
from caicach.documents.write.pdf import write_pdf
from documents.written import ADVISORY_LETTER, PLAN

pytestmark = pytest.mark.slow

_MM = 72 / 25.4
_LONG = "Rà soát, công khai thủ tục hành chính thuộc phạm vi quản lý của tỉnh theo quy định của Chính phủ. " * 3


def pages_of(document):
    return [page.get_textpage() for page in pypdfium2.PdfDocument(write_pdf(document))]


def text_of(page):
    return " ".join(page.get_text_range().split())


def with_items(count):
    body = tuple(Block(BlockKind.CLAUSE, str(at), 0, _LONG.strip(), str(at)) for at in range(1, count + 1))
    return replace(ADVISORY_LETTER, body=body, footnotes=())


def boxes_of(page):
    return [page.get_charbox(at) for at in range(page.count_chars()) if page.get_text_range(at, 1).strip()]


def test_nothing_stands_outside_the_margins_of_the_decree():
    for page in pages_of(with_items(14)):
        boxes = boxes_of(page)
        assert min(left for left, *_ in boxes) >= 30 * _MM - 1
        assert max(right for _, _, right, _ in boxes) <= (210 - 15) * _MM + 1
        assert min(bottom for _, bottom, *_ in boxes) >= 20 * _MM - 1


def test_pages_are_numbered_from_the_second():
    pages = pages_of(with_items(14))
    assert len(pages) > 2
    assert text_of(pages[0]).startswith("UBND TỈNH MẪU")
    assert [text_of(page).split()[0] for page in pages[1:]] == [str(at) for at in range(2, len(pages) + 1)]


def test_an_appendix_begins_a_page_and_counts_its_own():
    rows = (("TT", "Nhiệm vụ"), *((str(at), _LONG) for at in range(1, 30)))
    appendix = Block(BlockKind.APPENDIX, None, 0, "PHỤ LỤC NHIỆM VỤ")
    pages = pages_of(replace(PLAN, body=(*PLAN.body[:4], appendix, Block(BlockKind.TABLE, None, 0, "", None, rows))))
    starts = [text_of(page)[:30] for page in pages]
    first = next(at for at, start in enumerate(starts) if start.startswith("PHỤ LỤC"))
    assert starts[first + 1].startswith("2 TT Nhiệm vụ")  # its second page, the head of the table repeated
    assert starts[first + 2].startswith("3 TT Nhiệm vụ")


@pytest.mark.parametrize("items", range(4, 13))
def test_the_signature_is_never_alone_on_a_page(items):
    last = text_of(pages_of(with_items(items))[-1])
    before, _, _ = last.partition("Nơi nhận:")
    assert "Trần Văn Mẫu" in last
    assert len(before.split()) > 8


def test_a_footnote_stands_on_the_page_that_refers_to_it():
    document = with_items(14)
    body = list(document.body)
    body[9] = replace(body[9], text=f"Theo Kế hoạch¹ của tỉnh. {body[9].text}")
    pages = pages_of(replace(document, body=tuple(body), footnotes=(Footnote("1", "Kế hoạch số 99/KH-UBND."),)))
    (at,) = [number for number, page in enumerate(pages) if "99/KH-UBND" in text_of(page)]
    assert at > 0
    assert "Kế hoạch" in text_of(pages[at]).split("99/KH-UBND")[0]


def test_a_footnote_longer_than_a_page_goes_on_over_pages_and_loses_nothing():
    words = [f"từ{at}" for at in range(2500)]
    document = replace(ADVISORY_LETTER, footnotes=(Footnote("1", " ".join(words)),))
    shown = " ".join(text_of(page) for page in pages_of(document))
    assert all(word in shown for word in words)


def test_a_table_row_longer_than_a_page_is_cut_and_loses_nothing():
    words = [f"từ{at}" for at in range(2500)]
    table = Block(BlockKind.TABLE, None, 0, "", None, (("TT", "Nhiệm vụ"), ("1", " ".join(words)), ("2", "cuối")))
    pages = pages_of(replace(PLAN, body=(*PLAN.body[:1], table)))
    shown = " ".join(text_of(page) for page in pages)
    assert len(pages) > 2
    assert all(word in shown for word in words)


def test_a_list_of_recipients_longer_than_a_page_loses_nothing():
    recipients = tuple(Recipient(f"Cơ quan thứ {at}", RecipientRole.INFORM) for at in range(120))
    shown = " ".join(text_of(page) for page in pages_of(replace(ADVISORY_LETTER, recipients=recipients)))
    assert all(f"- Cơ quan thứ {at};" in shown for at in range(119))


def test_a_word_wider_than_the_page_is_cut():
    document = replace(ADVISORY_LETTER, closing="x" * 400, superior="S" * 200)
    assert "".join(text_of(page) for page in pages_of(document)).count("x") == 400


def test_signs_the_font_lacks_are_shown_as_a_box_rather_than_lost():
    assert "□ Đã xong" in text_of(pages_of(replace(ADVISORY_LETTER, closing="☑ Đã xong./."))[0])


@pytest.mark.parametrize(
    "closing", ["tab\tvà \x0b dấu lạ \x00\ud800\uffff./.", "🙂 漢字 العربية./.", "<b>&amp;</b>./."]
)
def test_strange_characters_break_neither_file(closing):
    document = replace(ADVISORY_LETTER, closing=closing)
    assert read_file(write_docx(document), filename="vb.docx").document.issuer == ADVISORY_LETTER.issuer
    assert read_file(write_pdf(document), filename="vb.pdf").document.issuer == ADVISORY_LETTER.issuer


def test_an_empty_document_is_a_blank_form():
    empty = replace(PLAN, **dict.fromkeys(("doc_type", "issuer", "number", "symbol", "place", "date")))
    empty = replace(empty, subject=None, opening=None, body=(), recipients=(), signatory=None)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text_of(pages_of(empty)[0])
    assert write_docx(empty)


def test_a_footnote_nothing_refers_to_is_not_lost():
    document = replace(ADVISORY_LETTER, footnotes=(Footnote("1", "Một."), Footnote("2", "Chú thích lạc.")))
    assert "Chú thích lạc." in text_of(pages_of(document)[0])
    notes = read_file(write_docx(document), filename="vb.docx").document.footnotes
    assert [note.text for note in notes] == ["Một.", "Chú thích lạc."]


def test_a_footnote_with_a_mark_of_its_own_keeps_it():
    document = replace(ADVISORY_LETTER, footnotes=(Footnote("3", "Chú thích số ba."),))
    body = (replace(document.body[0], text=document.body[0].text.replace("¹", "³")), *document.body[1:])
    written = write_docx(replace(document, body=body))
    assert read_file(written, filename="vb.docx").document.footnotes == document.footnotes


def test_words_between_asterisks_are_italic():
    written = write_docx(replace(ADVISORY_LETTER, closing="Yêu cầu theo Đề án *một cửa*./."))
    assert read_file(written, filename="vb.docx").document.closing == "Yêu cầu theo Đề án một cửa./."
    assert "*" not in text_of(pages_of(replace(ADVISORY_LETTER, closing="Yêu cầu theo Đề án *một cửa*./."))[0])


def test_the_pdf_opens_and_its_title_is_its_subject():
    pdf = pypdfium2.PdfDocument(io.BytesIO(write_pdf(PLAN)))
    assert len(pdf) == 2
