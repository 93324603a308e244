"""Legal documents to be issued and rules on business in the state of the reform."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from caicach.institutions import queries
from caicach.institutions.domain.documents import DocumentState
from caicach.institutions.domain.rules import RuleState
from caicach.kernel.access import Actor
from caicach.kernel.said import tell
from caicach.web.shell.state import StateLine, StateRoom


def _stands(actor: Actor, on: date) -> Iterator[StateLine]:
    documents, rules = queries.every_document(actor, on=on), queries.every_rule(actor, on=on)
    documents_at, rules_at = reverse("web:legal_documents"), reverse("web:business_rules")
    if documents:
        late = sum(line.state is DocumentState.LATE for line in documents)
        faulty = sum(line.state is DocumentState.FAULTY for line in documents)
        yield StateLine(tell("Văn bản quá hạn ban hành"), late, None, f"{documents_at}?trang-thai=late")
        yield StateLine(tell("Văn bản trái pháp luật chưa xử lý"), faulty, None, f"{documents_at}?trang-thai=faulty")
    if rules:
        done = sum(line.state in {RuleState.CUT, RuleState.SIMPLIFIED} for line in rules)
        late = sum(line.state is RuleState.LATE for line in rules)
        yield StateLine(tell("Quy định kinh doanh đã cắt giảm, đơn giản hóa"), done, None, rules_at)
        yield StateLine(tell("Quy định kinh doanh quá hạn cắt giảm"), late, None, f"{rules_at}?trang-thai=late")


STATE = StateRoom(tell("Thể chế, quy định kinh doanh"), _stands)
