"""What a signer's certificate is worth at the time of signing: who vouches for time and name, and whether revoked."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from asn1crypto import cms, x509
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.generic_cms import (
    collect_timing_info,
    extract_tst_data_iter,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule

from caicach.correspondence.signing.findings import Revocation, Standing, TimeWitness, Wanted
from caicach.correspondence.signing.keys import is_for_signing, subject_of
from caicach.correspondence.signing.revocation import Material, material_in_signature, still_wanted
from caicach.correspondence.signing.trust import Trust, names_on

_CLOCKS_DIFFER: Final = timedelta(hours=1)
_ANY_USAGE: Final = KeyUsageConstraints(key_usage=frozenset(), extd_key_usage=None)
"""The usage of a key is judged by our own rule, the same as at signing."""
_IF_KNOWN: Final = RevocationCheckingRule.CHECK_IF_DECLARED_SOFT
_MUST_KNOW: Final = RevocationCheckingPolicy(RevocationCheckingRule.CRL_OR_OCSP_REQUIRED, _IF_KNOWN)
_MAY_KNOW: Final = RevocationCheckingPolicy(_IF_KNOWN, _IF_KNOWN)
_WEAK: Final = frozenset(
    {AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE, AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE}
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A trusted timestamp of the whole file, put at ``revision``."""

    at: datetime
    by: str
    revision: int


@dataclass(frozen=True, slots=True)
class Judgement:
    standing: Standing
    at: datetime
    time_by: TimeWitness
    stamped_by: str
    revocation: Revocation
    revoked_at: datetime | None = None
    path: tuple[str, ...] = ()
    wanted: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges signatures of one file by the roots that are trusted, at ``now``, with what is known of revocation."""

    trust: Trust
    now: datetime
    material: Material

    def context(self, at: datetime, checking: RevocationCheckingPolicy, more: Material) -> ValidationContext:
        material = self.material + more
        return ValidationContext(
            trust_roots=list(self.trust.roots),
            other_certs=[*self.trust.between, *material.certificates],
            moment=at,
            allow_fetching=False,
            crls=list(material.lists),
            ocsps=list(material.answers),
            # A list issued after the signature says as well what was revoked before it.
            revinfo_policy=CertRevTrustPolicy(checking, retroactive_revinfo=True),
        )

    def judge(self, signature: EmbeddedPdfSignature, stamps: list[Stamp]) -> Judgement:
        more = material_in_signature(signature)
        at, time_by, stamped_by = self._time(signature, stamps, more)
        status, is_known = self._status(signature, at, more)
        standing = _standing(status, signature.signer_cert, at)
        details = status.revocation_details
        revocation, revoked_at = Revocation.UNKNOWN, None
        if details is not None:
            revocation, revoked_at = Revocation.REVOKED, details.revocation_date
        elif is_known:
            revocation = Revocation.NOT_REVOKED
        if standing is Standing.TRUSTED and time_by is not TimeWitness.STAMP:
            later = self._revoked_later(signature, at, more)
            if later is not None:
                standing, revocation, revoked_at = Standing.REVOKED_LATER, Revocation.REVOKED, later
        path = list(status.validation_path or ())
        wanted = still_wanted(path) if standing is Standing.TRUSTED and not is_known else ()
        return Judgement(standing, at, time_by, stamped_by, revocation, revoked_at, names_on(path), wanted)

    def _time(
        self, signature: EmbeddedPdfSignature, stamps: list[Stamp], more: Material
    ) -> tuple[datetime, TimeWitness, str]:
        """A timestamp in the signature, else one of the file that covers it, else what the signer says."""
        own = list(self._own_stamps(signature, more))
        vouched = [(at, by) for at, by, is_trusted in own if is_trusted]
        vouched += [(stamp.at, stamp.by) for stamp in stamps if stamp.revision > signature.signed_revision]
        if vouched:
            at, by = min(vouched)
            return at, TimeWitness.STAMP, by
        claimed = signature.self_reported_timestamp or next((at for at, _, _ in own), None)
        by = next((by for _, by, _ in own), "")
        if claimed is not None and claimed.tzinfo is not None and claimed <= self.now + _CLOCKS_DIFFER:
            return claimed, TimeWitness.SIGNER, by
        return self.now, TimeWitness.NOBODY, by

    def _own_stamps(self, signature: EmbeddedPdfSignature, more: Material) -> Iterator[tuple[datetime, str, bool]]:
        times = [_time_of(token) for token in extract_tst_data_iter(signature.signer_info, signed=False)]
        if not times:
            return
        context = self.context(min(times), _MAY_KNOW, more)
        found = asyncio.run(collect_timing_info(signature.signer_info, context, raw_digest=signature.compute_digest))
        stamp = found.get("timestamp_validity")
        if stamp is not None:
            yield stamp.timestamp, subject_of(stamp.signing_cert), bool(stamp.intact and stamp.valid and stamp.trusted)

    def _status(self, signature: EmbeddedPdfSignature, at: datetime, more: Material) -> tuple[PdfSignatureStatus, bool]:
        """How the certificate stands at that time, and whether it is known not to have been revoked."""
        strict = self._validated(signature, self.context(at, _MUST_KNOW, more))
        if strict.trusted or strict.revocation_details is not None:
            return strict, strict.revocation_details is None
        return self._validated(signature, self.context(at, _MAY_KNOW, more)), False

    def _revoked_later(self, signature: EmbeddedPdfSignature, at: datetime, more: Material) -> datetime | None:
        """When the certificate was revoked between the time that is only claimed and now."""
        latest = min(self.now, signature.signer_cert.not_valid_after - timedelta(seconds=1))
        if latest <= at:
            return None
        details = self._validated(signature, self.context(latest, _MUST_KNOW, more)).revocation_details
        return details.revocation_date if details is not None else None

    @staticmethod
    def _validated(signature: EmbeddedPdfSignature, context: ValidationContext) -> PdfSignatureStatus:
        return validate_pdf_signature(
            signature, signer_validation_context=context, key_usage_settings=_ANY_USAGE, skip_diff=True
        )


def stamps_of_file(
    signatures: list[EmbeddedPdfSignature], judge: Judge, damage: tuple[type[Exception], ...]
) -> list[Stamp]:
    """The timestamps of the whole file that hold and are trusted."""
    found = []
    for one in signatures:
        try:
            at = _time_of(one.signed_data)
            context = judge.context(at, _MAY_KNOW, Material())
            status = validate_pdf_timestamp(one, context, skip_diff=True)
        except damage:
            continue
        if status.intact and status.valid and status.trusted:
            found.append(Stamp(at, subject_of(status.signing_cert), one.signed_revision))
    return found


def _time_of(token: cms.SignedData) -> datetime:
    at = token["encap_content_info"]["content"].parsed["gen_time"].native
    if not isinstance(at, datetime):
        raise TypeError(at)
    return at


def _standing(status: SignatureStatus, certificate: x509.Certificate, at: datetime) -> Standing:
    if status.trust_problem_indic in _WEAK:
        return Standing.WEAK
    if not is_for_signing(certificate):
        return Standing.NOT_FOR_SIGNING
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        return Standing.OUT_OF_TIME
    if status.revocation_details is not None:
        return Standing.REVOKED
    return Standing.TRUSTED if status.trusted else Standing.UNTRUSTED
