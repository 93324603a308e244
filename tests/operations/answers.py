"""What an installation answered, and what was asked of it and promised."""

import http.client
import json
import threading
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: http.client.HTTPMessage

    @property
    def told(self) -> Any:
        return json.loads(self.body)


@dataclass
class Act:
    """What one request asked for. ``outcome``: «acknowledged», or «unknown» where the answer never came."""

    kind: str
    marker: str
    subject: int | None = None
    outcome: str = "unknown"

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass
class Ledger:
    """All acts of all visitors, and answers that nobody should get."""

    acts: list[Act] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, act: Act) -> Act:
        with self._lock:
            self.acts.append(act)
        return act

    def note(self, said: str) -> None:
        with self._lock:
            self.strange.append(said)
