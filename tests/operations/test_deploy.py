"""The files an operator copies: systemd's own check of the units, and the container's file names what is there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
UNITS = sorted((REPOSITORY / "deploy" / "systemd").glob("*.service"))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_accepts_the_unit(unit: Path, tmp_path: Path) -> None:
    program = "/opt/caicach/.venv/bin/caicach"
    text = unit.read_text(encoding="utf-8")
    assert text.count(f"ExecStart={program} ") == 1
    # The program is not under /opt here; everything else is checked as it is shipped.
    (tmp_path / unit.name).write_text(text.replace(program, sys.executable), encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_unit_starts_its_process_again_and_both_are_there() -> None:
    assert [unit.stem for unit in UNITS] == ["caicach-web", "caicach-worker"]
    for unit in UNITS:
        lines = unit.read_text(encoding="utf-8").splitlines()
        assert {"Restart=always", "StartLimitIntervalSec=0", "UMask=0077", "NoNewPrivileges=yes"} <= set(lines)


def test_the_container_copies_what_is_there_and_runs_commands_there_are() -> None:
    text = (REPOSITORY / "deploy" / "Containerfile").read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (.+)$", text, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (REPOSITORY / source).exists(), source
    assert 'ENTRYPOINT ["caicach"]' in text
