"""What the search finds of this module: procedures, by every name that they bore, their codes, fields and decisions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop

from caicach.kernel.access import Actor
from caicach.kernel.search.registry import NewEntry, Source, Watched, register
from caicach.procedures.domain.versions import KEPT
from caicach.procedures.models import ProcedureVersion


def _entries(roots: Sequence[str], _on: date) -> Iterable[NewEntry]:
    """One for each version; the page of any of them is that of the procedure."""
    rows = ProcedureVersion.objects.filter(pk__in=list(map(int, roots)))
    families: dict[str, list[ProcedureVersion]] = defaultdict(list)
    for row in ProcedureVersion.objects.filter(family__in=rows.order_by().values("family")).order_by("valid_from"):
        families[row.family].append(row)
    wanted = set(map(int, roots))
    for versions in families.values():
        last = versions[-1]
        if last.pk in wanted:  # an earlier version is found by the last one
            one = KEPT.value(last.record)
            former = tuple(dict.fromkeys(row.name for row in versions if row.name != last.name))
            yield NewEntry(
                root=str(last.pk),
                title=last.name,
                head=(last.name, last.code, *former),
                body=(one.field, one.performing_agency, one.competent_agency, one.results, one.decision, one.keywords),
                note=last.code,
                happened_on=last.valid_from,
            )


def _visible(actor: Actor, roots: Collection[str]) -> Collection[str]:
    return set(roots) if actor.roles or actor.is_system else set()


def _address(_actor: Actor, root: str, _part: str) -> str:
    code = ProcedureVersion.objects.filter(pk=root).values_list("code", flat=True).first()
    return reverse("web:procedure", args=[code]) if code else reverse("web:procedures")


register(
    Source(
        kind="procedure",
        title=gettext_noop("Thủ tục"),
        table="procedures_procedureversion",
        key="id",
        watched=(Watched("procedures_procedureversion", ("family", "code", "name", "record", "valid_to")),),
        entries=_entries,
        visible=_visible,
        scope=lambda _actor: None,
        address=_address,
    )
)
