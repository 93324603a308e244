"""No text breaks the reader, however little of a letter it is; quotes lie in the text and hold their values."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.documents.as_json import reading_from_json, reading_to_keep
from caicach.documents.read.reader import read_source
from caicach.documents.read.source import SourceFormat, SourceText
from caicach.documents.values import Reading
from documents import invented_letters as letters

pytestmark = pytest.mark.slow

_BOUNDED = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
_NAMES = sorted(letters.ALL)


def reading_of(text: str) -> Reading:
    return read_source(SourceText(text, SourceFormat.TEXT))


def values_of(reading: Reading) -> Iterator[tuple[str, str]]:
    """Every value kept as a string with the path of its quote."""
    document = reading.document
    for path in ("superior", "issuer", "place", "subject", "opening", "closing"):
        value = getattr(document, path)
        if value is not None:
            yield path, value
    for path, many in (("addressees", document.addressees), ("legal_bases", document.legal_bases)):
        yield from ((f"{path}.{index}", value) for index, value in enumerate(many))
    yield from ((f"body.{index}", block.text) for index, block in enumerate(document.body) if not block.rows)
    yield from ((f"recipients.{index}", value.text) for index, value in enumerate(document.recipients))
    yield from ((f"footnotes.{index}", note.text) for index, note in enumerate(document.footnotes))
    if document.signatory is not None and document.signatory.name is not None:
        yield "signatory.name", document.signatory.name


def holds(quote: str, value: str) -> bool:
    """Whether the letters of ``value`` come in this order in ``quote``; other columns may lie between."""
    letters_left = iter(char for char in quote.replace("Uỷ", "Ủy").replace("UỶ", "ỦY") if char.isalpha())
    return all(char in letters_left for char in value if char.isalpha())


def check(text: str) -> None:
    reading = reading_of(text)
    assert all(span.end <= len(text) for span in reading.spans.values())
    for path, value in values_of(reading):
        quote = reading.quote(path)
        assert quote is not None, path
        assert holds(quote, value), (path, value, quote)
    written = json.loads(json.dumps(reading_to_keep(reading)))
    assert reading_from_json(written) == reading


@pytest.mark.parametrize("name", _NAMES)
def test_every_value_is_held_by_its_quote(name: str) -> None:
    check(letters.ALL[name])


@_BOUNDED
@given(st.sampled_from(_NAMES), st.integers(0, 10_000))
def test_a_worsened_scan_is_still_read(name: str, seed: int) -> None:
    check(letters.worsened(letters.ALL[name], seed))


@_BOUNDED
@given(st.sampled_from(_NAMES), st.data())
def test_lines_may_be_missing_or_out_of_order(name: str, data: st.DataObject) -> None:
    lines = letters.ALL[name].split("\n")
    keep = data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=2 * len(lines)))
    check("\n".join(lines[index] for index in keep))


@_BOUNDED
@given(st.sampled_from(_NAMES), st.integers(0, 3000), st.integers(0, 3000))
def test_a_letter_may_be_cut_anywhere(name: str, start: int, length: int) -> None:
    check(letters.ALL[name][start : start + length])


@_BOUNDED
@given(st.text(max_size=400))
def test_any_text_is_read_as_something(text: str) -> None:
    check(text)


@pytest.mark.timeout(120)  # a reader that runs away is stopped; speed itself is measured in benchmarks
def test_a_letter_of_three_hundred_thousand_letters_takes_seconds_not_minutes() -> None:
    item = "Các sở, ban, ngành triển khai nội dung được giao, bảo đảm đúng tiến độ, chất lượng theo kế hoạch.\n"
    body = "".join(f"\n{number}. {item * 3}" for number in range(1, 900))
    text = letters.DEPARTMENT_FLATTENED.replace("\n2. Phân công", f"{body}\n2. Phân công")
    assert len(text) > 250_000
    assert len(reading_of(text).document.body) > 800


@pytest.mark.parametrize(
    "fill", [" " * 100_000, "-" * 100_000, "A " * 50_000, "1. " * 30_000, "(" * 50_000, ".\n" * 50_000]
)
@pytest.mark.timeout(120)  # a reader that runs away is stopped; speed itself is measured in benchmarks
def test_a_text_of_one_sign_does_not_hold_the_reader_up(fill: str) -> None:
    reading_of(fill)
    reading_of(letters.DEPARTMENT_FLATTENED + fill)
