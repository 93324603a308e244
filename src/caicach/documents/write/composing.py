"""From the value to its pieces on paper: which paragraph has which style, in the order of print."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from caicach.documents.read.lines import is_capital
from caicach.documents.read.secrecy import refuse_secret
from caicach.documents.values import Block, BlockKind, OfficialDocument, Signatory
from caicach.documents.write import styles, wording
from caicach.documents.write.body_pieces import BodyPieces
from caicach.documents.write.pieces import Annex, Boxed, Composition, Foot, Gap, Head, Paragraph, Piece, Rule, Run
from caicach.documents.write.runs import RunMaker
from caicach.documents.write.styles import Style
from caicach.kernel.text.characters import writable
from caicach.kernel.text.folding import fold

ENACTING: Final = re.compile(r"^\W*(?:quyet dinh|quyet nghi|nghi quyet|chi thi|lenh|thong tu|nghi dinh)\s*[:;.]\W*$")
_SHORT_RULE: Final = 0.4


def compose(document: OfficialDocument) -> Composition:
    """The document as pieces; one with a secrecy mark is refused, as at every door."""
    refuse_secret(document, name=document.subject or "văn bản")
    runs = RunMaker.of(document.footnotes)
    head = _head(document, runs)
    letter, annexes = _divided(document.body)
    pieces = [*_title(document, runs), *_salutation(document, runs), *_preamble(document, runs)]
    pieces += BodyPieces(runs).pieces(letter)
    pieces += [Paragraph(styles.BODY, runs.runs(line)) for line in _lines(document.closing)]
    foot = _foot(document, runs)
    attached = tuple(Annex(tuple(BodyPieces(runs).pieces(blocks)), blocks[0].landscape) for blocks in annexes)
    return Composition(head, tuple(_with_notes(pieces, runs.unplaced())), foot, attached)


def _lines(text: str | None) -> list[str]:
    return text.split("\n") if text else []


def _divided(body: Sequence[Block]) -> tuple[Sequence[Block], list[Sequence[Block]]]:
    """The blocks of the letter itself, and those of each appendix."""
    starts = [at for at, block in enumerate(body) if block.kind is BlockKind.APPENDIX]
    ends = [*starts, len(body)]
    return body[: ends[0]], [body[start:end] for start, end in pairwise(ends)]


def _with_notes(pieces: list[Piece], notes: tuple[Run, ...]) -> list[Piece]:
    """Notes that nothing refers to stand after the last word of the letter."""
    at = next((at for at in range(len(pieces) - 1, -1, -1) if isinstance(pieces[at], Paragraph)), None)
    if not notes:
        return pieces
    if at is None:
        return [*pieces, Paragraph(styles.BODY, notes)]
    last = pieces[at]
    assert isinstance(last, Paragraph)
    return [*pieces[:at], Paragraph(last.style, (*last.runs, *notes)), *pieces[at + 1 :]]


def _plain(style: Style, text: str) -> Paragraph:
    return Paragraph(style, (Run(writable(text)),))


def _head(document: OfficialDocument, runs: RunMaker) -> Head:
    left: list[Paragraph | Rule] = [
        Paragraph(styles.SUPERIOR, runs.runs(wording.held_heading(body)))
        for body in wording.issuing_bodies(document.superior)
    ]
    if document.issuer:
        issuer = Paragraph(styles.ISSUER, runs.runs(wording.held_heading(document.issuer)))
        left += [issuer, Rule(issuer, _SHORT_RULE)]
    motto = _plain(styles.MOTTO, wording.NATIONAL_MOTTO)
    right = (_plain(styles.NATIONAL, wording.NATIONAL_NAME), motto, Rule(motto, 1.0))
    dated = wording.date_line(document)
    lower_right = (_plain(styles.PLACE_DATE, dated),) if dated else ()
    return Head(tuple(left), right, tuple(_under_issuer(document, runs)), lower_right)


def _under_issuer(document: OfficialDocument, runs: RunMaker) -> Iterator[Paragraph | Boxed]:
    number = wording.number_line(document)
    if number:
        yield _plain(styles.NUMBER, number)
    if document.subject and is_letter(document):
        yield Paragraph(styles.SUBJECT_OF_LETTER, runs.runs(wording.held_heading(f"V/v {document.subject}")))
    if document.urgency:
        mark = _plain(styles.URGENCY, document.urgency.label.upper())
        yield Boxed(mark, wording.URGENCY_WIDTH_MM[document.urgency], wording.URGENCY_HEIGHT_MM)


def is_letter(document: OfficialDocument) -> bool:
    """Whether the document has no name of a type, so that its subject stands under the number."""
    return document.doc_type in {None, "công văn"}


def _title(document: OfficialDocument, runs: RunMaker) -> Iterator[Piece]:
    if is_letter(document) or document.doc_type is None:
        return
    yield _plain(styles.TYPE_NAME, document.doc_type.upper())
    if document.subject:
        subject = Paragraph(styles.SUBJECT, runs.runs(wording.held_heading(_with_lead(document))))
        yield subject
        yield Rule(subject, _SHORT_RULE)
    yield Gap(6.0)


def _with_lead(document: OfficialDocument) -> str:
    """«Về việc ...» of a decision, as its form has it; other types name their subject alone."""
    subject = document.subject or ""
    return f"Về việc {subject}" if document.doc_type == "quyết định" else subject


def _salutation(document: OfficialDocument, runs: RunMaker) -> Iterator[Piece]:
    """One addressee on the line of «Kính gửi», several under each other."""
    if len(document.addressees) == 1:
        yield Paragraph(styles.SALUTATION, (Run("Kính gửi: "), *runs.runs(document.addressees[0])))
    elif document.addressees:
        yield _plain(styles.SALUTATION, "Kính gửi:")
        for line in wording.listed_items(document.addressees):
            yield Paragraph(styles.ADDRESSEE, runs.runs(line))
    if document.addressees:
        yield Gap(8.0)


def _preamble(document: OfficialDocument, runs: RunMaker) -> Iterator[Piece]:
    """Who enacts, the legal bases, then the opening."""
    opening = _lines(document.opening)
    lead = 0
    while lead < len(opening) and is_capital(opening[lead]) and not ENACTING.match(fold(opening[lead])):
        yield Paragraph(styles.AUTHORITY, runs.runs(opening[lead]))
        lead += 1
    for basis in document.legal_bases:
        yield Paragraph(styles.BASIS, runs.runs(basis, italic=True))
    for line in opening[lead:]:
        style = styles.ENACTING if ENACTING.match(fold(line)) else styles.BODY
        yield Paragraph(style, runs.runs(line))


def _foot(document: OfficialDocument, runs: RunMaker) -> Foot:
    recipients: list[Paragraph] = []
    if document.recipients:
        recipients.append(_plain(styles.RECIPIENTS_HEAD, "Nơi nhận:"))
        entries = wording.listed_items([recipient.text for recipient in document.recipients])
        recipients += [Paragraph(styles.RECIPIENT, runs.runs(entry)) for entry in entries]
    return Foot(tuple(recipients), tuple(_signature(document.signatory)))


def _signature(signatory: Signatory | None) -> Iterator[Paragraph]:
    if signatory is None:
        return
    posts = [*(signatory.capacity.split(" / ") if signatory.capacity else ())]
    posts += [signatory.title] if signatory.title else []
    for post in posts:
        yield _plain(styles.CAPACITY, post)
    yield Paragraph(styles.SIGNATURE_SPACE, ())
    for post in signatory.other_title.split(" / ") if signatory.other_title else ():
        yield _plain(styles.CAPACITY, post)
    if signatory.name:
        yield _plain(styles.SIGNER, signatory.name)
