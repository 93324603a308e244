"""From a reading to proposals, and from one proposal to the parts that a person cuts it into."""

from collections.abc import Iterable
from itertools import pairwise

from caicach.correspondence.domain.areas import guessed_area
from caicach.correspondence.domain.quotes import covered_share, inner_span, is_quote
from caicach.correspondence.domain.review import Proposal
from caicach.documents.values import Reading, Span
from caicach.drafts.domain.draft import DraftOrigin, LeadPhrase
from caicach.drafts.domain.task_fields import chosen_of, of_letter
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.folding import fold, nfc
from caicach.kernel.vocabulary import ProposalKind, ReformArea

_SAME = 0.5  # a new quote that lies half or more under what a person handled is the same order


NOT_KEPT = 0
"""The id of a proposal before it is kept."""


def drafts_of(reading: Reading) -> tuple[Proposal, ...]:
    """Tasks and obligations of a reading; one without a quote in the text is left out, for it proves nothing."""
    tasks = (_task(reading, index) for index in range(len(reading.tasks)))
    duties = (_obligation(reading, index) for index in range(len(reading.obligations)))
    return tuple(draft for draft in (*tasks, *duties) if draft is not None)


def unquoted_count(reading: Reading) -> int:
    """How many tasks and obligations of a reading have no quote and were therefore not proposed."""
    return len(reading.tasks) + len(reading.obligations) - len(drafts_of(reading))


def _quote(reading: Reading, path: str) -> Span | None:
    span = reading.spans.get(path)
    return inner_span(span, reading.text) if span and is_quote(span, reading.text) else None


def _is_doubted(reading: Reading, path: str) -> bool:
    return any(w.path == path or (w.path or "").startswith(f"{path}.") for w in reading.warnings)


def _task(reading: Reading, index: int) -> Proposal | None:
    path, task = f"tasks.{index}", reading.tasks[index]
    quote = _quote(reading, path)
    if quote is None:
        return None
    deadline = task.deadline
    counted = deadline.from_document if deadline else None
    guess = guessed_area(task.text)
    return Proposal(
        id=NOT_KEPT,
        kind=ProposalKind.TASK,
        item=task.item,
        text=task.text.strip() or quote.of(reading.text),
        quote=quote,
        quote_text=quote.of(reading.text),
        lead=_phrases(reading, f"{path}.lead", task.lead),
        cooperate=_phrases(reading, f"{path}.cooperate", task.cooperate),
        deadline_raw=deadline.words if deadline else None,
        deadline=deadline,
        deadline_on=deadline.on if deadline else None,
        due_days=counted.count if counted else None,
        due_unit=counted.unit if counted else None,
        recurrence=deadline.recurrence if deadline else None,
        area=guess.area if guess else None,
        area_reason=guess.reason if guess else None,
        product=task.product,
        is_uncertain=_is_doubted(reading, path),
        **of_letter(reading.document.urgency, task.text),
    )


def _obligation(reading: Reading, index: int) -> Proposal | None:
    path, text = f"obligations.{index}", reading.obligations[index].text
    quote = _quote(reading, path)
    if quote is None:
        return None
    return Proposal(
        id=NOT_KEPT,
        kind=ProposalKind.OBLIGATION,
        item=None,
        text=text.strip() or quote.of(reading.text),
        quote=quote,
        quote_text=quote.of(reading.text),
        area=ReformArea.DIRECTION,
        area_reason=None,
        is_uncertain=_is_doubted(reading, path),
        is_accepted=False,
    )


def _phrases(reading: Reading, path: str, phrases: tuple[str, ...]) -> tuple[LeadPhrase, ...]:
    return tuple(LeadPhrase(phrase, reading.spans.get(f"{path}.{index}")) for index, phrase in enumerate(phrases))


def missing_from(drafts: Iterable[Proposal], handled: Iterable[Span]) -> tuple[Proposal, ...]:
    """The drafts that no person has handled yet: a draft under a handled quote is the same order."""
    spans = tuple(handled)
    return tuple(draft for draft in drafts if covered_share(draft.quote, spans) < _SAME)


