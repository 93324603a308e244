"""``caicach fieldwork``: from a survey to the account of who collects."""

from pathlib import Path

import pytest

from caicach.cli.commands import Exit
from caicach.cli.main import main
from caicach.surveys.collection.models import Collector, FormVersion
from caicach.surveys.questionnaires.template import form_template

pytestmark = pytest.mark.django_db


def test_a_survey_is_brought_to_the_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = tmp_path / "mau.xlsx"
    form.write_bytes(form_template())
    assert main(["fieldwork", "add", "Khảo sát", "--retain-until", "2199-01-01"]) == Exit.DONE
    survey = capsys.readouterr().out.strip()
    assert main(["fieldwork", "open", survey]) == Exit.REFUSED
    assert "chưa có biểu mẫu" in capsys.readouterr().err
    assert main(["fieldwork", "form", survey, str(form)]) == Exit.DONE
    assert main(["fieldwork", "open", survey]) == Exit.DONE
    capsys.readouterr()
    assert main(["fieldwork", "collector", survey, "Tổ 1"]) == Exit.DONE
    told = capsys.readouterr().out
    username = Collector.objects.get().username
    assert username in told
    assert "/odk/key/" in told
    assert main(["fieldwork", "list"]) == Exit.DONE
    assert "đang mở\tẩn danh\tkhao_sat_hai_long 2026.1\t0 phiếu" in capsys.readouterr().out
    out, book = tmp_path / "d.csv", tmp_path / "c.xlsx"
    assert main(["fieldwork", "export", survey, str(out), "--codebook", str(book)]) == Exit.DONE
    assert out.read_text(encoding="utf-8-sig").startswith("instance_id,form_version,received_on,dong_y,tuoi,kenh")
    assert book.read_bytes()[:2] == b"PK"
    assert main(["fieldwork", "export", survey, str(out)]) == Exit.REFUSED
    assert main(["fieldwork", "export", survey, str(tmp_path / "d.txt")]) == Exit.REFUSED
    assert main(["fieldwork", "revoke", survey, username]) == Exit.DONE
    assert main(["fieldwork", "withdraw", survey, "2026.1"]) == Exit.DONE
    assert FormVersion.objects.get().withdrawn_at is not None
    assert main(["fieldwork", "close", survey]) == Exit.DONE
    assert main(["fieldwork", "close", survey]) == Exit.REFUSED
