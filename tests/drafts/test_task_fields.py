"""A field of a task chosen from a list is said once, and has its column, its words and its filter wherever tasks go."""

import pytest
from django.test import Client
from django.utils import translation

from caicach.correspondence.models import TaskProposal
from caicach.drafts.domain.task_fields import CHOSEN, ChosenField, TaskFieldChanges, TaskFields, chosen_of
from caicach.kernel.saying import say
from caicach.kernel.text.folding import fold, squeeze
from caicach.plans.models import PlanLine, Task


@pytest.mark.parametrize("field", CHOSEN, ids=lambda field: field.name)
def test_a_field_has_its_columns_its_words_and_a_word_in_english(field: ChosenField) -> None:
    assert getattr(TaskFields(), field.name) is field.usual
    assert hasattr(TaskFieldChanges(), field.name)
    for table in (TaskProposal, PlanLine, Task):
        column = table._meta.get_field(field.name)
        assert column.default == field.usual.value
        assert column.max_length is not None
        assert max(map(len, type(field.usual))) <= column.max_length
    assert list(field.words) == list(type(field.usual))
    said = [field.label, *field.words.values()]
    with translation.override("en"):
        assert not [one for one in said if say(one) == str(one)]


@pytest.mark.parametrize("field", CHOSEN, ids=lambda field: field.name)
def test_what_an_export_writes_a_plan_reads_back(field: ChosenField) -> None:
    assert field.title.fullmatch(squeeze(fold(str(field.label))))
    assert [field.cell(str(word)) for word in field.words.values()] == list(field.words)
    assert field.of("khong co") is None
    assert chosen_of(TaskFields())[field.name] is field.usual


@pytest.mark.django_db
def test_the_description_of_the_api_names_every_field(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    asked = {one["name"] for one in described["paths"]["/api/v1/tasks"]["get"]["parameters"]}
    for field in CHOSEN:
        assert field.name in asked
        for schema in ("Proposal", "TaskRow", "TaskView", "PlanTaskRow", "TaskIn"):
            assert field.name in described["components"]["schemas"][schema]["properties"]
