"""What says whether a certificate was revoked: what the file holds, what was brought, what to ask."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeVar

from asn1crypto import crl, ocsp, x509
from cryptography import x509 as c_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp as c_ocsp
from pyhanko.pdf_utils.generic import DictionaryObject, StreamObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import MultivaluedAttributeError, NonexistentAttributeError, find_unique_cms_attribute
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from caicach.correspondence.signing.findings import Wanted

_DAMAGED: Final = (PdfError, ValueError, KeyError, TypeError)
_MOST_ENTRIES: Final = 200
_Kind = TypeVar("_Kind", crl.CertificateList, ocsp.OCSPResponse, x509.Certificate)


@dataclass(frozen=True, slots=True)
class Material:
    """Lists of revoked certificates (CRL), answers about one (OCSP), and certificates found beside them."""

    lists: tuple[crl.CertificateList, ...] = ()
    answers: tuple[ocsp.OCSPResponse, ...] = ()
    certificates: tuple[x509.Certificate, ...] = ()

    def __add__(self, other: "Material") -> "Material":
        return Material(self.lists + other.lists, self.answers + other.answers, self.certificates + other.certificates)


def material_in_file(reader: PdfFileReader) -> Material:
    """The document security store, with what only its parts for single signatures hold. A damaged one is none."""
    try:
        store = reader.root["/DSS"]
        dictionaries = [store, *_parts(store)]
    except _DAMAGED:
        return Material()
    found = Material()
    for dictionary in dictionaries:
        found += Material(
            tuple(_loaded(crl.CertificateList, _streams(dictionary, "/CRLs", "/CRL"))),
            tuple(_loaded(ocsp.OCSPResponse, _streams(dictionary, "/OCSPs", "/OCSP"))),
            tuple(_loaded(x509.Certificate, _streams(dictionary, "/Certs", "/Cert"))),
        )
    return found


def material_in_signature(signature: EmbeddedPdfSignature) -> Material:
    """What Adobe's attribute carries inside the signature."""
    try:
        held = find_unique_cms_attribute(signature.signer_info["signed_attrs"], "adobe_revocation_info_archival")
        return Material(tuple(held["crl"] or ()), tuple(held["ocsp"] or ()))
    except (NonexistentAttributeError, MultivaluedAttributeError, *_DAMAGED):
        return Material()


def material_of(brought: Iterable[bytes]) -> Material:
    """Of bytes that may be either; what is neither is left out."""
    given = list(brought)
    answers = tuple(_loaded(ocsp.OCSPResponse, given))
    known = {answer.dump() for answer in answers}
    return Material(tuple(_loaded(crl.CertificateList, (one for one in given if one not in known))), answers)


def _parts(store: DictionaryObject) -> Iterator[object]:
    """What is kept for single signatures."""
    if "/VRI" in store:
        parts = store["/VRI"]
        yield from (parts[name] for name in list(parts)[:_MOST_ENTRIES])


def _streams(dictionary: object, *names: str) -> Iterator[bytes]:
    if not isinstance(dictionary, DictionaryObject):
        return
    for name in names:
        try:
            for held in list(dictionary[name])[:_MOST_ENTRIES] if name in dictionary else ():
                stream = held.get_object()
                if isinstance(stream, StreamObject):
                    yield stream.data
        except _DAMAGED:
            continue


def _loaded(kind: type[_Kind], given: Iterable[bytes]) -> Iterator[_Kind]:
    for data in given:
        try:
            one = kind.load(data, strict=True)
            _ = one.native  # parsed whole: what is damaged deep inside fails here, not in the middle of judging
        except _DAMAGED:
            continue
        yield one


def still_wanted(path: Iterable[x509.Certificate]) -> tuple[Wanted, ...]:
    """What the certificates of a path, from the root down, say where they can be asked about. The root is not asked."""
    certificates = list(path)
    return tuple(wanted for issuer, certificate in pairwise(certificates) for wanted in _named_in(certificate, issuer))


def _named_in(certificate: x509.Certificate, issuer: x509.Certificate) -> Iterator[Wanted]:
    try:
        question = _question(certificate, issuer)
        yield from (Wanted(url, question) for url in certificate.ocsp_urls if _is_web(url))
        points = certificate.crl_distribution_points
        yield from (Wanted(point.url) for point in points if point.url and _is_web(point.url))
    except _DAMAGED:
        return


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _question(certificate: x509.Certificate, issuer: x509.Certificate) -> str:
    asked, by = (c_x509.load_der_x509_certificate(one.dump()) for one in (certificate, issuer))
    request = c_ocsp.OCSPRequestBuilder().add_certificate(asked, by, hashes.SHA1()).build()  # noqa: S303 (names a key)
    return base64.b64encode(request.public_bytes(serialization.Encoding.DER)).decode()
