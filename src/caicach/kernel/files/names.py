"""Names on the disk: a file that was moved to its place has its name there only once its folder is written too."""

import os
from pathlib import Path


def keep_name(folder: Path) -> None:
    """Have the names in a folder on the disk, not only the bytes: a power cut forgets what is in memory alone."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
