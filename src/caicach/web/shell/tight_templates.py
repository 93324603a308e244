"""Templates without the indentation of their source: a third of a long page, and no reader sees it.

What breaks a line stays one line break, which is a space between words. Where spaces are part of what is said they
stay: in ``pre`` and ``textarea``, and in texts that are looked up in a catalogue as they stand.
"""

import re
from typing import Any, Final

from django.template.loaders.app_directories import Loader as AppDirectories

_AS_IT_STANDS: Final = re.compile(
    r"(<(?P<tag>pre|textarea)\b.*?</(?P=tag)>|{%\s*blocktrans\w*\b.*?{%\s*endblocktrans\w*\s*%})", re.DOTALL
)
_BREAK: Final = re.compile(r"[ \t]*\n\s*")


class Loader(AppDirectories):
    def get_contents(self, origin: Any) -> str:  # noqa: ANN401 - the framework's own
        return tight(super().get_contents(origin))


def tight(source: str) -> str:
    """
    >>> tight("<ul>\\n    <li>một</li>\\n</ul> <pre>\\n  hai</pre>")
    '<ul>\\n<li>một</li>\\n</ul> <pre>\\n  hai</pre>'
    """
    pieces, at = [], 0
    for kept in _AS_IT_STANDS.finditer(source):
        pieces += [_BREAK.sub("\n", source[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join([*pieces, _BREAK.sub("\n", source[at:])])
