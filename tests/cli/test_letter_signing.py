"""`caicach letter sign` and `verify`, as a person at a terminal uses them."""

import json
from pathlib import Path

import pytest

from caicach.cli.main import main
from caicach.correspondence import printing
from factories.keys import SECRET, pkcs12_file, trusted
from factories.letters import letter_text

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.pdf").write_bytes(printing.pdf_of(letter_text()))
    (tmp_path / "k.p12").write_bytes(pkcs12_file("Sở Nội vụ"))
    (tmp_path / "ca.pem").write_bytes(trusted()[0])
    return tmp_path


def sign(folder: Path, monkeypatch: pytest.MonkeyPatch, secret: str = SECRET) -> int:
    monkeypatch.setenv("CAICACH_SIGNING_SECRET", secret)
    files = [str(folder / "a.pdf"), str(folder / "b.pdf"), "--key", str(folder / "k.p12")]
    return main(["letter", "sign", *files, "--agency", "SỞ NỘI VỤ"])


def test_a_file_is_signed_and_its_signature_found_valid(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(folder, monkeypatch) == 0
    capsys.readouterr()
    assert main(["letter", "verify", str(folder / "b.pdf"), "--trust", str(folder / "ca.pem"), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["signatures"]
    assert (found["signer"], found["verdict"], found["field"]) == ("Sở Nội vụ", "valid", "agency")
    assert main(["letter", "verify", str(folder / "b.pdf")]) == 1
    assert "không dẫn tới gốc nào được tin cậy" in capsys.readouterr().out
    assert main(["letter", "verify", str(folder / "a.pdf")]) == 1


def test_a_wrong_password_is_refused_and_writes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(folder, monkeypatch, "sai") == 4
    assert "signing.key_not_opened" in capsys.readouterr().err
    assert not (folder / "b.pdf").exists()
    assert main(["letter", "verify", str(folder / "nowhere.pdf")]) == 4
