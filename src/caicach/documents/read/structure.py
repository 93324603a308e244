"""What the form of the letter tells: every part of ``OfficialDocument`` with its quote, and what is uncertain."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from caicach.documents.read.accounting import lines_left_over
from caicach.documents.read.addressees import Addressees, read_addressees
from caicach.documents.read.arrival_stamp import without_arrival_stamp
from caicach.documents.read.body import Parts, Placed, parse_body
from caicach.documents.read.footnotes import Note, find_footnotes
from caicach.documents.read.header import Header, header_window, read_header
from caicach.documents.read.lines import Line, Quoted, is_legible, split_lines
from caicach.documents.read.marks import read_secrecy, read_urgency, words_alone
from caicach.documents.read.numbering import with_hyphen
from caicach.documents.read.paragraphs import to_paragraphs
from caicach.documents.read.recipients import Entry, read_recipients
from caicach.documents.read.run_together import parted_lines
from caicach.documents.read.signature import Signature, is_likely_name, read_signature
from caicach.documents.read.source import SourceFormat, SourceText
from caicach.documents.read.tail import Tail, find_tail, is_annex_heading
from caicach.documents.read.type_subject import Heading, read_heading
from caicach.documents.values import (
    Footnote,
    OfficialDocument,
    ReadingWarning,
    Recipient,
    Secrecy,
    Signatory,
    Span,
    Urgency,
)
from caicach.kernel.said import Said, tell

_T = TypeVar("_T")
_LONGEST_QUOTE_TO_NARROW: Final = 4000


@dataclass(frozen=True, slots=True)
class Structure:
    document: OfficialDocument
    placed: tuple[Placed, ...]
    spans: dict[str, Span]
    warnings: tuple[ReadingWarning, ...]


@dataclass(slots=True)
class _Found:
    """The parts as they were read, before they are put into one value."""

    header: Header
    heading: Heading
    addressees: Addressees
    tail: Tail
    notes: tuple[Note, ...]
    recipients: tuple[Entry, ...]
    signature: Signature
    parts: Parts
    urgency: tuple[Urgency, Quoted] | None
    secrecy: tuple[Secrecy, Quoted] | None
    spans: dict[str, Span] = field(default_factory=dict)


def read_structure(source: SourceText) -> Structure:
    lines = without_arrival_stamp(parted_lines(split_lines(source)))
    found = _find(lines, source)
    document = _document(found, source.text)
    return Structure(document, found.parts.blocks, found.spans, (*_warnings(found), *_left_over(lines, found)))


def _left_over(lines: Sequence[Line], found: _Found) -> Iterator[ReadingWarning]:
    """One warning for each stretch of text that is in no part of the document, with its place."""
    claimed = [*found.spans.values(), *found.header.cuts]
    if found.addressees.first_line is not None:
        claimed.append(lines[found.addressees.first_line].span)
    left = lines_left_over(lines, claimed, found.tail, first=found.header.first)
    for index, quoted in enumerate(left):
        path = f"not_understood.{index}"
        found.spans[path] = quoted.span
        yield ReadingWarning(
            "reading.not_understood",
            tell("Không hiểu đoạn «{words}» thuộc phần nào của văn bản: hãy đọc đoạn này.", words=quoted.text[:160]),
            path,
        )


def _find(lines: Sequence[Line], source: SourceText) -> _Found:
    header = read_header(lines)
    heading = read_heading(lines, header)
    addressees = read_addressees(lines, heading.next_line, is_letter=heading.doc_type == "công văn")
    start = max(addressees.next_line, heading.next_line) if addressees.items else heading.next_line
    tail = find_tail(lines, start)
    notes = find_footnotes(lines, start, tail.end)
    hidden = {number for note in notes for number in note.lines}
    is_wrapped = source.format is not SourceFormat.DOCX
    written = lines[start : tail.body_end]
    body = to_paragraphs(written, {number - start for number in hidden}, is_wrapped=is_wrapped)
    above = lines[heading.next_line : addressees.first_line or heading.next_line]
    rest, offset = _annex_lines(lines, tail, hidden)
    inside = {number - offset for number in hidden}
    annex = to_paragraphs(rest, inside, in_annex=True, is_wrapped=is_wrapped, beside=written)
    text_start = lines[start].span.start if start < len(lines) else 0
    tables = [table for table in source.tables if table.span.start >= text_start]
    alone = words_alone(header_window(lines), header.cuts)
    return _Found(
        header=header,
        heading=heading,
        addressees=addressees,
        tail=tail,
        notes=notes,
        recipients=read_recipients(lines, tail),
        signature=read_signature(lines, tail),
        parts=parse_body(body, annex, tables, heading.doc_type, to_paragraphs(above, (), is_wrapped=is_wrapped)),
        urgency=read_urgency(alone),
        secrecy=read_secrecy(alone),
    )


def _annex_lines(lines: Sequence[Line], tail: Tail, hidden: set[int]) -> tuple[Sequence[Line], int]:
    """What follows the signature, if it is more than scraps."""
    start = tail.end
    while start < len(lines) and not is_legible(lines[start].text):
        start += 1
    rest = [line for number, line in enumerate(lines[start:], start) if number not in hidden]
    letters = sum(char.isalpha() for line in rest for char in line.text)
    if letters >= 100 or any(is_annex_heading(line) for line in rest):
        return lines[start:], start
    return (), start


def _document(found: _Found, text: str) -> OfficialDocument:
    take = _Taker(found.spans, text)
    header, heading, parts = found.header, found.heading, found.parts
    number, dated = header.number_line, header.date_line
    if number is not None:
        take.span("symbol", number.symbol_span)
        take.span("number", number.number_span)
    if dated is not None:
        take.span("date" if dated.on else "date_partial", dated.date_span)
    if heading.type_quote is not None:
        take.span("doc_type", heading.type_quote.span)
    for index, placed in enumerate(parts.blocks):
        take.span(f"body.{index}", placed.span)
    return OfficialDocument(
        doc_type=heading.doc_type,
        superior=take.one("superior", header.superior),
        issuer=take.one("issuer", header.issuer),
        number=number.number if number else None,
        symbol=with_hyphen(number.symbol, header.issuer.text if header.issuer else None) if number else None,
        place=take.one("place", dated.place if dated else None),
        date=dated.on if dated else None,
        date_partial=dated.partial if dated else None,
        subject=take.one("subject", heading.subject),
        addressees=take.many("addressees", found.addressees.items),
        legal_bases=take.many("legal_bases", parts.legal_bases),
        opening=take.lines("opening", parts.opening),
        body=tuple(placed.block for placed in parts.blocks),
        closing=take.lines("closing", parts.closing),
        footnotes=_footnotes(found.notes, take),
        recipients=_recipients(found.recipients, take),
        signatory=_signatory(found.signature, take),
        urgency=_marked("urgency", found.urgency, take),
        secrecy=_marked("secrecy", found.secrecy, take),
    )


def _marked(path: str, mark: "tuple[_T, Quoted] | None", take: "_Taker") -> "_T | None":
    if mark is None:
        return None
    take.span(path, mark[1].span)
    return mark[0]


def _footnotes(notes: Sequence[Note], take: "_Taker") -> tuple[Footnote, ...]:
    take.many("footnotes", [note.quoted for note in notes])
    return tuple(Footnote(note.mark, note.quoted.text) for note in notes)


def _recipients(entries: Sequence[Entry], take: "_Taker") -> tuple[Recipient, ...]:
    take.many("recipients", [entry.quoted for entry in entries])
    return tuple(Recipient(entry.quoted.text, entry.role) for entry in entries)


def _signatory(signature: Signature, take: "_Taker") -> Signatory | None:
    signatory = Signatory(
        capacity=take.one("signatory.capacity", signature.capacity),
        title=take.one("signatory.title", signature.title),
        other_title=take.one("signatory.other_title", signature.other_title),
        name=take.one("signatory.name", signature.name),
    )
    return None if signatory == Signatory() else signatory


class _Taker:
    """Puts values into the document and their quotes into ``spans``."""

    def __init__(self, spans: dict[str, Span], text: str) -> None:
        self._spans = spans
        self._text = text

    def span(self, path: str, span: Span) -> None:
        self._spans[path] = span

    def one(self, path: str, quoted: Quoted | None) -> str | None:
        if quoted is None or not quoted.text:
            return None
        self._spans[path] = narrow_span(quoted, self._text)
        return quoted.text

    def many(self, path: str, quotes: Sequence[Quoted]) -> tuple[str, ...]:
        for index, quoted in enumerate(quotes):
            self._spans[f"{path}.{index}"] = narrow_span(quoted, self._text)
        return tuple(quoted.text for quoted in quotes)

    def lines(self, path: str, quotes: Sequence[Quoted]) -> str | None:
        if not quotes:
            return None
        self._spans[path] = Span(quotes[0].span.start, max(quoted.span.end for quoted in quotes))
        return "\n".join(quoted.text for quoted in quotes)


_BLANKS: Final = str.maketrans("\n\t", "  ")


def narrow_span(quoted: Quoted, text: str) -> Span:
    """The quote without words that are not of the value, where the value's words stand together in it."""
    quote = quoted.span.of(text)
    if len(quote) > _LONGEST_QUOTE_TO_NARROW:
        return quoted.span
    at = quote.translate(_BLANKS).find(quoted.text)  # one line end for a blank is all that lies between, nearly always
    if at >= 0:
        return Span(quoted.span.start + at, quoted.span.start + at + len(quoted.text))
    found = re.search(r"\s+".join(map(re.escape, quoted.text.split())), quote)
    if found is None:
        return quoted.span
    return Span(quoted.span.start + found.start(), quoted.span.start + found.end())


