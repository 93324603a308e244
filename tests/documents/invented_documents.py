"""Documents of every form for the property that writing and reading are inverse: words, trees, heads and feet."""

import datetime
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from caicach.documents.read.recipients import role_of
from caicach.documents.values import (
    Block,
    BlockKind,
    Footnote,
    OfficialDocument,
    Recipient,
    Signatory,
    Urgency,
)

# Named types with the abbreviation of their symbol (Nghị định 30/2020/NĐ-CP, Phụ lục III).
TYPES = {
    "nghị quyết": "NQ", "quyết định": "QĐ", "chỉ thị": "CT", "quy chế": "QC", "quy định": "QyĐ", "thông cáo": "TC",
    "thông báo": "TB", "hướng dẫn": "HD", "chương trình": "CTr", "kế hoạch": "KH", "phương án": "PA", "đề án": "ĐA",
    "dự án": "DA", "báo cáo": "BC", "biên bản": "BB", "tờ trình": "TTr", "hợp đồng": "HĐ", "công điện": "CĐ",
    "bản ghi nhớ": "BGN", "bản thỏa thuận": "BTT", "giấy ủy quyền": "GUQ", "giấy mời": "GM",
    "giấy giới thiệu": "GGT", "giấy nghỉ phép": "GNP", "phiếu gửi": "PG", "phiếu chuyển": "PC", "phiếu báo": "PB",
}  # fmt: skip
ENACTING = {"quyết định": "QUYẾT ĐỊNH:", "nghị quyết": "QUYẾT NGHỊ:"}
ISSUERS = (
    (None, "ỦY BAN NHÂN DÂN TỈNH MẪU", "UBND", "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    (None, "BỘ NỘI VỤ", "BNV", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"),
    ("UBND TỈNH MẪU", "SỞ NỘI VỤ", "SNV", None, "GIÁM ĐỐC"),
    ("ỦY BAN NHÂN DÂN TỈNH MẪU", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "SGDĐT", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    ("UBND HUYỆN MẪU", "PHÒNG TÀI CHÍNH - KẾ HOẠCH", "PTCKH", None, "TRƯỞNG PHÒNG"),
    ("SỞ NỘI VỤ / BAN THI ĐUA - KHEN THƯỞNG", "VĂN PHÒNG", "VP", "TL. TRƯỞNG BAN", "CHÁNH VĂN PHÒNG"),
    ("TỈNH MẪU", "ỦY BAN NHÂN DÂN XÃ LIÊN HÒA", "UBND", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
)
ADVISORY = (
    ("UBND TỈNH MẪU", "BAN CHỈ ĐẠO CCHC TỈNH", "BCĐCCHC", "TRƯỞNG BAN", "CHỦ TỊCH UBND TỈNH"),
    ("UBND TỈNH MẪU", "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ", "BCĐ", "PHÓ TRƯỞNG BAN", "PHÓ CHỦ TỊCH UBND TỈNH"),
    ("SỞ NỘI VỤ", "TỔ GIÚP VIỆC", "TGV", "TỔ TRƯỞNG", "GIÁM ĐỐC SỞ NỘI VỤ"),
)
_STARTS = (
    "Rà soát",
    "Tập trung chỉ đạo",
    "Công khai",
    "Tổ chức kiểm tra",
    "Nâng cao",
    "Bố trí",
    "Hoàn thành",
    "Chuẩn hóa",
)
_WORDS = (
    "thủ tục hành chính", "chất lượng phục vụ", "người dân và doanh nghiệp", "dịch vụ công trực tuyến",
    "bộ phận một cửa",
    "kỷ luật, kỷ cương", "cơ sở dữ liệu", "văn bản quy phạm pháp luật", "tiến độ, chất lượng", "đúng thời hạn",
    "trên địa bàn tỉnh", "theo quy định", "(nếu có)", "giai đoạn 2021-2030", "năm 2023", "“một cửa điện tử”",
    "tỷ lệ 85,5%", "Nghị quyết số 76/NQ-CP", "cải cách tài chính công", "đội ngũ cán bộ, công chức", "chuyển đổi số",
    "kịp thời, đầy đủ", "gắn với trách nhiệm người đứng đầu", "12/12 xã, phường",
)  # fmt: skip
_UNITS = (
    "Bộ Nội vụ", "Các sở, ban, ngành cấp tỉnh", "UBND các huyện, thành phố, thị xã", "Văn phòng UBND tỉnh",
    "Các cơ quan Trung ương đóng trên địa bàn tỉnh", "Thành viên Ban Chỉ đạo cải cách hành chính tỉnh",
)  # fmt: skip
_COPIES = (
    "Bộ Nội vụ (b/c)", "Thường trực Tỉnh ủy", "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
    "Các sở, ban, ngành (để thực hiện)",
    "UBMTTQ tỉnh", "Báo, Đài Phát thanh và Truyền hình tỉnh", "Trung tâm Công báo - Tin học (p/h)", "Như trên",
)  # fmt: skip
_NAMES = ("Trần Văn Mẫu", "Lê Thị Hồng Mẫu", "Nguyễn Mẫu", "Đặng Quốc Mẫu", "Y Mẫu Niê")
_HEADINGS = ("MỤC TIÊU, YÊU CẦU", "NHIỆM VỤ TRỌNG TÂM", "TỔ CHỨC THỰC HIỆN", "KẾT QUẢ ĐẠT ĐƯỢC", "KINH PHÍ")
_FORMS = ("items", "sections", "articles", "chapters", "parts")
_FIELDS = ("VX", "CCHC", "NC1")
_ADDRESSED = st.lists(st.sampled_from(_UNITS), min_size=1, max_size=5, unique=True)
_POINTS = "abcdđeghiklmn"
_ROMAN = ("I", "II", "III", "IV", "V")


@st.composite
def words(draw, end="", longest=18):
    """A sentence: long ones run over several lines of the page."""
    middle = draw(st.lists(st.sampled_from(_WORDS), min_size=2, max_size=longest))
    return f"{draw(st.sampled_from(_STARTS))} {' '.join(middle)}{end}"


@dataclass
class Tree:
    """Blocks as they are added, levels and paths as the reader gives them."""

    blocks: list

    def add(self, kind, number, level, text, path):
        self.blocks.append(Block(kind, number, level, text, path))


def _paragraphs(draw, tree, level, path, most=1):
    for _ in range(draw(st.integers(0, most))):
        tree.add(BlockKind.PARAGRAPH, None, level, draw(words(".")), path)


def _items(draw, tree, level, outer):
    """Clauses, inside some of them points, inside some of those dashes."""
    for at in range(1, draw(st.integers(1, 3)) + 1):
        path = f"{outer}.{at}" if outer else str(at)
        count = draw(st.integers(0, 2))
        tree.add(BlockKind.CLAUSE, str(at), level, draw(words(":" if count else ".")), path)
        if not count:
            _paragraphs(draw, tree, level + 1, path)
        for number in _POINTS[:count]:
            tree.add(BlockKind.POINT, number, level + 1, draw(words(";")), f"{path}.{number}")
            _dashes(draw, tree, level + 2, f"{path}.{number}")
        if not count:
            _numbered_inside(draw, tree, level + 1, path, at)


def _dashes(draw, tree, level, path):
    """Dashes, and inside some of them dashes of the next sign."""
    for _ in range(draw(st.integers(0, 2))):
        inside = draw(st.integers(0, 2))
        tree.add(BlockKind.DASH, None, level, draw(words(":" if inside else ".")), path)
        for _ in range(inside):
            tree.add(BlockKind.DASH, None, level + 1, draw(words(";")), path)


def _numbered_inside(draw, tree, level, path, at):
    """«1.1.», «1.2.» inside «1.»"""
    for inner in range(1, draw(st.sampled_from((0, 0, 0, 1, 3))) + 1):
        tree.add(BlockKind.CLAUSE, f"{at}.{inner}", level, draw(words(".")), f"{path}.{inner}")
        _dashes(draw, tree, level + 1, f"{path}.{inner}")


def _sections(draw, tree):
    for at in range(draw(st.integers(1, 2))):
        tree.add(BlockKind.SECTION, _ROMAN[at], 0, draw(st.sampled_from(_HEADINGS)), _ROMAN[at])
        _items(draw, tree, 1, _ROMAN[at])


def _articles(draw, tree, level=0, first=1):
    last = first + draw(st.integers(0, 2))
    for number in range(first, last + 1):
        path = f"Điều {number}"
        tree.add(BlockKind.ARTICLE, str(number), level, draw(words(".")), path)
        if draw(st.booleans()):
            _items(draw, tree, level + 1, path)
    return last + 1


def _chapters(draw, tree):
    """Chapters of articles, some of them parted into «Mục 1», «Mục 2»."""
    number = 1
    for at in range(draw(st.integers(1, 2))):
        heading = draw(st.sampled_from(_HEADINGS))
        tree.add(BlockKind.CHAPTER, _ROMAN[at], 0, heading, f"Chương {_ROMAN[at]}")
        sections = draw(st.sampled_from((0, 0, 2)))
        for section in range(1, sections + 1):
            tree.add(BlockKind.SECTION, str(section), 1, draw(st.sampled_from(_HEADINGS)), str(section))
            number = _articles(draw, tree, 2, number)
        if not sections:
            number = _articles(draw, tree, 1, number)


def _parts(draw, tree):
    for at in range(draw(st.integers(1, 2))):
        tree.add(BlockKind.PART, _ROMAN[at], 0, draw(st.sampled_from(_HEADINGS)), f"Phần {_ROMAN[at]}")
        for section in range(draw(st.integers(1, 2))):
            number = _ROMAN[section]
            tree.add(BlockKind.SECTION, number, 1, draw(st.sampled_from(_HEADINGS)), number)
            _items(draw, tree, 2, number)


@st.composite
def bodies(draw, form):
    tree = Tree([])
    if form == "items":
        _items(draw, tree, 0, None)
    else:
        {"sections": _sections, "articles": _articles, "chapters": _chapters, "parts": _parts}[form](draw, tree)
    return tuple(tree.blocks)


_CELLS = st.sampled_from((*_WORDS[:12], "Sở Nội vụ", "30/6/2023", "Quý II", "1.250,5", "x"))


@st.composite
def tables(draw):
    """A head, numbered rows, and maybe a section row across the table."""
    columns = draw(st.integers(2, 5))
    rows = [("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn")[:columns]]
    for at in range(draw(st.integers(1, 6))):
        if draw(st.integers(0, 4)) == 0:
            rows.append((f"{_ROMAN[at % 5]}. {draw(st.sampled_from(_HEADINGS))}",) * columns)
        rows.append((str(at + 1), *(draw(_CELLS) for _ in range(columns - 1))))
    text = "\n".join(" | ".join(row) for row in rows)
    return Block(BlockKind.TABLE, None, 0, text, None, tuple(rows))


@st.composite
def appendices(draw, *, with_tables):
    """Appendices, numbered where there are several; their blocks belong to them."""
    count = draw(st.integers(0, 2))
    blocks = []
    for at in range(count):
        number = _ROMAN[at] if count > 1 else None
        heading = f"PHỤ LỤC {number}" if number else "PHỤ LỤC"
        blocks.append(Block(BlockKind.APPENDIX, number, 0, f"{heading} {draw(st.sampled_from(_HEADINGS))}", number))
        attached = "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/02/2023 của UBND tỉnh)"
        blocks.append(Block(BlockKind.PARAGRAPH, None, 1, attached, number))
        if with_tables and draw(st.booleans()):
            blocks.append(draw(tables()))
        else:
            tree = Tree([])
            _items(draw, tree, 1, number)
            blocks += tree.blocks
    return tuple(blocks)


@st.composite
def _signatories(draw, issuer, is_advisory):
    name = draw(st.sampled_from(_NAMES))
    if is_advisory:
        return Signatory(title=issuer[3], other_title=issuer[4], name=name)
    return Signatory(capacity=issuer[3], title=issuer[4], name=name)


@st.composite
def _dates(draw):
    kind = draw(st.sampled_from(("full", "month", "year")))
    on = draw(st.dates(datetime.date(2020, 3, 5), datetime.date(2026, 12, 31)))
    if kind == "full":
        return {"date": on}
    return {"date_partial": f"{on:%Y-%m}" if kind == "month" else f"{on:%Y}"}


def _noted(body, texts):
    """Marks of footnotes set after words of the first blocks."""
    blocks = list(body)
    for at, _ in enumerate(texts[: len(blocks)]):
        mark = "¹²³"[at]
        first, _, rest = blocks[at].text.partition(" ")
        blocks[at] = replace(blocks[at], text=f"{first}{mark} {rest}")
    notes = tuple(Footnote(str(at), text) for at, text in enumerate(texts[: len(blocks)], 1))
    return tuple(blocks), notes


@st.composite
def documents(draw, *, with_tables=True):
    """An official document that fulfils what the pages on writing ask of one that is to be read back."""
    is_advisory = draw(st.integers(0, 3)) == 0
    issuer = draw(st.sampled_from(ADVISORY if is_advisory else ISSUERS))
    doc_type = draw(st.sampled_from(("công văn", *sorted(TYPES))))
    is_letter = doc_type == "công văn"
    enacts = doc_type in ENACTING
    form = "articles" if doc_type == "quyết định" else draw(st.sampled_from(_FORMS))
    body, notes = _noted(draw(bodies(form)), draw(st.lists(words("."), max_size=2)))
    asks = f"Thực hiện {draw(words(longest=12))}, {issuer[1].capitalize()} yêu cầu:"
    has_closing = draw(st.booleans()) or body[-1].kind is not BlockKind.CLAUSE
    if not has_closing:
        body = (*body[:-1], replace(body[-1], text=f"{body[-1].text.rstrip('.')}./."))
    recipients = [*draw(st.lists(st.sampled_from(_COPIES), max_size=6, unique=True)), "Lưu: VT, CCHC"]
    return OfficialDocument(
        doc_type=doc_type,
        superior=issuer[0],
        issuer=issuer[1],
        number=draw(st.sampled_from((None, "05", "12", "385", "2629"))),
        symbol=f"{issuer[2]}-{draw(st.sampled_from(('VX', 'CCHC', 'NC1')))}"
        if is_letter
        else f"{TYPES[doc_type]}-{issuer[2]}",
        place=draw(st.sampled_from(("Mẫu", "Hà Nội", "Bà Rịa - Vũng Tàu", "Thừa Thiên Huế"))),
        subject=draw(words(longest=6)),
        addressees=tuple(draw(st.lists(st.sampled_from(_UNITS), min_size=1, max_size=5, unique=True)))
        if is_letter
        else (),
        legal_bases=(
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
            "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể cải "
            "cách hành chính nhà nước giai đoạn 2021-2030;",
            "Theo đề nghị của Giám đốc Sở Nội vụ.",
        )
        if enacts
        else (),
        opening=ENACTING[doc_type] if enacts else asks,
        body=(*body, *draw(appendices(with_tables=with_tables))),
        closing=f"Yêu cầu các đơn vị {draw(words(longest=10)).lower()}./." if has_closing else None,
        footnotes=notes,
        recipients=tuple(Recipient(text, role_of(text)) for text in recipients),
        signatory=draw(_signatories(issuer, is_advisory)),
        urgency=draw(st.sampled_from((None, None, *Urgency))),
        **draw(_dates()),
    )
