"""What a child tells at its end, in one byte; none where it was ended from outside."""

from typing import Final

ANSWERED: Final = b"a"
DEFECT: Final = b"d"
BOUND_MET: Final = b"b"
NUMBER_BYTES: Final = 8
"""Bytes of the child's number, which it tells first."""
