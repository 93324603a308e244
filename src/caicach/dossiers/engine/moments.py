"""Times as texts turned into microseconds of local wall-clock time (Viet Nam: UTC+7, one offset since 1975).

Read are ISO 8601 with or without zone, also with strokes, and day/month/year as officials write it (also with dots
or dashes, the time before or behind it). The zone that a
text names is taken off and reckoned by ourselves: the engine's own cast of ``…+02:00`` to TIMESTAMP leaves the offset
out of account. What is finer than a microsecond is cut, never rounded: 23:59:59.9999999 stays in its year.
"""

from typing import Final

LOCAL_MINUTES: Final = 7 * 60
DAY: Final = 86_400_000_000
SECOND: Final = 1_000_000
MINUTE: Final = 60_000_000
_ZONE: Final = r":\d\d(?:[.,]\d+)?\s?([Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)$"
_VIETNAMESE: Final = (
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%d/%m/%Y %H:%M:%S.%f",
    "%d/%m/%Y %I:%M:%S %p",
    "%d/%m/%Y %I:%M %p",
)
_DAY: Final = r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})"
_OTHERWISE: Final = (  # other ways of writing them -> the first of the above
    (rf"^{_DAY}(?:,? +|$)", r"\1/\2/\3 "),
    (rf"^(\d{{1,2}}:\d\d(?::\d\d)?),? +{_DAY}$", r"\2/\3/\4 \1"),
    (r" SA$", " AM"),  # sáng, chiều: as a spreadsheet in Vietnamese writes them; AM and PM leave day and month open
    (r" CH$", " PM"),
)
_ISO: Final = r"^\d{4}[-/]\d{1,2}[-/]\d{1,2}([T ]\d{1,2}:\d\d(:\d\d([.,]\d+)?)?)?$"


def zone(text: str) -> str:
    """SQL: the zone that a text names, empty where it names none; only what has a time of day can have one."""
    return f"CASE WHEN contains({text}, ':') THEN regexp_extract({text}, '{_ZONE}', 1) ELSE '' END"


def moment(text: str, named_zone: str) -> str:
    """SQL: microseconds of local time since 1970 of a trimmed text whose zone is ``named_zone``; NULL: unreadable."""
    wall = f"rtrim(left({text}, length({text}) - length({named_zone})))"
    formats = ", ".join(f"'{one}'" for one in _VIETNAMESE)
    iso = f"try_cast(translate({wall}, ',/', '.-') AS TIMESTAMP)"
    official = f"CASE WHEN regexp_matches({wall}, '[AP]M$') THEN NULL ELSE {wall} END"
    for pattern, replacement in _OTHERWISE:
        official = f"regexp_replace({official}, '{pattern}', '{replacement}')"
    official = f"try_strptime(rtrim(translate({official}, ',', '.')), [{formats}])"
    read = f"CASE WHEN regexp_matches({wall}, '{_ISO}') THEN {iso} ELSE {official} END"
    return f"epoch_us({read}) + {_to_local(named_zone)}"


def _to_local(named_zone: str) -> str:
    """SQL: what has to be added for local time; nothing where no zone is named."""
    sign = f"CASE WHEN left({named_zone}, 1) = '-' THEN -1 ELSE 1 END"
    digits = f"replace(substr({named_zone}, 2), ':', '')"
    offset = (
        f"{sign} * (try_cast(left({digits}, 2) AS BIGINT) * 60 + coalesce(try_cast(substr({digits}, 3) AS BIGINT), 0))"
    )
    is_utc = f"{named_zone} IN ('Z', 'z', 'UTC', 'GMT')"
    return (
        f"CASE WHEN {named_zone} = '' THEN 0 WHEN {is_utc} THEN {LOCAL_MINUTES * MINUTE} "
        f"ELSE ({LOCAL_MINUTES} - ({offset})) * {MINUTE} END"
    )
