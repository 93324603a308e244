"""What is late and what is near: days of documents and rules to be cut, on one list."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from caicach.institutions.domain.documents import DocumentState, Standing
from caicach.institutions.domain.rules import RuleState, progress_of
from caicach.institutions.domain.views import Board, DocumentLine, Due, RuleLine
from caicach.institutions.queries.documents import every_document
from caicach.institutions.queries.rules import every_rule
from caicach.kernel.access import Actor

_ASKING = frozenset({Standing.LATE, Standing.SOON})
_OF_RULE = {RuleState.LATE: Standing.LATE, RuleState.SOON: Standing.SOON}


def board(actor: Actor, *, on: date) -> Board:
    """Late first, then by day. Four SQL queries."""
    documents, rules = every_document(actor, on=on), every_rule(actor, on=on)
    due = [*_of_documents(documents), *_of_rules(rules)]
    return Board(
        due=tuple(sorted(due, key=lambda one: (one.standing is not Standing.LATE, one.due_on, one.title))),
        states=Counter(line.state for line in documents),
        rules=progress_of((line.facts for line in rules), on=on),
        faulty=tuple(line for line in documents if line.state is DocumentState.FAULTY),
    )


def _of_documents(lines: Iterable[DocumentLine]) -> Iterable[Due]:
    for line in lines:
        for clock in line.clocks:
            if clock.standing in _ASKING and clock.due_on is not None:
                title = line.course.facts.title
                yield Due(line.id, title, line.unit_name, clock.milestone, clock.standing, clock.due_on, clock.source)


def _of_rules(lines: Iterable[RuleLine]) -> Iterable[Due]:
    for line in lines:
        if line.state in _OF_RULE and line.facts.due_on is not None:
            yield Due(line.id, line.facts.name, line.unit_name, None, _OF_RULE[line.state], line.facts.due_on, "")
