"""The parts of a record out of printed words: papers with their numbers and forms, legal bases, dates, changes."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.dates import parse_written_date
from caicach.kernel.text.folding import fold, squeeze
from caicach.procedures.record.time_limits import words_told
from caicach.procedures.record.values import Change, LegalBasis, Paper, Submission

_ORIGINALS: Final = "(?:chinh|goc)"
_COPIES: Final = "(?:sao|chup|photo)"
_COUNTS: Final = re.compile(
    r"\s*[(\[–-]?\s*(?:so luong\s*:?\s*)?"
    r"(?:(?:ban (?:chinh|sao|goc)\s*[:=]\s*\d{1,3}"
    r"|\d{1,3}\s*(?:ban |bo )?(?:ban )?(?:chinh|sao|goc))[;,.|/ \u2013-]*(?:va )?)+[)\]]?[ .;]*$"
)
_FORM_FILE: Final = re.compile(r"[^\n;|<>]+?\.(?:docx?|xlsx?|pdf|rtf|odt)\b", re.IGNORECASE)
_PART: Final = r"[A-ZĐ][\wĐđ&.]*"
NUMBER: Final = re.compile(
    rf"(?<![\w/.])\d{{1,5}}(?:\.\d{{1,3}})?\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?{_PART}"
    rf"(?:[-/]{_PART}|\s?[-/]\s?(?=[A-ZĐ]{{2}}){_PART})*"
)
"""Numbers of documents; a word behind a dash («54/2019/NĐ-CP - Nghị định») is none of its parts."""
_MARK: Final = re.compile(r"^[\s•▪►●◆–+*-]+|^\(?(?:\d{1,2}|[a-zđA-Z])[.)]\s+")
_CHANGES: Final = {
    Change.ABOLISHED: ("bai bo", "het hieu luc", "huy bo", "abolished"),
    Change.AMENDED: ("sua doi", "thay the", "bo sung", "amended"),
    Change.NEW: ("moi", "ban hanh", "new"),
}


def counts_in(text: str) -> tuple[int | None, int | None]:
    """Originals and copies that a text counts.

    >>> counts_in("Bản chính: 1\\nBản sao: 0"), counts_in("Đơn (01 bản chính)"), counts_in("02 bản sao")
    ((1, 0), (1, None), (None, 2))
    """
    plain = fold(squeeze(text))
    return _count(_ORIGINALS, plain), _count(_COPIES, plain)


def _count(kind: str, plain: str) -> int | None:
    """«Bản chính: 1» where papers are counted so; «01 bản chính» only where they are not."""
    if re.search(r"ban (?:chinh|goc|sao|chup) ?[:=] ?\d", plain):
        found = re.search(rf"ban {kind} ?[:=] ?(\d{{1,3}})", plain)
    else:
        found = re.search(rf"(\d{{1,3}}) ?(?:\([^()]*\) ?)?(?:ban |bo )?(?:ban )?{kind}\b", plain)
    return int(found.group(1)) if found else None


def paper_of(name: str, *beside: str) -> Paper | None:
    """One paper: its name without bullet and numbers of copies, what stands beside it as forms and numbers.

    >>> paper_of("- Đơn đề nghị (01 bản chính);", "Mau1.docx")
    Paper(name='Đơn đề nghị', forms=('Mau1.docx',), originals=1, copies=None)
    """
    written = squeeze(words_told(name))
    bare = _MARK.sub("", written)
    cut = _COUNTS.search(fold(bare))
    originals, copies = counts_in("\n".join(beside))
    own = counts_in(bare[cut.start() :]) if cut else (None, None)
    bare = (bare[: cut.start()] if cut else bare).rstrip(" ;.,-–")
    forms = tuple(dict.fromkeys(squeeze(one) for text in beside for one in _FORM_FILE.findall(text)))
    if not bare:
        return None
    return Paper(bare, forms, own[0] if originals is None else originals, own[1] if copies is None else copies)


def basis_of(number: str, title: str = "", issued_on: str = "", issuer: str = "") -> LegalBasis | None:
    told_parts = [squeeze(words_told(part)) for part in (number, title, issued_on, issuer)]
    return LegalBasis(*told_parts) if told_parts[0] or told_parts[1] else None


def basis_in(line: str) -> LegalBasis | None:
    """A legal basis written in one line: its number where it names one, the line as its title.

    >>> basis_in("Luật Đất đai 2024 (số 31/2024/QH15)").number
    '31/2024/QH15'
    """
    bare = _MARK.sub("", squeeze(words_told(line)))
    found = NUMBER.search(bare)
    return basis_of(found.group() if found else "", bare)


def submission_of(cells: Mapping[str, str]) -> Submission | None:
    parts = [words_told(cells.get(name, "")) for name in ("manner", "time_limit", "fee", "description")]
    return Submission(*parts) if any(parts) else None


def date_of(text: str) -> date | None:
    """
    >>> date_of("15/7/2025"), date_of("2025-07-15 00:00:00"), date_of("sau 45 ngày")
    (datetime.date(2025, 7, 15), datetime.date(2025, 7, 15), None)
    """
    text = text.removesuffix(" 00:00:00")
    try:
        return parse_written_date(squeeze(text)).date if text else None
    except InvalidInput:
        return None


def change_of(text: str) -> Change | None:
    words = fold(text)
    return next((change for change, stems in _CHANGES.items() if any(stem in words for stem in stems)), None)
