"""Publishing: the source's figures frozen as they are told now, and sealed behind the edition before."""

from datetime import datetime

from django.db import connection, transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.http.texts import check_length
from caicach.kernel.text.characters import clean
from caicach.organisations import queries as organisations
from caicach.publications.domain.chain import GENESIS, digest_of, sealed_text
from caicach.publications.domain.values import Draft
from caicach.publications.gathering import SourceRef, draft_of
from caicach.publications.models import PublishedEdition

_LONGEST = 2_000
_STANDING_OFFICE = "Cơ quan thường trực cải cách hành chính"


@transaction.atomic
def publish(actor: Actor, *, source: SourceRef, now: datetime) -> int:
    """The number of the new edition. Raises Conflict where this was published: a second edition is a correction."""
    require(actor, Permission.PUBLICATION_MANAGE)
    _wait_for_turn()
    draft = draft_of(actor, source)
    last = PublishedEdition.objects.filter(series=draft.series).order_by("-number").first()
    if last is not None:
        raise Conflict(
            "publication.again",
            what="Số liệu này đã công bố ở bản số {number}.",
            why="Bản đã công bố không đổi; số liệu mới là bản đính chính của nó.",
            todo="Hãy mở bản số {number} rồi chọn «Đính chính».",
            number=last.number,
        )
    return _sealed(actor, draft, source, None, "", now)


@transaction.atomic
def correct(actor: Actor, *, number: int, source: SourceRef, reason: str, now: datetime) -> int:
    """The number of the edition that takes the place of another; both stay, and each names the other."""
    require(actor, Permission.PUBLICATION_MANAGE)
    _wait_for_turn()
    told = check_length(clean(reason).strip(), _LONGEST)
    if not told:
        raise InvalidInput(
            "publication.no_reason",
            what="Chưa ghi lý do đính chính.",
            why="Người đọc cần biết số liệu nào sai và vì sao.",
            todo="Hãy ghi lý do; lý do được công bố cùng số liệu.",
        )
    corrected = PublishedEdition.objects.filter(number=number).order_by("pk").first()
    if corrected is None or PublishedEdition.objects.filter(corrects=number).exists():
        raise Conflict(
            "publication.corrected",
            what="Bản công bố số {number} không còn đính chính được.",
            why="Bản này không tồn tại, hoặc đã có bản đính chính.",
            todo="Hãy đính chính bản mới nhất.",
            number=number,
        )
    draft = draft_of(actor, source)
    if (draft.kind.value, draft.series) != (corrected.kind, corrected.series):
        raise InvalidInput(
            "publication.other_series",
            what="Số liệu đã chọn không phải của bản số {number}.",
            why="Bản đính chính phải cùng loại và cùng kỳ với bản bị đính chính.",
            todo="Hãy chọn đúng số liệu, hoặc công bố thành bản riêng.",
            number=number,
        )
    return _sealed(actor, draft, source, number, told, now)


def _wait_for_turn() -> None:
    """One writer of the chain at a time; on SQLite the transaction began with the lock of the one writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('caicach.publications'))")


def _sealed(actor: Actor, draft: Draft, source: SourceRef, corrects: int | None, reason: str, now: datetime) -> int:
    last = PublishedEdition.objects.order_by("-number").values_list("number", "digest").first()
    number, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    sealed = sealed_text(
        number=number,
        kind=draft.kind.value,
        series=draft.series,
        published_at=now,
        publisher=_publisher(actor, now),
        corrects=corrects,
        reason=reason,
        content=draft.content,
    )
    row = PublishedEdition.objects.create(
        number=number,
        kind=draft.kind.value,
        series=draft.series,
        title=draft.content.title,
        first_on=draft.content.first_on,
        last_on=draft.content.last_on,
        sealed=sealed,
        previous=previous,
        digest=digest_of(previous, sealed),
        corrects_id=corrects,
        source_ref=str(source),
        published_at=now,
        published_by_name=actor.name,
    )
    new = {"number": number, "series": draft.series, "digest": row.digest, "corrects": corrects}
    action = "publications.edition.published" if corrects is None else "publications.edition.corrected"
    audit.record(actor, action, subject=("public_edition", row.pk), now=now, new=new, why=reason)
    return number


def _publisher(actor: Actor, now: datetime) -> str:
    """The body that the person acts for; never the person."""
    names = {unit.code: unit.office_name for unit in organisations.units_on(now.date())}
    return next((names[code] for code in sorted(actor.acts_for) if code in names), _STANDING_OFFICE)
