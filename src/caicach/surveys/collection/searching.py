"""What the search finds of this module: surveys by their names and those of their questionnaires, never an answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from caicach.kernel.access import Actor, Permission
from caicach.kernel.search.registry import NewEntry, Source, Watched, register
from caicach.surveys.collection.models import FormVersion, Survey
from caicach.surveys.collection.obtaining import visible_surveys


def _entries(roots: Sequence[str], _on: date) -> Iterable[NewEntry]:
    forms: dict[int, list[str]] = defaultdict(list)
    rows = FormVersion.objects.filter(survey_id__in=roots).order_by("pk")
    for survey, title, version in rows.values_list("survey_id", "title", "version"):
        forms[survey].append(f"{title} {version}")
    for row in Survey.objects.filter(pk__in=roots).order_by("pk"):
        yield NewEntry(
            root=str(row.pk),
            title=row.title,
            head=(row.title,),
            body=tuple(forms[row.pk]),
            happened_on=timezone.localdate(row.opened_at or row.created_at),
        )


def _visible(actor: Actor, roots: Collection[str]) -> Collection[str]:
    return {str(pk) for pk in visible_surveys(actor).filter(pk__in=list(roots)).values_list("pk", flat=True)}


def _scope(actor: Actor) -> Collection[str] | None:
    return None if actor.may(Permission.SURVEY_MANAGE) else ()


register(
    Source(
        kind="survey",
        title=gettext_noop("Khảo sát"),
        table="surveys_survey",
        key="id",
        watched=(
            Watched("surveys_survey", ("title", "opened_at")),
            Watched("surveys_formversion", ("title", "version"), key="survey_id"),
        ),
        entries=_entries,
        visible=_visible,
        scope=_scope,
        address=lambda _actor, root, _part: reverse("web:survey", args=[root]),
    )
)
