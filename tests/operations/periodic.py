"""The periodic report of one unit under blows: filled in and sent by the unit, decided by the office.

Who got no answer opens the report again and goes on from where it stands, as a person does.
"""

import random
import uuid
from dataclasses import dataclass
from typing import Any, Protocol

from operations.answers import Act, Answer, Ledger

WITH_THE_UNIT = frozenset({"open", "returned", "correcting"})


class Desk(Protocol):
    """One who looks through the API and posts forms; nothing where no answer comes."""

    def look(self, path: str) -> Answer | None: ...

    def post(self, who: str, path: str, typed: dict[str, str]) -> Answer | None: ...


@dataclass
class PeriodicReport:
    """A report that one visitor alone works at, as its unit and as the office in turn."""

    id: int
    figures: dict[str, str]
    desk: Desk
    ledger: Ledger
    _is_unsure: bool = False  # the one before got no answer: it may still have come after the look

    def act(self, chance: random.Random) -> None:
        seen = self.desk.look(f"/periodic-reports/{self.id}")
        if seen is None or seen.status == 503:
            return
        if seen.status != 200:
            self.ledger.note(f"a periodic report: {seen.status} {seen.body[:300]!r}")
            return
        state, version = seen.told["report"]["state"], seen.told["version"]
        if state in WITH_THE_UNIT:
            self._send(version)
        elif state == "accepted":
            self._decide("reopen", version)
        else:
            self._decide(chance.choice(("accept", "return")), version)

    def _send(self, version: int) -> None:
        marker = _marker("gui")
        typed: dict[str, Any] = {**self.figures, "words-I": marker, "version": str(version), "act": "send"}
        self._asked(Act("periodic_sent", marker, self.id), "unit", "", typed, "/bao-cao-dinh-ky/")

    def _decide(self, kind: str, version: int) -> None:
        marker = _marker(kind)
        typed = {"act": kind, "reason": marker, "version": str(version)}
        # An acceptance keeps no reason: it is known by the version that it took.
        known = f"{marker}-{version}" if kind == "accept" else marker
        self._asked(Act(f"periodic_{kind}", known, self.id), "office", "quyet-dinh/", typed, "/bao-cao-dinh-ky/cchc")

    def _asked(self, act: Act, who: str, under: str, typed: dict[str, str], leads_to: str) -> None:
        answer = self.desk.post(who, f"/bao-cao-dinh-ky/don-vi/{self.id}/{under}", typed)
        # What was asked for is promised from here; asked with no answer it may have happened or not.
        self.ledger.begin(act)
        was_unsure, self._is_unsure = self._is_unsure, answer is None or answer.status == 503
        if answer is None or answer.status == 503:
            return
        where = answer.headers.get("Location", "")
        is_done = where == leads_to if act.kind == "periodic_sent" else where.startswith(leads_to)
        if answer.status == 302 and is_done:
            act.outcome = "acknowledged"
        elif not (was_unsure and answer.status == 409):
            self.ledger.note(f"{act.kind}: {answer.status} {where} {answer.body.decode(errors='replace')[-600:]}")


def _marker(kind: str) -> str:
    return f"dinh-ky-{kind}-{uuid.uuid4().hex[:12]}"
