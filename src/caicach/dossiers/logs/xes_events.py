"""Events as nearly every XES file writes them, found in its text by one pattern instead of an XML parser's calls.

Only what an XML parser would read in just that way: elements of an event without children, key before value, double
quotes, the five named references. Everything else is nobody's here, and goes to the parser.
"""

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, unescape

Found = tuple[str, str, str]
"""The whole event with what is blank behind it, its activity and its time; these are empty where it has none."""
OPENING: Final = b"<event>"
CLOSING: Final = b"</event>"
_QUOTES: Final = {"&quot;": '"', "&apos;": "'"}
_BLANK: Final = r"[ \t\r\n]*+"
_PLAIN: Final = r'[^"&<\x00-\x1f]'
_REFERENCES: Final = rf"(?:&(?:amp|lt|gt|quot|apos);{_PLAIN}*+)*+"
_ASIDE: Final = re.compile(rb"<!--.*?-->|<\?xml\b[^?>]*\?>", re.DOTALL)
_ENCODING: Final = re.compile(rb"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")
_NO_LETTERS: Final = ("\ufffe", "\uffff")


def pattern_of(activity: str, time: str) -> re.Pattern[str]:
    """Of an event whose activity and time stand under these keys."""
    first, second = (re.escape(escape(key, {'"': "&quot;"})) for key in (activity, time))
    some = rf"(?:{_PLAIN}++{_REFERENCES}|{_PLAIN}*+(?:&(?:amp|lt|gt|quot|apos);{_PLAIN}*+)++)"
    other = rf'(?!(?:{first}|{second})"){_PLAIN}*+" value="{_PLAIN}*+{_REFERENCES}"'
    keyed = rf'{first}" value="({some})"|{second}" value="({some})"|{other}'
    attribute = rf'<(?:string|date|int|float|boolean|id) key="(?:{keyed}) ?/>'
    return re.compile(rf"(<event>{_BLANK}(?:{attribute}{_BLANK})*+</event>{_BLANK})")


def is_utf8(head: bytes) -> bool:
    """Whether a file that begins so is text that may be looked into."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in head[:4]:
        return False
    told = _ENCODING.search(head[:1000])
    return told is None or told.group(1).lower() in {b"utf-8", b"utf8"}


def has_markup(data: bytes) -> bool:
    """Whether something else than elements may begin in a piece that begins and ends between two of them: what looks
    like an event need not be one there. Comments that end in it and the first line do not count."""
    if b"<!" not in data and b"<?" not in data:
        return False
    rest = _ASIDE.sub(b"", data)
    return b"<!" in rest or b"<?" in rest


def is_settled(data: bytes) -> bool:
    """Whether a parser has called for all of a piece: behind an element, not in the middle of words."""
    return data.rstrip(b" \t\r\n").endswith(b">") or not data.strip(b" \t\r\n")


def text_of(data: bytes) -> str | None:
    """None: not a text of XML, or one with more than elements and words."""
    if b"<!" in data or b"<?" in data:
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return None if any(letter in text for letter in _NO_LETTERS) else text


def pieces(event: re.Pattern[str], text: str) -> Iterator[list[Found] | str]:
    """A text in its order: events that the pattern knows, and what else there is."""
    found = event.findall(text)
    if sum(len(one[0]) for one in found) == len(text):
        yield found
        return
    at = 0
    for one in event.finditer(text):
        if one.start() > at:
            yield text[at : one.start()]
        yield [(one.group(1), one.group(2) or "", one.group(3) or "")]
        at = one.end()
    if at < len(text):
        yield text[at:]


def value_of(written: str) -> str:
    return unescape(written, _QUOTES) if "&" in written else written
