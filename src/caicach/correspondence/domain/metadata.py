"""What goes with an outgoing document into the office's document system (Nghị định 30/2020/NĐ-CP, Phụ lục VI)."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.documents.values import Urgency

LANGUAGE: Final = "Tiếng Việt"
# Longest values, as the decree gives them.
_LENGTHS: Final = {"TypeName": 100, "CodeNumber": 11, "CodeNotation": 30, "OrganName": 200, "Subject": 500}


@dataclass(frozen=True, slots=True)
class Receiver:
    organ_id: str
    name: str


@dataclass(frozen=True, slots=True)
class LetterMetadata:
    """``file_notation`` is the code of the folder the letter is filed in; ``ordinal`` its place there, or 0."""

    organ_id: str
    organ_name: str
    year: int
    file_notation: str
    ordinal: int
    type_name: str
    number: str
    symbol: str
    issued_on: date
    subject: str
    pages: int
    signer_position: str
    signer_name: str
    to: tuple[Receiver, ...]
    priority: str
    copies: int | None
    due_on: date | None
    description: str = ""
    files: tuple[str, ...] = ()


def metadata_xml(letter: LetterMetadata) -> bytes:
    """The fields by the names of the decree, values cut to their lengths; UTF-8."""
    root = ET.Element("Document")
    code = ET.SubElement(root, "FileCode")
    _put(code, "OrganId", letter.organ_id[:13])
    _put(code, "FileCatalog", str(letter.year))
    _put(code, "FileNotation", letter.file_notation[:20])
    _put(root, "DocOrdinal", str(letter.ordinal))
    _put(root, "TypeName", letter.type_name.capitalize())
    _put(root, "CodeNumber", letter.number)
    _put(root, "CodeNotation", letter.symbol)
    _put(root, "IssuedDate", f"{letter.issued_on:%d/%m/%Y}")
    _put(root, "OrganName", letter.organ_name)
    _put(root, "Subject", letter.subject)
    _put(root, "Language", LANGUAGE)
    _put(root, "PageAmount", str(letter.pages))
    _put(root, "Description", letter.description[:500])
    signer = ET.SubElement(root, "SignerInfo")
    _put(signer, "Position", letter.signer_position[:100])
    _put(signer, "FullName", letter.signer_name[:50])
    for receiver in letter.to:
        to = ET.SubElement(root, "To")
        _put(to, "OrganId", receiver.organ_id[:13])
        _put(to, "OrganName", receiver.name)
    _put(root, "Priority", letter.priority)
    _put(root, "IssuedAmount", "" if letter.copies is None else str(letter.copies))
    _put(root, "DueDate", f"{letter.due_on:%d/%m/%Y}" if letter.due_on else "")
    for name in letter.files:
        _put(root, "File", name)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _put(parent: ET.Element, name: str, value: str) -> None:
    """XML 1.0 has no control characters: what a keyboard slipped in is left out."""
    plain = "".join(char for char in value if char >= " " or char in "\n\t")
    ET.SubElement(parent, name).text = plain[: _LENGTHS.get(name, len(plain))]


def priority_of(urgency: Urgency | None) -> str:
    """
    >>> priority_of(None), priority_of(Urgency.FLASH)
    ('Thường', 'Hỏa tốc')
    """
    return urgency.label.capitalize() if urgency else "Thường"
