"""The formulas of a form: what they refer to, which functions they call, whether they can be read at all."""

import re
from typing import Final

from lxml import etree

_REFERENCE: Final = re.compile(r"\$\{([^{}]*)\}")
_LAST_SAVED: Final = "last-saved#"
_LITERAL: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_CALL: Final = re.compile(r"([A-Za-zÀ-ỹ_][\wÀ-ỹ.:-]*)\s*\(")
_NODE_TESTS: Final = frozenset({"text", "node", "comment", "processing-instruction", "and", "or", "div", "mod"})
_FUNCTION_NAMES: Final = """
last position count id local-name namespace-uri name string concat starts-with contains substring-before
substring-after substring string-length normalize-space translate boolean not true false lang number sum floor
ceiling round if coalesce once selected selected-at count-selected jr:choice-name jr:itext indexed-repeat
pulldata current instance randomize regex substr join ends-with lower-case upper-case digest base64-decode
extract-signed uuid version now today date date-time decimal-date-time decimal-time format-date
format-date-time int boolean-from-string abs pow log log10 exp exp10 sqrt sin cos tan asin acos atan atan2 pi
max min random checklist weighted-checklist area distance enclosed-area geofence intersects count-non-empty
property depend thousandsep
"""
FUNCTIONS: Final = frozenset(
    _FUNCTION_NAMES.split()
)  # https://getodk.github.io/xforms-spec/#xpath-functions and XPath 1.0
_STRAIGHT: Final = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


def straight_quotes(formula: str) -> str:
    """With straight quotes, as the conversion makes them."""
    return formula.translate(_STRAIGHT)


def references(text: str) -> tuple[str, ...]:
    """Names inside ``${…}``, in order; a value of the last submission is none of this form's run.

    >>> references("${a} + ${last-saved#b} + ${c}")
    ('a', 'c')
    """
    found = (match.strip() for match in _REFERENCE.findall(text))
    return tuple(name for name in found if not name.startswith(_LAST_SAVED))


def all_references(text: str) -> tuple[str, ...]:
    """Names inside ``${…}``, those of the last submission too."""
    return tuple(name.strip().removeprefix(_LAST_SAVED) for name in _REFERENCE.findall(text))


def has_loose_reference(text: str) -> bool:
    """A ``${`` that no brace ends, or braces inside braces.

    >>> has_loose_reference("${a"), has_loose_reference("${a}"), has_loose_reference("$a {b}")
    (True, False, False)
    """
    return "${" in _REFERENCE.sub("", text)


def calls(formula: str) -> tuple[str, ...]:
    """Names of the functions that are called, as written."""
    bare = _LITERAL.sub("''", straight_quotes(formula))
    return tuple(name for name in _CALL.findall(bare) if name not in _NODE_TESTS)


def is_readable(formula: str) -> bool:
    """Whether it is an XPath expression, ``${…}`` standing for a path.

    >>> is_readable("${a} > 3 and . != ''"), is_readable("${a} > and 3"), is_readable("if(${a} = 'x', 1")
    (True, False, False)
    """
    try:
        etree.XPath(_REFERENCE.sub("/f/q", straight_quotes(formula)))
    except (etree.XPathSyntaxError, ValueError):
        return False
    return True


def outside_neighbours(formula: str) -> str:
    """Without calls of ``indexed-repeat``: they look at other turns of a repeat, where a name may stand for itself."""
    found = formula
    while (at := found.find("indexed-repeat(")) >= 0:
        found = found[:at] + "0" + found[_end(found, at) :]
    return found


def _end(text: str, start: int) -> int:
    depth = 0
    for at in range(text.index("(", start), len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at + 1
    return len(text)
