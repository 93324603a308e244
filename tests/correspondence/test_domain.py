"""Pure rules of received documents: areas with their reason, quotes that follow their words, days of a deadline."""

import random
from datetime import date

import pytest

from caicach.correspondence.domain.areas import guessed_area
from caicach.correspondence.domain.header import Correction, checked_value, values_in_force
from caicach.correspondence.domain.identity import identity_of
from caicach.correspondence.domain.proposing import drafts_of, unquoted_count
from caicach.correspondence.domain.quotes import covered_share, moved_quote
from caicach.documents.values import Span
from caicach.kernel.vocabulary import ReformArea
from factories.correspondence import ITEM_2, TEXT, reading, span


@pytest.mark.parametrize(
    ("text", "area", "reason"),
    [
        ("Phối hợp triển khai điều tra xã hội học", ReformArea.DIRECTION, "điều tra xã hội học"),
        ("Rà soát, công khai các TTHC trên Cổng thông tin", ReformArea.PROCEDURES, "TTHC"),
        ("kiểm tra việc giải quyết theo cơ chế một  cửa, một cửa liên thông", ReformArea.PROCEDURES, "một cửa"),
        ("Nâng cao chỉ số DTI, phát triển kinh tế số", ReformArea.DIGITAL_GOVERNMENT, "DTI"),
        ("Không đi lễ hội trong giờ hành chính", ReformArea.CIVIL_SERVICE, "giờ hành chính"),
        ("Sắp xếp tổ chức bộ máy, tinh gọn đầu mối", ReformArea.APPARATUS, "tổ chức bộ máy"),
        ("Đẩy nhanh giải ngân vốn đầu tư công", ReformArea.PUBLIC_FINANCE, "đầu tư công"),
        ("Rà soát văn bản quy phạm pháp luật", ReformArea.INSTITUTIONS, "văn bản quy phạm pháp luật"),
    ],
)
def test_an_area_is_guessed_with_the_words_that_decided(text: str, area: ReformArea, reason: str) -> None:
    guess = guessed_area(text)
    assert guess is not None
    assert (guess.area, guess.reason) == (area, reason)


@pytest.mark.parametrize("text", ["", "Chuẩn bị kinh phí", "Gửi danh sách dự họp", "mộtcửa", "tthc; dti"])
def test_words_that_prove_nothing_or_contradict_each_other_are_no_guess(text: str) -> None:
    assert guessed_area(text) is None


def test_a_quote_follows_its_words_through_noise() -> None:
    chance = random.Random(7)
    words = TEXT.split(" ")
    quote = span(ITEM_2)
    for _ in range(60):
        noisy = [w if chance.random() > 0.08 else w[:-1] + "?" for w in words]
        text = "x " * chance.randint(0, 5) + " ".join(noisy)
        moved, is_exact = moved_quote(quote, TEXT, text)
        assert 0 <= moved.start < moved.end <= len(text)
        assert is_exact is (ITEM_2 in text)
        shared = set(moved.of(text).split()) & set(ITEM_2.split())
        assert len(shared) >= 8


def test_a_quote_of_words_that_stand_twice_stays_with_the_nearer() -> None:
    old, new = "a báo cáo b báo cáo", "xx a báo cáo b báo cáo"
    assert moved_quote(Span(12, 19), old, new) == (Span(15, 22), True)
    assert moved_quote(Span(0, 5), "a b c", "")[1] is False


def test_coverage_counts_no_character_twice() -> None:
    assert covered_share(Span(0, 10), [Span(0, 6), Span(0, 6), Span(4, 8)]) == 0.8
    assert covered_share(Span(0, 10), []) == 0


def test_a_task_without_a_quote_is_not_proposed_but_counted() -> None:
    found = reading()
    spans = {path: place for path, place in found.spans.items() if path != "tasks.1"}
    bare = type(found)(text=found.text, document=found.document, tasks=found.tasks, spans=spans)
    assert [draft.item for draft in drafts_of(bare)] == ["1"]
    assert unquoted_count(bare) == 1


def test_values_of_persons_lie_over_those_of_the_reader() -> None:
    corrections = {"place": Correction("place", "Kỳ Anh", "Chuyên viên"), "urgency": Correction("urgency", None, "x")}
    values = values_in_force(reading(), corrections)
    assert (values["place"], values["urgency"], values["date"]) == ("Kỳ Anh", None, "2023-02-10")
    assert checked_value("urgency", "Hỏa tốc") == checked_value("urgency", "flash") == "flash"
    assert checked_value("addressees", "Sở Nội vụ\n\n Sở Y tế ") == ("Sở Nội vụ", "Sở Y tế")


def test_an_identity_needs_all_four() -> None:
    full = {"number": "8", "symbol": "UBND-NC", "issuer": "UBND tỉnh", "issued_on": date(2023, 2, 10)}
    assert identity_of(**full)
    for name in full:
        assert identity_of(**{**full, name: None}) == ""
