"""What a phrase of a letter means on a day: «Các sở, ban, ngành cấp tỉnh» -> the units there were.

Public face: ``resolve`` and the values of ``resolution``. Nothing is guessed: what is not sure is ``LIKELY`` with its
reason, what names nobody («các đơn vị liên quan», districts after 30/6/2025) is left for a person with the reason.
"""

from datetime import date

from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.dates import format_date
from caicach.organisations.domain.addressing.parser import PhraseParser
from caicach.organisations.domain.addressing.resolution import (
    Assignee,
    BodyKind,
    Confidence,
    OutsideBody,
    Part,
    Resolution,
)
from caicach.organisations.domain.directory import Directory

__all__ = ["Assignee", "BodyKind", "Confidence", "OutsideBody", "Part", "Resolution", "resolve"]


def resolve(phrase: str, directory: Directory, *, on: date | None = None) -> Resolution:
    """Units, posts, members and outside bodies that ``phrase`` means on the day of ``directory``.

    ``on``, where given, must be that day: names are never looked up in the directory of another.
    """
    if on is not None and on != directory.on:
        raise InvalidInput(
            "organisations.directory_of_another_day",
            what="Danh bạ ngày {day} không dùng được cho ngày {on}.",
            why="Đơn vị có thời hạn hiệu lực; tên gọi phải được xét theo danh bạ của đúng ngày.",
            todo="Hãy lấy danh bạ của ngày {on}.",
            day=format_date(directory.on),
            on=format_date(on),
        )
    return Resolution(phrase, directory.on, PhraseParser(phrase, directory).parts())
