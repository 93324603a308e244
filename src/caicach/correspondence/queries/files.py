"""Files of a letter: as it stands, as it was fixed and signed, and as pictures of its pages."""

from caicach.correspondence import printing
from caicach.correspondence.letter_obtaining import visible_letter
from caicach.correspondence.letter_values import document_of
from caicach.correspondence.models import SentLetter
from caicach.kernel.access import Actor
from caicach.kernel.audit.queries import HistoryLine, history_of
from caicach.kernel.errors import NotFound
from caicach.kernel.files import queries as stored
from caicach.kernel.files.models import StoredFile
from caicach.kernel.files.values import NamedFile


def letter_pdf(actor: Actor, letter_id: int) -> NamedFile:
    """The signed file where there is one, else the letter written anew from its value."""
    letter = visible_letter(actor, letter_id)
    if letter.file is not None:
        return _kept(letter.file)
    return _file(f"{_stem(letter)}.pdf", printing.PDF, printing.pdf_of(document_of(letter)))


def letter_docx(actor: Actor, letter_id: int) -> NamedFile:
    letter = visible_letter(actor, letter_id)
    return _file(f"{_stem(letter)}.docx", printing.DOCX, printing.docx_of(document_of(letter)))


def letter_picture(actor: Actor, letter_id: int, number: int) -> bytes:
    """A page of the PDF as a PNG."""
    return printing.page_picture(letter_pdf(actor, letter_id).data, number)


def letter_pages(actor: Actor, letter_id: int) -> int:
    return printing.page_count(letter_pdf(actor, letter_id).data)


def scan_file(actor: Actor, letter_id: int) -> NamedFile:
    """The scan of the copy that was signed by hand."""
    scan = visible_letter(actor, letter_id).scan
    if scan is None:
        raise NotFound("file.not_found", what="Không có tệp này.", todo="Hãy quay lại trang trước.")
    return _kept(scan)


def letter_history(actor: Actor, letter_id: int) -> tuple[HistoryLine, ...]:
    """What happened to the letter, oldest first."""
    visible_letter(actor, letter_id)
    return history_of("letter", letter_id)


def _stem(letter: SentLetter) -> str:
    return printing.file_stem(document_of(letter), f"du-thao-{letter.pk}")


def _file(name: str, media_type: str, data: bytes) -> NamedFile:
    return NamedFile(name, media_type, data)


def _kept(row: StoredFile) -> NamedFile:
    return NamedFile(row.name, row.media_type, stored.read_bytes(row))
