"""A line of a hundred thousand letters, whatever it repeats, holds up no function that reads it."""

from datetime import date

import pytest

from caicach.documents.read.citations import find_citations
from caicach.documents.read.deadlines import find_deadline, read_deadline_cell
from caicach.documents.read.reader import read_source
from caicach.documents.read.source import SourceFormat, SourceText
from caicach.documents.read.task_forms import is_context, is_general_call, is_in_force, is_statement, is_trouble_clause
from caicach.documents.read.unit_labels import labelled_parts
from caicach.documents.read.unit_lists import split_units
from caicach.documents.read.unit_phrases import assigned_first, assigned_within, cooperating
from caicach.documents.values import Span

pytestmark = pytest.mark.slow

_LENGTH = 100_000


@pytest.mark.parametrize(
    "piece",
    [
        "trước ngày 20 của tháng cuối quý và báo cáo định kỳ hằng tháng, ",
        "giao Sở Nội vụ, ",
        "phối hợp ",
        "định kỳ, ",
        "Ủy ban nhân dân tỉnh và ",
        "Nghị định số 12/2020/NĐ-CP ",
        "số ",
        "trong ",
        " ",
        "1",
        "(((",
        "Rà soát thủ tục; ",
        "Sở Y tế báo cáo. Giao Sở A làm (gấp). ",
    ],
)
@pytest.mark.timeout(120)  # a reader that runs away is stopped; speed itself is measured in benchmarks
def test_a_long_line_is_read_in_bounded_time(piece: str) -> None:
    text = (piece * (_LENGTH // len(piece) + 1))[:_LENGTH]
    find_deadline(text, issued=date(2024, 1, 1))
    read_deadline_cell(text, issued=None)
    find_citations(text, span=Span(0, len(text)), own=None)
    for read in (assigned_first, assigned_within, cooperating, labelled_parts, split_units):
        read(text)
    for judge in (is_context, is_statement, is_in_force, is_trouble_clause, is_general_call):
        judge(text)


@pytest.mark.timeout(120)  # a reader that runs away is stopped; speed itself is measured in benchmarks
def test_a_letter_of_one_endless_line_is_read() -> None:
    text = (
        "Kính gửi: Sở Nội vụ\n\n1. "
        + "Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ báo cáo trước ngày 5/6/2024. " * 1200
    )
    reading = read_source(SourceText(text, SourceFormat.TEXT))
    assert reading.tasks
