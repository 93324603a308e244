"""One message that gathers what waited: a section for each, in the order in which they came."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from caicach.kernel.said import tell
from caicach.notifications.domain.contents import Content, Line, Section

LINES: Final = 5
SECTIONS: Final = 50


def digest_of(contents: Sequence[Content], *, on: date, link: str) -> Content:
    """The contents as sections of one; those beyond the first fifty are counted, and stand on the page."""
    more = len(contents) - SECTIONS
    notes = (tell("… và {count} thông báo nữa, xem trên trang.", count=more),) if more > 0 else ()
    title = tell("Tóm tắt ngày {day}: {count} thông báo", day=f"{on:%d/%m/%Y}", count=len(contents))
    return Content(title, tuple(map(_section, contents[:SECTIONS])), notes, link)


def _section(content: Content) -> Section:
    lines = tuple(line for section in content.sections for line in section.lines)[:LINES]
    total = sum(section.total for section in content.sections)
    if not lines:
        return Section(content.title, (Line("", content.notes, content.link),), 1)
    return Section(content.title, lines, max(total, len(lines)))
