"""One set of state words: what a page calls a state, a document and a chart call it too."""

from django.utils.translation import override

from caicach.plans.domain.states import TaskState
from caicach.reports.domain.pictures import LOOKS, STATE_WORDS
from caicach.web.tasks.words import TASK_STATES


def test_documents_name_every_state_as_pages_do() -> None:
    with override("vi"):
        assert {state: str(badge.word) for state, badge in TASK_STATES.items()} == STATE_WORDS
    assert set(LOOKS) == set(TaskState)
    assert len(set(LOOKS.values())) == len(LOOKS)
