"""Equations of office files (OMML) on one line, as a person would type them."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from caicach.documents.read.superscripts import superscript

M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def equation_text(element: etree._Element) -> str:
    """Fractions with a stroke, powers raised where they are figures; everything else in its order.

    >>> run = '<m:r><m:t>{}</m:t></m:r>'
    >>> parts = ''.join(f"<m:{name}>{run.format(text)}</m:{name}>" for name, text in (("num", "a+b"), ("den", "2")))
    >>> equation_text(etree.fromstring(f'<m:f xmlns:m="{M[1:-1]}">{parts}</m:f>'))
    '(a+b)/2'
    """
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    match str(element.tag).removeprefix(M):
        case "t":
            yield element.text or ""
        case "f":
            yield f"{_grouped(element, 'num')}/{_grouped(element, 'den')}"
        case "sSup":
            yield f"{_part(element, 'e')}{_raised(_part(element, 'sup'))}"
        case "rad":
            yield f"√{_grouped(element, 'e')}"
        case _:
            for child in element:
                yield from _pieces(child)


def _part(element: etree._Element, name: str) -> str:
    found = element.find(M + name)
    return "" if found is None else equation_text(found).strip()


def _grouped(element: etree._Element, name: str) -> str:
    words = _part(element, name)
    return words if words.replace(",", "").replace(".", "").replace("%", "").isalnum() else f"({words})"


def _raised(words: str) -> str:
    return superscript(words) if words.isdecimal() else f"^{words}"
