"""Texts and days that no form of ours asks for, refused with a sentence at every door."""

import re
from datetime import date
from typing import Final

from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.lengths import EARLIEST, LATEST

_ISO: Final = re.compile(r"(\d{4})-\d{2}-\d{2}(T.*)?")


def text_too_long(limit: int) -> InvalidInput:
    return InvalidInput(
        "text.too_long",
        what="Nội dung gửi lên quá dài.",
        why="Mỗi ô chỉ được tối đa {limit} ký tự.",
        todo="Hãy rút ngắn, hoặc gửi phần dài thành tệp.",
        limit=limit,
    )


def check_length(text: str, limit: int) -> str:
    """The text itself. Raises InvalidInput for more than ``limit`` characters: nothing typed is cut without a word."""
    if len(text) > limit:
        raise text_too_long(limit)
    return text


def check_year(day: date) -> date:
    """The day itself. Raises InvalidInput for one that no administration writes down."""
    if not EARLIEST <= day.year <= LATEST:
        raise far_year(day.year)
    return day


def check_iso(text: str) -> None:
    """The same, of a text that may be a day of a program. Other texts pass."""
    match = _ISO.fullmatch(text)
    if match and not EARLIEST <= int(match[1]) <= LATEST:
        raise far_year(int(match[1]))


def far_year(year: int) -> InvalidInput:
    return InvalidInput(
        "date.year",
        what="Năm {year} không dùng được.",
        why="Ngày phải nằm trong khoảng từ năm {first} đến năm {last}.",
        todo="Hãy kiểm tra lại năm, ví dụ 15/03/2023.",
        year=str(year),
        first=str(EARLIEST),
        last=str(LATEST),
    )
