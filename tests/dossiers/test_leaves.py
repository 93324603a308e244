"""Components of Decision 766 of generated dossiers, counted one by one beside what the store says."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.dossiers import queries, services
from caicach.dossiers.domain.board import Grouping, Kind
from caicach.dossiers.domain.leaves import Leaf, ProcedureLeaf, Tally
from caicach.dossiers.models import DossierImport
from caicach.dossiers.queries import BoardFilters
from caicach.kernel.access import SYSTEM
from caicach.kernel.metrics import Measured, Missing, measure
from caicach.kernel.periods import parse_period
from factories.correspondence import OFFICE, province

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 30, 2, tzinfo=UTC)
YEAR = BoardFilters(date(2026, 1, 1), date(2026, 6, 30), datetime(2026, 9, 30, 9))
TRAITS = (
    *("Phí, lệ phí", "Thanh toán trực tuyến", "Đường dẫn tệp tin kết quả", "Số hóa thành phần hồ sơ"),
    *("HoSoCoThanhPhanSoHoa", "DuocLayTuKhoDMQG", "TaiKhoanDuocXacThucVoiVNeID", "Không hài lòng"),
)
HEAD = (
    *("Mã hồ sơ", "Đơn vị", "Mã TTHC", "Kênh", "Ngày tiếp nhận", "Ngày hẹn trả"),
    *("Ngày yêu cầu bổ sung", "Ngày bổ sung", "Ngày xử lý xong", *TRAITS),
)
YES = {"50.000 đồng", "1", "2", "Có", "https://kq.example.vn/a/b", "x"}


@pytest.fixture(autouse=True)
def small_province() -> None:
    province()


def made(count: int, seed: int) -> list[dict[str, str]]:
    draw = random.Random(seed)
    found = []
    for number in range(count):
        at = datetime(2026, 1, 5, 8) + timedelta(hours=draw.randrange(24 * 240))
        asked = at + timedelta(hours=draw.randrange(1, 80)) if draw.random() < 0.3 else None
        back = asked + timedelta(hours=draw.randrange(1, 200)) if asked else None
        done = (back or at) + timedelta(hours=draw.randrange(1, 300)) if draw.random() < 0.7 else None
        times = (at, at + timedelta(days=9), asked, back, done)
        told = [one.strftime("%d/%m/%Y %H:%M") if one and one < NOW.replace(tzinfo=None) else "" for one in times]
        traits = [draw.choice(("50.000 đồng", "0", "")), draw.choice(("1", "2", "0", ""))]
        traits += [draw.choice(("https://kq.example.vn/a/b", "", "không"))]
        traits += [draw.choice(("Có", "0", "", "x")) for _ in TRAITS[3:]]
        code = f"000.H1-{at:%y%m%d}-{number:04}"
        unit, procedure = draw.choice(("Sở Tư pháp", "Sở Y tế")), draw.choice(("1.001", "1.002", "1.003"))
        cells = (code, unit, procedure, draw.choice("1234"), *told, *traits)
        found.append(dict(zip(HEAD, cells, strict=True)))
    return found


def take(tmp_path: Path, rows: Sequence[dict[str, str]], name: str, head: Sequence[str] = HEAD) -> DossierImport:
    lines = [";".join(row[one] for one in head) for row in rows]
    (tmp_path / name).write_text("\n".join((";".join(head), *lines, "")), encoding="utf-8")
    return DossierImport.objects.get(pk=services.import_file(SYSTEM, source="Một cửa", path=tmp_path / name, now=NOW))


def said(row: dict[str, str], trait: str) -> bool | None:
    return None if row[trait] == "" else row[trait] in YES


def both(*parts: bool | None) -> bool | None:
    return False if False in parts else None if None in parts else True


def reaches(leaf: Leaf, row: dict[str, str]) -> bool | None:
    if leaf is Leaf.ONLINE:
        return row["Kênh"] in "24"
    if leaf is Leaf.DIGITISED:
        return both(said(row, TRAITS[3]), said(row, TRAITS[2]))
    names = {Leaf.PAID_ONLINE: 1, Leaf.RESULT: 2, Leaf.REUSED: 4, Leaf.SHARED: 5, Leaf.IDENTIFIED: 6, Leaf.DISLIKED: 7}
    return said(row, TRAITS[names[leaf]])


def tally(leaf: Leaf, rows: Sequence[dict[str, str]]) -> Tally:
    counted = [row for row in rows if leaf is not Leaf.PAID_ONLINE or said(row, TRAITS[0])]
    answers = [reaches(leaf, row) for row in counted]
    return Tally(answers.count(True), len(answers), answers.count(None))


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M")  # noqa: DTZ007 -- local time


def handled(row: dict[str, str]) -> timedelta | None:
    if not row["Ngày xử lý xong"]:
        return None
    pause = timedelta()
    if row["Ngày yêu cầu bổ sung"] and row["Ngày bổ sung"]:
        pause = moment(row["Ngày bổ sung"]) - moment(row["Ngày yêu cầu bổ sung"])
    return moment(row["Ngày xử lý xong"]) - moment(row["Ngày tiếp nhận"]) - pause


def test_each_component_counts_what_counting_one_by_one_gives(tmp_path: Path) -> None:
    rows = made(300, seed=11)
    bare = [one for one in HEAD if one not in TRAITS]
    assert take(tmp_path, rows[:150], "khong-cot.csv", bare).aside == 0
    services.import_file(SYSTEM, source="Khác", path=_written(tmp_path, rows), now=NOW)
    chosen = [row for row in rows if moment(row["Ngày tiếp nhận"]).date() <= YEAR.last]
    for grouping, key in ((Grouping.UNIT, "Đơn vị"), (Grouping.PROCEDURE, "Mã TTHC")):
        names = {"Sở Tư pháp": "STP", "Sở Y tế": "SYT"}
        lines = {line.key: line for line in queries.leaves(OFFICE, YEAR, grouping=grouping)}
        assert len(lines) == len({row[key] for row in chosen})
        for value in {row[key] for row in chosen}:
            line, own = lines[names.get(value, value)], [row for row in chosen if row[key] == value]
            assert line.received == len(own) > 40
            assert dict(line.tallies) == {leaf: tally(leaf, own) for leaf in Leaf}
            times = [found for row in own if (found := handled(row)) is not None]
            assert (line.completed, line.handling) == (len(times), sum(times, timedelta()))
            paid = {row["Mã TTHC"] for row in own if said(row, TRAITS[1])}
            assert set(line.procedures[ProcedureLeaf.PAID_ONLINE]) == paid
    for kind, leaf in ((Kind.NO_RESULT, Leaf.RESULT), (Kind.NOT_PAID_ONLINE, Leaf.PAID_ONLINE)):
        whole = tally(leaf, chosen)
        listed = queries.dossiers(OFFICE, BoardFilters(YEAR.first, YEAR.last, YEAR.now, kind=kind)).total
        assert listed == whole.of - whole.met


def _written(tmp_path: Path, rows: Sequence[dict[str, str]]) -> Path:
    lines = [";".join(row[one] for one in HEAD) for row in rows]
    path = tmp_path / "co-cot.csv"
    path.write_text("\n".join((";".join(HEAD), *lines, "")), encoding="utf-8")
    return path


def test_the_province_has_the_figures_of_all_its_units(tmp_path: Path) -> None:
    take(tmp_path, [row | {"Đơn vị": "Sở Tư pháp"} for row in made(60, seed=3)], "a.csv", HEAD)
    for name in ("on_time_766_share", "electronic_result_share", "dissatisfied_share"):
        found = measure(f"dossiers.{name}", ["TINH", "STP"], parse_period("2026"))
        assert isinstance(found["STP"], Measured)
        assert isinstance(found["TINH"], Measured)
        assert found["TINH"].value == found["STP"].value


def test_what_no_export_says_has_no_figure_and_says_why(tmp_path: Path) -> None:
    bare = [one for one in HEAD if one not in TRAITS]
    rows = [row | {"Đơn vị": "Sở Tư pháp"} for row in made(60, seed=2)]
    take(tmp_path, rows, "a.csv", bare)
    year = parse_period("2026")
    for name in ("electronic_result_share", "paid_online_share", "dissatisfied_share", "fee_told_share"):
        found = measure(f"dossiers.{name}", ["STP", "SYT"], year)
        assert isinstance(found["STP"], Missing)
        assert "không có cột" in str(found["STP"].reason)
        assert isinstance(found["SYT"], Missing)
        assert "dữ liệu đã nạp" in str(found["SYT"].reason)
    online = measure("dossiers.online_share", ["STP"], year)["STP"]
    assert isinstance(online, Measured)
    assert online.value == Decimal(sum(row["Kênh"] in "24" for row in rows)) / 60
    days = measure("dossiers.mean_days", ["STP"], year)["STP"]
    times = [one for row in rows if (one := handled(row)) is not None]
    assert isinstance(days, Measured)
    assert float(days.value) == pytest.approx(sum(times, timedelta()) / timedelta(days=1) / len(times), abs=1e-5)


@pytest.mark.django_db(transaction=True)
def test_the_board_behind_two_components_is_asked_once(tmp_path: Path) -> None:
    take(tmp_path, made(30, seed=5), "a.csv")
    year = parse_period("2026")

    def asked(name: str) -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            measure(f"dossiers.{name}", ["STP", "SYT"], year)
        return [one["sql"] for one in seen if '"dossiers_partition"' in one["sql"]]

    alone = connection.vendor == "sqlite"  # what others write on a server makes everything be asked again
    assert asked("on_time_766_share")
    measure("dossiers.mean_days", ["STP"], year)  # the lines of the components
    assert asked("dissatisfied_share") == [] or not alone
    take(tmp_path, made(31, seed=6), "b.csv")
    assert asked("dissatisfied_share")


def test_a_cell_that_is_neither_yes_nor_no_sets_its_row_aside(tmp_path: Path) -> None:
    rows = made(2, seed=3)
    rows[0][TRAITS[4]] = "chưa rõ"
    taken = take(tmp_path, rows, "a.csv")
    assert dict(taken.reasons.values_list("reason", "count")) == {"trait_unknown": 1}
    assert taken.new == 1
