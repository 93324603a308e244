"""Odd and hostile texts: no reader of words may fail, run away in time, or quote outside the text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.documents.read.citations import find_citations
from caicach.documents.read.deadlines import find_deadline, read_deadline_cell
from caicach.documents.read.reader import read_file
from caicach.documents.read.unit_labels import labelled_parts
from caicach.documents.read.unit_lists import split_units
from caicach.documents.read.unit_names import parse_units
from caicach.documents.read.unit_phrases import assigned_first, assigned_within, cooperating

pytestmark = pytest.mark.slow

WORDS = [
    "giao",
    "Sở",
    "Nội vụ",
    "và",
    ",",
    ";",
    ".",
    ":",
    "các",
    "UBND",
    "tỉnh",
    "trước ngày",
    "25/3",
    "30/13/2024",
    "số",
    "12/QĐ-UBND",
    "12/QĐUBND",
    "/",
    "-",
    "quý",
    "II",
    "tháng",
    "13",
    "năm",
    "chủ trì",
    "phối hợp với",
    "của",
    "tại",
    "Tờ trình",
    "Điều 1.",
    "1.",
    "a)",
    "\n",
    "định kỳ",
    "hằng",
    "Bộ",
    "Giám đốc",
    "trong vòng",
    "10",
    "ngày làm việc",
    "(",
    ")",
    "Cơ quan chủ trì:",
    "Ð",
    "§",
    "⁄",
    "l",
    "O",
]
odd_text = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(odd_text)
def test_no_text_makes_a_reader_of_words_fail(text):
    for citation, span in find_citations(text):
        assert 0 <= span.start <= span.end <= len(text)
        assert citation.number
    for found in (find_deadline(text, issued=date(2024, 3, 1)), read_deadline_cell(text, issued=None)):
        assert found is None or 0 <= found.span.start <= found.span.end <= len(text)
    for reader in (assigned_first, assigned_within, cooperating, labelled_parts, split_units, parse_units):
        reader(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=5, max_size=80).map(" ".join))
def test_every_quote_of_a_reading_lies_in_its_text(text):
    reading = read_file(text.encode(), filename="thu.txt")
    for path, span in reading.spans.items():
        assert 0 <= span.start <= span.end <= len(reading.text), path


@pytest.mark.parametrize(
    "piece",
    [
        "Sở Nội vụ, ",
        "các sở, ban, ngành, ",
        "giao Sở ",
        "số 12/QĐ-UBND ngày ",
        "các Quyết định của UBND tỉnh ",
        "trước ngày ",
        "12/A-",
        "định kỳ, ",
        "phối hợp với ",
        "của Bộ ",
        "Bộ ",
        "và ",
        "1" * 50 + "/",
        "Cơ quan chủ trì: ",
        "A-",
        "quý I, ",
    ],
)
@pytest.mark.timeout(120)  # a reader that runs away is stopped; speed itself is measured in benchmarks
def test_repeated_patterns_cost_no_runaway_time(piece):
    text = piece * (100_000 // len(piece))
    find_citations(text)
    find_deadline(text, issued=date(2024, 3, 1))
    assigned_first(text)
    assigned_within(text)
    cooperating(text)
    split_units(text)
