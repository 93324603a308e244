"""Parts that are missing or not in their form: head, legal bases, end mark, signature, recipients, appendices."""

import re
from collections.abc import Iterator
from typing import Final

from caicach.documents.read.numbering import type_of_symbol
from caicach.documents.read.vocabulary import DOCUMENT_TYPES
from caicach.documents.values import BlockKind, OfficialDocument, RecipientRole
from caicach.documents.write.composing import ENACTING, is_letter
from caicach.documents.write.findings import Finding, first_appendix
from caicach.kernel.text.folding import fold

_ACADEMIC: Final = re.compile(r"^(?:(?:GS|PGS|TS|ThS|Ths|BS|KS|CN)\b\.?[\s.,]*)+")
_SYMBOL: Final = re.compile(r"[A-ZĐ&ƯƠÂÊÔĂ][\w&.]*(?:[-/][A-ZĐ&ƯƠÂÊÔĂ0-9][\w&.]*)*")
_END_MARK: Final = re.compile(r"\./\.")
_QUOTED: Final = 60


def part_findings(document: OfficialDocument) -> Iterator[Finding]:
    yield from _missing(document)
    yield from _number(document)
    yield from _bases(document)
    yield from _end_mark(document)
    yield from _signature(document)
    yield from _recipients(document)
    yield from _appendices(document)


def _missing(document: OfficialDocument) -> Iterator[Finding]:
    checks = (
        ("issuer", not document.issuer),
        ("symbol", not document.symbol),
        ("place", not document.place),
        ("date", document.date is None and not document.date_partial),
        ("subject", not document.subject),
        ("addressees", is_letter(document) and not document.addressees),
        ("body", not document.body and not document.opening),
    )
    for part, is_missing in checks:
        if is_missing:
            yield Finding(f"draft.{part}_missing", part)


def _number(document: OfficialDocument) -> Iterator[Finding]:
    number, symbol = document.number or "", document.symbol or ""
    if len(number) == 1 and number.isdigit():
        yield Finding("draft.number_not_padded", "number", number)
    if symbol and not _SYMBOL.fullmatch(symbol):
        yield Finding("draft.symbol_form", "symbol", symbol)
    elif symbol and "/" not in symbol and "/" not in number:  # party and legal documents have forms of their own
        named = type_of_symbol(symbol)
        if is_letter(document) and symbol.upper().startswith("CV-"):
            yield Finding("draft.symbol_of_letter", "symbol", symbol)
        elif not is_letter(document) and named != document.doc_type and DOCUMENT_TYPES.get(document.doc_type or ""):
            yield Finding("draft.symbol_type", "symbol", symbol)


def _bases(document: OfficialDocument) -> Iterator[Finding]:
    """In a letter the sentence goes on after the last one; only where something is enacted a full stop ends it."""
    last = len(document.legal_bases) - 1
    enacts = any(ENACTING.match(fold(line)) for line in (document.opening or "").split("\n"))
    for at, basis in enumerate(document.legal_bases):
        allowed = ";" if at < last else "." if enacts else (";", ".", ",")
        if not basis.rstrip().endswith(allowed):
            yield Finding("draft.basis_end", f"legal_bases.{at}", _start(basis))


def _end_mark(document: OfficialDocument) -> Iterator[Finding]:
    """At the end of what is printed last before the signature; tables and documents of the party have none."""
    last = first_appendix(document) - 1
    if "/" in (document.symbol or ""):
        return
    if document.closing:
        path, text = "closing", document.closing
    elif last >= 0 and document.body[last].kind in {BlockKind.TABLE, BlockKind.PICTURE}:
        return
    elif last >= 0:
        path, text = f"body.{last}", document.body[last].text
    else:
        path, text = "opening", document.opening or ""
    if text and not _END_MARK.search(text[-12:]) and not _is_enclosure(document, last):
        yield Finding("draft.end_mark_missing", path, text[-_QUOTED:])


def _is_enclosure(document: OfficialDocument, last: int) -> bool:
    """«(Gửi kèm ...)» stands under the end mark."""
    block = document.body[last] if last > 0 and not document.closing else None
    return block is not None and block.text.startswith("(") and bool(_END_MARK.search(document.body[last - 1].text))


def _signature(document: OfficialDocument) -> Iterator[Finding]:
    signatory = document.signatory
    if signatory is None or not signatory.name or not (signatory.title or signatory.capacity):
        yield Finding("draft.signatory_missing", "signatory")
    if signatory is not None and signatory.name and _ACADEMIC.match(signatory.name):
        yield Finding("draft.academic_title", "signatory.name", signatory.name)


def _recipients(document: OfficialDocument) -> Iterator[Finding]:
    roles = [recipient.role for recipient in document.recipients]
    if not roles:
        yield Finding("draft.recipients_missing", "recipients")
        return
    if RecipientRole.ARCHIVE not in roles:
        yield Finding("draft.archive_missing", "recipients")
    elif roles[-1] is not RecipientRole.ARCHIVE:
        at = roles.index(RecipientRole.ARCHIVE)
        yield Finding("draft.archive_not_last", f"recipients.{at}", document.recipients[at].text)
    if is_letter(document) and document.addressees and RecipientRole.ADDRESSEE not in roles:
        yield Finding("draft.as_above_missing", "recipients")


def _appendices(document: OfficialDocument) -> Iterator[Finding]:
    """«(Kèm theo ...)» stands under the name of an appendix; that of what is attached whole has its own heading."""
    for at, block in enumerate(document.body):
        if block.kind is not BlockKind.APPENDIX or not block.text.upper().startswith("PHỤ LỤC"):
            continue
        after = document.body[at + 1].text if at + 1 < len(document.body) else ""
        if not re.match(r"\W*(?:ban hành\s+)?kèm theo", after.lower()) and "kèm theo" not in block.text.lower():
            yield Finding("draft.annex_reference_missing", f"body.{at}", _start(block.text))


def _start(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1].rstrip()}…"
