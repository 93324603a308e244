"""The source cut into segments that know their quotes."""

from caicach.documents.values import Span
from caicach.web.documents.source_text import Anchor, locate, paragraphs

TEXT = "Kính gửi: Sở A\n\n1. Sở A báo cáo trước\nngày 15/3."


def _anchor(key: str, words: str, kind: str = "task") -> Anchor:
    start = TEXT.index(words)
    return Anchor(key, Span(start, start + len(words)), key, kind)


def test_the_segments_are_the_text_without_blank_lines() -> None:
    lines = paragraphs(TEXT, [_anchor("v", "Sở A", "value"), _anchor("t", "1. Sở A báo cáo trước\nngày 15/3.")])
    assert ["".join(s.text for s in line.segments) for line in lines] == [t for t in TEXT.split("\n") if t]
    assert all(TEXT[s.start : s.start + len(s.text)] == s.text for line in lines for s in line.segments)


def test_a_quote_over_two_lines_begins_once_and_covers_both() -> None:
    lines = paragraphs(TEXT, [_anchor("t", "1. Sở A báo cáo trước\nngày 15/3.")])
    assert [a.key for line in lines for s in line.segments for a in s.begins] == ["t"]
    assert [line.segments[0].keys for line in lines] == ["", "t", "t"]


def test_overlapping_quotes_part_the_text_and_the_tightest_gives_the_look() -> None:
    inner = Anchor("v", Span(TEXT.rindex("Sở A"), TEXT.rindex("Sở A") + 4), "v", "value")
    lines = paragraphs(TEXT, [_anchor("t", "1. Sở A báo cáo trước\nngày 15/3."), inner])
    assert [(s.text, s.keys, s.kind) for s in lines[1].segments] == [
        ("1. ", "t", "task"),
        ("Sở A", "t v", "value"),
        (" báo cáo trước", "t", "task"),
    ]


def test_pages_are_marked_at_their_first_line() -> None:
    lines = paragraphs("a\nb\nc", [], page_starts=(0, 4))
    assert [line.page for line in lines] == [1, None, 2]


def test_words_are_found_across_line_breaks_and_only_whole() -> None:
    assert locate("báo cáo trước ngày", TEXT) == Span(TEXT.index("báo cáo"), TEXT.index("ngày") + 4)
    assert locate("không có ở đây", TEXT) is None
    assert locate("   ", TEXT) is None
