"""The offices that issue letters, and their series of numbers: data that a person reads and changes."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import F

from caicach.correspondence.domain.numbering import DOC_TYPES, SeriesRule, overlapping_kinds
from caicach.correspondence.domain.office import Office
from caicach.correspondence.models import NumberSeries, OfficeProfile
from caicach.correspondence.office_files import read_offices
from caicach.correspondence.services.numbering import rule_of
from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound


@transaction.atomic
def save_office(actor: Actor, *, office: Office, now: datetime) -> None:
    """Add an office, with a shared series of numbers, or change it; ``office.version`` is the one that was seen."""
    require(actor, Permission.LETTER_ISSUE)
    _check(office)
    fields = {
        "name": office.name.strip(),
        "superior": office.superior.strip(),
        "issuer": office.issuer.strip(),
        "symbol": office.symbol.strip(),
        "drafting_unit": office.drafting_unit.strip(),
        "place": office.place.strip(),
        "organ_id": office.organ_id.strip(),
        "address": office.address.strip(),
        "recipients": [{"text": r.text, "role": r.role.value} for r in office.recipients],
        "signatories": [
            {"capacity": s.capacity, "title": s.title, "other_title": s.other_title, "name": s.name}
            for s in office.signatories
        ],
        "changed_by": actor.name,
    }
    if not OfficeProfile.objects.filter(pk=office.code).exists():
        row = OfficeProfile(code=office.code, **fields)
        row.save(force_insert=True)
        NumberSeries.objects.create(profile=row, name="Chung")
        action = "correspondence.office.added"
    else:
        _update(office, fields)
        action = "correspondence.office.changed"
    new = {name: value for name, value in fields.items() if name != "changed_by"}
    audit.record(actor, action, subject=("office", office.code), now=now, new=new)


@transaction.atomic
def load_offices(*, path: Path, now: datetime) -> int:
    """Offices of a file that are not there yet, by the system; how many. Those a person has are left alone."""
    there = set(OfficeProfile.objects.order_by("code").values_list("code", flat=True))
    fresh = [office for office in read_offices(path) if office.code not in there]
    for office in fresh:
        save_office(SYSTEM, office=office, now=now)
    return len(fresh)


def _update(office: Office, fields: Mapping[str, object]) -> None:
    changed = OfficeProfile.objects.filter(pk=office.code, version=office.version).update(
        **fields, version=F("version") + 1
    )
    if not changed:
        raise Conflict(
            "office.changed",
            what="Thông tin cơ quan vừa được người khác thay đổi.",
            why="«{who}» đã lưu một thay đổi sau khi bạn mở trang này.",
            todo="Hãy mở trang này ở thẻ khác để xem thay đổi đó, rồi lưu lại.",
            who=OfficeProfile.objects.get(pk=office.code).changed_by,
        )


def _check(office: Office) -> None:
    needed = (office.name, office.issuer, office.symbol, office.place)
    if not all(value.strip() for value in needed):
        raise InvalidInput(
            "office.incomplete",
            what="Chưa lưu được thông tin cơ quan.",
            why="Tên, cơ quan ban hành, ký hiệu và địa danh đều cần có.",
            todo="Hãy nhập phần còn thiếu.",
        )


@transaction.atomic
def save_series(
    actor: Actor,
    *,
    profile: str,
    name: str,
    kinds: tuple[str, ...],
    series_id: int | None = None,
    version: int = 1,
    now: datetime,
) -> int:
    """Add or change which types of document take their numbers from a series; its id. Numbers given stay as they are.

    Raises InvalidInput where a type is unknown or another series of the office claims it.
    """
    require(actor, Permission.LETTER_ISSUE)
    if not OfficeProfile.objects.filter(pk=profile).exists():
        raise NotFound("office.not_found", what="Không có cơ quan ban hành này.", todo="Hãy quay lại trang Dãy số.")
    wanted = tuple(dict.fromkeys(kind.strip().lower() for kind in kinds if kind.strip()))
    others = NumberSeries.objects.filter(profile_id=profile).exclude(pk=series_id or 0).order_by("id")
    _check_kinds(wanted, [*map(rule_of, others), SeriesRule(0, name, wanted)])
    if not name.strip():
        raise InvalidInput("series.no_name", what="Dãy số chưa có tên.", todo="Hãy đặt tên cho dãy số.")
    try:
        with transaction.atomic():
            row = _saved_series(profile, name.strip(), wanted, series_id, version)
    except IntegrityError as error:
        raise Conflict(
            "series.name_taken",
            what="Đã có dãy số tên «{name}» của cơ quan này.",
            todo="Hãy đặt tên khác.",
            name=name,
        ) from error
    new = {"name": row.name, "kinds": list(wanted), "profile": profile}
    audit.record(actor, "correspondence.series.saved", subject=("series", row.pk), now=now, new=new)
    return row.pk


def _check_kinds(wanted: tuple[str, ...], rules: list[SeriesRule]) -> None:
    unknown = [kind for kind in wanted if kind not in DOC_TYPES]
    if unknown:
        raise InvalidInput(
            "series.unknown_kind",
            what="Không có loại văn bản «{kind}».",
            why="Các loại văn bản hành chính nêu tại Điều 7 Nghị định 30/2020/NĐ-CP.",
            todo="Hãy chọn trong danh sách.",
            kind=", ".join(unknown),
        )
    twice = overlapping_kinds(rules)
    if twice:
        raise InvalidInput(
            "series.kind_twice",
            what="Hai dãy số cùng nhận «{kind}».",
            why="Mỗi loại văn bản của một cơ quan chỉ lấy số ở một dãy, nếu không số sẽ trùng.",
            todo="Hãy bỏ loại này ở dãy kia trước.",
            kind=", ".join(twice),
        )


def _saved_series(profile: str, name: str, kinds: tuple[str, ...], series_id: int | None, version: int) -> NumberSeries:
    if series_id is None:
        return NumberSeries.objects.create(profile_id=profile, name=name, kinds=list(kinds))
    changed = NumberSeries.objects.filter(pk=series_id, profile_id=profile, version=version).update(
        name=name, kinds=list(kinds), version=F("version") + 1
    )
    if not changed:
        raise Conflict(
            "series.changed",
            what="Dãy số vừa được người khác thay đổi.",
            why="Có thay đổi được lưu sau khi bạn mở trang này.",
            todo="Hãy tải lại trang rồi làm lại.",
        )
    return NumberSeries.objects.get(pk=series_id)
