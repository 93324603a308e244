"""What goes with an outgoing document into the office's document system (Nghị định 30/2020/NĐ-CP, Phụ lục VI)."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.documents.values import OfficialDocument, Signatory, Urgency
from caicach.kernel.said import Said, tell
from caicach.kernel.text.characters import writable

LANGUAGE: Final = "Tiếng Việt"
TYPE, SYMBOL, NAME, SUBJECT, POSITION, PERSON = 100, 30, 200, 500, 100, 50
"""Longest values, as the decree gives them; those that nobody types (OrganId, CodeNumber) are short by themselves."""


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
    files: tuple[str, ...] = ()


def overlong(document: OfficialDocument) -> tuple[Said, ...]:
    """The parts that the decree's fields do not hold, each with its length and the limit. Nothing is cut for them.

    >>> [str(part) for part in overlong(OfficialDocument(subject="x" * 501, symbol="y" * 30))]
    ['trích yếu (501 ký tự, tối đa 500)']
    """
    signatory = document.signatory or Signatory()
    parts = (
        (tell("tên loại"), document.doc_type, TYPE),
        (tell("ký hiệu"), document.symbol, SYMBOL),
        (tell("cơ quan ban hành"), document.issuer, NAME),
        (tell("trích yếu"), document.subject, SUBJECT),
        (tell("chức vụ người ký"), position_of(signatory), POSITION),
        (tell("họ tên người ký"), signatory.name, PERSON),
        *((tell("nơi nhận «{start}…»", start=place[:30]), place, NAME) for place in places_of(document)),
    )
    return tuple(
        tell("{part} ({length} ký tự, tối đa {limit})", part=part, length=len(text), limit=limit)
        for part, text, limit in parts
        if text and len(text) > limit
    )


def places_of(document: OfficialDocument) -> tuple[str, ...]:
    return document.addressees or tuple(recipient.text for recipient in document.recipients)


def position_of(signatory: Signatory) -> str:
    return " / ".join(part for part in (signatory.capacity, signatory.title) if part)


def metadata_xml(letter: LetterMetadata) -> bytes:
    """The fields by the names of the decree, whole: of a letter with ``overlong`` parts none is made. UTF-8."""
    root = ET.Element("Document")
    code = ET.SubElement(root, "FileCode")
    _put(code, "OrganId", letter.organ_id)
    _put(code, "FileCatalog", str(letter.year))
    _put(code, "FileNotation", letter.file_notation)
    _put(root, "DocOrdinal", str(letter.ordinal))
    _put(root, "TypeName", letter.type_name.capitalize())
    _put(root, "CodeNumber", letter.number)
    _put(root, "CodeNotation", letter.symbol)
    _put(root, "IssuedDate", f"{letter.issued_on:%d/%m/%Y}")
    _put(root, "OrganName", letter.organ_name)
    _put(root, "Subject", letter.subject)
    _put(root, "Language", LANGUAGE)
    _put(root, "PageAmount", str(letter.pages))
    _put(root, "Description", "")
    signer = ET.SubElement(root, "SignerInfo")
    _put(signer, "Position", letter.signer_position)
    _put(signer, "FullName", letter.signer_name)
    for receiver in letter.to:
        to = ET.SubElement(root, "To")
        _put(to, "OrganId", receiver.organ_id)
        _put(to, "OrganName", receiver.name)
    _put(root, "Priority", letter.priority)
    _put(root, "IssuedAmount", "" if letter.copies is None else str(letter.copies))
    _put(root, "DueDate", f"{letter.due_on:%d/%m/%Y}" if letter.due_on else "")
    for name in letter.files:
        _put(root, "File", name)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _put(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(parent, name).text = writable(value)


def priority_of(urgency: Urgency | None) -> str:
    """
    >>> priority_of(None), priority_of(Urgency.FLASH)
    ('Thường', 'Hỏa tốc')
    """
    return urgency.label.capitalize() if urgency else "Thường"
