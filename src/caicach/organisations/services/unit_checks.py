"""What a change of units has to keep: every code names one body a day, nobody stands above itself, nothing is twice."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Q

from caicach.kernel.errors import CaicachError, Conflict, InvalidInput
from caicach.kernel.text.dates import format_date
from caicach.organisations.domain.units import ChangeKind, UnitFact, overlaps

_CODE: Final = re.compile(r"[A-Za-z0-9Đđ][A-Za-z0-9Đđ._-]{0,39}")
_LONGEST: Final = 200


def lasts_into(on: date) -> Q:
    """Rows of a range of days that began before the day and do not end before it."""
    return (Q(valid_from=None) | Q(valid_from__lt=on)) & (Q(valid_to=None) | Q(valid_to__gt=on))


def check_asked(
    kind: ChangeKind,
    from_codes: Sequence[str],
    going_on: Sequence[str],
    new: Sequence[UnitFact],
    order_document: str,
) -> None:
    """What can be judged of the words alone."""
    if not order_document.strip():
        raise InvalidInput(
            "organisations.no_order_document",
            what="Chưa nêu văn bản quyết định việc thay đổi đơn vị.",
            why="Thay đổi về đơn vị chỉ có hiệu lực theo văn bản của cấp có thẩm quyền.",
            todo="Hãy ghi số, ký hiệu và ngày của văn bản.",
        )
    for codes in (from_codes, [*going_on, *(fact.code for fact in new)]):
        if twice := [code for code, count in Counter(codes).items() if count > 1]:
            raise InvalidInput(
                "organisations.unit_twice",
                what="Đơn vị mã «{unit}» được nêu hai lần.",
                why="Mỗi đơn vị chỉ có một phần trong một lần thay đổi.",
                todo="Hãy bỏ bớt một lần, hoặc dùng mã khác cho đơn vị mới.",
                unit=twice[0],
            )
    many = {ChangeKind.MERGE: {*from_codes, *going_on}, ChangeKind.SPLIT: {*going_on, *(fact.code for fact in new)}}
    if len(many.get(kind, {1, 2})) < 2:
        raise InvalidInput(
            "organisations.too_few_units",
            what="Cần ít nhất hai đơn vị.",
            why="Hợp nhất là từ hai đơn vị trở lên thành một; chia tách là từ một đơn vị thành hai trở lên.",
            todo="Hãy chọn thêm đơn vị; nếu chỉ đổi tên thì dùng «Đổi tên, chuyển cấp trên».",
        )
    for fact in new:
        _check_words(fact)


def _check_words(fact: UnitFact) -> None:
    if not _CODE.fullmatch(fact.code):
        raise InvalidInput(
            "organisations.unit_code",
            what="«{unit}» không dùng làm mã đơn vị được.",
            why="Mã gồm chữ cái không dấu, chữ số, dấu chấm, gạch nối, gạch dưới; dài nhất 40 ký tự.",
            todo="Hãy dùng mã của cơ quan thống kê, hoặc chữ viết tắt như SNV.",
            unit=fact.code[:60],
        )
    if not fact.name or len(fact.name) > _LONGEST or len(fact.short_name) > _LONGEST // 2:
        raise InvalidInput(
            "organisations.unit_name",
            what="Tên của đơn vị mã «{unit}» còn thiếu hoặc quá dài.",
            why="Tên dài nhất 200 ký tự. Tên ngắn dài nhất 100 ký tự; tên dài hơn 100 ký tự phải có tên ngắn.",
            todo="Hãy ghi tên như trong văn bản quyết định và một tên ngắn.",
            unit=fact.code,
        )


def ending(code: str, facts: Sequence[UnitFact], on: date) -> UnitFact:
    """The fact that holds on the eve of the change and goes on into the day."""
    of_code = [fact for fact in facts if fact.code == code]
    current = next((fact for fact in of_code if fact.is_valid(on) and fact.valid_from != on), None)
    if current is not None:
        return current
    starts = [fact.valid_from for fact in of_code if fact.valid_from is not None and fact.valid_from >= on]
    ends = [fact.valid_to for fact in of_code if fact.valid_to is not None and fact.valid_to <= on]
    why = "Trong danh bạ không có mã này."
    if starts:
        why = "Đơn vị mang mã này bắt đầu ngày {start}; chỉ thay đổi được từ sau ngày đó."
    elif ends:
        why = "Đơn vị mang mã này đã kết thúc ngày {end}."
    raise InvalidInput(
        "organisations.unit_not_there",
        what="Không có đơn vị mã «{unit}» trước ngày {day}.",
        why=why,
        todo="Hãy kiểm tra mã và ngày hiệu lực trong văn bản.",
        unit=code,
        day=format_date(on),
        start=format_date(min(starts)) if starts else "",
        end=format_date(max(ends)) if ends else "",
    )


def check_not_changed_later(ended: Sequence[UnitFact], facts: Sequence[UnitFact], on: date) -> None:
    """Changes are recorded in the order of their days: what was decided for later rests on what held before."""
    for fact in ended:
        if fact.valid_to is not None:
            raise Conflict(
                "organisations.changed_later",
                what="«{name}» đã có thay đổi được ghi nhận từ ngày {later}, sau ngày {day}.",
                why="Các thay đổi của một đơn vị nối tiếp nhau theo ngày; ghi xen vào giữa sẽ làm sai thay đổi sau.",
                todo="Hãy kiểm tra ngày hiệu lực; thay đổi ấy có trên trang của đơn vị.",
                name=fact.name,
                later=format_date(fact.valid_to),
                day=format_date(on),
            )


def check_something_changes(old: UnitFact, new: UnitFact) -> None:
    said = ("name", "short_name", "level", "type", "parent")
    if all(getattr(old, name) == getattr(new, name) for name in said):
        raise InvalidInput(
            "organisations.nothing_changed",
            what="Chưa có gì thay đổi ở «{name}».",
            why="Tên, tên ngắn, cấp, loại và đơn vị cấp trên vẫn như trước.",
            todo="Hãy sửa điều được văn bản quyết định.",
            name=old.name,
        )


def has_children(left: Sequence[UnitFact], on: date) -> CaicachError:
    """A unit does not end above units that stay: where they go has to be said."""
    return Conflict(
        "organisations.unit_has_children",
        what="Chưa thể kết thúc đơn vị: còn {count} đơn vị trực thuộc trong ngày {day}.",
        why="Đơn vị trực thuộc còn lại: {names}.",
        todo="Hãy chọn đơn vị cấp trên mới cho các đơn vị này, hoặc ghi nhận việc chuyển chúng trước, cùng ngày.",
        count=len(left),
        day=format_date(on),
        names=", ".join(f"{fact.name} ({fact.code})" for fact in left[:10]),
    )


def check_free(new: Sequence[UnitFact], facts: Sequence[UnitFact], ended: Sequence[UnitFact], on: date) -> None:
    """The code of a new unit names nobody from the day on, and its parent is there."""
    staying = [fact for fact in facts if fact not in ended and overlaps((on, None), (fact.valid_from, fact.valid_to))]
    bearers = {fact.code: fact for fact in staying}
    there = _there(new, staying, on)
    for fact in new:
        if fact.code in bearers:
            raise Conflict(
                "organisations.code_in_use",
                what="Mã «{unit}» đang là của {name} trong thời gian từ {day}.",
                why="Một mã chỉ chỉ một đơn vị trong một ngày.",
                todo="Hãy dùng mã khác, hoặc ghi nhận việc kết thúc đơn vị kia.",
                unit=fact.code,
                name=bearers[fact.code].name,
                day=format_date(on),
            )
        if fact.parent is not None and fact.parent not in there:
            raise no_parent(fact.parent, on)


def _there(new: Sequence[UnitFact], staying: Sequence[UnitFact], on: date) -> set[str]:
    return {fact.code for fact in staying if fact.is_valid(on)} | {fact.code for fact in new}


def no_parent(code: str, on: date) -> CaicachError:
    return InvalidInput(
        "organisations.no_parent",
        what="Không có đơn vị cấp trên mã «{parent}» trong ngày {day}.",
        why="Đơn vị mới phải trực thuộc một đơn vị đang có.",
        todo="Hãy kiểm tra mã đơn vị cấp trên.",
        parent=code,
        day=format_date(on),
    )


def check_no_ring(begun: Sequence[UnitFact], facts: Sequence[UnitFact], ended: Sequence[UnitFact], on: date) -> None:
    """Nobody stands above itself from the day on, directly or through others; what is named above is there."""
    gone = set(ended)
    above = {fact.code: fact.parent for fact in facts if fact not in gone and fact.is_valid(on)}
    above |= {fact.code: fact.parent for fact in begun}
    for fact in begun:
        passed, code = {fact.code}, fact.parent
        while code is not None:
            if code in passed:
                raise InvalidInput(
                    "organisations.unit_ring",
                    what="«{name}» không thể trực thuộc đơn vị mã «{parent}» từ ngày {day}.",
                    why="Đơn vị ấy là chính nó, hoặc đang trực thuộc nó: hai đơn vị sẽ đứng trên nhau.",
                    todo="Hãy chọn đơn vị cấp trên khác.",
                    name=fact.name,
                    parent=fact.parent or "",
                    day=format_date(on),
                )
            if code not in above:
                raise no_parent(code, on)
            passed.add(code)
            code = above[code]
