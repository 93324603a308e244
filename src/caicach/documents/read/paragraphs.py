"""Lines to paragraphs: wrapped lines joined, sentences that a page or a footnote broke made whole again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from caicach.documents.read.column_titles import opens_table
from caicach.documents.read.item_marks import Mark, find_mark, following
from caicach.documents.read.lines import Line, Quoted, is_capital, joined_quote, legibility
from caicach.documents.values import BlockKind, Span

_TERMINAL: Final = (".", ";", ":", "!", "?", "/.", '."', ".”", ".)", ";”")
# Sentences that only ever begin a paragraph, so that a full line before them needs no blank.
_TAKES_LEAVE: Final = re.compile(
    r"(?:nhan duoc|tren day|trong qua trinh (?:thuc hien|trien khai)|can cu noi dung|tran trong)\b"
)
_HANGS: Final = re.compile(r"\b(?:voi|cua|va|tai|cac|nhung|cung|boi|theo)$")
_AWAITS_DIGITS: Final = re.compile(r"\b(?:ngay|thang|(?<!viet )nam|quy|truoc|den)$")
# Of fewer lines the longest may be a short one.
_TELL_THEIR_WIDTH: Final = 20
_WIDEST_PAGE: Final = 130
_TITLED: Final = (BlockKind.PART, BlockKind.CHAPTER, BlockKind.APPENDIX)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``quoted`` is the text after the mark; ``span`` runs from the mark."""

    mark: Mark | None
    quoted: Quoted
    span: Span


@dataclass(slots=True)
class _Open:
    mark: Mark | None
    parts: list[Quoted]
    lines: list[Line] = field(default_factory=list)

    def close(self) -> Paragraph | None:
        quoted = joined_quote(self.parts)
        if quoted is None and self.mark is None:
            return None
        span = Span(self.lines[0].span.start, self.lines[-1].span.end)
        return Paragraph(self.mark, quoted or Quoted("", span), span)


def to_paragraphs(
    lines: Sequence[Line],
    skipped: Iterable[int],
    *,
    in_annex: bool = False,
    is_wrapped: bool = True,
    beside: Sequence[Line] = (),
) -> list[Paragraph]:
    """``skipped`` are the numbers of lines (in ``lines``) that belong to footnotes.

    A source that is not wrapped (DOCX) ends a line where its author did, so that a sentence ended ends a paragraph.
    ``beside`` are lines set as wide as these: a part of few lines, all of them short, does not say how wide it is.
    """
    hidden = frozenset(skipped)
    kept = [(index, line) for index, line in enumerate(lines) if index not in hidden and not _is_noise(line)]
    width = _width([line for _, line in kept])
    if len(kept) < _TELL_THEIR_WIDTH:
        width = max(width, min(_width(beside), _WIDEST_PAGE))
    if _is_double_spaced([line for _, line in kept]):
        kept = [(index, replace(line, after_blank=line.after_break)) for index, line in kept]
    result: list[Paragraph] = []
    current: _Open | None = None
    expected: dict[int, str] = {}
    previous = -1
    for index, line in kept:
        interrupted = any(number in hidden for number in range(previous + 1, index)) or line.after_break
        fresh = current is None or _is_fresh(current.lines[-1], line, width)
        awaited = frozenset([*expected.values(), *_first_inside(current)])
        mark = find_mark(line, is_fresh=fresh, expected=awaited, in_annex=in_annex)
        if mark is not None:
            mark = _without_lost_stroke(mark, expected)
        if mark is not None and mark.number is not None:
            expected = {rank: number for rank, number in expected.items() if rank < mark.rank}
            expected[mark.rank] = following(mark.number)
        if mark is not None and current is not None and _is_title_of_annex(current, mark, line):
            mark = None
        if (
            current is None
            or mark is not None
            or (not is_wrapped and _follows_sentence(current, line))
            or opens_table(line.text)
            or opens_table(current.lines[-1].text)
            or _begins(current, line, width, interrupted=interrupted)
        ):
            _flush(current, result)
            current = _Open(mark, [line.quoted(mark.end if mark else 0)], [line])
        else:
            current.parts.append(line.quoted())
            current.lines.append(line)
        previous = index
    _flush(current, result)
    return result


def _without_lost_stroke(mark: Mark, expected: Mapping[int, str]) -> Mark:
    """A second «II.» in a row is «III.» with a stroke lost."""
    awaited = expected.get(mark.rank)
    if mark.kind is not BlockKind.SECTION or mark.number is None or awaited is None:
        return mark
    is_repeated = following(mark.number) == awaited and set(mark.number) <= set("IVX")
    return replace(mark, number=awaited) if is_repeated else mark


