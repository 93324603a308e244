"""The name of the type («QUYẾT ĐỊNH») and the subject, under it or after «V/v»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from caicach.documents.read.header import SALUTATION, Header, remaining
from caicach.documents.read.letters import LOWER, UPPER
from caicach.documents.read.lines import Line, Quoted, is_capital, is_legible, joined_quote, legibility
from caicach.documents.read.numbering import names_seat, type_of_symbol
from caicach.documents.read.vocabulary import FOLDED_TYPES, starts_with_unit
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold

_WINDOW: Final = 80
_KEYS: Final = {key.replace(" ", ""): name for key, name in FOLDED_TYPES.items() if name != "công văn"}
_LONGEST_FIRST: Final = sorted(_KEYS, key=len, reverse=True)
_ABOUT: Final = re.compile(
    r"(?:^|(?<=\s))v\s?[/|\\⁄]\s?[vwyn]\b\s*[:;.]?\s*|^\W{0,3}v(?:[vw]|[il][vw])\s+|^\W{0,3}ve\s+viec\b\s*:?\s*"
)
_LOST_ABOUT: Final = re.compile(rf"[VWYN]\S{{0,3}}\s+(?=[{LOWER}])")
_LEAD: Final = re.compile(r"^\W*(?:v\s?/\s?[vwy]\b|(?:ve|va|vẻ)\s+viec\b|ve(?=\s)|v/v)\s*:?\s*")
_STOP: Final = re.compile(
    r"^\W*(?:can cu\b|kinh gui\b|kinh moi\b|theo de nghi\b|xet de nghi\b|thuc hien\b|trien khai thuc hien\b"
    r"|de\s+(?:trien|thuc|tang|kip|bao|chu)\b|thoi gian qua\b"
    r"|trong thoi gian\b|nam hoc \d"
    r"|nam \d{4}\s*,|hien nay\b|(?:trong )?nhung nam\b|mua (?:kho|mua|bao)\b|tu dau (?:nam|thang)\b|vua qua\b"
    r"|ngay \d|sang ngay|chieu ngay|tren co so\b"
    r"|[i1]\s?[.)]\s|phan\s+(?:i|thu)\b|chuong\s+i\b|a\s?[.)]\s|dieu 1\b|[-+*•]\s)"
)
_SENTENCE: Final = re.compile(rf"[{UPPER}][^\W\d_A-Z]*\s")
_OPENS_WITH_DUTY: Final = re.compile(r"\W*(?:trien khai(?: thuc hien)?|thuc hien)\b")
_JOINT: Final = ("lientich", "liennganh", "lienbo")
_OF_BODY: Final = re.compile(r"^\W*(?:cua)\s+(?:ban|tinh|thanh|dang|thuong|hoi|uy|bo|chu|thu|so)\b")
# What a stamp «ĐẾN Số ... Ngày ... Giờ ...» leaves on the lines of type and subject.
_ARRIVED: Final = re.compile(
    r"^\W*(?:(?:cong van\s+)?den\b\W*)?(?:(?:gio|ngay|so)\s*[:.]?\s*[._…]{2,}\W*(?:\d[\d/.]*\s*)?)+"
    r"(?:/?\s*c\.{2,}\s*)?(?:\b[a-z]{1,3}\s+(?=[^\W\d_]))?"
)
_ENACTED_BY: Final = re.compile(
    r"\W*(?:(?:pho )?chu tich|uy ban nhan dan|ubnd|hoi dong|bo truong|thu tuong|giam doc|ban (?:thuong vu|chap hanh)"
    r"|tong |cuc truong|chanh an|vien truong|truong ban|hieu truong|chu nhiem|thong doc|bo |so |chinh phu|quoc hoi)"
)
_STAMPED: Final = re.compile(r"(?:hoa toc|thuong khan|khan|tuyet mat|toi mat|mat)(?: hen gio)?")
_BETWEEN: Final = re.compile(r"(?:giua|cua|thuc hien)\b")
_YEARS: Final = re.compile(r"(?:19|20)\d\d\b")  # «... giai đoạn» / «2021-2030»
_BRACKET: Final = re.compile(r"^\W*\(?\s*(?:kem theo|ban hanh kem|du thao)")


@dataclass(frozen=True, slots=True)
class Heading:
    """``next_line`` is the first line after type and subject; ``type_quote`` is None where the type was inferred."""

    doc_type: str | None
    type_quote: Quoted | None
    subject: Quoted | None
    next_line: int


def read_heading(lines: Sequence[Line], header: Header) -> Heading:
    limit = next((i for i, line in enumerate(lines[:_WINDOW]) if SALUTATION.search(line.folded)), None)
    at, name, rest = _type_line(lines[: _WINDOW if limit is None else limit], header)
    if name is not None and at is not None:
        return _named(lines, header, at, name, rest)
    return _unnamed(lines, header, limit)


def _type_line(lines: Sequence[Line], header: Header) -> tuple[int | None, str | None, Quoted | None]:
    """The line that is the name of a type, or begins with one and goes on in capitals."""
    for index, line in enumerate(lines):
        if index < header.first or line.folded.startswith("can cu"):
            continue
        for whole in remaining(line, header.cuts):
            piece = _without_arrival(whole)
            if not is_capital(piece.text):
                continue
            name, rest = _type_name(piece, index >= header.last)
            if name is not None:
                return index, name, rest
    return None, None, None


def _type_name(piece: Quoted, may_go_on: bool) -> tuple[str | None, Quoted | None]:
    letters = [(char, at) for at, char in enumerate(fold(piece.text)) if char.isalpha()]
    key = "".join(char for char, _ in letters)
    if key in _KEYS:
        return _KEYS[key], None
    for joint in _JOINT:
        if key.endswith(joint) and key.removesuffix(joint) in _KEYS:
            return _KEYS[key.removesuffix(joint)], None
    near = get_close_matches(key, _KEYS, n=1, cutoff=0.84) if 6 <= len(key) <= 22 else []
    if near:
        return _KEYS[near[0]], None
    if may_go_on:
        for known in _LONGEST_FIRST:
            if key.startswith(known) and len(known) > 4:
                start = letters[len(known)][1]
                if piece.text[start - 1] == " ":
                    return _KEYS[known], _tail(piece, start)
    return None, None


def _without_arrival(piece: Quoted) -> Quoted:
    """Without the stamp of arrival on the same line: «Giờ:..../C... QUYẾT ĐỊNH»."""
    found = _ARRIVED.match(fold(piece.text))
    if found is None or found.end() >= len(piece.text):
        return piece
    return _tail(piece, found.end())


def _tail(piece: Quoted, start: int) -> Quoted:
    text = piece.text[start:]
    return Quoted(text, Span(max(piece.span.start, piece.span.end - len(text)), piece.span.end))


def _named(lines: Sequence[Line], header: Header, at: int, name: str, rest: Quoted | None) -> Heading:
    parts = [rest] if rest is not None and not _is_of_type(lines, at, rest) else []
    index, body = at + 1, None
    width = max((len(line.text) for line in lines[at : at + 40]), default=0)
    boundary = _paragraph_start(lines, index) or len(lines)
    if boundary == len(lines) and _is_sentence(lines, index):
        boundary = index
    while index < min(len(lines), boundary) and len(parts) < 8:
        line = lines[index]
        pieces = remaining(line, header.cuts)
        if not pieces or not (any(char.isalpha() for char in line.text) or (parts and _YEARS.match(line.text))):
            index += 1
            continue
        if not parts and is_capital(line.text) and _OF_BODY.match(line.folded):
            index, body = index + 1, line  # «KẾT LUẬN / CỦA BAN THƯỜNG VỤ TỈNH ỦY / về ...»
            continue
        if (
            _ends_subject(line, parts, lines[index - 1], width)
            or _names_enactor(lines, index, parts)
            or (not parts and not is_legible(line.text))
        ):
            break
        parts.append(_without_arrival(pieces[0]))
        index += 1
    subject = _without_lead(joined_quote(parts))
    quote = next((p for p in remaining(lines[at], header.cuts) if is_capital(p.text)), None)
    if quote is not None and body is not None:
        quote = Quoted(quote.text, Span(quote.span.start, body.span.end))
    return Heading(name, quote, subject, index)


def _is_of_type(lines: Sequence[Line], at: int, rest: Quoted) -> bool:
    """«KẾ HOẠCH PHỐI HỢP / Bảo đảm an ninh ...»: of two who plan together, when the next line begins anew."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    is_anew = below is not None and below.text[:1].isupper() and not is_capital(below.text)
    return (
        fold(rest.text).strip() == "phoi hop" and is_anew and below is not None and _BETWEEN.match(below.folded) is None
    )


