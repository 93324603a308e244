"""Files that are packed, and damaged."""

import zlib


def damaged_in_a_block(packed: bytes) -> bytes:
    """So that wrong bytes come out before the damage shows."""
    for place in range(len(packed) // 2, len(packed) - 20):
        damaged = packed[:place] + bytes([packed[place] ^ 0x55]) + packed[place + 1 :]
        whole, found = zlib.decompress(packed, 31), bytearray()
        unpacker = zlib.decompressobj(31)
        try:
            for at in range(len(damaged)):
                found += unpacker.decompress(damaged[at : at + 1])
        except zlib.error:
            if whole[: len(found)] != found and not unpacker.eof and at < len(packed) - 9:
                return damaged
    raise AssertionError(len(packed))


def damaged_before_its_end(packed: bytes) -> bytes:
    """So that the end is taken for more of what is packed, and the file seems to be cut off."""
    for place in range(len(packed) - 40, len(packed) - 8):
        for bits in range(1, 256):
            damaged = packed[:place] + bytes([packed[place] ^ bits]) + packed[place + 1 :]
            unpacker = zlib.decompressobj(31)
            try:
                unpacker.decompress(damaged)
            except zlib.error:
                continue
            if not unpacker.eof:
                return damaged
    raise AssertionError(len(packed))
