"""Compliance cost: the formula of the circular, dated incomes, what is missing told."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from caicach.cli.main import main
from caicach.kernel.errors import InvalidInput
from caicach.procedures.costs.costing import Burden, Income, Work, comparison_of, cost_of, income_on
from caicach.procedures.costs.plan_reading import read_plan

PLAN = """
hourly_income:
  - {since: 2024-01-01, amount: 40000, source: A}
  - {since: 2025-01-01, amount: 50000, source: B}
procedures:
  "1.012753.H19":
    current:
      works:
        - {name: Chuẩn bị hồ sơ, hours: [6, 8, 12, 20]}
        - {name: Bản vẽ, hired: 2000000}
        - {name: Nộp hồ sơ, hours: 0.5}
      fees: 150000
      times: 2
      subjects: 1200
    after: {works: [{name: Chuẩn bị hồ sơ, hours: 4}], fees: 0, other: 20000, times: 1, subjects: 1200}
"""


def test_works_fees_times_and_subjects_make_the_cost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "works.yaml"
    path.write_text(PLAN, encoding="utf-8")
    assert main(["procedures", "cost", "1.012753", "--works", str(path), "--on", "01/6/2025", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    # 8 hours (the lower middle of four), 2,000,000 hired, half an hour, 150,000 of fees
    assert Decimal(told["current"]["once"]) == 8 * 50_000 + 2_000_000 + 25_000 + 150_000
    assert Decimal(told["current"]["year"]) == Decimal(told["current"]["once"]) * 2 * 1_200
    assert Decimal(told["after"]["year"]) == (4 * 50_000 + 20_000) * 1_200
    assert Decimal(told["saving"]) == Decimal(told["current"]["year"]) - Decimal(told["after"]["year"])
    assert told["percent"] == "95.73"
    assert told["hourly_income"]["source"] == "B"
    assert main(["procedures", "cost", "1.012753", "--works", str(path), "--on", "01/6/2025"]) == 0
    assert "Tiết kiệm" in capsys.readouterr().out
    assert main(["procedures", "cost", "1.000001", "--works", str(path), "--on", "01/6/2025"]) == 4
    assert main(["procedures", "cost", "1.012753", "--works", str(path), "--on", "31/12/2023"]) == 4


def test_incomes_hold_from_their_day() -> None:
    incomes = (Income(date(2025, 1, 1), Decimal(50), "B"), Income(date(2024, 1, 1), Decimal(40), "A"))
    assert [income_on(incomes, day).source for day in (date(2024, 12, 31), date(2025, 1, 1))] == ["A", "B"]


def test_a_procedure_that_costs_nothing_has_no_share_of_saving() -> None:
    free = Burden((Work("Nộp"),), Decimal(0), Decimal(0), Decimal(1), Decimal(9))
    assert cost_of(free, Decimal(50)).year == 0
    assert comparison_of(free, free, Decimal(50)).percent is None
    assert comparison_of(free, None, Decimal(50)).saving is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x: [",
        "hourly_income: []",
        PLAN.replace("times: 2", "times: -2"),
        PLAN.replace("fees: 150000", "fee: 150000"),
        "\ud800",
    ],
)
def test_a_faulty_file_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_plan("w", text.encode("utf-8", "surrogatepass"))