def _paragraph_start(lines: Sequence[Line], start: int) -> int | None:
    """Where the first sentence begins, when no blank parts it from the subject above it.

    A subject has no full stop. Of the lines up to the first one, the sentence begins at one with a capital that is
    not the name of a type or a body, as in «ban hành / Kế hoạch ...».
    """
    candidates: list[int] = []
    for index in range(start, min(len(lines), start + 14)):
        line = lines[index]
        if index > start:
            if line.after_blank or SALUTATION.search(line.folded) or _STOP.match(line.folded) or is_capital(line.text):
                return None
            if _SENTENCE.match(line.text):
                candidates.append(index)
        if index > start and line.text.endswith((".", ";", ":")):
            free = [at for at in candidates if not _names_something(lines[at])]
            return next(iter(free or candidates), None)
    return None


def _is_sentence(lines: Sequence[Line], start: int) -> bool:
    """Whether the first paragraph under the type is a sentence of the text, not a subject."""
    for index in range(start, min(len(lines), start + 8)):
        if index > start and lines[index].after_blank:
            return False
        if lines[index].text.endswith(":") or (lines[index].text.endswith(".") and index > start):
            return starts_with_unit(lines[start].text) or _OPENS_WITH_DUTY.match(lines[start].folded) is not None
    return False


