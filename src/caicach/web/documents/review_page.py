"""What the review page shows, put together from the review and its addressing. Pure but for the words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext

from caicach.correspondence.domain.received import ReceivedState
from caicach.correspondence.domain.review import Proposal, Review, ReviewedValue
from caicach.documents.values import Urgency
from caicach.drafts.domain.addressing import DraftAddressing
from caicach.drafts.domain.problems import ReviewedDraft
from caicach.kernel.access import Actor, Permission
from caicach.kernel.saying import say
from caicach.kernel.vocabulary import ProposalKind
from caicach.web.documents.source_text import Anchor, Paragraph, paragraphs
from caicach.web.shell.faces import word_of


@dataclass(frozen=True, slots=True)
class ValueCard:
    key: str
    value: ReviewedValue
    label: str
    lines: tuple[str, ...]
    as_read: tuple[str, ...]


@dataclass(frozen=True)
class ProposalCard:
    """A proposal with whom it falls to. ``problem`` says what keeps the document from being confirmed."""

    key: str
    name: str
    proposal: Proposal
    addressing: DraftAddressing | None
    problem: str
    doubt: str  # what is to be looked at, where nothing is missing
    beside: tuple[str, ...]  # what the reader left over of its words
    is_uncertain: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a list that leads to a card."""

    key: str
    text: str


@dataclass(frozen=True)
class ReviewPage:
    review: Review
    paragraphs: tuple[Paragraph, ...]
    values: tuple[ValueCard, ...]
    tasks: tuple[ProposalCard, ...]
    obligations: tuple[ProposalCard, ...]
    dropped: tuple[ProposalCard, ...]
    to_look: tuple[Line, ...]
    missing: tuple[Line, ...]
    may_edit: bool

    def proposal(self, proposal_id: int) -> ProposalCard | None:
        cards = (*self.tasks, *self.obligations, *self.dropped)
        return next((card for card in cards if card.proposal.id == proposal_id), None)

    def value(self, path: str) -> ValueCard | None:
        return next((card for card in self.values if card.value.path == path), None)


def review_page(actor: Actor, review: Review, reviewed: Iterable[ReviewedDraft[Proposal]]) -> ReviewPage:
    by_id = {one.draft.id: one for one in reviewed}
    parts = _part_numbers(review.proposals)
    cards = tuple(_proposal_card(p, by_id.get(p.id), parts.get(p.id, ""), _beside(review, p)) for p in review.proposals)
    kept = tuple(card for card in cards if not card.proposal.is_dropped)
    values = tuple(_value_card(value) for value in review.values)
    return ReviewPage(
        review=review,
        paragraphs=paragraphs(review.text, _anchors(review, values, kept), review.page_starts),
        values=values,
        tasks=tuple(card for card in kept if card.proposal.kind is ProposalKind.TASK),
        obligations=tuple(card for card in kept if card.proposal.kind is ProposalKind.OBLIGATION),
        dropped=tuple(card for card in cards if card.proposal.is_dropped),
        to_look=tuple(_to_look(review, values, kept)),
        missing=tuple(_missing(review, kept)),
        may_edit=review.state is ReceivedState.READ and actor.may(Permission.DOCUMENT_CONFIRM),
    )


def _value_card(value: ReviewedValue) -> ValueCard:
    return ValueCard(
        key=f"v-{value.path}",
        value=value,
        label=gettext(value.label),
        lines=shown_lines(value.path, value.value),
        as_read=shown_lines(value.path, value.as_read),
    )


def shown_lines(path: str, value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """A header value as lines; a date as dd/mm/yyyy, a mark by its word."""
    if not value:
        return ()
    if isinstance(value, tuple):
        return value
    if path == "date":
        return ("/".join(reversed(value.split("-"))),)
    return (word_of(Urgency(value)) if path == "urgency" else value,)


def _part_numbers(proposals: tuple[Proposal, ...]) -> dict[int, str]:
    """« (2/3)» for the second of three tasks that one item was split into: they bear the same number."""
    parts: dict[int, list[int]] = defaultdict(list)
    for proposal in proposals:
        if proposal.split_from is not None and not proposal.is_dropped:
            parts[proposal.split_from].append(proposal.id)
    return {id_: f" ({n}/{len(ids)})" for ids in parts.values() for n, id_ in enumerate(ids, 1)}


def _proposal_card(
    proposal: Proposal, reviewed: ReviewedDraft[Proposal] | None, part: str, beside: tuple[str, ...]
) -> ProposalCard:
    problems = reviewed.problems if reviewed else ()  # no date yet: that is said once, for the whole document
    name = gettext("Nhiệm vụ không đánh số") if proposal.kind is ProposalKind.TASK else gettext("Trách nhiệm chung")
    if proposal.item:
        name = gettext("Mục {item}").format(item=proposal.item)
    return ProposalCard(
        key=f"p-{proposal.id}",
        name=f"{name}{part}",
        proposal=proposal,
        addressing=reviewed.addressing if reviewed else None,
        problem="; ".join(say(problem.said) for problem in problems if problem.blocks),
        doubt="; ".join([*(say(problem.said) for problem in problems if not problem.blocks), *beside]),
        beside=beside,
        is_uncertain=proposal.is_accepted and (proposal.is_uncertain or bool(problems)),
    )


def _beside(review: Review, proposal: Proposal) -> tuple[str, ...]:
    """What the reader left over of the words of a proposal, until somebody has handled it."""
    if not proposal.is_uncertain:
        return ()
    quote = proposal.quote
    within = (one for one in review.beside if one.quote and quote.start <= one.quote.start < quote.end)
    return tuple(say(one.value) for one in within)


def _anchors(review: Review, values: tuple[ValueCard, ...], cards: tuple[ProposalCard, ...]) -> Iterator[Anchor]:
    for value in values:
        if value.value.quote:
            yield Anchor(value.key, value.value.quote, value.label, "value", value.value.is_uncertain)
    for card in cards:
        yield Anchor(card.key, card.proposal.quote, card.name, "task", card.is_uncertain)
    for number, citation in enumerate(review.citations):
        if citation.quote:
            yield Anchor(f"c-{number}", citation.quote, citation.value.number, "detail")
    for number, span in enumerate(review.not_understood):
        yield Anchor(f"k-{number}", span, "", "detail", is_uncertain=True)


def _to_look(review: Review, values: tuple[ValueCard, ...], cards: tuple[ProposalCard, ...]) -> Iterator[Line]:
    if review.effective_on is None:
        yield Line("effective", gettext("Văn bản chưa có ngày đầy đủ: hãy chọn ngày áp dụng"))
    for value in values:
        if value.value.is_uncertain:
            yield Line(value.key, value.label)
    for number, span in enumerate(review.not_understood):
        words = Truncator(" ".join(span.of(review.text).split())).words(14, "…")
        yield Line(f"q-k-{number}", gettext("Không hiểu được: «{words}»").format(words=words))
    if review.is_signatory_uncertain:
        yield Line("nguoi-ky", gettext("Người ký"))
    for card in cards:
        if card.is_uncertain:
            yield Line(
                card.key, f"{card.name}: {card.problem or card.doubt or Truncator(card.proposal.text).words(14, '…')}"
            )


def _missing(review: Review, cards: tuple[ProposalCard, ...]) -> Iterator[Line]:
    if review.effective_on is None:
        yield Line("effective", gettext("Chọn ngày áp dụng"))
    for card in cards:
        if card.problem:
            yield Line(card.key, f"{card.name}: {card.problem}")
    if not any(card.proposal.is_accepted for card in cards):
        yield Line("tasks", gettext("Chưa có nhiệm vụ nào để giao"))
