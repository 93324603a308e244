"""Dictionary order, as the key that is stored."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.text.collation import collation_key

ORDERED = [
    ["an", "àn", "ản", "ãn", "án", "ạn", "ăn", "ân", "ba", "ca", "da", "đa", "e", "ê", "o", "ô", "ơ", "u", "ư", "y"],
    ["ma", "ma túy", "mà", "mã", "Mã Lai", "má", "mạ", "mai"],
    ["Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hòa Bình"],
    ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Xây dựng", "Sở Y tế"],
    ["Tổ 1", "Tổ 2", "Tổ 02b", "Tổ 10", "Tổ A"],
    ["an", "An", "AN"],
]


@pytest.mark.parametrize("ordered", ORDERED)
def test_words_stand_in_the_order_of_the_dictionary(ordered: list[str]) -> None:
    shuffled = random.Random(5).sample(ordered, len(ordered))
    assert sorted(shuffled, key=collation_key) == ordered


def test_tones_come_after_letters_within_a_syllable() -> None:
    keys = [collation_key(word) for word in ("hoa", "hoà", "hoả", "hoã", "hoá", "hoạ", "hoai")]
    assert all(before < after for before, after in itertools.pairwise(keys))


@given(st.text(max_size=60))
def test_a_key_holds_digits_only_so_that_every_database_orders_it_alike(text: str) -> None:
    assert set(collation_key(text)) <= set("0123456789")


@given(st.text(max_size=60))
def test_what_is_absent_comes_last(text: str) -> None:
    assert collation_key(text) < collation_key(None)
