"""A letter with its metadata and files in one ZIP, for the office's document system."""

import io
import zipfile

from caicach.correspondence import printing
from caicach.correspondence.domain.letters import FIXED_STATES, LetterState
from caicach.correspondence.domain.metadata import (
    LetterMetadata,
    Receiver,
    metadata_xml,
    overlong,
    places_of,
    position_of,
    priority_of,
)
from caicach.correspondence.domain.numbering import written_number
from caicach.correspondence.letter_obtaining import visible_letter
from caicach.correspondence.letter_values import document_of
from caicach.correspondence.models import OfficeProfile, SentLetter
from caicach.correspondence.queries.files import letter_docx, letter_pdf, scan_file
from caicach.documents.values import OfficialDocument, Signatory
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.files.values import NamedFile
from caicach.kernel.said import joint_sentence

_TIME = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is made


def letter_package(actor: Actor, letter_id: int) -> NamedFile:
    """Raises Conflict while the letter has no number: nothing is exported that may still change. Raises InvalidInput
    ("letter.overlong") where a part is longer than its field: whoever takes the package in would lose its end.
    """
    letter = visible_letter(actor, letter_id)
    require(actor, Permission.LETTER_ISSUE)
    if LetterState(letter.state) not in FIXED_STATES:
        raise Conflict(
            "letter.not_fixed",
            what="Chưa xuất được gói dữ liệu.",
            why="Văn bản chưa có số; nội dung còn có thể thay đổi.",
            todo="Hãy cấp số trước.",
        )
    _refuse_overlong(document_of(letter))
    files = [letter_pdf(actor, letter_id), letter_docx(actor, letter_id)]
    if letter.scan_id:
        files.append(scan_file(actor, letter_id))
    stem = printing.file_stem(document_of(letter), f"van-ban-{letter.pk}")
    names = [f"{number:02}-{file.name}" for number, file in enumerate(files, 1)]
    pages = printing.page_count(files[0].data)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("metadata.xml", _TIME), metadata_xml(_metadata(letter, names, pages)))
        for name, file in zip(names, files, strict=True):
            archive.writestr(zipfile.ZipInfo(name, _TIME), file.data)
    data = stream.getvalue()
    return NamedFile(f"{stem}.zip", "application/zip", data)


def _refuse_overlong(document: OfficialDocument) -> None:
    if parts := overlong(document):
        raise InvalidInput(
            "letter.overlong",
            what="Chưa xuất được gói dữ liệu: {parts}.",
            why="Các trường thông tin đầu ra của văn bản (Nghị định 30/2020/NĐ-CP, Phụ lục VI) không chứa hết; "
            "cắt bớt sẽ làm sai văn bản.",
            todo="Hãy tải riêng tệp PDF, DOCX của văn bản và nhập tay các trường; văn bản sau nên viết ngắn hơn.",
            parts=joint_sentence(parts, "; "),
        )


def _metadata(letter: SentLetter, names: list[str], pages: int) -> LetterMetadata:
    document = document_of(letter)
    signatory = document.signatory or Signatory()
    office: OfficeProfile | None = letter.profile
    assert letter.issued_on is not None  # a fixed letter has its day
    return LetterMetadata(
        organ_id=office.organ_id if office else "",
        organ_name=letter.issuer,
        year=letter.issued_on.year,
        file_notation="",
        ordinal=0,
        type_name=letter.doc_type,
        number=written_number(letter.number or 0),
        symbol=letter.symbol,
        issued_on=letter.issued_on,
        subject=letter.subject,
        pages=pages,
        signer_position=position_of(signatory),
        signer_name=signatory.name or "",
        to=tuple(Receiver("", place) for place in places_of(document)),
        priority=priority_of(document.urgency),
        copies=letter.copies,
        due_on=letter.demand_due_on,
        files=tuple(names),
    )
