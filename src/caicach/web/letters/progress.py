"""Where a letter stands on its way, and what is left to do before it goes out."""

from dataclasses import dataclass

from django.utils.translation import gettext

from caicach.correspondence.domain.letter_problems import missing_parts
from caicach.correspondence.domain.letters import LetterPage, LetterState

_WAY = (LetterState.DRAFT, LetterState.SUBMITTED, LetterState.NUMBERED, LetterState.SIGNED, LetterState.DISPATCHED)


@dataclass(frozen=True, slots=True)
class Step:
    word: str
    is_done: bool
    is_here: bool


def steps_of(page: LetterPage) -> list[Step]:
    """None of a letter that was recalled, replaced or cancelled: it is on its way no more."""
    if page.row.state not in _WAY:
        return []
    words = [gettext("Soạn"), gettext("Trình"), gettext("Cấp số"), gettext("Ký"), gettext("Phát hành")]
    words += [gettext("Trả lời")] if page.units else []
    done = _steps_behind(page)
    return [Step(word, at < done, at == done) for at, word in enumerate(words)]


def _steps_behind(page: LetterPage) -> int:
    """How many steps are behind: a draft still lies at the first, what was sent waits for its answers."""
    at = _WAY.index(page.row.state)
    reached = 0 if at == 0 else at + 1
    return reached + 1 if at == len(_WAY) - 1 and all(unit.replies for unit in page.units) else reached


def left_to_do(page: LetterPage) -> list[str]:
    """What is left, in the order in which it is done; empty where nothing is."""
    state = page.row.state
    if state not in _WAY:
        return []
    if state is LetterState.DISPATCHED:
        waiting = sum(not unit.replies for unit in page.units)
        return [gettext("chờ {count} đơn vị trả lời").format(count=waiting)] if waiting else []
    missing = [gettext(part) for part in missing_parts(page.document)] if state is LetterState.DRAFT else []
    steps = (
        (LetterState.DRAFT, gettext("trình người ký")),
        (LetterState.SUBMITTED, gettext("cấp số và ngày")),
        (LetterState.NUMBERED, gettext("ký số, hoặc lưu bản quét đã ký")),
        (LetterState.SIGNED, gettext("phát hành")),
    )
    todo = [words for asked, words in steps if _WAY.index(asked) >= _WAY.index(state)]
    return [gettext("ghi {parts}").format(parts=", ".join(missing)), *todo] if missing else todo
