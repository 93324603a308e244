"""A page as the words that a person would read, for looking at a snapshot without anything of it coming alive."""

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from caicach.procedures.pages.decoding import text_of

_UNSEEN: Final = ["script", "style", "template", "noscript", "head", "svg"]
_LONGEST: Final = 200_000


def words_of_page(body: bytes) -> str:
    """
    >>> words_of_page(b"<title>x</title><p>Ph\\xc3\\xad:<b> 5</b></p><script>a()</script><td>c")
    'Phí: 5\\nc'
    """
    tree = LexborHTMLParser(text_of(body).text)
    tree.strip_tags(_UNSEEN, recursive=True)
    for node in tree.css("p, div, tr, li, h1, h2, h3, h4, h5, br, dt, dd, td, th, table"):
        node.insert_before("\n")
        node.insert_after("\n")
    text = tree.root.text() if tree.root is not None else ""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(filter(None, lines)))[:_LONGEST]
