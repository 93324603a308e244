"""Files without a name, for what one process hands another."""

import os
import tempfile
from typing import BinaryIO, cast


def unnamed_file() -> BinaryIO:
    """Open to write and read, in memory where the system has such."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("caicach"), "w+b")
    return cast(BinaryIO, tempfile.TemporaryFile())
