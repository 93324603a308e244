"""Reasons kept before sentences had values: converted by the migration, told in English, nothing lost."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import translation

from caicach.kernel.saying import say
from caicach.plans.models import Assignment
from factories.plans import confirmed

pytestmark = pytest.mark.django_db
OLD = {
    "«các Sở»: 14 sở có trong danh bạ ngày 10/02/2023.": "«các Sở»: 14 departments in the directory on 10/02/2023.",
    "Một câu {lạ} từ bản trước.": "Một câu {lạ} từ bản trước.",
}


def test_reasons_finished_before_are_converted_and_lose_nothing() -> None:
    confirmed()
    first, second = Assignment.objects.order_by("pk")[:2]
    with connection.cursor() as cursor:
        for row, old in zip((first, second), OLD, strict=True):
            cursor.execute("UPDATE plans_assignment SET reason = %s WHERE id = %s", (old, row.pk))
    assert [str(Assignment.objects.get(pk=row.pk).reason) for row in (first, second)] == list(OLD)
    import_module("caicach.plans.migrations.0006_reasons_as_sentences").to_sentences(apps, None)
    kept = [Assignment.objects.get(pk=row.pk).reason for row in (first, second)]
    assert [str(reason) for reason in kept] == list(OLD)
    with translation.override("en"):
        assert [say(reason) for reason in kept] == list(OLD.values())
    assert all(str(row.reason) for row in Assignment.objects.all())
