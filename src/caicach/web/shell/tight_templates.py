"""Pages' templates without the indentation of their source: a third of a long page, and no reader sees it.

What breaks a line stays one line break, which is a space between words; within a tag it is a space. Where spaces are
part of what is said they stay: in ``pre`` and ``textarea``, and in texts of a catalogue, looked up as they stand.
"""

import re
from typing import Any, Final

from django.template.loaders.app_directories import Loader as AppDirectories

_AS_IT_STANDS: Final = re.compile(
    r"(<(?P<tag>pre|textarea)\b.*?</(?P=tag)>|{%\s*blocktrans\w*\b.*?{%\s*endblocktrans\w*\s*%})", re.DOTALL
)
_BREAK: Final = re.compile(r"[ \t]*\n\s*")
_PUT_AWAY: Final = re.compile("\0([0-9]+)\0")
_TAG: Final = re.compile(r"<[a-zA-Z][^<>]*>")


class Loader(AppDirectories):
    def get_contents(self, origin: Any) -> str:  # noqa: ANN401 - the framework's own
        source = super().get_contents(origin)
        return tight(source) if origin.name.endswith(".html") else source


def tight(source: str) -> str:
    """
    >>> tight("<ul>\\n    <li>một</li>\\n</ul> <pre>\\n  hai</pre>")
    '<ul>\\n<li>một</li>\\n</ul> <pre>\\n  hai</pre>'
    """
    kept: list[str] = []

    def put_away(found: re.Match[str]) -> str:
        kept.append(found.group())
        return f"\0{len(kept) - 1}\0"

    drawn_in = _BREAK.sub("\n", _TAG.sub(lambda tag: _BREAK.sub(" ", tag.group()), _AS_IT_STANDS.sub(put_away, source)))
    return _PUT_AWAY.sub(lambda place: kept[int(place[1])], drawn_in)
