"""Days and hours as formulas write and measure them."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from caicach.kernel.said import tell
from caicach.surveys.formulas.values import Moment, NotReckonedError

_TIME: Final = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_FORMS: Final[Mapping[str, Callable[[datetime], str]]] = {
    "%": lambda _at: "%",
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year:04}"[2:],
    "m": lambda at: f"{at.month:02}",
    "n": lambda at: str(at.month),
    "d": lambda at: f"{at.day:02}",
    "e": lambda at: str(at.day),
    "H": lambda at: f"{at.hour:02}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "3": lambda at: f"{at.microsecond // 1000:03}",
}


def written_moment(moment: Moment, form: str) -> str:
    """Names of months and days hang on the language of the device and are not written here.

    >>> from caicach.surveys.formulas.values import moment_of
    >>> written_moment(moment_of("2023-02-07"), "%e/%n/%Y")
    '7/2/2023'
    """
    if moment.at is None:
        return ""
    found, letters = "", iter(form)
    for letter in letters:
        sign = next(letters, "") if letter == "%" else None
        if sign is None:
            found += letter
        elif sign in _FORMS:
            found += _FORMS[sign](moment.at)
        else:
            raise NotReckonedError(tell("Không viết được ngày theo mẫu «%{sign}» ở đây.", sign=sign))
    return found


def decimal_time(text: str) -> float:
    """The part of a day that has passed; NaN where it is no time.

    >>> decimal_time("06:00:00.000+07:00"), decimal_time("sáng")
    (0.25, nan)
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return math.nan
    hour, minute, second = (int(part or 0) for part in found.groups())
    return (hour + minute / 60 + second / 3600) / 24 if hour < 24 and minute < 60 and second < 60 else math.nan
