"""A year that a person adds: what is taken, and how what is wrong is told, with its line."""

from datetime import date
from pathlib import Path

import pytest

from caicach.kernel.calendar import DayKind, Sourcing, load_calendar
from caicach.kernel.errors import CaicachError, InvalidInput

# 2027 as an administrator might correct it; the order is invented.
YEAR_2027 = """\
orders:
  1/VPCP-TEST: 2026-12-01
years:
  2027:
    sourced: true
    replaces: true
    holidays:
      - {date: 2027-01-01, name: Tết Dương lịch}
      - {date: 2027-02-05, name: Tết Nguyên đán, order: 1/VPCP-TEST}
      - {date: 2027-02-06, name: Tết Nguyên đán, order: 1/VPCP-TEST}
      - {date: 2027-02-07, name: Tết Nguyên đán, order: 1/VPCP-TEST}
      - {date: 2027-02-08, name: Tết Nguyên đán, order: 1/VPCP-TEST}
      - {date: 2027-02-09, name: Tết Nguyên đán, order: 1/VPCP-TEST}
      - {date: 2027-04-16, name: Ngày Giỗ Tổ Hùng Vương}
      - {date: 2027-04-30, name: Ngày Chiến thắng}
      - {date: 2027-05-01, name: Ngày Quốc tế lao động}
      - {date: 2027-09-02, name: Quốc khánh}
      - {date: 2027-09-03, name: Quốc khánh}
      - {date: 2027-11-24, name: Ngày Văn hóa Việt Nam}
    substitute_rests:
      - {date: 2027-02-10, for: 2027-02-06}
      - {date: 2027-02-11, for: 2027-02-07}
      - {date: 2027-05-03, for: 2027-05-01}
    swaps:
      - {rest: 2027-02-04, work: 2027-02-20, order: 1/VPCP-TEST}
"""


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "bo-sung.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_corrected_year_counts_with_the_packaged_ones(tmp_path: Path) -> None:
    calendar = load_calendar(_file(tmp_path, YEAR_2027))
    assert calendar.last_day == date(2027, 12, 31)
    assert calendar.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert calendar.next_working_day(date(2027, 2, 3)) == date(2027, 2, 12)
    assert calendar.day(date(2027, 2, 20)).kind is DayKind.SWAPPED_WORKING
    assert str(calendar.day(date(2027, 5, 3)).reason) == "Nghỉ bù Ngày Quốc tế lao động (01/05/2027)"


def test_a_packaged_year_is_replaced_only_when_the_file_says_so(tmp_path: Path) -> None:
    assert load_calendar(_file(tmp_path, YEAR_2027)).next_working_day(date(2027, 2, 3)) == date(2027, 2, 12)
    with pytest.raises(InvalidInput, match=r"calendar\.year_twice"):
        load_calendar(_file(tmp_path, YEAR_2027.replace("    replaces: true\n", "")))
    packaged = Path(load_calendar.__code__.co_filename).with_name("vn.yaml").read_text(encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"calendar\.year_twice"):
        load_calendar(_file(tmp_path, packaged))
    replaced = load_calendar(_file(tmp_path, packaged.replace("    sourced:", "    replaces: true\n    sourced:")))
    assert replaced.special_days(date(2023, 1, 1), date(2023, 12, 31)) == load_calendar().special_days(
        date(2023, 1, 1), date(2023, 12, 31)
    )