def _names_enactor(lines: Sequence[Line], index: int, parts: Sequence[Quoted]) -> bool:
    """«ỦY BAN NHÂN DÂN TỈNH X» alone above «Căn cứ ...»: who decides, not the end of the subject."""
    line = lines[index]
    if not parts or not is_capital(line.text) or _ENACTED_BY.match(line.folded) is None:
        return False
    return index + 1 < len(lines) and lines[index + 1].folded.startswith(("can cu", "xet "))


def _names_something(line: Line) -> bool:
    return starts_with_unit(line.text) or any(line.folded.startswith(name) for name in FOLDED_TYPES)


def _ends_subject(line: Line, parts: Sequence[Quoted], previous: Line, width: int) -> bool:
    if SALUTATION.search(line.folded) or _BRACKET.match(line.folded):
        return True
    # «... khi / thực hiện ...» goes on; «KẾ HOẠCH / Triển khai Nghị quyết ...» is the subject itself.
    if _STOP.match(line.folded) and not line.text[0].islower() and (parts or not _OPENS_WITH_DUTY.match(line.folded)):
        return True
    if not parts:
        return len(line.text) > 400
    return _is_past_subject(line, parts, previous, width)


def _is_past_subject(line: Line, parts: Sequence[Quoted], previous: Line, width: int) -> bool:
    if line.text.endswith(":") or (line.after_blank and not _goes_on(previous, line)):
        return True
    if is_capital(line.text) and not is_capital(parts[0].text) and len(line.text) > 4:
        return True
    if previous.text.endswith((".", ":", ";")) and not line.text[0].islower():
        return True
    # Centred lines of a subject are shorter than the justified lines of the text under them.
    return len(line.text) > 160 or (
        not line.text[0].islower() and width > 60 and len(line.text) >= 0.9 * width > 1.2 * len(previous.text)
    )


def _goes_on(previous: Line, line: Line) -> bool:
    """Whether the blank between two lines lies inside a sentence."""
    return line.text[0].islower() and not previous.text.endswith((".", ":", ";")) and legibility(line.text) > 0.7


