"""Letters sent: lists, the page of one, its files, and what was sent before about a thing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from caicach.correspondence.domain.letters import (
    SENT_STATES,
    Demand,
    LetterFilters,
    LetterLink,
    LetterPage,
    LetterPurpose,
    LetterRow,
    LetterState,
    SignatureRole,
    SubjectRef,
    VersionView,
)
from caicach.correspondence.letter_obtaining import sees_all_letters, visible_letter, visible_letters
from caicach.correspondence.letter_values import (
    demand_of,
    document_of,
    letter_link,
    letter_row,
    signature_view,
    unit_replies,
)
from caicach.correspondence.models import LetterSubject, LetterUnit, SentLetter
from caicach.documents.as_json import reading_from_json
from caicach.documents.values import OfficialDocument
from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import NotFound
from caicach.kernel.ordered_pages import ByField, ByKey, by_place, by_text, ordered_page
from caicach.kernel.pages import Page
from caicach.kernel.text.folding import search_words

LETTER_COLUMNS: Final[dict[str, ByField | ByKey]] = {
    "subject": by_text("subject"),
    "issued_on": ByField("issued_on"),
    "state": by_place("state", LetterState),
}
"""What the list can be ordered by."""


def letters_sent(actor: Actor, *, filters: LetterFilters) -> Page[LetterRow]:
    """Letters the actor may see, newest first or as the filters order. At most three SQL queries."""
    found = filtered_letters(visible_letters(actor), filters)
    rows, total, number = ordered_page(
        _counted(found), filters.order, LETTER_COLUMNS, own=("-id",), page=filters.page, size=filters.size
    )
    return Page(tuple(letter_row(row) for row in rows), total, number, filters.size)


def letters_addressed(actor: Actor, *, size: int = 20) -> tuple[LetterRow, ...]:
    """Letters sent to the actor's own units, newest first: to them they are received. Two SQL queries."""
    if not actor.acts_for:
        return ()
    mine = LetterUnit.objects.filter(letter=OuterRef("pk"), unit_id__in=sorted(actor.acts_for))
    found = SentLetter.objects.filter(Exists(mine), state__in=[state.value for state in SENT_STATES])
    return tuple(letter_row(row) for row in _counted(found).order_by("-dispatched_at", "-id")[:size])


def filtered_letters(found: QuerySet[SentLetter], filters: LetterFilters) -> QuerySet[SentLetter]:
    """Without order. Words are looked for one by one, so that «nội vụ 07» finds number 07 of Sở Nội vụ."""
    if filters.states:
        found = found.filter(state__in=[state.value for state in filters.states])
    if filters.purposes:
        found = found.filter(purpose__in=[purpose.value for purpose in filters.purposes])
    if filters.series is not None:
        found = found.filter(series_id=filters.series)
    if filters.year is not None:
        found = found.filter(year=filters.year)
    if filters.issued_from:
        found = found.filter(issued_on__gte=filters.issued_from)
    if filters.issued_to:
        found = found.filter(issued_on__lte=filters.issued_to)
    for word in search_words(filters.text):
        found = found.filter(search_text__contains=word)
    return found.order_by()


def _counted(found: QuerySet[SentLetter]) -> QuerySet[SentLetter]:
    units = LetterUnit.objects.filter(letter=OuterRef("pk")).order_by().values("letter")
    asked = units.annotate(n=Count("pk")).values("n")
    replied = units.filter(replies__isnull=False).annotate(n=Count("pk", distinct=True)).values("n")
    return found.annotate(asked=Coalesce(Subquery(asked), 0), replied=Coalesce(Subquery(replied), 0))


def letter_row_of(actor: Actor, letter_id: int) -> LetterRow:
    return letter_row(visible_letter(actor, letter_id))


def letter_document(actor: Actor, letter_id: int) -> OfficialDocument:
    return document_of(visible_letter(actor, letter_id))


def letter_units(actor: Actor, letter_id: int) -> tuple[tuple[str, ...], Demand | None]:
    """The units that a letter speaks to, and what it asks of them."""
    letter = visible_letter(actor, letter_id)
    return tuple(letter.units.order_by("unit_id").values_list("unit_id", flat=True)), demand_of(letter)