WRONG = {
    "impossible date": ("date: 2027-04-30", "date: 2027-04-31", "impossible_date", 15),
    "date in Vietnamese order": ("date: 2027-04-30", "date: 30/04/2027", "impossible_date", 15),
    "unknown key of a day": ("{date: 2027-04-30, name", "{date: 2027-04-30, title", "unknown_key", 15),
    "unknown key of a year": ("    swaps:", "    swap:", "unknown_key", 24),
    "missing key": ("{date: 2027-04-30, name: Ngày Chiến thắng}", "{date: 2027-04-30}", "missing_key", 15),
    "key twice": ("{date: 2027-04-30,", "{date: 2027-04-30, date: 2027-04-29,", "key_twice", 15),
    "no name": ("name: Ngày Chiến thắng", "name: ''", "wrong_shape", 15),
    "sourced by no known word": ("sourced: true", "sourced: maybe", "wrong_shape", 5),
    "a list where a mapping belongs": ("{date: 2027-04-30, name: Ngày Chiến thắng}", "2027-04-30", "wrong_shape", 15),
    "same holiday twice": ("date: 2027-09-03", "date: 2027-09-02", "too_few_holidays", 7),
    "holiday and rest on one day": ("date: 2027-02-10,", "date: 2027-02-09,", "overlap", 21),
    "two swaps for one day": ("work: 2027-02-20", "work: 2027-02-06", "overlap", 25),
    "rest for no holiday": ("for: 2027-05-01", "for: 2027-04-30", "rest_without_holiday", 23),
    "rest before its holiday": ("date: 2027-05-03, for", "date: 2027-04-29, for", "rest_without_holiday", 23),
    "rest on a weekend": ("date: 2027-05-03, for", "date: 2027-05-02, for", "rest_on_weekend", 23),
    "weekend holiday not made up": ("      - {date: 2027-05-03, for: 2027-05-01}\n", "", "holiday_not_made_up", 16),
    "swap without order": (", order: 1/VPCP-TEST}\n# end", "}\n", "swap_without_order", 25),
    "swap worked on a weekday": ("work: 2027-02-20", "work: 2027-02-19", "swap_on_weekday", 25),
    "swap off on a weekend": ("rest: 2027-02-04", "rest: 2027-02-13", "rest_on_weekend", 25),
    "order not declared": ("work: 2027-02-20, order: 1/", "work: 2027-02-20, order: 2/", "unknown_order", 25),
    "day of another year": ("date: 2027-04-16", "date: 2026-04-16", "other_year", 14),
    "not a year": ("  2027:", "  tương lai:", "not_a_year", 4),
    "a year left out": ("2027", "2038", "gap", 4),
    "alias": ("name: Ngày Chiến thắng", "name: *a", "not_yaml", 15),
    "too deep": ("name: Ngày Chiến thắng", f"name: {'[' * 70}{']' * 70}", "not_yaml", 15),
    "not YAML": ("{date: 2027-04-30, name", "{date: 2027-04-30, name: [", "not_yaml", 15),
}


@pytest.mark.parametrize(("good", "bad", "code", "line"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path, good: str, bad: str, code: str, line: int) -> None:
    text = YEAR_2027 + "# end\n"
    assert good in text
    with pytest.raises(InvalidInput) as refused:
        load_calendar(_file(tmp_path, text.replace(good, bad)))
    assert (refused.value.code, refused.value.values["line"]) == (f"calendar.{code}", line)
    assert all(refused.value.sentences())
    assert "bo-sung.yaml" in refused.value.what


def test_a_swap_known_without_its_order_names_its_source_and_counts_as_unsourced(tmp_path: Path) -> None:
    text = YEAR_2027.replace("sourced: true", "sourced: false")
    text = text.replace("work: 2027-02-20, order: 1/VPCP-TEST", "work: 2027-02-20, source: báo chí")
    assert load_calendar(_file(tmp_path, text)).day(date(2027, 2, 20)).sourcing is Sourcing.NONE


def test_an_order_that_a_second_source_names_says_so(tmp_path: Path) -> None:
    text = YEAR_2027.replace("1/VPCP-TEST: 2026-12-01", "1/VPCP-TEST: {issued: 2026-12-01, named_by: báo chí}")
    day = load_calendar(_file(tmp_path, text.replace("sourced: true", "sourced: named"))).day(date(2027, 2, 5))
    assert day.order is not None
    assert (day.sourcing, day.order.named_by, str(day.order)) == (
        Sourcing.NAMED,
        "báo chí",
        "1/VPCP-TEST ngày 01/12/2026",
    )


def test_a_holiday_that_the_law_does_not_make_up_for_stays_on_its_weekend(tmp_path: Path) -> None:
    text = YEAR_2027.replace(
        "{date: 2027-05-01, name: Ngày Quốc tế lao động}", "{date: 2027-05-01, name: X, make_up: false}"
    )
    text = text.replace("      - {date: 2027-05-03, for: 2027-05-01}\n", "")
    assert load_calendar(_file(tmp_path, text)).is_working_day(date(2027, 5, 3))


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"\xff\xfe\x00", "not_utf8"), (b"years: \x07", "not_yaml"), (b"[1, 2]", "wrong_shape")],
)
def test_a_file_that_is_no_calendar_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "bo-sung.yaml"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=rf"calendar\.{code}"):
        load_calendar(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaicachError, match=r"calendar\.no_file.*thieu\.yaml"):
        load_calendar(tmp_path / "thieu.yaml")
