"""Procedures, their publication and feedback in the state of the reform."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from caicach.kernel.access import Actor
from caicach.kernel.said import tell
from caicach.procedures import queries
from caicach.procedures.domain.clocks import Standing
from caicach.procedures.domain.feedback import FeedbackState
from caicach.procedures.queries import audits, feedback
from caicach.web.procedures.rights import may_see_register
from caicach.web.shell.state import StateLine, StateRoom


def _published(actor: Actor, on: date) -> Iterator[StateLine]:
    total = queries.procedures(actor, on=on).total if may_see_register(actor) else 0
    if not total:
        return
    yield StateLine(tell("Thủ tục đang có hiệu lực"), total, None, reverse("web:procedures"))
    late = len(queries.decisions(actor, on=on, standing=Standing.LATE))
    yield StateLine(tell("Quyết định công bố đang quá hạn"), late, None, reverse("web:publication_decisions"))
    portals = audits.portals(actor, on=on)
    if any(portal.last for portal in portals):
        wrong = sum(portal.open_findings for portal in portals)
        yield StateLine(tell("Tồn tại công khai chưa khắc phục"), wrong, None, reverse("web:portal_findings"))
    asked = feedback.FeedbackFilters(state=FeedbackState.LATE)
    late = feedback.feedback(actor, on=on, filters=asked).total
    yield StateLine(tell("Phản ánh, kiến nghị quá hạn trả lời"), late, None, reverse("web:feedback"))


STATE = StateRoom(tell("Thủ tục hành chính"), _published)
