"""The units that a cell of a plan names, each apart: names with an inner comma whole, generic groups whole.

Separators are ``;``, a new line, ``,`` and «và»; each is judged by what stands on both sides of it. A head shared by a
list is given to every member («Các Cục: A; B» are «Cục A» and «Cục B»).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from caicach.documents.plan.unit_words import (
    ACTOR,
    COMPANY,
    ENDS_WHOLE,
    FIELD_WHOLE,
    GENERIC_TAIL,
    INCOMPLETE,
    LOCAL,
    PLAIN_GROUP,
    SHARED_HEAD,
    SHARED_PLACE,
    VERBS_AFTER,
    Judge,
    begins_generic,
    begins_unit,
    is_generic,
    protected_spans,
)
from caicach.documents.read.unit_vocabulary import POST
from caicach.kernel.text.folding import fold, squeeze

_BULLET: Final = re.compile(r"^\s*(?:[-–—+*•●▪]+|\(\d{1,2}\)|\d{1,2}[.)](?=\s*[^\W\d]))\s*")
_INNER_BULLET: Final = re.compile(r"\s+(?:[-–+•]\s+(?=[^\W\d_a-zà-ỹđ])|\(\d{1,2}\)\s*(?=[^\W\d_]))")
_STOP: Final = re.compile(
    r"(?<=[^\W\d_A-ZÀ-Ỹ])\.\s+(?=[^\W\d_a-zà-ỹđ])|\s*/\s*(?=(?:UBND|Sở|Bộ|Ủy|Cục|Phòng|Công an|Các|Văn phòng|Ban)\b)"
)
_GAP: Final = re.compile(r"\s*,\s*(?:và\s+)?|\s+(?:và|cùng|cùng với|&|Và)\s+")


@lru_cache(maxsize=4096)  # a plan names the same units in row after row
def split_cell(text: str) -> tuple[str, ...]:
    """The units of a cell, in their order, each once.

    >>> split_cell("Sở Nội vụ, các sở, ban, ngành và UBND các xã, phường")
    ('Sở Nội vụ', 'các sở, ban, ngành', 'UBND các xã, phường')
    >>> split_cell("Các Cục: Di sản văn hóa; Xuất bản, In và Phát hành. Vụ Kế hoạch, Tài chính")
    ('Cục Di sản văn hóa', 'Cục Xuất bản, In và Phát hành', 'Vụ Kế hoạch, Tài chính')
    """
    names: dict[str, str] = {}
    for name in _names(text):
        bare = squeeze(name).strip(" .,;:-–+*•…")
        if bare and re.search(r"\w", bare):
            names.setdefault(fold(bare), bare)
    return tuple(names.values())


def _names(text: str) -> Iterator[str]:
    head = ""
    for piece in _pieces(text):
        places = SHARED_PLACE.match(piece)
        shared = SHARED_HEAD.match(piece)
        if places:
            head = f"{places['body']} {places['kind']}"
            yield from _members("", head, piece[places.end() :])
        elif shared:
            head = shared["head"]
            yield from _members(shared["post"] or "", head, piece[shared.end() :])
        elif head and not begins_unit(piece) and not begins_generic(piece) and piece[:1].isupper():
            yield f"{_capital(head)} {piece}"  # the list under the head goes on after a semicolon
        else:
            head = ""
            yield from _by_commas(piece)


def _pieces(text: str) -> Iterator[str]:
    """What stands between semicolons, bullets, full stops and new lines that do not merely wrap."""
    for line in _whole_lines(text):
        for part in _outside_brackets(line):
            for piece in _STOP.split(_BULLET.sub("", part)):
                bulleted = (one.strip(" .,;") for one in _bulleted(piece, is_list=_BULLET.match(part) is not None))
                yield from (one for several in bulleted for one in _side_by_side(several) if one)


def _bulleted(piece: str, *, is_list: bool) -> Iterator[str]:
    """«- Sở A - Sở B» on one line; a hyphen in a list without bullets belongs to a name («Văn hóa - Xã hội»)."""
    start = 0
    for mark in _INNER_BULLET.finditer(piece):
        word = piece[mark.end() :]
        if "(" in mark[0] or (is_list and (begins_unit(word) or begins_generic(word))):
            yield piece[start : mark.start()]
            start = mark.end()
    yield piece[start:]


def _whole_lines(text: str) -> list[str]:
    """Lines of the cell, a wrapped line joined to the one it goes on."""
    lines: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            continue
        if lines and not _BULLET.match(line) and _goes_on(lines[-1], line):
            glue = "" if re.search(r"\w[-/]$", lines[-1]) else " "
            lines[-1] = f"{lines[-1]}{glue}{line}"
        else:
            lines.append(line)
    return lines


def _goes_on(before: str, line: str) -> bool:
    if before.endswith((";", ".")):
        return False
    if before.endswith((",", "-", "–", "/", "(", ":")) or fold(before).endswith(
        (" va", " cua", " thuoc", " cap", " cac", " voi")
    ):
        return True
    if before.count("(") > before.count(")") or INCOMPLETE.search(fold(before)):
        return True
    if line[:1].islower():
        return not (begins_generic(line) and fold(line).startswith("cac "))
    return not begins_unit(line) and not begins_generic(line)


def _outside_brackets(text: str) -> Iterator[str]:
    """Parts between semicolons that no bracket holds."""
    depth, start = 0, 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char == "(") - (char == ")"))
        if char == ";" and depth == 0:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _side_by_side(piece: str) -> Iterator[str]:
    """Names that stand side by side where a line end was lost: «Sở Khoa học và Công nghệ Sở Công Thương»."""
    start = 0
    for space in re.finditer(r"\s+(?=[^\W\d_a-zà-ỹđ]|các\s)", piece):
        if _both_whole(piece[start : space.start()], piece[space.end() :]):
            yield piece[start : space.start()]
            start = space.end()
    yield piece[start:]


def _both_whole(left: str, right: str) -> bool:
    """A whole name on the left and the head of another on the right; of «Cục A Cục B» the heads tell it."""
    if not (begins_unit(right) or (begins_generic(right) and fold(right).startswith("cac "))):
        return False
    if ENDS_WHOLE.search(fold(left)):
        return True
    if fold(left).endswith((" va", " cung", " voi", " cua", " thuoc", " la", "-", "/")):
        return False
    left = re.split(r"[,;]\s*", left)[-1]
    heads = [
        found[1]
        for one in (left, right)
        if (found := re.match(r"(Cục|Vụ|Phòng|UBND|Hội|Chi cục|Trung tâm|Viện)\s+(?=[A-ZĐÀ-Ỹ])", one))
    ]
    return len(heads) == 2 and heads[0] == heads[1] and left.count("(") == left.count(")")


def _members(post: str, head: str, rest: str) -> Iterator[str]:
    """Each member of a list with the head before it, until another unit begins."""
    inside = True
    body = head.rsplit(" ", 1)[0] if SHARED_PLACE.match(f"{head}:") else ""
    for part in _cut(rest, _ends_member):
        local = body and LOCAL.match(part)
        if local:
            yield f"{body} {part}"
            continue
        inside = inside and not begins_unit(part) and not begins_generic(part)
        if inside:
            yield squeeze(f"{post} {_capital(head) if not post else head} {part}")
        else:
            yield from _by_commas(part)


def _ends_member(_left: str, right: str, _gap: str) -> bool:
    return LOCAL.match(right) is not None or right[:1].isupper() or begins_unit(right) or begins_generic(right)


def _capital(head: str) -> str:
    return head[:1].upper() + head[1:]


def _by_commas(piece: str) -> Iterator[str]:
    found = list(_cut(piece, _parts_units))
    shared = ""
    for part in found:
        single = re.match(r"(?:[Cc]ác\s+)?(Sở|Bộ|Phòng|Cục|Vụ|Ban)\s+(?=[A-ZĐÀ-Ỹ])", part)
        if shared and FIELD_WHOLE.fullmatch(fold(part)) and not begins_unit(part):
            yield f"{shared} {part}"
            continue
        shared = single[1] if single and FIELD_WHOLE.fullmatch(fold(part[single.end() :])) else ""
        is_list = single is not None and len(found) > 1 and fold(part).startswith("cac ")
        yield f"{shared} {part[single.end() :]}" if single and shared and is_list else part


def _cut(piece: str, parts: Judge) -> Iterator[str]:
    """The piece cut at the gaps that part two units; gaps inside names and brackets are left alone."""
    closed = protected_spans(piece)
    start = 0
    for gap in _GAP.finditer(piece):
        if any(low < gap.end() and gap.start() < high for low, high in closed):
            continue
        left, right = piece[start : gap.start()].strip(), piece[gap.end() :].strip()
        if left and right and parts(left, right, gap[0]):
            yield left
            start = gap.end()
    yield piece[start:].strip()


def _parts_units(left: str, right: str, gap: str) -> bool:
    """Whether a gap stands between two units and not inside one."""
    first = re.split(r"\s*,\s*|\s+và\s+", right, maxsplit=1)[0]
    if POST.match(fold(left)) and begins_generic(right) and not fold(right).startswith("cac ") and "," in gap:
        return not PLAIN_GROUP.search(fold(left).rpartition("cac ")[2])
    if is_generic(left) and begins_generic(right):
        return _parts_groups(left, right, first)
    if begins_unit(right) or begins_generic(right):
        return not _is_modifier_list(left, right)
    if ACTOR.match(fold(right)):
        return not fold(left).startswith(("cac ", "nhung ")) or begins_unit(left)
    if right[:1].isupper():
        return (
            _is_other_name(left, first)
            if "," in gap
            else COMPANY.match(fold(first)) is not None or _is_field(left, first)
        )
    return False


def _parts_groups(left: str, right: str, first: str) -> bool:
    """«các sở, ban, ngành» is one group; another «các» or organisations of another sort begin the next."""
    folded = fold(right)
    if GENERIC_TAIL.search(fold(left)):
        return True
    if re.match(r"(?:cac|nhung|toan\s+the)\s", folded):
        return True
    if re.match(r"to\s+chuc\s+(?:chinh\s+tri|xa\s+hoi|doan\s+the)", folded):
        return True
    return ACTOR.match(folded) is not None and PLAIN_GROUP.match(folded) is None and not GENERIC_TAIL.search(folded)


def _is_modifier_list(left: str, right: str) -> bool:
    """«các đơn vị có hệ thống thông tin, cơ sở dữ liệu»: common nouns after a clause describe, they do not list."""
    return (
        VERBS_AFTER.search(fold(left)) is not None
        and right[:1].islower()
        and not fold(right).startswith(("cac ", "ubnd"))
    )


def _is_other_name(left: str, first: str) -> bool:
    """A capital word after a comma: another name, unless the name before it is of a kind that holds commas."""
    if COMPANY.search(fold(left)) or COMPANY.match(fold(first)):
        return True
    holder = re.match(r"(?:[Cc]ác\s+)?(Sở|Bộ|Phòng|Cục|Vụ|Ban)\s+(.+)", left)
    if holder is None:
        holds = re.match(r"(?:trung tam|vien|hoi|khoa|uy ban|hiep hoi|ban)\b", fold(left))
        return holds is None
    return _is_field(left, first)


def _is_field(left: str, first: str) -> bool:
    """«Sở Nội vụ, Tài chính» and «các Sở Nội vụ và Tài chính» share a head; both sides are whole fields."""
    name = re.sub(r"^(?:[Cc]ác\s+)?(?:Sở|Bộ|Phòng|Cục|Vụ|Ban)\s+", "", left)
    return FIELD_WHOLE.fullmatch(fold(name)) is not None and FIELD_WHOLE.fullmatch(fold(first)) is not None
