"""The only way to a document: what the actor may see, and the lock that every write takes.

A document is seen by those who see all documents or receive and confirm them, and, once confirmed, by the units it gave
work to. For everybody else it does not exist.
"""

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy

from caicach.correspondence.domain.received import ReceivedState
from caicach.correspondence.models import DocumentReading, DocumentUnit, ReceivedDocument, TaskProposal
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import Conflict, NotFound

_SEE_ALL = (Permission.DOCUMENT_SEE_ALL, Permission.DOCUMENT_RECEIVE, Permission.DOCUMENT_CONFIRM)


def sees_all_documents(actor: Actor) -> bool:
    return any(actor.may(permission) for permission in _SEE_ALL)


def visible_documents(actor: Actor) -> QuerySet[ReceivedDocument]:
    if sees_all_documents(actor):
        return ReceivedDocument.objects.all()
    mine = DocumentUnit.objects.filter(document=OuterRef("pk"), unit_id__in=sorted(actor.visible_units))
    return ReceivedDocument.objects.filter(Exists(mine), state=ReceivedState.CONFIRMED.value)


def visible_document(actor: Actor, document_id: int) -> ReceivedDocument:
    document = visible_documents(actor).filter(pk=document_id).first()
    if document is None:
        raise NotFound(
            "document.not_found",
            what="Không có văn bản này.",
            why="Văn bản không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách văn bản.",
        )
    return document


def locked_document(
    actor: Actor,
    document_id: int,
    version: int,
    *,
    states: tuple[ReceivedState, ...] = (ReceivedState.READ,),
) -> ReceivedDocument:
    """The document with its version raised, inside the caller's transaction; it stays locked until the end of it.

    Raises NotFound, NotAllowed, Conflict (somebody wrote since ``version``, or its state does not allow the change).
    The UPDATE compares and raises the version in one statement: of two writers at once the second finds no row.
    """
    visible_document(actor, document_id)
    require(actor, Permission.DOCUMENT_CONFIRM)
    raised = ReceivedDocument.objects.filter(pk=document_id, version=version).update(
        version=F("version") + 1, changed_by=actor.name
    )
    document = ReceivedDocument.objects.get(pk=document_id)
    if not raised:
        raise _changed(document)
    if document.state not in {state.value for state in states}:
        raise _settled(document)
    return document


def _changed(document: ReceivedDocument) -> Conflict:
    return Conflict(
        "document.changed",
        what="Văn bản vừa được người khác thay đổi.",
        why="«{who}» đã lưu một thay đổi sau khi bạn mở trang này.",
        todo="Hãy tải lại trang, xem thay đổi đó rồi làm lại việc của bạn.",
        who=document.changed_by or document.received_by_name,
    )


def _settled(document: ReceivedDocument) -> Conflict:
    if document.state == ReceivedState.CONFIRMED.value:
        return Conflict(
            "document.already_confirmed",
            what="Văn bản đã được xác nhận.",
            why="«{who}» đã xác nhận; nhiệm vụ đã giao cho các đơn vị.",
            todo="Hãy điều chỉnh trên trang của từng nhiệm vụ.",
            who=document.confirmed_by_name,
        )
    return Conflict(
        "document.not_reviewable",
        what="Chưa thể làm việc này với văn bản.",
        why="Văn bản đang ở trạng thái không rà soát được: {state}.",
        todo="Hãy tải lại trang để xem trạng thái hiện tại.",
        state=_STATE_WORDS[ReceivedState(document.state)],
    )


_STATE_WORDS = {
    ReceivedState.RECEIVED: gettext_lazy("chờ đọc"),
    ReceivedState.READING: gettext_lazy("đang đọc"),
    ReceivedState.READ: gettext_lazy("chờ rà soát"),
    ReceivedState.CONFIRMED: gettext_lazy("đã xác nhận"),
    ReceivedState.REFUSED: gettext_lazy("không nhận"),
    ReceivedState.FAILED: gettext_lazy("không đọc được"),
    ReceivedState.WITHDRAWN: gettext_lazy("đã rút"),
}


def newest_reading(document: ReceivedDocument) -> DocumentReading | None:
    return document.readings.order_by("-number").first()


def proposal_in(document: ReceivedDocument, proposal_id: int) -> TaskProposal:
    found = document.proposals.filter(pk=proposal_id).first()
    if found is None:
        raise NotFound(
            "proposal.not_found",
            what="Không có nhiệm vụ dự kiến này trong văn bản.",
            why="Văn bản có thể vừa được đọc lại.",
            todo="Hãy tải lại trang rà soát.",
        )
    return found
