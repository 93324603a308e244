"""What became of a file since each of its signatures: the bytes, the additions, the pages."""

import re
from dataclasses import dataclass, replace
from typing import Final

from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from caicach.correspondence.signing.findings import Content
from caicach.correspondence.signing.pages import pages_unchanged

_GAP: Final = re.compile(rb"\s*<?[0-9A-Fa-f\s]*>?\s*")
"""What may stand between the two signed stretches: the signature itself."""


@dataclass(frozen=True, slots=True)
class Since:
    """What became of the file since a signature; ``filled`` are form fields filled later."""

    content: Content
    filled: tuple[str, ...] = ()
    is_last: bool = False  # the signature covers the file to its end


def file_since(
    data: bytes,
    signatures: list[EmbeddedPdfSignature],
    damage: tuple[type[Exception], ...],
    *,
    unread: frozenset[str] = frozenset(),
) -> list[Since]:
    """For each signature what became of the file since; ``signatures`` in their order, ``unread`` the fields of others.

    Additions are judged by the rules of PDF first; the pages are drawn only where those cannot say.
    """
    names = [one.field_name for one in signatures]
    found = [_judged(data, one, damage) for one in signatures]
    doubtful = {
        _signed_length(one): frozenset(names[number + 1 :]) | unread
        for number, one in enumerate(signatures)
        if found[number].content is Content.ADDITIONS
    }
    same = pages_unchanged(data, doubtful) if doubtful else frozenset()
    return [
        replace(
            since,
            content=Content.PAGE_CHANGED
            if since.content is Content.ADDITIONS and _signed_length(one) not in same
            else since.content,
            filled=tuple(sorted(set(since.filled).difference(names))),
        )
        for one, since in zip(signatures, found, strict=True)
    ]


def _judged(data: bytes, signature: EmbeddedPdfSignature, damage: tuple[type[Exception], ...]) -> Since:
    try:
        if not (_bytes_are_signed(signature) and _covers_from_start(data, signature)):
            return Since(Content.ALTERED)
    except damage:
        return Since(Content.UNREADABLE)
    if _signed_length(signature) == len(data):
        return Since(Content.WHOLE, is_last=True)
    try:
        result = _additions(signature)
    except damage:  # damage behind the signature: nothing of it can be judged but what the pages show
        return Since(Content.ADDITIONS)
    if not isinstance(result, DiffResult) or not _is_allowed(signature, result):
        return Since(Content.ADDITIONS)
    return Since(Content.WHOLE, tuple(result.changed_form_fields))


def _additions(signature: EmbeddedPdfSignature) -> object:
    signature.coverage = signature.evaluate_signature_coverage()  # type: ignore[assignment]
    return signature.evaluate_modifications(DEFAULT_DIFF_POLICY)


def _is_allowed(signature: EmbeddedPdfSignature, result: DiffResult) -> bool:
    """By the rules of PDF and by what the signature itself allows (a certification may forbid every change)."""
    level, allowed = result.modification_level, signature.docmdp_level
    return level is not ModificationLevel.OTHER and (allowed is None or level.value <= allowed.value)


def _bytes_are_signed(signature: EmbeddedPdfSignature) -> bool:
    """The digest of the signed stretches is the one that was signed, and the signature over it holds."""
    content_type = signature.signed_data["encap_content_info"]["content_type"].native
    if content_type == "tst_info":
        return _stamp_fits(signature)
    intact, valid = validate_sig_integrity(
        signature.signer_info,
        signature.signer_cert,
        expected_content_type=content_type,
        actual_digest=signature.compute_digest(),
    )
    return bool(intact and valid)


def _stamp_fits(signature: EmbeddedPdfSignature) -> bool:
    imprint = signature.signed_data["encap_content_info"]["content"].parsed["message_imprint"]
    return bool(imprint["hashed_message"].native == signature.compute_digest())


def _covers_from_start(data: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Two stretches from the first byte on, with nothing between them but the signature."""
    places = [int(number) for number in signature.byte_range]
    if len(places) != 4 or places[0] != 0 or min(places) < 0:
        return False
    _, first, second, rest = places
    if not first <= second <= second + rest <= len(data):
        return False
    return _GAP.fullmatch(data[first:second]) is not None


def _signed_length(signature: EmbeddedPdfSignature) -> int:
    places = [int(number) for number in signature.byte_range]
    return places[2] + places[3]
