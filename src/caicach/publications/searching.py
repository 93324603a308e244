"""What the search finds of this module: published editions, which are for everybody."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop

from caicach.kernel.access import Actor
from caicach.kernel.search.registry import NewEntry, Source, Watched, register
from caicach.publications.models import PublishedEdition


def _entries(roots: Sequence[str], _on: date) -> Iterable[NewEntry]:
    rows = PublishedEdition.objects.filter(pk__in=roots).defer("sealed").order_by("pk")
    for row in rows:
        yield NewEntry(
            root=str(row.pk),
            part=str(row.number),
            title=str(row.title),
            head=(str(row.title),),
            note=str(row.number),
            happened_on=row.published_at.date(),
        )


def _visible(_actor: Actor, roots: Collection[str]) -> Collection[str]:
    return roots


register(
    Source(
        kind="publication",
        title=gettext_noop("Số liệu đã công bố"),
        table="publications_publishededition",
        key="id",
        watched=(Watched("publications_publishededition", ("title", "number")),),
        entries=_entries,
        visible=_visible,
        scope=lambda _actor: None,
        address=lambda _actor, _root, part: reverse("public:edition_vi", args=[part]),
    )
)
