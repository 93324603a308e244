"""Files that stand inside a DOCX in place of paragraphs (``altChunk``), as programs that make DOCX of web pages write.

Web pages, those saved with their pictures (MHT) and plain text become paragraphs and tables of WordprocessingML, so
that the one reader of it reads them.
"""

import codecs
import email
import email.policy
from collections.abc import Iterator
from typing import Final

from lxml import etree

from caicach.documents.read.docx_numbering import W
from caicach.documents.read.html_text import BLOCKS, UNSEEN, parsed_html, span_of, tag_of
from caicach.documents.read.legacy_fonts import decoder_of
from caicach.kernel.text.characters import writable

_MARKUP: Final = (b"<!doctype", b"<html", b"<body", b"<p", b"<div", b"<table", b"<meta", b"<?xml")
_SAVED: Final = (b"mime-version", b"from:", b"content-type: multipart")
_LETTERED: Final = frozenset({"a", "A"})


def embedded_body(data: bytes, *, name: str) -> etree._Element | None:
    """The words of the file as a body; None where it is of a kind that is not read."""
    page = _page(data)
    head = page[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith(_MARKUP) or b"<body" in head:
        return _body_of_page(parsed_html(page, name=name))
    return None if b"\0" in page or head.startswith(b"{\\rtf") else _body_of_text(page)


def _page(data: bytes) -> bytes:
    """Of a page saved with its pictures its words; UTF-16 as UTF-8; else the bytes as they are."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    if not data[:2048].lower().lstrip().startswith(_SAVED):
        return data
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        words = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(words, bytes):
            return words
    return data


def _body_of_text(data: bytes) -> etree._Element:
    body = etree.Element(W + "body")
    for line in data.decode("utf-8-sig", errors="replace").splitlines():
        _add_paragraph(body, line)
    return body


def _body_of_page(root: etree._Element) -> etree._Element:
    body = etree.Element(W + "body")
    _fill(body, root)
    decode = decoder_of("\n".join(text.text or "" for text in body.iter(W + "t")))
    for text in body.iter(W + "t"):
        text.text = decode(text.text or "")
    return body


def _fill(container: etree._Element, element: etree._Element) -> None:
    """Paragraphs and tables of an element of the page, in its order."""
    words: list[str] = []
    for piece in _pieces(element):
        if piece is not None and not isinstance(piece, etree._Element):
            words.append(piece)
            continue
        _add_paragraph(container, "".join(words))
        words = []
        if piece is not None:
            _add_table(container, piece)
    _add_paragraph(container, "".join(words))


def _pieces(element: etree._Element) -> Iterator[str | etree._Element | None]:
    """Words, tables, and None where a line ends; a plain loop, for pages may be nested deep."""
    stack: list[etree._Element | str | None] = [element]
    while stack:
        one = stack.pop()
        if not isinstance(one, etree._Element):
            yield one
            continue
        tag = tag_of(one)
        if tag in UNSEEN:
            continue
        if tag == "table" and one is not element:
            yield one
            continue
        is_block = tag in BLOCKS or tag == "br"
        if is_block:
            yield None
            stack.append(None)
        yield (_item_mark(one) if tag == "li" else "") + (one.text or "")
        for child in reversed(one):
            stack += (child.tail or "", child)


def _item_mark(item: etree._Element) -> str:
    """The number that a browser shows before an item of a list."""
    above = item.getparent()
    if above is None or tag_of(above) != "ol":
        return "- "
    start = (above.get("start") or "1").strip()
    number = (int(start) if start.isdecimal() and len(start) < 5 else 1) + sum(
        tag_of(one) == "li" for one in item.itersiblings(preceding=True)
    )
    letter = above.get("type", "") in _LETTERED and number <= 26
    return f"{chr(ord('a') + number - 1)}) " if letter else f"{number}. "


def _add_paragraph(container: etree._Element, text: str) -> None:
    words = " ".join(text.split())
    if words:
        run = etree.SubElement(etree.SubElement(container, W + "p"), W + "r")
        etree.SubElement(run, W + "t").text = writable(words)


def _add_table(container: etree._Element, table: etree._Element) -> None:
    made = etree.SubElement(container, W + "tbl")
    if (table.get("border") or "0") != "0" or "border" in (table.get("style") or ""):
        borders = etree.SubElement(etree.SubElement(made, W + "tblPr"), W + "tblBorders")
        etree.SubElement(borders, W + "insideH").set(W + "val", "single")
    under: dict[int, int] = {}  # by column, how many rows a cell still covers
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            _add_row(made, row, under)


def _add_row(made: etree._Element, row: etree._Element, under: dict[int, int]) -> None:
    written, column = etree.SubElement(made, W + "tr"), 0
    for cell in (*(one for one in row if tag_of(one) in {"td", "th"}), None):
        while under.get(column, 0) > 0:
            under[column] -= 1
            _add_cell(written, columns=1, merge="continue")
            column += 1
        if cell is None:
            return
        columns, rows = min(span_of(cell, "colspan"), 63), span_of(cell, "rowspan")
        _fill(_add_cell(written, columns=columns, merge="restart" if rows > 1 else ""), cell)
        under |= dict.fromkeys(range(column, column + columns), rows - 1)
        column += columns


def _add_cell(row: etree._Element, *, columns: int, merge: str) -> etree._Element:
    cell = etree.SubElement(row, W + "tc")
    properties = etree.SubElement(cell, W + "tcPr")
    if columns > 1:
        etree.SubElement(properties, W + "gridSpan").set(W + "val", str(columns))
    if merge:
        etree.SubElement(properties, W + "vMerge").set(W + "val", merge)
    return cell