_Check = tuple[bool, str, Said, str]


def _warnings(found: _Found) -> list[ReadingWarning]:
    checks = (*_checks_of_head(found), *_checks_of_text(found))
    warnings = [ReadingWarning(f"reading.{code}", message, path) for is_so, code, message, path in checks if is_so]
    for index, note in enumerate(found.notes):
        if not note.is_referred:
            message = tell("Chú thích {mark} không thấy chỗ gắn trong văn bản.", mark=note.mark)
            warnings.append(ReadingWarning("reading.footnote_unplaced", message, f"footnotes.{index}"))
    return warnings


def _checks_of_head(found: _Found) -> tuple[_Check, ...]:
    header = found.header
    number, dated = header.number_line, header.date_line
    return (
        (header.issuer is None, "issuer_missing", tell("Không đọc được cơ quan ban hành."), "issuer"),
        (number is None, "number_line_missing", tell("Không tìm thấy dòng số, ký hiệu."), "symbol"),
        (
            bool(number and number.is_garbled),
            "number_unreadable",
            tell("Số văn bản không đọc được (viết tay hoặc bị che)."),
            "number",
        ),
        (
            bool(number and number.is_doubtful),
            "number_doubtful",
            tell("Số văn bản được ghép từ nét chữ không rõ: hãy đối chiếu với bản gốc."),
            "number",
        ),
        (dated is None, "date_missing", tell("Không tìm thấy địa danh và ngày tháng."), "date"),
        (
            bool(dated and dated.is_garbled),
            "date_unreadable",
            tell("Ngày ban hành không đọc được (viết tay hoặc bị che)."),
            "date",
        ),
    )


