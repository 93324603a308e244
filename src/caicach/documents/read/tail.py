"""Where the letter's text ends, and its last page taken apart into two columns.

OCR flattens «Nơi nhận» (left) and the signature (right) into common lines, or gives one column after the other, in
either order. Each line is cut into what belongs to the left and what belongs to the right.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.letters import LOWER, UPPER
from caicach.documents.read.lines import Line, Quoted, is_capital, is_legible
from caicach.documents.read.vocabulary import FOLDED_TYPES
from caicach.kernel.text.folding import fold
from caicach.kernel.text.kept import kept_if_short

PLACES: Final = re.compile(r"^\W{0,4}(?:\w\W+)?n[oe0c]i\s*nh\w{1,2}n?\b\s*[:;.,]?|^\W{0,4}n[oe0c]i\s+\w{0,2}h[ao]n\s*:")
ARCHIVE: Final = re.compile(
    r"^\W*(?:\w\W{1,3})?l[uư]{1,2}\s*[:;.,]?\s*(?:vt|vp|vu|van (?:thu|phong)|hs|ho so|\w{1,6}[,;.])|^\W{0,6}luu\s*:"
)
END_MARK: Final = re.compile(r"[./][/.,]{1,3}\s*[.\"']?\s*\W{0,3}$")
RANK: Final = (
    r"(?:p?h?o\s+)?(?:tong\s+)?(?:chu tich|giam doc|thu tuong|bo truong|thu truong"
    r"|truong (?:ban|thue|phong|doan|tieu ban|khoa|cong an|ty)"
    r"|chanh (?:van phong|thanh tra|an)|cuc truong|vu truong|vien truong|chi cuc truong|chu nhiem|bi thu|hieu truong"
    r"|to truong|doi truong|tong bien tap|chi huy truong|chinh uy|tu lenh|hat truong|tram truong|kiem toan truong"
    r"|tong thu ky|thu ky|quyen|uy vien|tham muu truong|tong thanh tra|thong doc|truong ban|doan truong|chanh vp)"
)
_CAPACITY: Final = r"(?:(?:t\s?/?\s?m|kt|k/t|tl|t/l|tuq|t/uq)\s*[.,:]|(?:q|th)\s*\.)\s*"
TITLE_START: Final = re.compile(rf"(?:{_CAPACITY})*(?:{RANK})\b|(?:{_CAPACITY})+(?=\w)|(?:t/m|k/t|t/l|tm|kt)\s+(?=\w)")
CAPACITY_START: Final = re.compile(rf"{_CAPACITY}(?=\w)|(?:t/m|k/t|t/l|tm|kt|tl|tuq)\s+(?=\w)")
_SIGNED: Final = re.compile(r"^\W*(?:\(?\s*da ky\s*\)?|\(?signed\)?|\(?ky ten.*)\W*$")
_ENCLOSED: Final = re.compile(
    r"^\W*\(\s*(?:xin\s+|co\s+)?(?:gui\s+)?(?:kem|dinh kem|tai lieu|ho so)\b|^\W*(?:xin\s+)?gui kem\b"
)
_LIST_ON_ONE_LINE: Final = re.compile(r";\s*-?\s*luu\b|^\W*nhu (?:tren|dieu)\b")
_LISTED: Final = re.compile(r"[-–+•]\s*\S.*;\s*$")
_ENTRY: Final = re.compile(r"\s*[-–—~+*•●▪]\s*\w")
_COMMA_CAPACITY: Final = re.compile(r"(?:kt|tl|tm|th|q)\s*[,.;]\s*(?!\w{3})")
_DRAFTED_BY: Final = re.compile(r"[A-ZĐ]{2,6}[\w()]*\W*")
_COPIES: Final = re.compile(r"\(\w{1,6}\)[\s.;]*")
_SHORTENED: Final = re.compile(r"(?:^|\W)(?:TP|TX|TT|Q|H|P|X|Tp|Đ/c|đ/c)\.$")
# «Nơi nhận hồ sơ: ...» is an item of the text.
_PLACES_OF_SOMETHING: Final = re.compile(
    r"\s*(?:ho so|don|tien|hang|thong tin|phan anh|ket qua|va tra|bao cao|y kien|cong dan)\b"
)
_MARKED: Final = re.compile(r"\W*(?:\d{1,2}|[a-zđ]|[ivx]{1,4})\s*[.)]\s*\w")
_GAP: Final = re.compile(r"\s{4,}|\t+")


@dataclass(frozen=True, slots=True)
class Tail:
    """Line numbers: the text ends before ``body_end``; ``places`` is the line of «Nơi nhận»; ``archive`` of «Lưu»."""

    body_end: int
    places: int | None
    archive: int | None
    end: int


def find_tail(lines: Sequence[Line], start: int) -> Tail:
    places = _places(lines, start)
    if places is None:
        archive = _last_archive(lines, start)
        places = None if archive is None else _list_start(lines, archive, start)
    else:
        archive = next(
            (i for i in range(places, min(len(lines), places + 60)) if ARCHIVE.search(lines[i].folded)), None
        )
    body_end = _body_end(lines, start, places)
    listed = _last_listed(lines, places) if places is not None and archive is None else None
    last_known = max(i for i in (archive, places, body_end, listed) if i is not None)
    return Tail(body_end, places, archive, _end(lines, last_known))


def _last_listed(lines: Sequence[Line], places: int) -> int:
    """The last of the dashed lines under «Nơi nhận», where none of them is the archive."""
    at = places
    while at + 1 < len(lines) and _ENTRY.match(lines[at + 1].text):
        at += 1
    return at


def _places(lines: Sequence[Line], start: int) -> int | None:
    for index in range(start, len(lines)):
        found = PLACES.search(lines[index].folded)
        if found is None or _PLACES_OF_SOMETHING.match(lines[index].folded, found.end()):
            continue
        rest = lines[index].text[found.end() :].strip()
        ahead = lines[index + 1 : index + 8]
        is_list = any(re.match(r"^\W*[-–~+•*]\s*\w|^\W*nh\w tr\wn", line.text.lower()) for line in ahead)
        if is_list or any(ARCHIVE.search(line.folded) for line in lines[index : index + 40]):
            return index
        if not rest or is_capital(rest) or _LIST_ON_ONE_LINE.search(fold(rest)):
            return index
    return None


def _last_archive(lines: Sequence[Line], start: int) -> int | None:
    found = (i for i in range(len(lines) - 1, start, -1) if ARCHIVE.search(lines[i].folded))
    return next((i for i in found if len(lines[i].text) < 120), None)


def _list_start(lines: Sequence[Line], archive: int, start: int) -> int:
    """First of the dashed lines above «Lưu», when «Nơi nhận» itself was lost."""
    index = archive
    while index - 1 > start:
        line = lines[index - 1]
        if END_MARK.search(line.text) or len(line.text) > 110 or archive - index > 30:
            break
        index -= 1
    return index


def _body_end(lines: Sequence[Line], start: int, places: int | None) -> int:
    limit = len(lines) if places is None else places
    ends = [i for i in range(start, limit) if END_MARK.search(lines[i].text) and "/" in lines[i].text[-6:]]
    if ends and (places is None or limit - ends[-1] <= 16):
        return _with_enclosures(lines, (ends[-1] if places is not None else ends[0]) + 1, limit)
    if places is not None:
        index = places
        while index > start and places - index < 8 and is_signature_line(lines[index - 1]):
            index -= 1
        return index
    return _signature_start(lines, start)


def _with_enclosures(lines: Sequence[Line], end: int, limit: int) -> int:
    """«(Gửi kèm Báo cáo số 12/BC-STP)» under the last sentence still belongs to the text."""
    if end >= limit or not _ENCLOSED.match(lines[end].folded):
        return end
    for index in range(end, min(limit, end + 4)):
        if lines[index].text.rstrip(" .;/").endswith(")"):
            return index + 1
    return end + 1


def _signature_start(lines: Sequence[Line], start: int) -> int:
    """Without end mark and recipients: the first capital title near the end of the text."""
    for index in range(max(start, len(lines) - 25), len(lines)):
        if is_signature_line(lines[index]) and is_capital(lines[index].text):
            return index
    return len(lines)


def is_signature_line(line: Line) -> bool:
    if _SIGNED.match(line.folded) or signs_beside(line):
        return True
    if not is_capital(line.text):
        named = HEADED_NAME.fullmatch(line.text)
        return is_person(line.text) or (named is not None and TITLE_START.match(fold(named["posts"])) is not None)
    return TITLE_START.match(line.folded.lstrip(" *_-'\"`.")) is not None or is_person(line.text)


def signs_beside(line: Line) -> bool:
    """Whether two sign a joint document side by side: posts or names on both sides of a wide gap."""
    parts = [part for part in _GAP.split(line.text.strip()) if part.strip()]
    if len(parts) != 2:
        return False
    if all(is_person(part) for part in parts):
        return True
    return all(is_capital(part) and not ARCHIVE.search(fold(part)) and not PLACES.search(fold(part)) for part in parts)


def is_signed_mark(text: str) -> bool:
    return _SIGNED.match(fold(text)) is not None


# Posts and name of the signatory on one line: «TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Nguyễn Văn Mẫu».
HEADED_NAME: Final = re.compile(
    rf"(?P<posts>[{UPPER}./,\- ]{{6,120}}?)[\s._-]+(?P<name>[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]*){{1,4}})\W*"
)
_DEGREES: Final = "PGS|GS|TS|ThS|BS|KS|Ths|DS|CN|LS|KTS|NGND|NGƯT|TTND|TTƯT|BSNT|(?:BS)?CK(?:II?|[12])"
RANK_BEFORE: Final = re.compile(
    rf"^\W*(?:(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng|úy|uý)|(?:(?:{_DEGREES})(?:[.,]\s?|\s))+)[\s.]*"
)
_NAME_WORD: Final = r"[^\W\d_]['’]?[^\W\d_]{0,6}"
_BEHIND_H: Final = re.compile(rf"^['’][{UPPER}]")  # «H'Ym», «K’Brêu»
_PERSON: Final = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}")
_SURNAMES: Final = frozenset(  # folded; a wall of literals would not be easier to read
    """
    a au bach ban be bien bui cam chao cil dieu giang hang kpa kpuih lau loong lu mang nay puih quang ro rmah siu sung
    tan teo thao tong vang
    bui cam cao chau chu chung cu cung dam dang danh dao dau diep dinh do doan duong gia giang
    giap ha hau ho hoa hoang hong hua huynh khong khuat kieu kim ksor la lai lam le lo luc luong luu ly ma mac mai
    mua nghe nghiem ngo nguyen ninh nong ong pham phan phung quach quan rcom sam si son sung ta tang thach thai thi
    thieu tieu to ton tong tran trang trieu trinh truong ung van vang vi vo vu vuong y
    """.split()  # noqa: SIM905
)
_NOT_A_NAME: Final = re.compile(
    r"^(?:phan\s+(?:[ivxl]+\b|\d|thu\s+(?:nhat|hai|ba|tu|nam|sau|bay)\b))"
    r"|^(?:chuong|muc|dieu|phu luc|quy che|quy dinh|ke hoach)\b"
    r"|\b(?:ubnd|hdnd|so|ban|tinh|huyen|uy|phong|trung tam"
    r"|giam doc|chu tich|chu nhiem|bo truong|van phong"
    r"|cong ty|dieu|nhu tren|luu|noi nhan|viet nam|chinh phu|nhan dan)\b"
)


@kept_if_short
def is_person(text: str) -> bool:
    """Whether ``text`` is set like a person's name: two to five words with a capital each, and no word of an agency.

    >>> is_person("Trần Văn Mẫu"), is_person("Ủy ban Nhân dân"), is_person("Các sở")
    (True, False, False)
    """
    bare = RANK_BEFORE.sub("", text.strip(" .,;:*_-'\"`|“”„«»"))
    if not _PERSON.fullmatch(bare) or _NOT_A_NAME.search(fold(bare)):
        return False
    words = bare.split()
    if is_capital(bare):
        return has_surname(bare) and len(words) >= 3 and TITLE_START.match(fold(bare)) is None
    return all(word[0].isupper() and _BEHIND_H.sub("", word[1:]).islower() for word in words if len(word) > 1)


def has_surname(text: str) -> bool:
    return fold(text.split(maxsplit=1)[0]) in _SURNAMES


def _end(lines: Sequence[Line], index: int) -> int:
    """After the last line of the signature: the name, or where an annex or running text begins."""
    limit = min(len(lines), index + 18)
    end = index + 1
    for at in range(index + 1, limit):
        line = lines[at]
        if (
            is_annex_heading(line)
            or _names_annex(line)
            or len(line.text) > 130
            or (line.after_break and not is_signature_line(line))
        ):
            break
        if is_signature_line(line):
            end = at + 1
    return min(end, len(lines))


def _names_annex(line: Line) -> bool:
    """The name of what is attached, as «QUY CHẾ», or the words that say so."""
    return (is_capital(line.text) and line.folded.strip(" .:") in FOLDED_TYPES) or _ATTACHED.match(
        line.folded
    ) is not None


_ATTACHED: Final = re.compile(r"^\W*(?:ban hanh\s+)?kem theo\b")
_ANNEX: Final = re.compile(
    r"^\W{0,3}(?:phu luc|phu bieu|bieu mau|danh sach|danh muc)\b(?:\s+(?:so\s+)?[ivx\d]{1,4}[a-z]?\b)?"
    r"|^\W{0,3}(?:bieu|mau|phu luc)(?:\s+so)?\s+\d{1,2}\b"
)


def is_annex_heading(line: Line) -> bool:
    """«PHỤ LỤC I», or the name of what is attached, in capitals or short and alone."""
    found = _ANNEX.match(line.folded)
    if found is None or len(line.text) > 120:
        return False
    return is_capital(line.text) or (line.text[0].isupper() and len(line.text) - found.end() < 4)


def split_columns(line: Line) -> tuple[Quoted | None, Quoted | None]:
    """Left (recipients) and right (signature) part of a line of the last page."""
    at = _column_break(line.text)
    left, right = line.quoted(0, at), line.quoted(at)
    return (left if left.text else None), (right if right.text else None)


@kept_if_short
def _column_break(text: str) -> int:
    folded = fold(text)
    gap = _GAP.search(text)
    if gap is not None and gap.start() > 0:
        head = text[: gap.start()]
        is_signature = TITLE_START.match(fold(head)) and is_capital(head) and is_person(text[gap.end() :])
        return 0 if is_signature else gap.end()
    lead = re.match(r"[\W_]*", text)
    begin = lead.end() if lead else 0
    listed = _LISTED.match(text) is not None
    if (is_capital(text) and TITLE_START.match(folded, begin)) or _SIGNED.match(folded):
        return 0
    if is_person(text) and not listed:
        return 0
    if (named := HEADED_NAME.fullmatch(text)) and TITLE_START.match(fold(named["posts"])) and is_person(named["name"]):
        return 0
    for found in TITLE_START.finditer(folded):
        if ARCHIVE.search(folded) and _COMMA_CAPACITY.match(found[0]):
            continue  # «Lưu: VT, KT, ĐL.» are rooms of an office
        if found.start() > 0 and not folded[found.start() - 1].isalnum() and is_capital(text[found.start() :]):
            return found.start()
    return _after_entry(text)


def _after_entry(text: str) -> int:
    """After ";" or "(b/c)" that ends an entry, words that are a person's name or no words at all."""
    for found in re.finditer(r"[;.]\s|\)[;.,/]?\s", text):
        rest = text[found.end() :]
        letters = sum(char.isalpha() for char in rest)
        words = re.findall(r"[^\W\d_]{2,}", rest)
        if _SHORTENED.search(text[: found.start() + 1]):
            continue  # «UBND TP. Cần Thơ»
        if is_person(rest.strip(" .,;'\"`*¡|_„“”~")) and has_surname_somewhere(rest):
            return found.end()
        if found[0].rstrip().endswith(",") and is_legible(rest):
            continue  # «PCVP (NNTN), TH-NC;»
        if _COPIES.fullmatch(rest) or (ARCHIVE.search(fold(text)) and _DRAFTED_BY.fullmatch(rest)):
            continue
        if letters <= 4 or (not words and letters <= 8):
            return found.end()
    return len(text)


def has_surname_somewhere(text: str) -> bool:
    bare = text.strip(" .,;'\"`*¡|_„“”~")
    return bool(bare) and len(bare.split()) >= 2