def version_document(actor: Actor, letter_id: int, number: int) -> OfficialDocument:
    """The draft as it was saved; for those who see drafts."""
    letter = visible_letter(actor, letter_id)
    version = letter.versions.filter(number=number).first() if sees_all_letters(actor) else None
    if version is None:
        raise NotFound("letter.no_such_version", what="Không có phiên bản này của dự thảo.", todo="Hãy tải lại trang.")
    return reading_from_json(version.document).document


def letter_page(actor: Actor, letter_id: int, *, on: date) -> LetterPage:
    """Everything the page of a letter shows. A fixed number of SQL queries.

    A unit sees its own reply only: what others answered is not its business.
    """
    letter = visible_letter(actor, letter_id)
    state, sees_all = LetterState(letter.state), sees_all_letters(actor)
    rows = letter.units.prefetch_related("replies").order_by("unit_id")
    if not sees_all:
        rows = rows.filter(unit_id__in=sorted(actor.visible_units))
    units = tuple(unit_replies(row, letter.demand_due_on, on) for row in rows)
    signatures = tuple(signature_view(row) for row in letter.signatures.order_by("id"))
    roles = {signature.role for signature in signatures}
    drafts, issues = actor.may(Permission.LETTER_DRAFT), actor.may(Permission.LETTER_ISSUE)
    waits = state in (LetterState.DRAFT, LetterState.SUBMITTED)
    fixed = state in (LetterState.NUMBERED, LetterState.SIGNED)
    return LetterPage(
        row=letter_row(letter),
        document=document_of(letter),
        profile=letter.profile_id,
        demand=demand_of(letter),
        units=units,
        subjects=tuple(SubjectRef(s.kind, s.ref) for s in letter.subjects.order_by("id")) if sees_all else (),
        signatures=signatures,
        versions=_versions(letter) if sees_all else (),
        mends=letter_link(letter.mends) if letter.mends else None,
        mended_by=tuple(letter_link(row) for row in letter.mended_by.order_by("id")) if sees_all else (),
        answers=letter.answers_id if sees_all else None,
        has_scan=letter.scan_id is not None,
        has_file=letter.file_id is not None,
        may_edit=drafts and state is LetterState.DRAFT,
        may_number=issues and waits,
        may_sign=actor.may(Permission.LETTER_SIGN) and fixed and SignatureRole.PERSON not in roles,
        may_stamp=issues and state is LetterState.SIGNED and SignatureRole.AGENCY not in roles,
        may_scan=issues and fixed,
        may_dispatch=issues and state is LetterState.SIGNED,
        may_return=(issues or actor.may(Permission.LETTER_SIGN)) and state is LetterState.SUBMITTED,
        may_recall=issues and state is LetterState.DISPATCHED,
        may_cancel=(issues and fixed) or (drafts and waits),
        may_record=issues and state in SENT_STATES,
    )


def _versions(letter: SentLetter) -> tuple[VersionView, ...]:
    return tuple(VersionView(v.number, v.saved_at, v.saved_by_name) for v in letter.versions.order_by("-number"))


def earlier_letters(
    actor: Actor, *, kind: str, refs: Iterable[str], purpose: LetterPurpose
) -> Mapping[str, tuple[LetterLink, ...]]:
    """For each thing, the sent letters of a purpose that were about it, oldest first. One SQL query."""
    letters = visible_letters(actor).filter(
        purpose=purpose.value, state__in=[LetterState.DISPATCHED.value, LetterState.REPLACED.value]
    )
    found = LetterSubject.objects.filter(kind=kind, ref__in=sorted(set(refs)), letter__in=letters)
    by_ref: dict[str, list[LetterLink]] = defaultdict(list)
    for row in found.select_related("letter").order_by("letter__issued_on", "letter_id"):
        by_ref[row.ref].append(letter_link(row.letter))
    return {ref: tuple(links) for ref, links in by_ref.items()}
