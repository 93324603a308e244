"""The only way to the store: which units' dossiers an actor sees, and the files that are in force."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from django.db.models import QuerySet

from caicach.dossiers.domain.codes import partition_of
from caicach.dossiers.domain.limits import Limits
from caicach.dossiers.engine.standing import PartFiles
from caicach.dossiers.engine.summary import Extent
from caicach.dossiers.limits_reading import read_limits
from caicach.dossiers.models import DossierImport, LimitList, Partition
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.codec import Codec
from caicach.kernel.errors import NotFound
from caicach.kernel.files.queries import path_of

LIMITS_FILE = "thoi-han.yaml"
EXTENTS: Final = Codec(Extent)
"""How the extent of a partition is kept."""


def seen_units(actor: Actor) -> frozenset[str] | None:
    """None: every unit's. Others see the dossiers of their own units and of those below."""
    return None if actor.may(Permission.DOSSIER_SEE_ALL) else actor.visible_units


def parts_in_force() -> tuple[PartFiles, ...]:
    """The files of every partition. One SQL query."""
    return _parts(Partition.objects.order_by("name"))


def parts_of(code: str) -> tuple[PartFiles, ...]:
    """The files of the partition in which a dossier lies, if it is there. One SQL query."""
    return _parts(Partition.objects.filter(name=partition_of(code)))


def _parts(rows: QuerySet[Partition]) -> tuple[PartFiles, ...]:
    found = rows.values_list("name", "events__sha256", "dossiers__sha256", "settled__sha256", "open__sha256", "extent")
    return tuple(
        PartFiles(
            path_of(events),
            path_of(dossiers),
            settled=path_of(settled) if (has_summary := bool(settled and still_open)) else None,
            open=path_of(still_open) if has_summary else None,
            extent=EXTENTS.value(extent) if has_summary else None,
            name=name,
        )
        for name, events, dossiers, settled, still_open, extent in found
    )


def limits_text_in_force() -> str:
    """Empty where no list was set. One SQL query."""
    return LimitList.objects.order_by("-id").values_list("text", flat=True).first() or ""


@lru_cache(maxsize=2)
def limits_of(text: str) -> Limits:
    """Read once: every board and every partition is told by them."""
    return read_limits(Path(LIMITS_FILE), text) if text else Limits()


def limits_in_force() -> Limits:
    """One SQL query."""
    return limits_of(limits_text_in_force())


def import_seen(actor: Actor, import_id: int) -> DossierImport:
    require(actor, Permission.DOSSIER_IMPORT)
    row = DossierImport.objects.select_related("source", "aside_file").filter(pk=import_id).first()
    if row is None:
        raise NotFound("dossier.no_import", what="Không có lần nạp này.", todo="Hãy quay lại danh sách lần nạp.")
    return row
