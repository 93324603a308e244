"""Certificates that this installation trusts: files of the folder named by CAICACH_TRUST_DIR."""

from pathlib import Path

from django.conf import settings

_ENDINGS = {".pem", ".crt", ".cer", ".der"}


def trusted_certificates() -> tuple[bytes, ...]:
    """In the order of their names; none where no folder is named or it is missing."""
    folder = Path(settings.TRUST_DIR) if settings.TRUST_DIR else None
    if folder is None or not folder.is_dir():
        return ()
    return tuple(path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix.lower() in _ENDINGS)
