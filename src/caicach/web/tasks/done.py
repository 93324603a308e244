"""What an act over many did, said after it."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import problem_of
from caicach.plans.services import ManyDone


def say_done(request: HttpRequest, words: str, done: ManyDone) -> None:
    """What was done, and of what was not each reason once with how often."""
    if done.done:
        messages.success(request, words)
    reasons: dict[str, int] = {}
    for error in done.left:
        said = _reason(error)
        reasons[said] = reasons.get(said, 0) + 1
    for said, count in reasons.items():
        messages.warning(request, gettext("{count} dòng giữ nguyên: {why}").format(count=count, why=said))


def _reason(error: CaicachError) -> str:
    problem = problem_of(error)
    return problem.why or problem.what
