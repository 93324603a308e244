"""The registers of outgoing and incoming documents."""

from django.db.models import QuerySet

from caicach.correspondence.domain.letters import SENT_STATES, LetterState
from caicach.correspondence.domain.numbering import LETTER, NumberState, written_number
from caicach.correspondence.domain.received import ReceivedState
from caicach.correspondence.domain.registers import IncomingLine, OutgoingLine, RegisterFilters
from caicach.correspondence.letter_obtaining import sees_all_letters, visible_letters
from caicach.correspondence.letter_values import document_of
from caicach.correspondence.models import GivenNumber, ReceivedDocument, SentLetter
from caicach.correspondence.obtaining import visible_documents
from caicach.documents.values import OfficialDocument, RecipientRole
from caicach.kernel.access import Actor
from caicach.kernel.errors import NotAllowed
from caicach.kernel.pages import Page, page_number
from caicach.kernel.said import NOTHING, Said, joint_sentence, plain, tell
from caicach.kernel.text.folding import search_words


def outgoing_register(actor: Actor, *, filters: RegisterFilters) -> Page[OutgoingLine]:
    """Every number of a year by series, those reserved or cancelled among them. Two SQL queries."""
    _require_register(actor)
    found = GivenNumber.objects.filter(year=filters.year)
    if filters.series is not None:
        found = found.filter(series_id=filters.series)
    if filters.day_from:
        found = found.filter(letter__issued_on__gte=filters.day_from)
    if filters.day_to:
        found = found.filter(letter__issued_on__lte=filters.day_to)
    for word in search_words(filters.text):
        found = found.filter(letter__search_text__contains=word)
    ordered = found.select_related("letter", "series__profile").order_by("series__profile__name", "series_id", "number")
    rows, total, number = _window(ordered, filters)
    return Page(tuple(_outgoing(row) for row in rows), total, number, filters.size)


def _window(ordered: QuerySet[GivenNumber], filters: RegisterFilters) -> tuple[list[GivenNumber], int, int]:
    total = ordered.count()
    number = page_number(filters.page, total=total, size=filters.size)
    return list(ordered[(number - 1) * filters.size : number * filters.size]), total, number


def _outgoing(row: GivenNumber) -> OutgoingLine:
    letter = row.letter
    document = document_of(letter) if letter else OfficialDocument()
    symbol = letter.symbol if letter else row.series.profile.symbol
    return OutgoingLine(
        letter_id=letter.pk if letter else None,
        year=row.year,
        number=row.number,
        reference=f"{written_number(row.number)}/{symbol}",
        issued_on=letter.issued_on if letter else None,
        kind=letter.doc_type if letter else "",
        subject=letter.subject if letter else "",
        signer=letter.signer if letter else "",
        places=letter.addressed_to if letter else "",
        archive="; ".join(r.text for r in document.recipients if r.role is RecipientRole.ARCHIVE),
        copies=letter.copies if letter else None,
        note=_note(row, letter),
    )


def _note(row: GivenNumber, letter: SentLetter | None) -> Said:
    if row.state == NumberState.RESERVED.value:
        return tell("Giữ số: {reason}", reason=row.reason)
    if row.state == NumberState.CANCELLED.value:
        return tell("Số đã hủy: {reason}", reason=row.reason)
    if letter is None or letter.state == LetterState.DISPATCHED.value:
        return plain(letter.note) if letter else NOTHING
    words = tell(_STATE_LABELS[LetterState(letter.state)])
    return joint_sentence((words, letter.ended_reason), ": ")


def incoming_register(actor: Actor, *, filters: RegisterFilters) -> Page[IncomingLine]:
    """Received documents of a year by arrival number, with the letters that answered them."""
    _require_register(actor)
    found = visible_documents(actor).filter(arrival_year=filters.year, arrival_number__isnull=False)
    if filters.day_from:
        found = found.filter(arrived_on__gte=filters.day_from)
    if filters.day_to:
        found = found.filter(arrived_on__lte=filters.day_to)
    for word in search_words(filters.text):
        found = found.filter(search_text__contains=word)
    total = found.count()
    number = page_number(filters.page, total=total, size=filters.size)
    ordered = found.prefetch_related("units", "answers").order_by("arrival_number")
    rows = ordered[(number - 1) * filters.size : number * filters.size]
    return Page(tuple(_incoming(row) for row in rows), total, number, filters.size)


_STATE_LABELS = {
    LetterState.DRAFT: "Dự thảo",
    LetterState.SUBMITTED: "Đã trình",
    LetterState.NUMBERED: "Đã cấp số",
    LetterState.SIGNED: "Đã ký",
    LetterState.DISPATCHED: "Đã phát hành",
    LetterState.RECALLED: "Đã thu hồi",
    LetterState.REPLACED: "Đã được thay thế",
    LetterState.CANCELLED: "Đã hủy",
}
_REMARK_LABELS = {
    ReceivedState.REFUSED.value: "Không tiếp nhận trên hệ thống (văn bản mật)",
    ReceivedState.WITHDRAWN.value: "Đã rút",
}
_SENT = frozenset(state.value for state in SENT_STATES)


def _incoming(row: ReceivedDocument) -> IncomingLine:
    reference = f"{row.number or '…'}/{row.symbol}" if row.symbol else row.number or ""
    return IncomingLine(
        document_id=row.pk,
        arrived_on=row.arrived_on,
        number=row.arrival_number or 0,
        issuer=row.issuer or "",
        reference=reference,
        issued_on=row.issued_on,
        kind=row.doc_type or (LETTER if row.subject else ""),
        subject=row.subject or row.filename,
        units=tuple(sorted(unit.unit_id for unit in row.units.all())),
        replies=tuple(
            f"{written_number(letter.number)}/{letter.symbol}"
            for letter in row.answers.all()
            if letter.number and letter.state in _SENT
        ),
        note=tell(_REMARK_LABELS.get(row.state, "")),
    )


def _require_register(actor: Actor) -> None:
    """A register is kept by the office: whoever sees every letter sees it."""
    if not sees_all_letters(actor):
        raise NotAllowed(
            "register.not_yours",
            what="Sổ đăng ký văn bản dành cho cơ quan thường trực và lãnh đạo.",
            why="Tài khoản «{name}» chỉ xem văn bản gửi đơn vị mình.",
            todo="Hãy mở danh sách văn bản.",
            name=actor.name,
        )


def answers_to(actor: Actor, document_id: int) -> tuple[int, ...]:
    """Letters that answer a received document, as far as the actor may see them."""
    found = visible_letters(actor).filter(answers_id=document_id).order_by("id")
    return tuple(found.values_list("pk", flat=True))
