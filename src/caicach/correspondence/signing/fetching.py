"""Asking certificate authorities about revocation, at the hosts that the installation names and at no other."""

import base64
import http.client
import logging
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable
from typing import Final

from caicach.correspondence.signing.findings import Wanted

log = logging.getLogger(__name__)

SECONDS: Final = 5
MOST_BYTES: Final = 20_000_000
MOST_QUESTIONS: Final = 8


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """An answer that sends elsewhere is no answer: the other host was not named."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def revocation_answers(wanted: Iterable[Wanted], *, hosts: frozenset[str]) -> tuple[bytes, ...]:
    """The answers of those whose host is named; silence and errors are no answers.

    Addresses come out of certificates, so out of files of strangers: ``hosts`` are exact names.
    """
    found = (_answer(one) for one in [one for one in wanted if _host(one.url) in hosts][:MOST_QUESTIONS])
    return tuple(answer for answer in found if answer)


def _host(url: str) -> str:
    try:
        return (urllib.parse.urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _answer(wanted: Wanted) -> bytes:
    request = urllib.request.Request(  # noqa: S310 -- http and https only (revocation._is_web)
        wanted.url,
        data=base64.b64decode(wanted.question) or None,
        headers={"Content-Type": "application/ocsp-request"} if wanted.question else {},
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler(), _NoRedirect())
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            data: bytes = answer.read(MOST_BYTES + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        log.info("no answer about revocation from %s: %s", _host(wanted.url), type(error).__name__)
        return b""
    return data if len(data) <= MOST_BYTES else b""
