"""Offices that issue letters, and their series of numbers."""

from collections import defaultdict

from caicach.correspondence.counting import last_numbers, series_key
from caicach.correspondence.domain.numbering import NumberState, NumberView, SeriesRule, SeriesView, series_for
from caicach.correspondence.domain.office import Office
from caicach.correspondence.letter_obtaining import visible_letter
from caicach.correspondence.models import GivenNumber, NumberSeries, OfficeProfile
from caicach.documents.values import Recipient, RecipientRole, Signatory
from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound


def offices() -> tuple[Office, ...]:
    return tuple(_office(row) for row in OfficeProfile.objects.order_by("name", "code"))


def office_of(code: str) -> Office:
    row = OfficeProfile.objects.filter(pk=code).first()
    if row is None:
        raise NotFound("office.not_found", what="Không có cơ quan ban hành này.", todo="Hãy quay lại trang trước.")
    return _office(row)


def _office(row: OfficeProfile) -> Office:
    return Office(
        code=row.code,
        name=row.name,
        superior=row.superior,
        issuer=row.issuer,
        symbol=row.symbol,
        drafting_unit=row.drafting_unit,
        place=row.place,
        organ_id=row.organ_id,
        address=row.address,
        recipients=tuple(Recipient(item["text"], RecipientRole(item["role"])) for item in row.recipients),
        signatories=tuple(Signatory(**item) for item in row.signatories),
        version=row.version,
    )


def number_series(*, year: int) -> tuple[SeriesView, ...]:
    """Every series with its last number of the year, and the numbers reserved or cancelled. Three SQL queries."""
    rows = list(NumberSeries.objects.select_related("profile").order_by("profile__name", "id"))
    last = last_numbers([series_key(row.pk) for row in rows], year)
    odd: dict[int, list[NumberView]] = defaultdict(list)
    found = GivenNumber.objects.filter(year=year).exclude(state=NumberState.USED.value).select_related("letter")
    for given in found.order_by("series_id", "-number"):
        odd[given.series_id].append(_number(given))
    return tuple(
        SeriesView(
            rule=SeriesRule(row.pk, row.name, tuple(row.kinds)),
            version=row.version,
            profile=row.profile_id,
            profile_name=row.profile.name,
            year=year,
            last=last.get(series_key(row.pk), 0),
            odd=tuple(odd[row.pk]),
        )
        for row in rows
    )


def _number(given: GivenNumber) -> NumberView:
    return NumberView(
        number=given.number,
        year=given.year,
        state=NumberState(given.state),
        reason=given.reason,
        letter_id=given.letter_id,
        symbol=given.letter.symbol if given.letter else "",
        given_at=given.given_at,
        given_by=given.given_by_name,
    )


def reserved_numbers(actor: Actor, letter_id: int, *, year: int) -> tuple[int, ...]:
    """Numbers kept in the series that the letter would take its number from."""
    letter = visible_letter(actor, letter_id)
    rows = NumberSeries.objects.filter(profile=letter.profile_id).order_by("id")
    rule = series_for([SeriesRule(row.pk, row.name, tuple(row.kinds)) for row in rows], letter.doc_type)
    found = GivenNumber.objects.filter(series=rule.id if rule else 0, year=year, state=NumberState.RESERVED.value)
    return tuple(found.order_by("number").values_list("number", flat=True))
