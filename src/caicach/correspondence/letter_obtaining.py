"""The only way to a letter sent: what the actor may see, and the lock that every write takes.

Drafts and letters are seen by those who draft, number or sign, and by those who see all documents; once sent, also by
the units the letter speaks to. For everybody else it does not exist.
"""

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy

from caicach.correspondence.domain.letters import SENT_STATES, LetterState
from caicach.correspondence.models import LetterUnit, SentLetter
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import Conflict, NotFound

SEES_LETTERS = (
    Permission.LETTER_DRAFT,
    Permission.LETTER_ISSUE,
    Permission.LETTER_SIGN,
    Permission.DOCUMENT_SEE_ALL,
)


def sees_all_letters(actor: Actor) -> bool:
    return any(actor.may(permission) for permission in SEES_LETTERS)


def visible_letters(actor: Actor) -> QuerySet[SentLetter]:
    if sees_all_letters(actor):
        return SentLetter.objects.all()
    mine = LetterUnit.objects.filter(letter=OuterRef("pk"), unit_id__in=sorted(actor.visible_units))
    return SentLetter.objects.filter(Exists(mine), state__in=[state.value for state in SENT_STATES])


def visible_letter(actor: Actor, letter_id: int) -> SentLetter:
    letter = visible_letters(actor).filter(pk=letter_id).first()
    if letter is None:
        raise NotFound(
            "letter.not_found",
            what="Không có văn bản đi này.",
            why="Văn bản không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách văn bản đi.",
        )
    return letter


def locked_letter(
    actor: Actor, letter_id: int, version: int, permission: Permission, states: tuple[LetterState, ...]
) -> SentLetter:
    """The letter with its version raised, inside the caller's transaction; it stays locked until the end of it.

    Raises NotFound, NotAllowed, Conflict (somebody wrote since ``version``, or its state does not allow the change).
    """
    visible_letter(actor, letter_id)
    require(actor, permission)
    raised = SentLetter.objects.filter(pk=letter_id, version=version).update(
        version=F("version") + 1, changed_by=actor.name
    )
    letter = SentLetter.objects.get(pk=letter_id)
    if LetterState(letter.state) not in states:
        raise _settled(letter)
    if not raised:
        raise Conflict(
            "letter.changed",
            what="Văn bản vừa được người khác thay đổi.",
            why="«{who}» đã lưu một thay đổi sau khi bạn mở trang này.",
            todo="Những gì bạn gõ vẫn còn ở đây: hãy mở trang của văn bản ở thẻ khác để xem thay đổi đó, rồi lưu lại.",
            who=letter.changed_by or letter.drafted_by_name,
        )
    return letter


def _settled(letter: SentLetter) -> Conflict:
    return Conflict(
        "letter.other_state",
        what="Không làm được việc này với văn bản.",
        why="Văn bản đang ở trạng thái «{state}»{number}; người làm gần nhất: {who}.",
        todo="Hãy mở lại trang của văn bản để xem trạng thái hiện tại.",
        state=STATE_WORDS[LetterState(letter.state)],
        number=f" ({letter.number:02}/{letter.symbol})" if letter.number else "",
        who=letter.changed_by or letter.drafted_by_name,
    )


STATE_WORDS = {
    LetterState.DRAFT: gettext_lazy("dự thảo"),
    LetterState.SUBMITTED: gettext_lazy("đã trình"),
    LetterState.NUMBERED: gettext_lazy("đã cấp số"),
    LetterState.SIGNED: gettext_lazy("đã ký"),
    LetterState.DISPATCHED: gettext_lazy("đã phát hành"),
    LetterState.RECALLED: gettext_lazy("đã thu hồi"),
    LetterState.REPLACED: gettext_lazy("đã được thay thế"),
    LetterState.CANCELLED: gettext_lazy("đã hủy"),
}
