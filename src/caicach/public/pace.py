"""How often one may ask: so many questions a minute from one place, and in all. Kept in memory, by no address in clear.

Each process of the server counts by itself and forgets after a minute: who asks by hand never meets it, who tries codes
one after the other gets a few a minute.
"""

from collections import deque
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from threading import Lock
from typing import Final

_WINDOW: Final = 60.0


@dataclass
class Pace:
    """``each``: questions a minute from one place (an IPv6 network of 64 bits is one place), ``all``: from everywhere.

    >>> pace = Pace(each=2, all=3)
    >>> [pace.wait_of("10.0.0.1", at) for at in (0, 1, 2)]
    [0, 0, 58]
    >>> [pace.wait_of("10.0.0.2", 3), pace.wait_of("10.0.0.3", 4), pace.wait_of("10.0.0.3", 61)]
    [0, 56, 0]
    """

    each: int
    all: int
    _asked: deque[tuple[float, int]] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)

    def wait_of(self, address: str, now: float) -> int:
        """Seconds to wait; 0: let through, and counted. ``now``: seconds of a clock that is never set back."""
        place = hash(_place(address))
        with self._lock:
            while self._asked and self._asked[0][0] <= now - _WINDOW:
                self._asked.popleft()
            own = [at for at, of_place in self._asked if of_place == place]
            if len(own) >= self.each:
                return _seconds(own[-self.each] + _WINDOW - now)
            if len(self._asked) >= self.all:
                return _seconds(self._asked[0][0] + _WINDOW - now)
            self._asked.append((now, place))
            return 0


def _place(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


def _seconds(left: float) -> int:
    return max(1, round(left))