def _checks_of_text(found: _Found) -> tuple[_Check, ...]:
    return (
        (found.heading.doc_type is None, "type_missing", tell("Không nhận ra tên loại văn bản."), "doc_type"),
        (found.heading.subject is None, "subject_missing", tell("Không tìm thấy trích yếu."), "subject"),
        (
            found.addressees.is_guessed,
            "addressees_guessed",
            tell("Không thấy chữ «Kính gửi»: nơi gửi được suy ra từ vị trí."),
            "addressees",
        ),
        (
            found.heading.doc_type == "công văn" and not found.addressees.items,
            "addressees_missing",
            tell("Không tìm thấy nơi kính gửi."),
            "addressees",
        ),
        (not found.recipients, "recipients_missing", tell("Không tìm thấy mục Nơi nhận."), "recipients"),
        (found.signature.name is None, "signatory_missing", tell("Không đọc được họ tên người ký."), "signatory.name"),
        (
            bool(found.signature.name and not is_likely_name(found.signature.name.text)),
            "signatory_doubtful",
            tell("Họ tên người ký đọc không chắc (dưới con dấu hoặc chữ ký): hãy đối chiếu với bản gốc."),
            "signatory.name",
        ),
        (
            bool(found.signature.others),
            "signed_by_several",
            tell("Văn bản có người khác cùng ký: {names}.", names=", ".join(found.signature.others)),
            "signatory",
        ),
        (not found.parts.blocks, "body_missing", tell("Không tìm thấy nội dung văn bản."), "body"),
    )
