"""The one random number of a unit: from the seed and its code, the same for everybody and for ever."""

from hashlib import sha256

_SEPARATOR = "\x1f"


def number_of(seed: str, *code: str) -> float:
    """Between 0 and 1, both left out (Ohlsson: permanent random numbers).

    >>> round(number_of("2023", "Xã A"), 6) == round(number_of("2023", "Xã A"), 6) != number_of("2024", "Xã A")
    True
    """
    first = sha256(_SEPARATOR.join((seed, *code)).encode()).digest()[:8]
    return (int.from_bytes(first, "big") + 0.5) / 2**64
