"""Abbreviations that are used before the words they stand for were given."""

import re
from collections.abc import Iterator
from typing import Final

from caicach.documents.read.lines import is_capital
from caicach.documents.read.vocabulary import DOCUMENT_TYPES
from caicach.documents.values import OfficialDocument
from caicach.documents.write.findings import Finding, passages

_LETTER: Final = "A-ZĐƯƠÂÊÔĂ"
_TOKEN: Final = re.compile(rf"(?<![\w/&.-])[{_LETTER}][{_LETTER}&0-9]*[{_LETTER}](?![\w/&]|-[{_LETTER}])")
_SYMBOL: Final = re.compile(r"/\w+-\s?$")
_ROMAN: Final = re.compile(r"[IVXLC]+")
# Words every reader of an official letter knows; names of bodies and of standards are names, not short forms.
_KNOWN: Final = frozenset(
    """UBND HĐND UBMTTQ MTTQ UBMTTQVN TTg CP TW TƯ VN TP BCH VT PCT CVP PCVP XHCN GDP GRDP ASEAN COVID ISO QR SMS
    WEB PDF AI IT USD VNĐ VND EU UN WHO UNESCO UNICEF APEC WTO VNPT VTV TTXVN OCOP FPT WIFI ATM SIM PCI
    PAPI ODA FDI""".split()  # noqa: SIM905
) | {abbreviation.upper() for names in DOCUMENT_TYPES.values() for abbreviation in names}
_EXPLAINED: Final = r"(?:\(|(?:viết tắt|gọi tắt|gọi chung) là\s*[:“\"(]?\s*)(?:[^()]{{0,60}}\b)?{token}\b"


def abbreviation_findings(document: OfficialDocument) -> Iterator[Finding]:
    """Each abbreviation once, at its first use; the subject is short for the text, which explains it."""
    texts = [passage for passage in passages(document) if passage.path != "subject"]
    seen: set[str] = set()
    for passage in texts:
        for line in passage.text.split("\n"):
            if is_capital(line):
                continue
            for found in _TOKEN.finditer(line):
                token = found[0]
                if token in seen or token in _KNOWN or _ROMAN.fullmatch(token) or _is_inside(line, found):
                    continue
                seen.add(token)
                if not _is_explained(token, line[: found.end()]):
                    yield Finding("draft.abbreviation_unexplained", passage.path, token)


def _is_inside(line: str, found: re.Match[str]) -> bool:
    """Whether the word is of a symbol («4017/TTr- BNNMT») or of a heading in capitals."""
    if _SYMBOL.search(line[: found.start()]):
        return True
    before = line[: found.start()].rsplit(" ", 2)[-2:-1] if line[: found.start()].endswith(" ") else []
    after = line[found.end() :].split(" ", 2)[1:2] if line[found.end() :].startswith(" ") else []
    return any(len(word) > 1 and word.isalpha() and word.isupper() for word in (*before, *after))


def _is_explained(token: str, until: str) -> bool:
    """«cải cách hành chính (CCHC)», or «sau đây gọi tắt là CCHC»."""
    return re.search(_EXPLAINED.format(token=re.escape(token)), until[-160:]) is not None