def _unnamed(lines: Sequence[Line], header: Header, limit: int | None) -> Heading:
    symbol = header.number_line.symbol if header.number_line else None
    from_symbol = type_of_symbol(symbol) if symbol else None
    at, subject, next_line = _about(lines[: _WINDOW if limit is None else limit], header)
    next_line = max(next_line, header.last + 1)
    if from_symbol is not None and symbol is not None and (names_seat(symbol) or at is None):
        if at is None:
            subject, next_line = _after_garbled_heading(lines, header)
            if from_symbol == "công văn" and subject is None and limit is not None:
                subject, next_line = _under_number(lines, header, limit)
        return Heading(from_symbol, None, subject, next_line)
    if at is not None or limit is not None or (symbol is not None and from_symbol is None):
        if at is None and limit is not None:
            subject, next_line = _under_number(lines, header, limit)
        return Heading("công văn", None, subject, next_line)
    return Heading(None, None, subject, next_line)


def _about(lines: Sequence[Line], header: Header) -> tuple[int | None, Quoted | None, int]:
    for index, line in enumerate(lines):
        found = _ABOUT.search(line.folded)
        if found is None or (header.number_at is not None and index < header.number_at):
            continue
        start = line.span.start + found.end()
        parts = remaining(line, [*header.cuts, Span(line.span.start, start)])[:1]
        following = index + 1
        while following < len(lines) and len(parts) < 9:
            now = lines[following]
            pieces = remaining(now, header.cuts)
            if pieces and not _belongs(lines[following - 1], now, pieces, parts):
                break
            if pieces:
                parts.append(pieces[0])
            elif now.after_blank and parts:
                break
            following += 1
        return index, joined_quote(parts[:9]), following
    return None, None, 0


def _belongs(previous: Line, line: Line, pieces: Sequence[Quoted], parts: Sequence[Quoted]) -> bool:
    text = pieces[0].text
    if SALUTATION.search(line.folded) or _STOP.match(line.folded) or legibility(text) <= 0.6:
        return False
    if line.after_blank and parts:
        return _goes_on(previous, line)
    # The column under the number is half a page wide: a line much longer is of the text.
    longest = max((len(part.text) for part in parts), default=120)
    if is_capital(text) and (len(text) > 12 or _STAMPED.fullmatch(fold(text).strip(" .:*"))):
        return False
    return len(text) <= 70 or len(text) <= 1.6 * longest


def _under_number(lines: Sequence[Line], header: Header, limit: int) -> tuple[Quoted | None, int]:
    """Party letters set the subject under the number without «V/v», and OCR loses those signs in others."""
    following = max(header.last + 1, 0)
    if header.number_at is None:
        return None, following
    parts: list[Quoted] = []
    for index in range(header.number_at, limit):
        line = lines[index]
        pieces = remaining(line, header.cuts)
        if not pieces or not any(char.isalpha() for char in pieces[0].text):
            continue
        text = pieces[0].text
        if len(text) > 70 or is_capital(text) or legibility(text) <= 0.6 or _STOP.match(fold(text)):
            break
        parts.append(pieces[0])
    subject = joined_quote(parts[:8])
    if subject is None or len(subject.text.split()) < 3:
        return None, following
    lost = _LOST_ABOUT.match(subject.text)
    if lost:
        subject = Quoted(subject.text[lost.end() :], subject.span)
    return subject, max(following, limit)


def _after_garbled_heading(lines: Sequence[Line], header: Header) -> tuple[Quoted | None, int]:
    """The subject of a type whose name cannot be read: the lines that begin with «Về việc»."""
    for index in range(header.last + 1, min(header.last + 5, len(lines))):
        if _LEAD.match(lines[index].folded):
            heading = _named(lines, header, index - 1, "", None)
            return heading.subject, heading.next_line
    return None, header.last + 1


def _without_lead(subject: Quoted | None) -> Quoted | None:
    if subject is None:
        return None
    found = _LEAD.match(fold(subject.text))
    if found is None or found.end() >= len(subject.text):
        return subject
    # The quote keeps the lead: «Về việc» is part of what the page shows.
    return Quoted(subject.text[found.end() :], subject.span)
