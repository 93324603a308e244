"""Letters that mend a letter already issued (Nghị định 30/2020/NĐ-CP, Điều 18)."""

from dataclasses import replace

from caicach.correspondence.domain.numbering import LETTER
from caicach.documents.values import Block, BlockKind, OfficialDocument


def reference_of(document: OfficialDocument) -> str:
    """How a letter cites a document in full, the first time.

    >>> from datetime import date
    >>> reference_of(OfficialDocument(doc_type="công văn", number="08", symbol="BCĐ-TGV", date=date(2023, 2, 10),
    ...                               issuer="BAN CHỈ ĐẠO CCHC", subject="công khai thủ tục"))
    'Công văn số 08/BCĐ-TGV ngày 10/02/2023 của Ban Chỉ đạo CCHC về việc công khai thủ tục'
    """
    kind = (document.doc_type or LETTER).capitalize()
    number = f" số {document.number}/{document.symbol}" if document.number and document.symbol else ""
    dated = f" ngày {document.date:%d/%m/%Y}" if document.date else ""
    issuer = f" của {in_small_letters(document.issuer)}" if document.issuer else ""
    subject = document.subject or ""
    about = f" về {subject}" if subject.lower().startswith("việc ") else f" về việc {subject}" if subject else ""
    return f"{kind}{number}{dated}{issuer}{about}"


_KEPT = ("UBND", "HĐND", "CCHC", "TTHC")
_PROPER = {"Ban Chỉ Đạo": "Ban Chỉ đạo", "Sở Nội Vụ": "Sở Nội vụ", "Ủy Ban Nhân Dân": "Ủy ban nhân dân"}


def in_small_letters(name: str) -> str:
    """The name of a body as running text writes it, from the capitals of a letter's head."""
    words = [word if word in _KEPT else word.capitalize() for word in name.split()]
    said = " ".join(words)
    for capitals, proper in _PROPER.items():
        said = said.replace(capitals, proper)
    return said.replace(" Tỉnh", " tỉnh") if name.isupper() else name


def replacement_of(document: OfficialDocument) -> OfficialDocument:
    """The same document again, open for a new number and date."""
    return replace(document, number=None, date=None, date_partial=None)


def correction_of(document: OfficialDocument) -> OfficialDocument:
    """A công văn đính chính of the same issuer to the same addressees; what was wrong is for the person to write."""
    cited = reference_of(document)
    places = document.addressees or tuple(recipient.text for recipient in document.recipients)
    body = (
        Block(BlockKind.PARAGRAPH, None, 0, f"Tại {cited}, do sơ suất về thể thức, kỹ thuật trình bày đã ghi: …"),
        Block(BlockKind.PARAGRAPH, None, 0, "Nay xin đính chính lại như sau: …"),
    )
    return replace(
        replacement_of(document),
        doc_type=LETTER,
        subject=f"đính chính {cited[:1].lower()}{cited[1:].partition(' về việc ')[0]}",
        addressees=places,
        legal_bases=(),
        opening=None,
        body=body,
        closing="Các nội dung khác của văn bản không thay đổi./.",
        footnotes=(),
    )
