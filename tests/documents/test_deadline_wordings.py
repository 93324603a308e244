"""Every wording of a deadline has its meaning, the same in a letter and in a plan; none is silently without a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.deadline_wordings import WORDINGS

from caicach.documents.deadlines.as_json import deadline_as_json, deadline_from_json
from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.deadlines.telling import doubt_told
from caicach.documents.deadlines.values import Deadline

ISSUED = date(2026, 1, 12)


def meaning(deadline: Deadline) -> str:
    pieces = ["period"] if deadline.is_period else []
    pieces += [day.isoformat() for day in deadline.days]
    if deadline.duration:
        start = deadline.duration.start
        pieces.append(f"+{deadline.duration.count} {deadline.duration.unit}" + (f" from {start}" if start else ""))
    if deadline.event:
        pieces.append(f"after: {deadline.event}")
    pieces += [deadline.recurrence] if deadline.recurrence else []
    if each := deadline.each:
        pieces.append(f"on {each.day}{f'/{each.month}' if each.month else ''}{' after' if each.is_after else ''}")
    pieces += ["year?"] if deadline.year_assumed else []
    return " ".join([*pieces, *(f"!{doubt.kind}" for doubt in deadline.doubts)])


def test_the_table_is_as_large_as_practice_asks():
    assert len(dict(WORDINGS)) == len(WORDINGS) >= 120


@pytest.mark.parametrize(("words", "expected"), WORDINGS, ids=[words for words, _ in WORDINGS])
def test_a_wording_has_its_meaning(words, expected):
    deadline = read_deadline(words, issued=ISSUED)
    assert deadline is not None
    assert meaning(deadline) == expected


@pytest.mark.parametrize("words", [words for words, _ in WORDINGS])
def test_capitals_bare_letters_and_line_ends_change_no_meaning(words):
    plain = meaning(read_deadline(words, issued=ISSUED))
    for changed in (words.upper(), words.replace(" ", "\n"), f"  {words} ."):
        assert meaning(read_deadline(changed, issued=ISSUED)).casefold() == plain.casefold()


@pytest.mark.parametrize("words", [words for words, _ in WORDINGS])
def test_a_deadline_is_kept_whole_as_json_and_its_doubts_are_sentences(words):
    deadline = read_deadline(words, issued=ISSUED)
    assert deadline_from_json(deadline_as_json(deadline)) == deadline
    assert all(str(doubt_told(deadline, doubt)) for doubt in deadline.doubts)


@given(st.text(alphabet="0123456789/-.;,: qQuýIVnămthgàtuầkểừớTếđ", max_size=40))
def test_no_words_are_silently_without_a_meaning(words):
    deadline = read_deadline(words, issued=ISSUED)
    if deadline is not None:
        assert deadline.days or deadline.duration or deadline.event or deadline.recurrence or deadline.doubts


@pytest.mark.parametrize("words", ["", " ", "-", "…", "./."])
def test_no_words_are_no_deadline(words):
    assert read_deadline(words) is None


def test_a_year_left_out_is_the_next_where_the_day_was_long_over():
    assert read_deadline("trước ngày 15/01", issued=date(2025, 12, 20)).on == date(2026, 1, 15)
    assert read_deadline("trước ngày 15/01", issued=date(2025, 12, 20), year=2025).on == date(2025, 1, 15)


def test_without_any_year_none_is_guessed():
    deadline = read_deadline("trước ngày 25/3")
    assert (deadline.on, [doubt.kind for doubt in deadline.doubts]) == (None, ["year_missing"])
