"""Certificates as files: the roots that are trusted, and those between that help to find the way to one."""

from collections.abc import Iterable
from dataclasses import dataclass

from asn1crypto import pem, x509

from caicach.correspondence.signing.keys import subject_of


@dataclass(frozen=True, slots=True)
class Trust:
    roots: tuple[x509.Certificate, ...]
    between: tuple[x509.Certificate, ...]


def trust_of(given: Iterable[bytes]) -> Trust:
    """Of PEM or DER: a certificate that vouches for itself is a root, another one only helps to find the way to it."""
    found = [certificate for data in given for certificate in _certificates(data)]
    roots = tuple(one for one in found if one.self_issued)
    return Trust(roots, tuple(one for one in found if not one.self_issued))


def _certificates(data: bytes) -> list[x509.Certificate]:
    if pem.detect(data):
        return [x509.Certificate.load(der) for _kind, _headers, der in pem.unarmor(data, multiple=True)]
    return [x509.Certificate.load(data)]


def names_on(path: Iterable[x509.Certificate]) -> tuple[str, ...]:
    """From the root downwards as the library gives them; told from the signer upwards."""
    return tuple(subject_of(one) for one in path)[::-1]