def draft_of_quote(text: str, quote: Span, kind: ProposalKind) -> Proposal:
    """A proposal of the words that a person selected."""
    span = checked_quote(text, quote)
    words = " ".join(span.of(text).split())
    guess = guessed_area(words)
    return Proposal(
        id=NOT_KEPT,
        origin=DraftOrigin.PERSON,
        kind=kind,
        item=None,
        text=words,
        quote=span,
        quote_text=span.of(text),
        area=guess.area if guess else None,
        area_reason=guess.reason if guess else None,
    )


def parts_of(proposal: Proposal, text: str, parts: tuple[Span, ...]) -> tuple[Proposal, ...]:
    """The tasks that one item holds, each with its own quote.

    A deadline or a phrase that stands in some of the parts belongs to those; one that stands in none of them (before
    the first, in the heading) belongs to all.
    """
    quotes = tuple(checked_quote(text, part) for part in sorted(parts))
    if len(quotes) < 2 or any(a.end > b.start for a, b in pairwise(quotes)):
        raise InvalidInput(
            "proposal.parts_invalid",
            what="Chưa tách được nhiệm vụ.",
            why="Cần ít nhất hai đoạn, và các đoạn không được chồng lên nhau.",
            todo="Hãy chọn lại từng đoạn trong văn bản.",
        )
    return tuple(_part(proposal, text, quote, quotes) for quote in quotes)


def _part(proposal: Proposal, text: str, quote: Span, quotes: tuple[Span, ...]) -> Proposal:
    words = " ".join(quote.of(text).split())
    guess = guessed_area(words)
    has_deadline = _belongs(proposal.deadline_raw, quote, quotes, text)
    return Proposal(
        id=NOT_KEPT,
        origin=DraftOrigin.PERSON,
        kind=proposal.kind,
        item=proposal.item,
        text=words,
        quote=quote,
        quote_text=quote.of(text),
        lead=_own(proposal.lead, quote, quotes, text),
        cooperate=_own(proposal.cooperate, quote, quotes, text),
        deadline_raw=proposal.deadline_raw if has_deadline else None,
        deadline=proposal.deadline if has_deadline else None,
        deadline_on=proposal.deadline_on if has_deadline else None,
        due_days=proposal.due_days if has_deadline else None,
        due_unit=proposal.due_unit if has_deadline else None,
        recurrence=proposal.recurrence if has_deadline else None,
        area=guess.area if guess else None,
        area_reason=guess.reason if guess else None,
        product=proposal.product,
        **chosen_of(proposal),
    )


def _holds(quote: Span, words: str, text: str) -> bool:
    return " ".join(fold(words).split()) in " ".join(fold(quote.of(text)).split())


def _belongs(words: str | None, quote: Span, quotes: tuple[Span, ...], text: str) -> bool:
    return not words or _holds(quote, words, text) or not any(_holds(other, words, text) for other in quotes)


def _own(phrases: tuple[LeadPhrase, ...], quote: Span, quotes: tuple[Span, ...], text: str) -> tuple[LeadPhrase, ...]:
    return tuple(phrase for phrase in phrases if _belongs(phrase.phrase, quote, quotes, text))


def checked_quote(text: str, quote: Span) -> Span:
    """The quote without white space at its ends; InvalidInput where it lies outside the text or holds no word."""
    if not is_quote(quote, text):
        raise InvalidInput(
            "proposal.quote_invalid",
            what="Đoạn trích không nằm trong văn bản.",
            why="Mỗi nhiệm vụ phải dẫn được nguyên văn một đoạn của văn bản gốc.",
            todo="Hãy bôi chọn đoạn chữ trong văn bản rồi làm lại.",
        )
    return inner_span(quote, text)


def phrases_typed(phrases: tuple[str, ...], text: str, quote: Span) -> tuple[LeadPhrase, ...]:
    """Phrases that a person typed, with their place where the quote or else the document says them."""
    return tuple(_typed(clean, text, quote) for phrase in phrases if (clean := " ".join(nfc(phrase).split())))


def _typed(phrase: str, text: str, quote: Span) -> LeadPhrase:
    start = text.find(phrase, quote.start, quote.end)
    start = start if start >= 0 else text.find(phrase)
    return LeadPhrase(phrase, Span(start, start + len(phrase)) if start >= 0 else None)
