"""No connection into the internal network: names are resolved here, and only public addresses come back.

The address that was looked at is the one that is connected to, so a name that answers otherwise the second time gains
nothing. A private host that the operator named is the one exception, and only by that name.
"""

from collections.abc import Sequence

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred, fail

from caicach.procedures.auditing.addresses import is_public


class PrivateAddress(OSError):
    """A name that leads into the internal network."""


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, closed to private addresses; ``AUDIT_LOOSENED`` names the one host that may have one."""

    loosened = ""
    refused: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> "PublicResolver":
        resolver = super().from_crawler(crawler, reactor)
        resolver.loosened = crawler.settings.get("AUDIT_LOOSENED") or ""
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802 (the name is Twisted's)
        resolved = super().getHostByName(name, timeout)
        return resolved if name.lower() == self.loosened else resolved.addCallback(self._only_public, name)

    def _only_public(self, address: str, name: str) -> "str | Deferred[str]":
        if is_public(address):
            return address
        self.refused.add(name)
        return fail(PrivateAddress(f"{name} is {address}"))
