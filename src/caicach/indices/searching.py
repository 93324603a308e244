"""What the search finds of this module: the criteria of every scoring year."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_noop

from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import ScoringYear
from caicach.indices.obtaining import visible_sheets, visible_years
from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import CaicachError
from caicach.kernel.search.registry import NewEntry, Source, Watched, register


def _entries(roots: Sequence[str], _on: date) -> Iterable[NewEntry]:
    for year in ScoringYear.objects.filter(pk__in=roots).exclude(definition_text="").order_by("id"):
        try:
            definition = definition_of(year)
        except CaicachError:  # a text that was altered by hand says nothing; its own pages tell why
            continue
        for node in definition.walk():
            yield NewEntry(
                root=str(year.pk),
                part=node.code,
                title=f"{node.code}. {node.name}",
                head=(node.code, node.name),
                body=(node.rule_text, node.evidence),
                note=str(year.year),
            )


def _visible(actor: Actor, roots: Collection[str]) -> Collection[str]:
    return {str(pk) for pk in visible_years(actor).filter(pk__in=list(roots)).values_list("pk", flat=True)}


def _address(actor: Actor, root: str, part: str) -> str:
    """The criterion on the own sheet; who has none, or many, opens the year."""
    if not actor.may(Permission.INDEX_SEE_ALL):
        sheet = visible_sheets(actor).filter(year=int(root), removed_at=None).order_by("id").first()
        if sheet is not None:
            return f"{reverse('web:index_sheet', args=[sheet.pk])}?{urlencode({'ma': part})}"
    return reverse("web:index_year", args=[root])


register(
    Source(
        kind="criterion",
        title=gettext_noop("Tiêu chí chấm điểm"),
        table="indices_scoringyear",
        key="id",
        watched=(Watched("indices_scoringyear", ("definition_text", "definition_hash", "year")),),
        entries=_entries,
        visible=_visible,
        scope=lambda _actor: None,
        address=_address,
    )
)
