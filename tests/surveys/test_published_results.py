"""Results of surveys that others ran: read or refused by line, kept, offered by name with their error."""

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput
from caicach.kernel.metrics import Measured, Missing, SampleError, measure
from caicach.kernel.periods import parse_period
from caicach.organisations.domain.units import Level, UnitType
from caicach.organisations.models import Unit, UnitFact
from caicach.surveys.results import services
from caicach.surveys.results.domain.published import published_figures
from surveys.form_books import workbook

NOW = datetime(2023, 2, 20, 3, 0, tzinfo=UTC)
HEAD = "đơn vị;chỉ số;giá trị;sai số chuẩn;từ;đến;số phiếu\n"


def _read(rows: str) -> list[tuple[str, Decimal, Decimal | None]]:
    found = published_figures("kq.csv", (HEAD + rows).encode())
    return [(one.unit, one.value, one.standard_error) for one in found]


def test_shares_are_of_one_however_they_are_written() -> None:
    rows = "SNV;satisfied_share;83,94%;1,2%;;\nSTP;satisfied_share;0.8;Không công bố sai số;;\n"
    assert _read(rows) == [("SNV", Decimal("0.8394"), Decimal("0.012")), ("STP", Decimal("0.8"), None)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("SNV;satisfied_share;83,94;không công bố sai số;;", "share"),
        ("SNV;satisfied_share;80%;;;", "no_error"),
        ("SNV;satisfied_share;80%;;70%;", "no_error"),
        ("SNV;satisfied_share;80%;;81%;90%", "interval"),
        ("SNV;hai_long;80%;1%;;", "indicator"),
        ("SNV;mean_score;tốt;1;;", "number"),
        ("SNV;mean_score;4,1;0,1;;;12,5", "respondents"),
        ("SNV;mean_score;4,1;0,1;;\nSNV;mean_score;4,2;0,1;;", "twice"),
    ],
)
def test_a_fault_is_told_with_its_line(row: str, code: str) -> None:
    with pytest.raises(InvalidInput) as told:
        _read(row)
    assert told.value.code == f"survey.published_{code}"


@pytest.mark.django_db
def test_a_published_result_is_a_figure_of_its_period_with_its_error() -> None:
    units = ("SNV", "STP")
    for code in units:
        unit, _ = Unit.objects.get_or_create(code=code)
        UnitFact.objects.create(
            unit=unit,
            name=code,
            level=Level.PROVINCE.value,
            type=UnitType.DEPARTMENT.value,
            source="",
            is_verified=True,
        )
    rows = "SNV;satisfied_share;80%;;75%;85%;36.525\nSTP;satisfied_share;70%;không công bố sai số;;\n"
    given = {"name": "kq.csv", "period": parse_period("2022"), "source": "QĐ công bố", "now": NOW}
    with pytest.raises(InvalidInput):
        services.import_published(SYSTEM, data=b"x", published_on=date(2023, 2, 1), **given)  # type: ignore[arg-type]
    data = (HEAD + rows).encode()
    services.import_published(SYSTEM, data=data, published_on=date(2023, 2, 1), **given)  # type: ignore[arg-type]
    found = measure("surveys.satisfied_share", units, parse_period("2022"))
    one, other = found["SNV"], found["STP"]
    assert isinstance(one, Measured)
    assert isinstance(other, Measured)
    assert (one.provenance.rows, other.provenance.rows) == (36_525, None)
    assert one.error == SampleError(interval=(Decimal("0.75"), Decimal("0.85")))
    assert other.error is not None
    assert "không công bố" in str(other.error.reason)
    assert isinstance(measure("surveys.satisfied_share", units, parse_period("2022Q4"))["SNV"], Missing)


@pytest.mark.django_db
def test_a_workbook_is_opened_by_a_child_and_never_here(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (("đơn vị", "chỉ số", "giá trị", "sai số chuẩn"), ("XX", "mean_score", "4,1", "0,1"))
    data = workbook({"survey": rows})
    monkeypatch.setattr(zipfile, "ZipFile", None)
    given = {"name": "kq.xlsx", "period": parse_period("2022"), "source": "QĐ công bố", "now": NOW}
    with pytest.raises(InvalidInput) as told:
        services.import_published(SYSTEM, data=data, published_on=date(2023, 2, 1), **given)  # type: ignore[arg-type]
    assert "XX" in str(told.value)
