"""Files of older and other office programs through LibreOffice, where it is installed; it is never required.

It runs as a child of the bounded child: its memory and processor time are bounded with it, its wall-clock time here.
It gets a profile of its own in a folder that is thrown away, without network of ours and without macros (its default
for files that are not trusted).
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final, Literal

_SECONDS: Final = 90.0
_PROGRAMS: Final = ("soffice", "libreoffice")


def converted_file(data: bytes, *, ending: str, to: Literal["docx", "xlsx"]) -> bytes | None:
    """The file as DOCX or XLSX; None where LibreOffice is not there or does not manage it in its time."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"in{ending}"
        source.write_bytes(data)
        command = [
            program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", to, "--outdir", f"{folder}/out", str(source),
        ]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603 -- a program found on the search path, fixed arguments
                command, capture_output=True, check=True, timeout=_SECONDS, env={**os.environ, "HOME": folder}
            )
            return (Path(folder) / "out" / f"in.{to}").read_bytes()
        except (subprocess.SubprocessError, OSError):
            return None
