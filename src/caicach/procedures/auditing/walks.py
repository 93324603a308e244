"""How a site is walked, as a value that the process of the crawl gets on its input."""

import json
from dataclasses import asdict, dataclass
from typing import Final

from caicach.procedures.auditing.addresses import Site

AGENT: Final = "caicach-audit (kiem tra cong khai thu tuc hanh chinh)"
"""As whom a portal is asked."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How a site is walked; the same walk is taken up again from its folder."""

    url: str
    host: str
    port: int
    is_loosened: bool
    folder: str
    most_pages: int = 5_000
    delay: float = 1.0
    timeout: float = 30.0
    renders: bool = False
    """Whether pages that only a script makes are drawn in a browser."""

    @property
    def site(self) -> Site:
        return Site(self.host, self.port, self.is_loosened)

    @property
    def identity(self) -> dict[str, object]:
        named: dict[str, object] = {name: getattr(self, name) for name in ("url", "host", "port", "most_pages")}
        return {**named, "renders": True} if self.renders else named


def walk_as_json(walk: Walk) -> str:
    return json.dumps(asdict(walk))