def _first_inside(current: _Open | None) -> tuple[str, ...]:
    """Numbers that may come first under an item of one line."""
    if current is None or current.mark is None or len(current.lines) > 1:
        return ()
    return ("1", "I", "a", f"{current.mark.number}.1")


def _is_title_of_annex(current: _Open, mark: Mark, line: Line) -> bool:
    """«DANH MỤC ...» right under «PHỤ LỤC I» is its title, not another annex."""
    if current.mark is None or current.mark.kind is not BlockKind.APPENDIX or mark.kind is not BlockKind.APPENDIX:
        return False
    return mark.number is None and is_capital(line.text) and not line.after_break


def _flush(current: _Open | None, result: list[Paragraph]) -> None:
    paragraph = current.close() if current else None
    if paragraph is not None:
        result.append(paragraph)


def _is_noise(line: Line) -> bool:
    """Scraps of a stamp or of the paper; a short line of ordinary words is never noise."""
    if not any(char.isalnum() for char in line.text):
        return True
    return len(line.text) < 40 and legibility(line.text) < 0.25 and not any(char.isdigit() for char in line.text)


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """Whether a blank follows every line, inside sentences too, and so says nothing of paragraphs."""
    if len(lines) < 8:
        return False
    apart = sum(line.after_blank for line in lines)
    inside = sum(line.after_blank and line.text[0].islower() for line in lines)
    return apart > 0.85 * len(lines) and inside > 0.25 * len(lines)


def _width(lines: Sequence[Line]) -> int:
    """Usual length of a full line; text that was never wrapped has lines far longer than a page is wide."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _ended(text: str) -> bool:
    return text.rstrip(" ”\"'*`").endswith(_TERMINAL)


def _is_fresh(previous: Line, line: Line, width: int) -> bool:
    if line.after_blank or width > _WIDEST_PAGE or _ended(previous.text) or previous.text.endswith(")"):
        return True
    # A heading of an item is short and ends without a full stop.
    return len(previous.text) < 0.6 * width and not previous.text.endswith((",", "-"))


def _follows_sentence(current: _Open, line: Line) -> bool:
    return _ended(current.lines[-1].text) and not line.text[0].islower() and not _is_title(current, line)


def _begins(current: _Open, line: Line, width: int, *, interrupted: bool) -> bool:
    """Whether an unmarked line begins a paragraph."""
    previous = current.lines[-1]
    if _is_title(current, line) or _HANGS.search(previous.folded) or _is_rest_of_day(previous, line):
        return False
    if is_capital(line.text) != is_capital(previous.text) and (line.after_blank or _is_heading(previous, line)):
        return True
    apart = line.after_blank or width > _WIDEST_PAGE
    if _ended(previous.text):
        return (
            apart
            or _ends_basis(current, line)
            or _TAKES_LEAVE.match(line.folded) is not None
            or (len(previous.text) < 0.8 * width and not line.text[0].islower())
        )
    if line.text[0].islower() or line.text[0] in ",;.)":
        return False
    if interrupted:
        return len(previous.text) < 0.85 * width or previous.text.endswith(",")
    return apart or (len(previous.text) < 0.6 * width and not previous.text.endswith((",", "-")))


def _is_rest_of_day(previous: Line, line: Line) -> bool:
    """A day cut by the end of its line: «trước ngày», then «25/11/2026»."""
    return line.text[0].isdigit() and _AWAITS_DIGITS.search(previous.folded) is not None


def _is_title(current: _Open, line: Line) -> bool:
    """The title under «Chương I» or «PHỤ LỤC»."""
    if current.mark is None or current.mark.kind not in _TITLED:
        return False
    return is_capital(line.text) or not current.parts[0].text


def _ends_basis(current: _Open, line: Line) -> bool:
    """A legal basis ends with a semicolon at the end of a line; what follows begins with a capital."""
    return (
        current.lines[0].folded.startswith("can cu") and current.lines[-1].text.endswith(";") and line.text[0].isupper()
    )


def _is_heading(previous: Line, line: Line) -> bool:
    """A line in capitals of at least two words, before or after ordinary ones."""
    capital = previous if is_capital(previous.text) else line
    return len(capital.text.split()) >= 2 and len(capital.text) > 8
