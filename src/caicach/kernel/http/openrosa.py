"""What a program that speaks OpenRosa is told: one sentence in XML (https://docs.getodk.org/openrosa-http-response/)."""

from typing import Final
from xml.sax.saxutils import escape

from django.utils.translation import gettext

from caicach.kernel.errors import CaicachError, TooLarge
from caicach.kernel.http.problems import problem_of

PREFIX: Final = "/odk/"
CONTENT_TYPE: Final = "text/xml; charset=utf-8"
HEADERS: Final = {"X-OpenRosa-Version": "1.0"}


def message_xml(sentence: str, *, nature: str = "") -> str:
    """
    >>> message_xml("A < B")
    '<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="">A &lt; B</message>...'
    """
    message = f'<message nature="{escape(nature)}">{escape(sentence)}</message>'
    return f'<OpenRosaResponse xmlns="http://openrosa.org/http/response">{message}</OpenRosaResponse>'


def problem_xml(error: CaicachError) -> tuple[str, int]:
    """The sentences of an error in one, and its status; of what is too large what a device can do."""
    problem = problem_of(error)
    kept = gettext("Hãy giữ phiếu trên máy và báo người phụ trách khảo sát.")
    todo = kept if isinstance(error, TooLarge) else problem.todo
    sentence = " ".join(filter(None, (problem.what, problem.why, todo)))
    return message_xml(sentence, nature="error"), problem.status
