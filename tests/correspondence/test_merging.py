"""What was edited elsewhere is brought back into a draft line by line."""

from hypothesis import given
from hypothesis import strategies as st

from caicach.correspondence.domain.merging import merged_lines

LINES = st.lists(st.sampled_from("abcdef"), max_size=12)


@given(LINES, LINES)
def test_nobody_edited_the_file_so_the_draft_stays(draft: list[str], written: list[str]) -> None:
    assert merged_lines(draft, written, written) == draft


@given(LINES, LINES)
def test_the_draft_stood_still_so_the_file_is_taken(draft: list[str], edited: list[str]) -> None:
    assert merged_lines(draft, draft, edited) == edited


@given(LINES, LINES, LINES)
def test_no_line_is_invented(draft: list[str], written: list[str], edited: list[str]) -> None:
    assert set(merged_lines(draft, written, edited)) <= {*draft, *edited}


@given(st.lists(st.text("xy", min_size=1, max_size=3), min_size=3, max_size=8, unique=True))
def test_both_changed_other_lines_so_both_changes_stand(lines: list[str]) -> None:
    draft, edited = ["DRAFT", *lines[1:]], [*lines[:-1], "FILE"]
    assert merged_lines(draft, lines, edited) == ["DRAFT", *lines[1:-1], "FILE"]
