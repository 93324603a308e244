"""The words by which records, tables and pages name the fields of a procedure, with what people add to them.

A label is looked up without case, marks, numbering, signs, brackets and the words «thủ tục hành chính».
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from caicach.kernel.text.folding import fold
from caicach.kernel.yaml_values import packaged_values

_WORDS: Final[dict[str, list[str]]] = packaged_values(Path(__file__).with_suffix(".yaml"))
_SHORTENED: Final = {
    "cq": "co quan", "dv": "don vi", "gq": "giai quyet", "hs": "ho so", "qd": "quyet dinh", "tg": "thoi gian",
}  # fmt: skip


def _in_full(words: str) -> str:
    return " ".join(_SHORTENED.get(word, word) for word in words.split())


_FIELD_OF: Final = {
    _in_full(words): "" if field == "other" else field for field, phrases in _WORDS.items() for words in phrases
}
_NUMBERING: Final = re.compile(
    r"^(?:buoc \d+\s*)?[\[(]?(?:\d{1,2}(?:[.]\d{1,2})*|[ivx]{1,5}|[a-z])[.,):\]/-]\s*(?=[a-z])"
)
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\*")
_WORD: Final = re.compile(r"[a-z0-9]+")
_OF_PROCEDURES: Final = re.compile(r"\b(?:cua |ve )?(?:thu tuc hanh chinh|thu tuc|tthc|tthcc)\b(?: hanh chinh)?")
_DROPPED: Final = frozenset({"cua", "cac", "va", "hoac", "neu", "nhung", "viec", "de"})
_STEPS_COUNTED: Final = re.compile(r"quy trinh (?:gom )?\d+ buoc.*")
_AND: Final = re.compile(r"[,/&;+–-]|\b(?:va|and)\b")
_FIGURES: Final = frozenset({"manners", "time_limit", "fee"})
LONGEST_LABEL: Final = 90


def bare_label(text: str) -> str:
    """A label without what people add to it.

    >>> bare_label("3.1. Phí, lệ phí (nếu có):"), bare_label("⏰ Tên thủ tục hành chính")
    ('phi le phi', 'ten')
    >>> bare_label("CQ thực hiện"), bare_label("Địa chỉ tiếp nhận HS")
    ('co quan thuc hien', 'dia chi tiep nhan ho so')
    >>> bare_label("Kết quả của việc thực hiện TTHC"), bare_label("Cơ quan có thẩm quyền quyết định theo quy định")
    ('ket qua thuc hien', 'co quan co tham quyen quyet dinh')
    """
    plain = _NUMBERING.sub("", _BRACKETS.sub(" ", fold(text)).strip(" \n-–+•.:;>»▪►●◆|"))
    shorter = _OF_PROCEDURES.sub(" ", plain)
    words = _in_full(" ".join(word for word in _WORD.findall(shorter) if word not in _DROPPED))
    return words.removesuffix(" theo quy dinh")


def _names_figures(text: str) -> bool:
    """«Hình thức nộp, thời hạn và phí»: what stands below are manners, each with its figures."""
    plain = _NUMBERING.sub("", _BRACKETS.sub(" ", fold(text)).strip(" \n-–+•.:;>»▪►●◆|"))
    parts = [" ".join(_WORD.findall(part)) for part in _AND.split(plain)]
    fields = {_FIELD_OF.get(part) for part in parts if part}
    return len(fields) > 1 and fields <= _FIGURES


_NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})
_SPOKEN: Final[ContextVar[Mapping[str, str]]] = ContextVar("words of a portal", default=_NO_WORDS)


@contextmanager
def portal_words(words: Mapping[str, str]) -> Iterator[None]:
    """Within, labels are also known in the words of one portal: a field by each bare label."""
    token = _SPOKEN.set(words)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def field_of(text: str) -> str | None:
    """The field that ``text`` names, as a whole; the empty text where it heads something else; None for no label.

    >>> [field_of(text) for text in ("Cơ quan có thẩm quyền", "II. HỒ SƠ:", "Thủ tục liên quan", "Trực tiếp")]
    ['competent_agency', 'papers', '', None]
    >>> with portal_words({"can mang theo gi": "papers"}):
    ...     field_of("Cần mang theo gì?")
    'papers'
    """
    if not 1 < len(text) <= LONGEST_LABEL:
        return None
    found = _known_field(text)
    if found is None and (own := _SPOKEN.get()):
        return own.get(bare_label(text))
    return found


@lru_cache(maxsize=20_000)
def _known_field(text: str) -> str | None:
    bare = bare_label(text)
    found = _FIELD_OF.get(bare)
    if found is None and _names_figures(text):
        return "manners"
    if found is None and _STEPS_COUNTED.fullmatch(bare):
        return "steps"
    if found is None and " neu " in f" {fold(text)} ":
        return _FIELD_OF.get(bare.removesuffix(" co").removesuffix(" neu"))
    return found
