"""Every answer of an audit as what a person would say of it: shown, broken, blocked, and why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from caicach.procedures.auditing.addresses import one_address
from caicach.procedures.auditing.attachments import is_document, page_of_document
from caicach.procedures.auditing.store import Answer, Outcome, Store, hosts_wanted
from caicach.procedures.pages.extracting import Page, page_of
from caicach.procedures.pages.states import PageState, state_of, state_of_status


class Kind(StrEnum):
    """Blocked: we were not let to see. Broken: a citizen does not see it either."""

    SHOWN = "shown"
    BROKEN = "broken"
    BLOCKED = "blocked"
    ELSEWHERE = "elsewhere"


_BY_STATE: Final = {
    PageState.SHOWN: Kind.SHOWN, PageState.NOT_FOUND: Kind.BROKEN, PageState.SERVER_ERROR: Kind.BROKEN,
    PageState.REFUSED: Kind.BLOCKED, PageState.CHALLENGE: Kind.BLOCKED, PageState.LOGIN: Kind.BLOCKED,
    PageState.NEEDS_JAVASCRIPT: Kind.BLOCKED, PageState.MAINTENANCE: Kind.BLOCKED,
}  # fmt: skip
_BY_OUTCOME: Final = {
    Outcome.REDIRECT_LOOP: Kind.BROKEN, Outcome.OUTSIDE: Kind.ELSEWHERE, Outcome.TOO_LARGE: Kind.BLOCKED,
    Outcome.SLOW: Kind.BLOCKED, Outcome.UNREACHABLE: Kind.BLOCKED, Outcome.REFUSED_PRIVATE: Kind.BLOCKED,
    Outcome.FORBIDDEN_BY_ROBOTS: Kind.BLOCKED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sight:
    """``reason``: the state of the page or the outcome of asking; ``target``: where a redirect led."""

    url: str
    kind: Kind
    reason: str
    page: Page | None = None
    target: str = ""
    digest: str = ""
    at: str = ""

    def addresses(self, links: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(filter(None, (one_address(self.url, link) for link in links)))


def sights_of(store: Store) -> dict[str, Sight]:
    """All answers by address, but for robots.txt; an address that led on within the site is what it led to."""
    found = {answer.url: _sight(answer, body) for answer, body in store.pages() if _is_sight(answer)}
    return {url: _followed(sight, found) for url, sight in found.items()}


def _is_sight(answer: Answer) -> bool:
    return not answer.url.endswith("/robots.txt") and answer.outcome is not Outcome.LEFT_OUT


def _sight(answer: Answer, body: bytes) -> Sight:
    if answer.outcome is Outcome.ANSWERED:
        state, page = state_of_status(answer.status), None
        if state is PageState.SHOWN and is_document(body):
            return _attached(answer, body)
        if body or state is PageState.SHOWN:
            page = page_of(body)
            state = state_of(answer.status, page)
        reason = f"{state.value}_{answer.status}" if answer.status >= 400 else state.value
        is_bare = page is not None and not page.records and state in {PageState.SHOWN, PageState.NEEDS_JAVASCRIPT}
        if is_bare and hosts_wanted(answer):
            return Sight(answer.url, Kind.BLOCKED, "other_hosts", page, digest=answer.digest, at=answer.at)
        return Sight(answer.url, _BY_STATE[state], reason, page, digest=answer.digest, at=answer.at)
    kind = _BY_OUTCOME.get(answer.outcome, Kind.SHOWN)
    return Sight(answer.url, kind, answer.outcome.value, target=answer.target, digest=answer.digest, at=answer.at)


def _attached(answer: Answer, body: bytes) -> Sight:
    """A file that nothing could be read of (a scan, a password, damage) is one that we could not see."""
    page = page_of_document(body, name=answer.url.rpartition("/")[2][:100])
    if page is None or not page.words.strip():
        return Sight(answer.url, Kind.BLOCKED, "file_not_read", digest=answer.digest, at=answer.at)
    return Sight(answer.url, Kind.SHOWN, PageState.SHOWN.value, page, digest=answer.digest, at=answer.at)


def _followed(sight: Sight, found: dict[str, Sight]) -> Sight:
    last, steps = sight, 0
    while last.reason == Outcome.REDIRECTED and steps < 12:
        following = found.get(last.target)
        if following is None:
            return Sight(sight.url, Kind.BLOCKED, "not_fetched", target=last.target, at=sight.at)
        last, steps = following, steps + 1
    if steps >= 12:
        return Sight(sight.url, Kind.BROKEN, Outcome.REDIRECT_LOOP.value, at=sight.at)
    if last is sight:
        return sight
    # what a redirect shows is read once, at its own address
    return Sight(
        sight.url, last.kind, last.reason, None if last.page is None else last.page, last.url, last.digest, last.at
    )
