"""A pattern with its words finds what the pattern alone finds."""

import random
import re

import pytest

from caicach.kernel.text.patterns import Pattern, guards_of

WORDS = ("cham", "nhat", "truoc", "ngay", "5", "12", "x", "/", ":", "thang")
GAPS = (" ", "  ", "\n", "\t", "", "\x1f", "\u00a0")
PATTERNS = (
    r"\b(?:xong\s+truoc|cham\s+nhat)\s+ngay\s+\d",
    r"\bcham\s*nhat\s*(?:la\s*)?[.,:]?\s*ngay",
    r"(?:ngay\s+)?(?P<n>\d{1,2})(?:/\d{1,2})?\s+thang|truoc\s+(?!ngay)\w",
    r"[xy]\s(?:\d+|ngay)|(?:.|cham)nhat|(?:\w*|thang)/",
    r"(?<!\d)1\s?2\s+(?:ngay\s+){1,2}|:{2,}",
    r"(?:cham|nhat)?(?:ngay)?\s*$",
)


@pytest.mark.parametrize("source", PATTERNS)
def test_no_match_is_hidden_by_the_words_of_a_pattern(source):
    guarded, alone = Pattern(source), re.compile(source)
    chance = random.Random(source)
    for _ in range(1500):
        text = "".join(chance.choice(WORDS) + chance.choice(GAPS) for _ in range(chance.randrange(9)))
        assert [one.span() for one in guarded.finditer(text)] == [one.span() for one in alone.finditer(text)]
        found = alone.search(text)
        assert (guarded.search(text) is None) is (found is None)
        assert guarded.sub("-", text) == alone.sub("-", text)


def test_the_words_are_the_rarest_that_every_match_holds():
    assert guards_of(re.compile(r"\b(?:neu|khi)\b[^.]{0,80}?(?:vuong\s+mac|kho\s+khan)")) == (
        frozenset({"vuong mac", "kho khan"}),
        frozenset({"neu", "khi"}),
    )
    assert guards_of(re.compile(r"\w+\s*[.,;]*")) == ()
    assert guards_of(re.compile(r"(?i)cham\s+nhat")) == ()


def test_a_long_text_is_searched_as_it_is():
    assert Pattern(r"cham\s+nhat").search("x " * 4000 + "cham \n nhat") is not None
