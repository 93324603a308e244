"""Tables in text as spreadsheets save them: which sign parts the columns."""

import re
from typing import Final

_DELIMITERS: Final = (",", ";", "\t")
_QUOTED: Final = re.compile(r'"[^"]*"')


def delimiter_of(text: str) -> str:
    r"""The sign between the columns of the head: spreadsheets that write decimal commas part columns by «;».

    >>> delimiter_of('a;"b, c, d"\\n'), delimiter_of("a,b\\n1;2,3"), delimiter_of("")
    (';', ',', ',')
    """
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=_QUOTED.sub("", head).count)
