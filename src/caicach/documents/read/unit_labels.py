"""Labels that say what stands behind them: «Cơ quan chủ trì: ...», «Thời gian hoàn thành: ...», «Sản phẩm: ...»."""

import re
from dataclasses import dataclass
from typing import Final

from caicach.documents.values import Span
from caicach.kernel.text.folding import fold
from caicach.kernel.text.kept import kept_if_short

_LABELS: Final = {
    "lead": re.compile(
        r"(?:(?:co\s+quan|don\s+vi|bo\s+phan|nguoi|to\s+chuc(?!\s+thuc\s+hien))\s*(?:,\s*don\s+vi\s+)?(?:duoc\s+(?:giao"
        r"|phan\s+cong)\s+)?(?:chu\s+tri(?:\s+(?:thuc\s+hien|tham\s+muu|trien\s+khai))?|thuc\s+hien|phu\s+trach"
        r"|dau\s+moi|tham\s+muu|chiu\s+trach\s+nhiem(?:\s+(?:chinh|thuc\s+hien))?)"
        r"|phan\s+cong(?:\s+(?:thuc\s+hien|chu\s+tri|nhiem\s+vu))?|chu\s+tri(?:\s+thuc\s+hien)?)\s*:\s*"
    ),
    "cooperate": re.compile(r"(?:(?:co\s+quan|don\s+vi|bo\s+phan)\s+)?phoi\s+hop(?:\s+thuc\s+hien)?\s*:\s*"),
    "deadline": re.compile(
        r"(?:(?:thoi\s+gian|thoi\s+han|tien\s+do|han)(?:\s+(?:thuc\s+hien|hoan\s+thanh|trinh|bao\s+cao"
        r"|trien\s+khai|du\s+kien|to\s+chuc|ket\s+thuc))?|hoan\s+thanh)\s*:\s*"
    ),
    "product": re.compile(
        r"(?:san\s+pham|ket\s+qua|dau\s+ra)(?:\s+(?:dau\s+ra|du\s+kien|thuc\s+hien|dat\s+duoc|can\s+dat"
        r"|hoan\s+thanh))?\s*:\s*"
    ),
}
_LABEL_START: Final = re.compile(r"(?:^|[.;,(]\s*|\s[-+]\s*)$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What stands after «Cơ quan chủ trì:» and its like, up to the next label."""

    kind: str
    start: int
    span: Span


@kept_if_short
def labelled_parts(text: str) -> tuple[Labelled, ...]:
    """The labelled parts of a text, in order; empty where there are none."""
    folded = fold(text)
    marks: list[tuple[int, int, str]] = []
    for kind, pattern in _LABELS.items():
        for found in pattern.finditer(folded):
            if _LABEL_START.search(folded, max(0, found.start() - 3), found.start()):
                marks.append((found.start(), found.end(), kind))
    marks.sort()
    ends = [mark[0] for mark in marks[1:]] + [len(text)]
    labels = (
        Labelled(mark[2], mark[0], Span(mark[1], max(mark[1], end))) for mark, end in zip(marks, ends, strict=False)
    )
    # A label without words is the heading of items: «Phân công thực hiện:».
    return tuple(label for label in labels if label.span.of(text).strip(" .;,-"))
