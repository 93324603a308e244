"""Ports for servers that tests start as processes of their own."""

import os
import random
import socket
from typing import Final

_FIRST: Final = 20_000
_EACH: Final = 2_000
"""Below the ports that a system gives to whoever asks for any: no line of another test takes one of these between the
look and the start of the server. Each process of a run has a range of its own."""
_CHANCE: Final = random.SystemRandom()  # tests begin with the same seed


def free_port() -> int:
    """A port of 127.0.0.1 that nobody has now."""
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 5
    for _ in range(_EACH):
        port = _FIRST + process * _EACH + _CHANCE.randrange(_EACH)
        with socket.socket() as asked:
            try:
                asked.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no port is free")
