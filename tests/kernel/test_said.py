"""Sentences for people: kept as template and values, whatever stands in them, and said in the language in force."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.said import (
    Said,
    as_json,
    as_text,
    from_json,
    from_text,
    joint_sentence,
    plain,
    ready_sentence,
    tell,
)
from caicach.kernel.saying import say, stays_vietnamese
from caicach.kernel.sentences_before import Templates

VALUES = st.recursive(
    st.text() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=3),
    lambda inner: st.builds(lambda value: tell("({a})", a=value), inner),
    max_leaves=4,
)


@given(VALUES, st.text())
def test_a_sentence_comes_back_from_json_and_from_a_column_of_text(
    value: Said | str | int | Decimal, text: str
) -> None:
    for sentence in (
        tell("Có {a}: {b}", a=value, b="c"),
        plain(text),
        ready_sentence(text),
        joint_sentence([plain(text), plain("b")]),
    ):
        assert from_json(as_json(sentence)) == sentence
        if sentence:
            assert from_text(as_text(sentence)) == sentence
    assert str(ready_sentence(text)) == text
    assert str(plain(text)) == text


@given(st.text())
def test_any_text_from_before_is_the_sentence_it_is(text: str) -> None:
    assert str(from_text(text)) == text or text.startswith('["')


@pytest.mark.parametrize(
    "text",
    [
        *('["', '["a"', '["a", 1]', '["a"]', '["a {}]', '["a", [{}]', '["a", {}, {}]'),
        *('["{a}",{}]', '["{",{}]', '["{}",{"":"x"}]', '["{a.b}",{"a":"x"}]', '["{a!r}",{"a":"x"}]'),
        *('["{a:>9}",{"a":"x"}]', '["x",{"a":[1]}]', '["{a}",{"a":null}]', '["{a}",{"a":{"number":"1E999"}}]'),
    ],
)
def test_what_somebody_typed_that_only_looks_like_a_kept_sentence_is_shown_as_it_is(text: str) -> None:
    assert str(from_text(text)) == text


def test_a_page_says_templates_first_and_writes_numbers_in_its_language() -> None:
    kind = tell("sở")
    sentence = tell("{count} {kind} có trong danh bạ ngày {day}.", count=1234, kind=kind, day="10/02/2023")
    assert say(sentence) == "1.234 sở có trong danh bạ ngày 10/02/2023."
    with translation.override("en"):
        assert say(sentence) == "1,234 departments in the directory on 10/02/2023."
        assert not stays_vietnamese(sentence)


def test_a_sentence_without_a_translation_stays_vietnamese_and_says_so() -> None:
    old = ready_sentence("Một câu do người viết {tay}.")
    with translation.override("en"):
        assert say(old) == "Một câu do người viết {tay}."
        assert stays_vietnamese(old)
        assert stays_vietnamese(joint_sentence([tell("Người rà soát chọn"), old]))
        assert not stays_vietnamese(plain("Sở Nội vụ"))
    assert not stays_vietnamese(old)


OLD = Templates(
    (
        "{count} {kind} có trong danh bạ ngày {day}.",
        "Người chịu trách nhiệm là người giữ chức vụ được nêu.",
        "Chú thích {mark} không thấy chỗ gắn trong văn bản.",
    ),
    ("sở", "đơn vị cấp huyện", "đơn vị cấp xã"),
)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (
            "«Giám đốc các Sở»: 14 sở có trong danh bạ ngày 10/02/2023. "
            "Người chịu trách nhiệm là người giữ chức vụ được nêu.",
            "«Giám đốc các Sở»: 14 departments in the directory on 10/02/2023. Answerable is who holds the post named.",
        ),
        ("Chú thích ³ không thấy chỗ gắn trong văn bản.", "Footnote ³ has no mark in the text."),
    ],
)
def test_a_sentence_finished_before_finds_its_templates_again(text: str, english: str) -> None:
    found = OLD.sentence(text)
    assert str(found) == text
    with translation.override("en"):
        assert say(found) == english


@pytest.mark.parametrize("text", ["Một câu do người viết.", "", "14 {sở}", "«a»: ", " 14 sở có trong danh bạ ngày x."])
def test_what_fits_no_template_is_kept_word_for_word(text: str) -> None:
    assert OLD.sentence(text) == ready_sentence(text)
