"""What the cells of a column say of it, where its title says nothing or something else."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from caicach.documents.read.tables.headers import Kind
from caicach.kernel.text.folding import fold

_FEWEST: Final = 2
_NEARLY_ALL: Final = 0.8
_MOST: Final = 0.6
_WORDS_OF_WORK: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_OFFICE: Final = re.compile(
    r"[-+*\s]*(?:cac\s+)?(?:so|ubnd|uy\s+ban|hdnd|hoi\s+dong|phong|ban|van\s+phong|bo|cuc|chi\s+cuc|vu|cong\s+an|trung\s+tam"
    r"|thanh\s+tra|kho\s+bac|bao\s+hiem|thue|vien|truong|toa\s+an|bao|dai|hoi|don\s+vi|co\s+quan)\s+[^\W\d]"
)
_DAY: Final = re.compile(
    r"(?:truoc|den|het|xong)?\s*(?:ngay\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{2,4})?"
    r"|(?:truoc|den|het|cuoi|dau|giua|trong)?\s*(?:quy|thang|nam)\s+[\w/. +-]{1,20}"
    r"|(?:hang|dinh\s+ky|thuong\s+xuyen).{0,40}"
)


def names_work(texts: Sequence[str]) -> bool:
    """Whether most cells are words that can be a task.

    >>> names_work(["Rà soát thủ tục hành chính", "Đề án vị trí việc làm"]), names_work(["14, 26", "21"])
    (True, False)
    """
    return _share(texts, lambda text: len(_WORD.findall(text)) >= _WORDS_OF_WORK) >= _MOST


def is_without_words(texts: Sequence[str]) -> bool:
    """Whether nearly all cells are figures and signs: references, counts, codes.

    >>> is_without_words(["14, 26", "21", "28, 77"]), is_without_words(["Một"])
    (True, False)
    """
    filled = [text for text in texts if text.strip()]
    return len(filled) >= _FEWEST and _share(filled, lambda text: not _WORD.search(text)) >= _NEARLY_ALL


def kind_by_content(texts: Sequence[str]) -> Kind | None:
    """Units or days, where nearly all cells hold them.

    >>> kind_by_content(["Sở Nội vụ", "UBND các xã"]), kind_by_content(["30/6/2026", "Quý IV"])
    (<Kind.LEAD: 'lead'>, <Kind.DEADLINE: 'deadline'>)
    """
    if sum(bool(text.strip()) for text in texts) < _FEWEST:
        return None
    folded = [fold(text).strip(" .;") for text in texts]
    if _share(folded, lambda text: _DAY.fullmatch(text) is not None) >= _NEARLY_ALL:
        return Kind.DEADLINE
    return Kind.LEAD if _share(folded, lambda text: _OFFICE.match(text) is not None) >= _NEARLY_ALL else None


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    filled = [text for text in texts if text.strip()]
    return sum(map(holds, filled)) / len(filled) if filled else 0.0
