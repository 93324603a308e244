"""Components that a metric of the system gives: the figure, its points, where it came from, and its rows."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from caicach.dossiers.services import import_file
from caicach.indices import services
from caicach.indices.definition import catalogue
from caicach.indices.domain.cycle import Stage
from caicach.indices.domain.sampled_points import SAMPLING
from caicach.indices.models import ScoreEntry
from caicach.indices.scored_years import scored_year
from caicach.kernel.access import SYSTEM
from caicach.kernel.periods import parse_period
from caicach.organisations.domain.units import Level
from caicach.plans import services as plan_services
from caicach.surveys.results.services import import_published
from caicach.web.shell.faces import rows_behind
from factories.correspondence import JUSTICE, OFFICE
from factories.indices import LATER, SET, entry_of, opened, sheet_of
from factories.plans import LATER as ACCEPTED
from factories.plans import confirmed, report, row
from factories.web import PASSWORD, people

pytestmark = pytest.mark.django_db


def with_tasks() -> int:
    """A year, and two tasks of Sở Tư pháp that fell due in it: one done on time, one not."""
    confirmed()
    done = report(JUSTICE, row("STP").assignment_id)
    plan_services.accept_report(OFFICE, report_id=done, quality=None, now=ACCEPTED)
    return opened()


def test_a_share_of_tasks_becomes_a_percentage_with_its_points_and_its_source() -> None:
    year_id = with_tasks()
    services.compute_figures(OFFICE, year_id=year_id, now=LATER)
    entry = entry_of(sheet_of(year_id, "STP"), "1.4", Stage.COMPUTED)
    assert entry is not None
    assert (entry.value, entry.points) == ("50", Decimal("1.5"))
    assert (entry.provenance["rows"], entry.provenance["source"]) == (2, ["Theo dõi nhiệm vụ", {}])


def test_computing_again_adds_nothing_while_the_rows_are_the_same() -> None:
    year_id = with_tasks()
    first = services.compute_figures(OFFICE, year_id=year_id, now=LATER)
    assert first == ScoreEntry.objects.filter(stage=Stage.COMPUTED.value).count()
    assert services.compute_figures(OFFICE, year_id=year_id, now=LATER) == 0


@pytest.mark.parametrize(
    ("source", "is_exact", "part"),
    [
        ("plans.on_time_share", True, "tu=01%2F01%2F2023"),
        ("plans.procedures_on_time_share", True, "linh-vuc=procedures"),
        ("plans.overdue_count", True, "trang-thai=overdue"),
        ("plans.extension_count", False, "don-vi=STP"),
    ],
)
def test_the_list_counts_as_the_metric_or_says_that_it_is_wider(source: str, is_exact: bool, part: str) -> None:
    found = rows_behind(source, "STP", parse_period("2023"))
    assert found is not None
    assert found.is_exact == is_exact
    assert part in found.address


def test_a_metric_of_other_rows_has_no_list_of_tasks() -> None:
    assert rows_behind("surveys.satisfaction", "STP", parse_period("2023")) is None


SURVEYED = SET.replace(
    "method: survey, rule: {kind: survey, answers: {A: 100, B: 60, C: 20, D: 0}}",
    "method: survey, source: surveys.satisfied_share, rule: {kind: ratio}",
)
PUBLISHED = (
    "đơn vị;chỉ số;giá trị;sai số chuẩn;từ;đến;số phiếu\n"
    "STP;satisfied_share;80%;2%;;;1.170\nSYT;satisfied_share;70%;;65%;75%;\n"
    "SNV;satisfied_share;60%;không công bố sai số;;;\n"
)


def test_a_surveyed_share_comes_with_its_error_up_to_its_points() -> None:
    year_id = opened(definition_text=SURVEYED)
    published = {"period": parse_period("2023"), "source": "QĐ công bố", "published_on": date(2024, 2, 1), "now": LATER}
    import_published(SYSTEM, name="kq.csv", data=PUBLISHED.encode(), **published)  # type: ignore[arg-type]
    services.compute_figures(OFFICE, year_id=year_id, now=LATER)
    found = {unit: entry_of(sheet_of(year_id, unit), "2.1", Stage.COMPUTED) for unit in ("STP", "SYT", "SNV")}
    told = {unit: SAMPLING.value(entry.sampling) for unit, entry in found.items() if entry}
    by_error = found["STP"]
    assert by_error is not None
    assert (by_error.value, by_error.standard_error, by_error.sample_size) == ("80", Decimal(2), 1170)
    assert told["STP"].points == (Decimal("4.56480432"), Decimal("5.03519568"))
    assert (told["SYT"].interval, told["SYT"].points) == ((Decimal(65), Decimal(75)), (Decimal("3.9"), Decimal("4.5")))
    assert told["SYT"].error_is_read
    assert "không công bố" in str(told["SNV"].reason)
    assert services.compute_figures(OFFICE, year_id=year_id, now=LATER) == 0
    errors = scored_year(OFFICE, year_id).errors
    assert errors["2.1", "STP"].standard_error == 2.0
    assert ("2.1", "SNV") not in errors


DOSSIERS = """Mã hồ sơ;Đơn vị;Mã TTHC;Kênh;Ngày tiếp nhận;Ngày hẹn trả;Ngày xử lý xong
HS-230103-1;STP;1.1;2;03/01/2023 08:00;10/01/2023;12/01/2023 09:00
HS-230103-2;STP;1.1;2;03/01/2023 08:00;10/01/2023;05/01/2023 09:00
HS-230103-3;STP;1.1;1;03/01/2023 08:00;10/01/2023;10/01/2023 09:00
HS-230103-4;STP;1.1;1;03/01/2023 08:00;10/01/2023;09/01/2023 09:00
"""


def test_the_set_of_766_scores_a_unit_from_its_dossiers_down_to_each(client: Client, tmp_path: Path) -> None:
    text = (catalogue.SHIPPED / "qd766_2022" / "definition.yaml").read_text(encoding="utf-8")
    kinds = {Level.DEPARTMENT: "so"}
    year_id = opened(definition_text=text, definition_file="definition.yaml", unit_types=kinds)
    (tmp_path / "ho-so.csv").write_text(DOSSIERS, encoding="utf-8")
    import_file(SYSTEM, source="Một cửa", path=tmp_path / "ho-so.csv", now=LATER)
    services.compute_figures(OFFICE, year_id=year_id, now=LATER)
    sheet = sheet_of(year_id, "STP")
    on_time, online = (entry_of(sheet, code, Stage.COMPUTED) for code in ("2.1", "3.3"))
    assert on_time is not None
    assert online is not None
    assert (on_time.value, on_time.points, on_time.provenance["rows"]) == ("75", Decimal(15), 4)
    assert online.value == "50"
    behind = rows_behind(on_time.source, "STP", parse_period("2023"))
    assert behind is not None
    people()
    client.login(username="thuongtruc", password=PASSWORD)
    assert "4 hồ sơ" in client.get(behind.address).content.decode()
    late = client.get(behind.address.replace("loai=all", "loai=late_766")).content.decode()
    assert "HS-230103-1" in late
    assert "HS-230103-2" not in late
