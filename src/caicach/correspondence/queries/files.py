"""Files of a letter: as it stands, as it was fixed and signed, and as pictures of its pages."""

from caicach.correspondence import printing
from caicach.correspondence.domain.letters import LetterState
from caicach.correspondence.letter_obtaining import sees_all_letters, visible_letter
from caicach.correspondence.letter_values import document_of
from caicach.correspondence.models import SentLetter
from caicach.kernel.access import Actor
from caicach.kernel.audit.queries import HistoryLine, history_of
from caicach.kernel.errors import NotAllowed, NotFound
from caicach.kernel.files import queries as stored
from caicach.kernel.files.media import DOCX, PDF
from caicach.kernel.files.models import StoredFile
from caicach.kernel.files.values import NamedFile


def letter_pdf(actor: Actor, letter_id: int) -> NamedFile:
    """The signed file where there is one, else the letter written anew from its value."""
    letter = _readable(actor, letter_id)
    if letter.file is not None:
        return _named_file(letter.file)
    return _file(f"{_stem(letter)}.pdf", PDF, printing.pdf_of(document_of(letter)))


def letter_docx(actor: Actor, letter_id: int) -> NamedFile:
    letter = _readable(actor, letter_id)
    return _file(f"{_stem(letter)}.docx", DOCX, printing.docx_of(document_of(letter)))


def letter_picture(actor: Actor, letter_id: int, number: int) -> bytes:
    """A page of the PDF as a PNG."""
    return printing.page_picture(letter_pdf(actor, letter_id).data, number)


def letter_pages(actor: Actor, letter_id: int) -> int:
    """How many pages there are to see; none of a letter that was recalled from the actor."""
    if _is_withheld(actor, visible_letter(actor, letter_id)):
        return 0
    return printing.page_count(letter_pdf(actor, letter_id).data)


def scan_file(actor: Actor, letter_id: int) -> NamedFile:
    """The scan of the copy that was signed by hand."""
    scan = _readable(actor, letter_id).scan
    if scan is None:
        raise NotFound("file.not_found", what="Không có tệp này.", todo="Hãy quay lại trang trước.")
    return _named_file(scan)


def _readable(actor: Actor, letter_id: int) -> SentLetter:
    """A letter whose file the actor may have. One that was recalled stays with the office: its addressees delete it."""
    letter = visible_letter(actor, letter_id)
    if _is_withheld(actor, letter):
        raise NotAllowed(
            "letter.recalled",
            what="Văn bản này đã được thu hồi.",
            why="Bên nhận gửi lại bản giấy và xóa bản điện tử (Nghị định 30/2020/NĐ-CP, Điều 18).",
            todo="Hãy liên hệ cơ quan ban hành nếu cần nội dung.",
        )
    return letter


def _is_withheld(actor: Actor, letter: SentLetter) -> bool:
    return letter.state == LetterState.RECALLED.value and not sees_all_letters(actor)


def letter_history(actor: Actor, letter_id: int) -> tuple[HistoryLine, ...]:
    """What happened to the letter, oldest first."""
    visible_letter(actor, letter_id)
    return history_of("letter", letter_id)


def _stem(letter: SentLetter) -> str:
    return printing.file_stem(document_of(letter), f"du-thao-{letter.pk}")


def _file(name: str, media_type: str, data: bytes) -> NamedFile:
    return NamedFile(name, media_type, data)


def _named_file(row: StoredFile) -> NamedFile:
    return NamedFile(row.name, row.media_type, stored.read_bytes(row))
