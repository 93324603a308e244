"""Groups as officials write them: «các sở, ban, ngành cấp tỉnh», «UBND các huyện, thành phố, thị xã» …"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from caicach.kernel.said import Said, joint_sentence, tell
from caicach.kernel.text.dates import format_date
from caicach.organisations.domain.addressing.names import NameBook
from caicach.organisations.domain.addressing.resolution import BodyKind, Confidence, OutsideBody
from caicach.organisations.domain.addressing.words import Word
from caicach.organisations.domain.directory import Directory
from caicach.organisations.domain.units import LOCAL_TYPES, Level, UnitFact, UnitType

_TYPE_WORDS: Final = {
    "huyen": UnitType.RURAL_DISTRICT,
    "thanh pho": UnitType.CITY,
    "thi xa": UnitType.TOWN,
    "quan": UnitType.URBAN_DISTRICT,
    "xa": UnitType.RURAL_COMMUNE,
    "phuong": UnitType.WARD,
    "thi tran": UnitType.TOWNSHIP,
    "dac khu": UnitType.SPECIAL_ZONE,
}
_KINDS: Final = {
    UnitType.RURAL_DISTRICT: tell("huyện"),
    UnitType.CITY: tell("thành phố"),
    UnitType.TOWN: tell("thị xã"),
    UnitType.URBAN_DISTRICT: tell("quận"),
    UnitType.RURAL_COMMUNE: tell("xã"),
    UnitType.WARD: tell("phường"),
    UnitType.TOWNSHIP: tell("thị trấn"),
    UnitType.SPECIAL_ZONE: tell("đặc khu"),
}
_LEVELS: Final = {Level.DISTRICT: tell("cấp huyện"), Level.COMMUNE: tell("cấp xã")}
_DISTRICT_TYPES: Final = (UnitType.RURAL_DISTRICT, UnitType.CITY, UnitType.TOWN, UnitType.URBAN_DISTRICT)
_COMMUNE_TYPES: Final = (UnitType.RURAL_COMMUNE, UnitType.WARD, UnitType.TOWNSHIP, UnitType.SPECIAL_ZONE)
_TYPE: Final = "(?:" + "|".join(sorted(_TYPE_WORDS, key=len, reverse=True)) + ")"
_COUNCILS: Final = r"(?:(?:thuong truc )?(?:hdnd )?ubnd (?:(?:hdnd|ubmttq\w*) )?)?"
_SCOPE: Final = (
    r"(?P<scope>(?: (?:cap|cua|thuoc|trong|o|tai|toan|dong tren dia ban|tren dia ban))? tinh(?: %s)?"
    r"| tren dia ban| truc thuoc(?: ubnd)? tinh| thuoc ubnd tinh)?"
)
_VAGUE: Final = (
    r"(?P<vague> (?:co |khac co )?(?:lien quan|chuc nang|khac|neu tren|noi tren|tren|nay|duoc giao|duoc phan cong)"
    r"(?: khac)?)?"
)


@dataclass(frozen=True, slots=True)
class Group:
    """What a group means on the day; empty where nothing on that day answers to it."""

    units: tuple[UnitFact, ...]
    reason: Said
    confidence: Confidence = Confidence.CERTAIN
    bodies: tuple[OutsideBody, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupHit:
    group: Group
    taken: int
    is_vague: bool


Select = Callable[[Directory, str], Group]


def direct_localities(directory: Directory) -> tuple[UnitFact, ...]:
    """The localities directly under the province: districts while there are districts, else communes."""
    return directory.at_level(Level.DISTRICT) or directory.at_level(Level.COMMUNE)


def _departments(directory: Directory, said: str) -> Group:
    with_offices = re.search(r"\b(?:ban|nganh)\b", said) is not None
    units = directory.at_level(Level.DEPARTMENT) if with_offices else directory.of_type(UnitType.DEPARTMENT)
    bodies: tuple[OutsideBody, ...] = ()
    if "doan the" in said:
        named = directory.of_type(UnitType.MASS_ORGANISATION)
        bodies = tuple(OutsideBody(u.name, BodyKind.MASS_ORGANISATION, u.code) for u in named)
    if with_offices:
        reason = tell(
            "{count} {kind} có trong danh bạ ngày {day}; không gồm cơ quan Trung ương đóng trên địa bàn.",
            count=len(units),
            kind=tell("sở, ban, ngành cấp tỉnh"),
            day=_day(directory),
        )
    else:
        reason = _there_are(units, tell("sở"), directory)
    return Group(units, reason, bodies=bodies)


def _there_are(units: Sequence[UnitFact], kind: Said, directory: Directory) -> Said:
    return tell("{count} {kind} có trong danh bạ ngày {day}.", count=len(units), kind=kind, day=_day(directory))


def _offices(directory: Directory, _said: str) -> Group:
    units = tuple(u for u in directory.at_level(Level.DEPARTMENT) if u.type is not UnitType.DEPARTMENT)
    return Group(
        units,
        tell(
            "{count} ban, ngành cấp tỉnh ngoài các sở, theo danh bạ ngày {day}.", count=len(units), day=_day(directory)
        ),
    )


def _localities(directory: Directory, said: str) -> Group:
    types = _types_said(said)
    units = directory.of_type(*types)
    kinds = joint_sentence(_kinds_said(types), ", ")
    if units:
        return Group(units, _there_are(units, kinds, directory))
    nobody = tell("Ngày {day} tỉnh không có đơn vị nào là {kind}.", kind=kinds, day=_day(directory))
    return Group((), joint_sentence((nobody, _why_no_district(directory, types))))


def _kinds_said(types: Sequence[UnitType]) -> tuple[Said, ...]:
    """«cấp huyện» and «cấp xã» where all their types are meant, else the types."""
    levels = ((tell("đơn vị cấp huyện"), _DISTRICT_TYPES), (tell("đơn vị cấp xã"), _COMMUNE_TYPES))
    whole = [(label, kinds) for label, kinds in levels if set(kinds) <= set(types)]
    covered = {kind for _, kinds in whole for kind in kinds}
    return (*(label for label, _ in whole), *(_KINDS[kind] for kind in types if kind not in covered))


def _types_said(said: str) -> tuple[UnitType, ...]:
    found: list[UnitType] = []
    if re.search(r"\bcap huyen\b", said):
        found += _DISTRICT_TYPES
    if re.search(r"\bcap (?:huyen )?(?:cap )?xa\b", said):
        found += _COMMUNE_TYPES
    plain = re.sub(r"\bcap (?:huyen|xa)(?: (?:cap )?xa)?\b", " ", said)
    found += [_TYPE_WORDS[word] for word in re.findall(rf"\b{_TYPE}\b", plain)]
    return tuple(dict.fromkeys(found))


def _why_no_district(directory: Directory, types: Sequence[UnitType]) -> Said:
    ended = [fact.valid_to for fact in directory.elsewhen if fact.level is Level.DISTRICT and fact.valid_to]
    asked = bool(set(_DISTRICT_TYPES) & set(types)) and not directory.at_level(Level.DISTRICT)
    if not asked or not ended or max(ended) > directory.on:
        return tell("")
    return tell("Cấp huyện đã kết thúc hoạt động từ {day}.", day=format_date(max(ended)))


def _central(directory: Directory, _said: str) -> Group:
    units = directory.at_level(Level.CENTRAL_AGENCY)
    return Group(
        units,
        tell(
            "{count} cơ quan Trung ương đóng trên địa bàn, theo danh bạ ngày {day}.",
            count=len(units),
            day=_day(directory),
        ),
    )


def _places(directory: Directory, _said: str) -> Group:
    units = direct_localities(directory)
    reason = tell(
        "«Địa phương» được hiểu là {count} đơn vị {kind} trực thuộc tỉnh ngày {day}.",
        count=len(units),
        kind=_level_of(units),
        day=_day(directory),
    )
    return Group(units, reason, Confidence.LIKELY)


def _level_of(localities: Sequence[UnitFact]) -> Said:
    levels = (_LEVELS[localities[0].level],) if localities else (tell("cấp huyện"), tell("cấp xã"))
    return joint_sentence(levels, ", ")


def _everybody(directory: Directory, said: str) -> Group:
    localities = direct_localities(directory) if re.search(r"\b(?:dia phuong|cap)\b", said) else ()
    units = (*directory.at_level(Level.DEPARTMENT), *directory.at_level(Level.CENTRAL_AGENCY), *localities)
    kinds = [tell("sở, ban, ngành cấp tỉnh"), tell("cơ quan Trung ương đóng trên địa bàn")]
    kinds += [_LEVELS[localities[0].level]] if localities else []
    reason = tell(
        "Cách nói chung: được hiểu là mọi đơn vị trực thuộc tỉnh ngày {day} ({count} đơn vị: {kind}).",
        day=_day(directory),
        count=len(units),
        kind=joint_sentence(kinds, ", "),
    )
    return Group(units, joint_sentence((reason, tell("Hãy xem lại theo nơi nhận của văn bản."))), Confidence.LIKELY)


def _administration(directory: Directory, _said: str) -> Group:
    localities = direct_localities(directory)
    units = (*directory.at_level(Level.DEPARTMENT), *localities)
    below = tell("UBND cấp xã thực hiện qua UBND cấp huyện." if directory.at_level(Level.DISTRICT) else "")
    reason = tell(
        "Cơ quan hành chính nhà nước được hiểu là {count} sở, ban, ngành cấp tỉnh và đơn vị {kind} "
        "trực thuộc tỉnh ngày {day}.",
        count=len(units),
        kind=_level_of(localities),
        day=_day(directory),
    )
    return Group(units, joint_sentence((reason, below)), Confidence.LIKELY)


def _all_levels(directory: Directory, said: str) -> Group:
    units = (*directory.at_level(Level.DISTRICT), *directory.at_level(Level.COMMUNE))
    own = directory.of_type(UnitType.PEOPLES_COMMITTEE) if said.startswith("ubnd") else ()
    reason = tell(
        "{count} đơn vị chính quyền các cấp của tỉnh ngày {day}.", count=len(own) + len(units), day=_day(directory)
    )
    return Group((*own, *units), reason, Confidence.LIKELY)


def _all_provinces(directory: Directory, _said: str) -> Group:
    own = directory.of_type(UnitType.PEOPLES_COMMITTEE)
    others = OutsideBody("UBND các tỉnh, thành phố khác", BodyKind.OTHER_PROVINCE)
    return Group(own, tell("Trong các tỉnh, thành phố, danh bạ này chỉ có UBND tỉnh mình."), bodies=(others,))


def _party_committees(directory: Directory, _said: str) -> Group:
    below = [u for u in directory.of_type(UnitType.PARTY) if _is_local(directory.by_code.get(u.parent or ""))]
    bodies = tuple(OutsideBody(u.name, BodyKind.PARTY, u.code) for u in below)
    bodies = bodies or (OutsideBody("Cấp ủy địa phương", BodyKind.PARTY),)
    why = tell("Cơ quan đảng ở địa phương: nhận văn bản, không được giao nhiệm vụ hành chính.")
    return Group((), why, bodies=bodies)


def _is_local(unit: UnitFact | None) -> bool:
    return unit is not None and unit.type in LOCAL_TYPES


def _day(directory: Directory) -> str:
    return format_date(directory.on)


_KINDS_SAID: Final = re.compile(
    rf"{_COUNCILS}(?P<many>(?:(?:cac|\d{{1,3}}) )+)?(?P<kinds>{_TYPE}(?: (?:cac )?{_TYPE})*)"
    r"(?P<where> (?:ven bien|mien nui|bien gioi|sau(?: day)?|gom|la))*(?= |$)"
)
_ALL: Final = r"(?:(?:tat ca |toan the |toan bo )?cac )"
_GROUPS: Final[tuple[tuple[str, Select], ...]] = (
    (rf"{_ALL}so(?: ban)?(?: nganh)?(?: doan the)?|so(?: ban)? nganh(?: doan the)?|so ban", _departments),
    (rf"{_ALL}?ban nganh(?: doan the)?", _offices),
    (rf"{_COUNCILS}{_ALL}{_TYPE}(?: {_TYPE})*|{_COUNCILS}{_TYPE}(?: {_TYPE})+", _localities),
    (
        rf"{_COUNCILS}{_ALL}?huyen (?:thanh(?: pho)? thi|thi thanh)",
        lambda directory, _said: _localities(directory, "huyen thanh pho thi xa"),
    ),
    (rf"{_COUNCILS}{_ALL}?cap (?:huyen|xa)(?: (?:cap )?xa)?", _localities),
    (rf"{_ALL}?(?:co quan|don vi)(?: don vi| to chuc)* trung uong(?: (?:dong|dat)(?: tru so)?)?", _central),
    (rf"{_COUNCILS}{_ALL}?dia phuong", _places),
    (rf"{_ALL}?(?:co quan |don vi |to chuc |nganh )+dia phuong|{_ALL}co quan don vi(?: to chuc)?", _everybody),
    (rf"{_ALL}cap(?: cac)? nganh|{_ALL}nganh cac cap", _everybody),
    (rf"{_ALL}?co quan hanh chinh(?: nha nuoc)?(?: cac cap)?", _administration),
    (
        rf"{_ALL}?(?:co quan|don vi)(?: don vi| chuyen mon)*(?= (?:truc )?thuoc ubnd tinh)",
        lambda directory, _said: _departments(directory, "so ban nganh"),
    ),
    (r"chinh quyen(?: dia phuong)? cac cap|ubnd cac cap", _all_levels),
    (r"(?:cac )?chinh quyen dia phuong", _places),
    (rf"{_COUNCILS}(?:{_ALL}tinh thanh pho|{_ALL}tinh|tinh thanh pho)(?: truc thuoc trung uong)?", _all_provinces),
    (
        r"(?:cac )?(?:huyen|thanh|thi|quan)(?: (?:huyen|thanh|thi|quan|uy))* uy(?: truc thuoc| dang uy truc thuoc)?",
        _party_committees,
    ),
)
_UNDER: Final = re.compile(r"(?:thuoc|cua|o|tai|tren dia ban)(?: dia ban)? (?:ubnd )?")


@dataclass(frozen=True, slots=True)
class KindsHit:
    """«UBND các xã, phường» before names: the kinds, any of which may bear them."""

    types: tuple[UnitType, ...]
    taken: int


def kinds_at(words: Sequence[Word]) -> KindsHit | None:
    """Kinds of localities that head a list of names; «UBND xã A» is a name of its own."""
    match = _KINDS_SAID.match(" ".join(word.text for word in words))
    if match is None:
        return None
    types = _types_said(match["kinds"])
    counted = re.search(r"\d", match["many"] or "") is not None
    if len(types) < 2 and not counted and not match["where"]:
        return None  # «UBND các xã A, B» is told by its one kind
    return KindsHit(types, len(match.group().split()))


def find_group(words: Sequence[Word], book: NameBook) -> GroupHit | None:
    """The group that the text begins with, if it ends where a part may end; the longest of those that fit."""
    text = " ".join(word.text for word in words)
    scope = _SCOPE % (re.escape(" ".join(book.province)) or "$")
    best: tuple[int, re.Match[str], Select] | None = None
    for pattern, select in _GROUPS:
        match = re.match(rf"(?P<name>{pattern}){scope}{_VAGUE}(?= |$)", text)
        if match is not None and (best is None or match.end() > best[0]):
            best = (match.end(), match, select)
    if best is None:
        return None
    _, match, select = best
    taken = len(match.group().split())
    group = select(book.directory, match["name"])
    if words[taken - 1].ends_part:
        return GroupHit(group, taken, match["vague"] is not None)
    return _under_a_locality(words, taken, group, book) if select is _localities else None


def _under_a_locality(words: Sequence[Word], taken: int, group: Group, book: NameBook) -> GroupHit | None:
    """«các xã, thị trấn thuộc huyện A»: only those below A."""
    link = _UNDER.match(" ".join(word.text for word in words[taken:]) + " ")
    if link is None:
        return None
    start = taken + len(link.group().split())
    hit = book.find(words[start:])
    if hit is None or len(hit.units) != 1:
        return None
    parent = hit.units[0]
    units = tuple(unit for unit in group.units if unit.parent == parent.code)
    reason = tell(
        "{count} đơn vị thuộc {unit} trong danh bạ ngày {day}.",
        count=len(units),
        unit=f"{parent.name} ({parent.code})",
        day=_day(book.directory),
    )
    return GroupHit(Group(units, reason), start + hit.taken, is_vague=False)
