"""Citations: in full the first time, then by type and number alone; laws by their name."""

import re
from collections.abc import Iterator
from typing import Final

from caicach.documents.read.citations import find_citations
from caicach.documents.superseded import superseded_on
from caicach.documents.values import Citation, OfficialDocument, Span
from caicach.documents.write.findings import Finding, Passage, passages

_LAW: Final = re.compile(r"(?:Luật|Pháp lệnh|Bộ luật)\s[^.;:\d]{2,80}?\bsố\s*:?\s*\d+/(?:19|20)?\d\d/[A-Z]+\d*")
_UNPADDED: Final = re.compile(r"ngày [1-9](?:/\d{1,2}/\d{4}| tháng \d{1,2} năm \d{4})|ngày \d{2} tháng [12] năm \d{4}")
_ENDS: Final = re.compile(r"\s*(?:[;.]|$)")
_LAWS: Final = frozenset({"luật", "bộ luật", "pháp lệnh", "hiến pháp"})


def citation_findings(document: OfficialDocument) -> Iterator[Finding]:
    own = f"{document.number}/{document.symbol}" if document.number and document.symbol else None
    dated = document.date.isoformat() if document.date else document.date_partial or ""
    seen: set[str] = set()
    for passage in passages(document):
        for found in _LAW.finditer(passage.text):
            yield Finding("draft.law_with_number", passage.path, found[0])
        for found in _UNPADDED.finditer(passage.text):
            yield Finding("draft.date_not_padded", passage.path, found[0])
        for citation, span in find_citations(passage.text, own=own):
            if citation.type in _LAWS or re.search(r"/Q[HU]\d", citation.number):
                continue
            if citation.number not in seen:
                yield from _superseded(citation, passage, dated)
            yield from _repeated(citation, passage) if citation.number in seen else _first(citation, span, passage)
            seen.add(citation.number)


def _superseded(citation: Citation, passage: Passage, dated: str) -> Iterator[Finding]:
    act = superseded_on(citation.number, dated)
    if act is not None:
        told = f"{act.number} → {act.by}, {act.on:%d/%m/%Y} ({act.known})"
        yield Finding("draft.citation_superseded", passage.path, told)


def _first(citation: Citation, span: Span, passage: Passage) -> Iterator[Finding]:
    if passage.path == "subject":  # the subject names a document in short
        return
    quote = span.of(passage.text)
    if citation.date is None:
        yield Finding("draft.citation_without_date", passage.path, quote)
    elif citation.issuer is None:
        yield Finding("draft.citation_without_issuer", passage.path, quote)
    elif _ends_after_issuer(citation, span, passage.text):
        yield Finding("draft.citation_without_subject", passage.path, f"{quote} của {citation.issuer}")


def _ends_after_issuer(citation: Citation, span: Span, text: str) -> bool:
    """Whether nothing of a subject follows the issuer before the sentence ends."""
    after = text[span.end :]
    issuer = citation.issuer or ""
    at = after.find(issuer)
    return 0 <= at <= 12 and _ENDS.match(after, at + len(issuer)) is not None


def _repeated(citation: Citation, passage: Passage) -> Iterator[Finding]:
    if citation.date is not None and citation.raw in passage.text:
        yield Finding("draft.citation_repeated", passage.path, citation.raw)
