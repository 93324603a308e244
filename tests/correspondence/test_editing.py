"""The text that a person edits and the blocks of the document are two forms of one thing."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caicach.correspondence.domain.editing import body_as_text, body_from_text
from caicach.documents.read.reader import read_source
from caicach.documents.read.source import SourceFormat, SourceText
from caicach.documents.values import Block, BlockKind
from caicach.kernel.errors import InvalidInput

LETTERS = sorted((Path(__file__).parents[1] / "documents" / "letters").glob("*.txt"))

_WORDS = st.text(alphabet="aăâđêôơưÁấộ 12.,;:()-/|\\#[]§", min_size=1, max_size=30).map(lambda t: " ".join(t.split()))
_CELL = st.text(alphabet="ab đ|\\1n", max_size=8).map(lambda t: " ".join(t.split()))
_MARK = st.sampled_from(
    ["", "", "1. ", "2. ", "1.1. ", "a) ", "đ) ", "- ", "+ ", "* ", "I. ", "Điều 3. ", "Mục 1. ", "Chương II. ",
     "Phần I. ", "Phụ lục I ", "# ", "\\"]
)  # fmt: skip
_ROW = st.lists(_CELL, min_size=2, max_size=2).map(
    lambda cells: Block(BlockKind.TABLE, None, 0, "", None, (tuple(cells),))
)
_LINE = st.one_of(st.tuples(_MARK, _WORDS).map("".join), _ROW.map(lambda block: body_as_text([block])))


@given(st.lists(_LINE, max_size=12))
@example(["\\"])
@example(["|"])
@example(["\\ 1"])
def test_text_of_blocks_reads_back_as_the_same_blocks(lines: list[str]) -> None:
    blocks = body_from_text("\n\n".join(lines))
    assert body_from_text(body_as_text(blocks)) == blocks


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_letter_that_was_read_comes_through_the_editor_as_it_was(path: Path) -> None:
    read = read_source(SourceText(path.read_text(encoding="utf-8"), SourceFormat.TEXT)).document.body
    edited = body_from_text(body_as_text(read))
    assert [(b.kind, b.number, b.text, b.rows) for b in edited] == [(b.kind, b.number, b.text, b.rows) for b in read]


def test_a_paragraph_that_looks_like_an_item_stays_a_paragraph() -> None:
    paragraph = Block(BlockKind.PARAGRAPH, None, 0, "1. không phải khoản")
    assert body_from_text(body_as_text([paragraph])) == (paragraph,)


def test_bars_and_lines_inside_cells_survive() -> None:
    rows = (("a|b", "c\\d"), ("một\nhai", "\\n"))
    table = Block(BlockKind.TABLE, None, 0, "a|b | c\\d\nmột\nhai | \\n", None, rows)
    assert body_from_text(body_as_text([table])) == (table,)


def test_an_uneven_table_and_an_unknown_picture_are_shown_at_their_place() -> None:
    with pytest.raises(InvalidInput) as uneven:
        body_from_text("| a | b |\n| c |")
    assert (uneven.value.code, uneven.value.values["number"]) == ("letter.table_uneven", 2)
    with pytest.raises(InvalidInput) as unknown:
        body_from_text("[hình 2]", (Block(BlockKind.PICTURE, None, 0, ""),))
    assert unknown.value.code == "letter.no_such_picture"
