"""A web page as a tree and as words: any encoding, no network, no scripts, bounded."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from caicach.documents.read.legacy_fonts import decoder_of
from caicach.documents.read.limits import MEGABYTE
from caicach.documents.read.office_package import damaged_file
from caicach.documents.read.superscripts import superscript
from caicach.kernel.errors import TooLarge
from caicach.kernel.text.characters import clean

MAX_HTML_BYTES: Final = 20 * MEGABYTE
UNSEEN: Final = frozenset({"script", "style", "head", "noscript", "template", "svg", "object", "iframe"})
BLOCKS: Final = frozenset(
    {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"}
)
_MAX_SPAN: Final = 1000
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def parsed_html(data: bytes, *, name: str) -> etree._Element:
    if len(data) > MAX_HTML_BYTES:
        raise TooLarge(
            "document.page_too_large",
            what="Không đọc trang web «{name}».",
            why="Trang nặng hơn {limit} MB.",
            todo="Hãy lưu riêng phần bảng, hoặc gửi tệp DOCX hay XLSX.",
            name=name,
            limit=MAX_HTML_BYTES // MEGABYTE,
        )
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(_text(data).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise damaged_file(name) from error
    return root


def _text(data: bytes) -> str:
    """By its mark, then by what it says of itself, then UTF-8; a wrong word on the charset does not win over UTF-8."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        drawn = data.decode("latin-1")
        if decoder_of(_TAG.sub(" ", drawn)) is not str:
            return drawn
        said = _CHARSET.search(data[:4096])
        try:
            return data.decode(said[1].decode("ascii") if said else "cp1258", errors="replace")
        except LookupError:
            return data.decode("utf-8", errors="replace")


def tag_of(element: etree._Element) -> str:
    return str(element.tag).lower()  # comments and instructions are not kept


def span_of(cell: etree._Element, name: str) -> int:
    """A span as browsers take it: nonsense is one; zero rows reach to the end of the table."""
    written = (cell.get(name) or "1").strip()
    if not written.isdecimal() or len(written) > 6:
        return 1
    number = int(written)
    if number == 0:
        return _MAX_SPAN if name == "rowspan" else 1
    return min(number, _MAX_SPAN)


def words_of(cell: etree._Element) -> str:
    """Text as a browser shows it: blanks are one, blocks and <br> end a line."""
    lines = [" ".join(line.split()) for line in clean("".join(_pieces(cell))).split("\n")]
    return "\n".join(line for line in lines if line)


def _pieces(cell: etree._Element) -> Iterator[str]:
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        tag = tag_of(element)
        if event == "start":
            if tag == "br" or tag in BLOCKS:
                yield "\n"
            elif tag in {"td", "th"}:
                yield " "  # a small table inside the cell
            if element.text and tag not in UNSEEN:
                words = element.text.replace("\n", " ")
                is_mark = tag == "sup" and words.strip().isdecimal()  # never the end of the number before it
                yield superscript(words.strip()) if is_mark else words
        elif element is not cell:
            if tag in BLOCKS:
                yield "\n"
            yield (element.tail or "").replace("\n", " ")
