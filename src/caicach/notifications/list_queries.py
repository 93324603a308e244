"""Reads of lists that were kept: the own ones and those that the own unit shares."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import NoReverseMatch, reverse

from caicach.kernel.access import Actor
from caicach.kernel.ordering import text_order
from caicach.notifications.domain.lists import SavedListRow
from caicach.notifications.models import ListWatch, SavedList


def visible_lists(actor: Actor) -> QuerySet[SavedList]:
    if actor.user_id is None:
        return SavedList.objects.none()
    return SavedList.objects.filter(Q(owner_id=actor.user_id) | Q(unit_id__in=sorted(actor.acts_for)))


def list_address(row: SavedList) -> str:
    try:
        path = reverse(row.page)
    except NoReverseMatch:  # a page of a former version
        return ""
    return f"{path}?{row.query}" if row.query else path


def saved_lists(actor: Actor, *, page: str | None = None) -> tuple[SavedListRow, ...]:
    """By name; those of one page where it is named. One SQL query."""
    if actor.user_id is None:
        return ()
    watched = ListWatch.objects.filter(saved_list=OuterRef("pk"), user_id=actor.user_id)
    found = visible_lists(actor).select_related("owner").annotate(is_watched=Exists(watched)).order_by("pk")
    if page is not None:
        found = found.filter(page=page)
    rows = [
        SavedListRow(
            id=row.pk,
            name=row.name,
            page=row.page,
            address=list_address(row),
            owner_name=str(row.owner),
            unit=row.unit_id,
            is_own=row.owner_id == actor.user_id,
            is_watched=row.is_watched,
        )
        for row in found
    ]
    return tuple(sorted(rows, key=lambda row: (text_order(row.name) or "", row.id)))
