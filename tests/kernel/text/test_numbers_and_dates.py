"""Numbers, Roman numerals and dates: what is written comes back, what is not clear is refused."""

from contextlib import nullcontext
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.dates import (
    WrittenDate,
    format_date,
    last_day_of_month,
    official_date,
    parse_date,
    parse_written_date,
)
from caicach.kernel.text.numbers import format_number, parse_number
from caicach.kernel.text.roman import roman, roman_number
from caicach.kernel.text.syllables import is_syllable

DATES = st.dates(min_value=date(1, 1, 1))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_a_formatted_number_is_read_back(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        "1.5",
        "12.34,5",
        "1,234,567",
        "0.123",
        "1.234.56",
        "1.234 567",
        "",
        ",5",
        "5,",
        "1e5",
        "١٢",
        "--1",
        "5 %",
        "1" * 50,
    ],
)
def test_a_number_that_could_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_number(text)
    assert caught.value.code == "text.not_a_number"
    assert caught.value.todo


def test_formatting_never_rounds_in_silence() -> None:
    with pytest.raises(ValueError, match="named rule"):
        format_number(Decimal("1.25"), places=1)
    with pytest.raises(ValueError, match="NaN"):
        format_number(Decimal("NaN"))


@given(DATES)
def test_every_form_of_a_date_is_read_back(on: date) -> None:
    for written in (format_date(on), official_date(on), on.isoformat(), f"{on.day}/{on.month}/{on.year:04}"):
        if "năm" in written and on.year < 1000:
            continue
        assert parse_date(written) == on


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ngày 05 tháng 02 năm 2023", WrittenDate(2023, 2, 5)),
        ("ngày …. tháng 02 năm 2023", WrittenDate(2023, 2)),
        ("ngày    tháng    năm 2023", WrittenDate(2023)),
        ("ngày 05 tháng ... năm 2023", WrittenDate(2023, None, 5)),
        ("tháng 02/2023", WrittenDate(2023, 2)),
        ("ngày 10/02/2023", WrittenDate(2023, 2, 10)),
        ("10-02-2023", WrittenDate(2023, 2, 10)),
    ],
)
def test_a_partial_date_stays_partial(text: str, meant: WrittenDate) -> None:
    assert parse_written_date(text) == meant
    with pytest.raises(InvalidInput, match=r"text\.not_a_date") if meant.date is None else nullcontext():
        assert parse_date(text) == meant.date


def test_a_day_without_its_month_is_no_more_than_a_year() -> None:
    assert (WrittenDate(2023, None, 5).iso, WrittenDate(2023, None, 5).date) == ("2023", None)


@pytest.mark.parametrize("text", ["31/02/2023", "29/02/2023", "00/01/2023", "05/13/2023", "ngày 31 tháng 4 năm 2023"])
def test_an_impossible_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_date(text)
    assert caught.value.code == "text.not_a_date"


@pytest.mark.parametrize("text", ["05/02/23", "hôm nay", "2023/02/05", "5 2 2023", "", "05/02/2023 và sau đó"])
def test_a_date_that_must_be_guessed_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_date(text)
    assert caught.value.code == "text.not_a_date"


@given(DATES)
def test_a_last_day_of_months_the_day_before_the_next_begins(on: date) -> None:
    last = last_day_of_month(on.year, on.month)
    assert last.month == on.month
    assert last == date.max or date.fromordinal(last.toordinal() + 1).day == 1


@given(st.integers(1, 3999))
def test_a_roman_numeral_is_read_back(number: int) -> None:
    assert roman_number(roman(number)) == number


@pytest.mark.parametrize("text", ["IIII", "VX", "", "IC", "A", "MMMM"])
def test_a_numeral_out_of_form_is_none(text: str) -> None:
    assert roman_number(text) is None


@pytest.mark.parametrize("number", [0, 4000])
def test_a_number_without_a_numeral_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no Roman numeral"):
        roman(number)


@pytest.mark.shared
def test_nearly_every_word_of_the_real_letters_with_a_mark_is_a_syllable(shared) -> None:  # type: ignore[no-untyped-def]
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "directives").glob("*.txt"))]
    words = [w for text in texts for w in text.split() if w.isalpha() and not w.isascii()]
    assert len(words) > 1000
    assert sum(map(is_syllable, words)) / len(words) > 0.95
