"""Files that are packed, and damaged where something new begins: what stands before comes out whole."""

import zlib


def packed_and_damaged(whole: bytes, rest: bytes) -> bytes:
    packer = zlib.compressobj(wbits=31)
    before = packer.compress(whole) + packer.flush(zlib.Z_FULL_FLUSH)
    return before + b"\xff" * 9 + (packer.compress(rest) + packer.flush())[9:]
