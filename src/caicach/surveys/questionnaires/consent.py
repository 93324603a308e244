"""The question that asks for consent: on the first screen, never answered beforehand."""

from collections.abc import Iterator, Sequence

from caicach.kernel.said import tell
from caicach.surveys.questionnaires.structure import Question
from caicach.surveys.questionnaires.values import CONSENT_NAMES, Book, Level, Problem


def consent_problems(book: Book, found: Sequence[Question]) -> Iterator[Problem]:
    """Silence is not consent (Luật 91/2025/QH15, Điều 9): an answer that stands there already is none."""
    asked = [question for question in found if question.is_seen and question.kind != "note"]
    at = next((at for at, question in enumerate(asked) if question.name in CONSENT_NAMES), None)
    if at is None:
        return
    sheet, question = book.survey, asked[at]
    given = next((h for h in sheet.headings if h.column == "default" and question.row.cells.get(h.text)), None)
    if given is not None:
        said = tell("Câu xin đồng ý «{name}» có sẵn câu trả lời: im lặng không phải là đồng ý.", name=question.name)
        yield Problem(Level.ERROR, "consent_given", said, sheet.title, question.row.number, given.text)
    if at:
        said = tell("Câu xin đồng ý «{name}» đứng sau {count} câu hỏi; hãy đưa lên đầu.", name=question.name, count=at)
        yield Problem(Level.ERROR, "consent_late", said, sheet.title, question.row.number)
